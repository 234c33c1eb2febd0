//! What a plan asks at a site and this version cannot emit yet. Each part of the model is taken apart field by field,
//! so that a new field is judged before it compiles.

mod auth;
mod deployment;
mod event;
mod function;
mod node;
mod site;
mod store;
mod template;
mod trigger;

use faasc_artifacts::not_emitted_yet;
use faasc_diagnostics::Sink;
use faasc_model::{Deployment, Provider, Site, SiteId};
use faasc_plan::Plan;
use faasc_source::Span;

use crate::aws::template::Names;

/// Collects the gaps of one site.
pub(crate) struct Gaps<'p> {
    pub(crate) plan: &'p Plan<'p>,
    pub(crate) id: SiteId,
    pub(crate) site: &'p Site,
    names: Names<'p>,
    sink: Sink,
}

impl<'p> Gaps<'p> {
    fn deployment(&self) -> &'p Deployment {
        self.plan.deployment
    }

    /// Adds a gap: what is asked, and what can be done today.
    fn missing(&mut self, span: Span, what: &str, subject: &str, today: &str) {
        self.sink.push(not_emitted_yet(span, what, "terraform", subject).help(today));
    }
}

/// All gaps of a plan at a site.
pub(crate) fn gaps(plan: &Plan<'_>, site: SiteId) -> Sink {
    let mut gaps =
        Gaps { plan, id: site, site: plan.deployment.site(site), names: Names::of(plan), sink: Sink::new() };
    if gaps.site.provider.value != Provider::Aws {
        let span = gaps.site.provider.span;
        let what = format!("sites of `{}`", gaps.site.provider.value.word());
        let subject = gaps.site.key_path();
        gaps.missing(span, &what, &subject, "use a site of `aws`, of `kubernetes` or a local one");
        return gaps.sink;
    }
    gaps.of_deployment();
    gaps.of_site();
    for (_, function) in plan.functions_at(site) {
        gaps.of_function(function);
    }
    for event in &plan.deployment.events {
        if event.sites.contains(&site) {
            gaps.of_event(event);
        }
    }
    for store in &plan.deployment.stores {
        if store.sites.contains(&site) {
            gaps.of_store(store);
        }
    }
    gaps.of_routes();
    gaps.sink
}
