//! The Kubernetes target: Knative objects and a kustomization for one cluster.

mod crd;
mod emit;
mod gap;
mod here;
mod metadata;
mod object;
mod patch;
mod template;

use faasc_artifacts::{Emission, Target};
use faasc_diagnostics::{Code, Sink};
use faasc_model::{Provider, Site, SiteId};
use faasc_plan::Plan;

use here::{Here, TARGET};

/// Emits for clusters with Knative.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kubernetes;

impl Target for Kubernetes {
    fn name(&self) -> &'static str {
        TARGET
    }

    fn serves(&self, site: &Site) -> bool {
        site.provider.value == Provider::Kubernetes
    }

    fn gaps(&self, plan: &Plan<'_>, site: SiteId, sink: &mut Sink) {
        gap::find(&Here::new(plan, site), sink);
    }

    fn emit(&self, plan: &Plan<'_>, site: SiteId, emission: &mut Emission) {
        emit::emit_site(&Here::new(plan, site), emission);
    }

    fn codes(&self) -> Vec<&'static Code> {
        // What it raises is shared by all targets.
        Vec::new()
    }
}
