//! What edges need of a host, and how they leave their place.

use crate::fact::Fact;
use crate::facts::Facts;
use crate::row::{BroadRole, CrossingRow, Distance, GrantHost, GrantRow, Host, Need, UnscopedActions};

impl Facts {
    /// What a host must allow for a need.
    ///
    /// # Panics
    /// Never with our own data: the build refuses a host that does not answer for every need.
    #[must_use]
    pub fn grant(&self, host: GrantHost, need: Need) -> Fact<'_, GrantRow> {
        let table = self.tables.grants();
        let found = table.find(&format!("{host}/{need}")).or_else(|| table.find(&format!("{host}/*")));
        found.expect("each host has a row for each need; please report this")
    }

    /// All rows about grants, by id.
    pub fn grants(&self) -> impl Iterator<Item = Fact<'_, GrantRow>> + Clone {
        self.tables.grants().facts()
    }

    /// The actions of a service of AWS that take no resource; absent where the service is not known.
    #[must_use]
    pub fn unscoped_actions(&self, service: &str) -> Option<Fact<'_, UnscopedActions>> {
        self.tables.unscoped_actions().find(service)
    }

    /// A role that allows far more than an edge needs; case does not count.
    #[must_use]
    pub fn broad_role(&self, host: GrantHost, role: &str) -> Option<Fact<'_, BroadRole>> {
        self.tables.broad_roles().find(&format!("{host}/{}", role.to_lowercase()))
    }

    /// How a need of a function on `host` crosses a distance; absent where nothing is known.
    #[must_use]
    pub fn crossing(&self, host: Host, distance: Distance, need: Need) -> Option<Fact<'_, CrossingRow>> {
        let table = self.tables.crossings();
        let own = table.find(&format!("{host}/{distance}/{need}"));
        own.or_else(|| table.find(&format!("{host}/{distance}/*")))
    }
}
