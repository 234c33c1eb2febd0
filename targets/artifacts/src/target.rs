//! What a target is.

use faasc_diagnostics::{Code, Sink};
use faasc_model::{Site, SiteId};
use faasc_plan::Plan;

use crate::Emission;

/// Turns the part of a plan that stands at one site into files.
pub trait Target: Sync {
    /// Its name, as in plan.json (`terraform`, `kubernetes`, `local`).
    fn name(&self) -> &'static str;

    /// Whether it emits for `site`.
    fn serves(&self, site: &Site) -> bool;

    /// Finds what the plan asks at `site` and this version cannot emit: each an error that names the key.
    /// `check` shows them as notes, `compile` stops.
    fn gaps(&self, plan: &Plan<'_>, site: SiteId, sink: &mut Sink);

    /// Emits. Called only when [`Target::gaps`] found nothing; paths begin with the target's own folder
    /// (`terraform/SITE/…`).
    fn emit(&self, plan: &Plan<'_>, site: SiteId, emission: &mut Emission);

    /// The codes that it alone raises, sorted by id; those that all targets share are [`crate::codes`].
    fn codes(&self) -> Vec<&'static Code>;
}

/// The targets of this build, in the order in which they are asked.
pub struct Registry {
    targets: Vec<Box<dyn Target>>,
}

impl Registry {
    /// A registry of these targets.
    #[must_use]
    pub fn new(targets: Vec<Box<dyn Target>>) -> Self {
        Self { targets }
    }

    /// The target that serves `site`.
    #[must_use]
    pub fn of(&self, site: &Site) -> Option<&dyn Target> {
        self.targets.iter().find(|target| target.serves(site)).map(AsRef::as_ref)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Target> {
        self.targets.iter().map(AsRef::as_ref)
    }
}
