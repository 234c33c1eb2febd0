//! What hosts can do, and what this version can emit.

use crate::fact::Fact;
use crate::facts::Facts;
use crate::row::{Capability, CapabilityRow, Coverage, EmissionStatus, Host};

impl Facts {
    /// How well a host does what is asked.
    ///
    /// # Panics
    /// Never with our own data: the build refuses a host that does not answer for every capability.
    #[must_use]
    pub fn capability(&self, host: Host, capability: Capability) -> Fact<'_, CapabilityRow> {
        let table = self.tables.capabilities();
        table
            .find(&format!("{host}/{capability}"))
            .or_else(|| table.find(&format!("{host}/*")))
            .expect("each host has a row for each capability; please report this")
    }

    /// All rows about hosts, by id.
    pub fn capabilities(&self) -> impl Iterator<Item = Fact<'_, CapabilityRow>> + Clone {
        self.tables.capabilities().facts()
    }

    /// What this version says about emitting a subject for a target; absent where the table does not know the subject.
    #[must_use]
    pub fn coverage(&self, target: &str, subject: &str) -> Option<Fact<'_, Coverage>> {
        let table = self.tables.coverage();
        table.find(&format!("{target}/{subject}")).or_else(|| table.find(&format!("{target}/*")))
    }

    /// Whether this version emits a subject for a target.
    #[must_use]
    pub fn is_emitted(&self, target: &str, subject: &str) -> bool {
        self.coverage(target, subject).is_some_and(|row| row.status == EmissionStatus::Emitted)
    }

    /// All rows about targets, by id.
    pub fn all_coverage(&self) -> impl Iterator<Item = Fact<'_, Coverage>> + Clone {
        self.tables.coverage().facts()
    }
}
