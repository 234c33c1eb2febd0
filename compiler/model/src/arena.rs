//! Arenas in documents: sorted by name, for a document must not change when the source is reordered.

use serde::{Serialize, Serializer};

use faasc_source::Spanned;

use crate::{
    Authenticator, DataClass, Event, Flow, Function, Input, Name, Secret, Service, Site, Store, Used,
};

/// What an arena holds.
pub(crate) trait Named {
    /// Its name.
    fn name(&self) -> &Name;
}

macro_rules! named {
    ($($kind:ty),*) => {
        $(impl Named for $kind {
            fn name(&self) -> &Name {
                &self.name.value
            }
        })*
    };
}

named!(Authenticator, DataClass, Event, Flow, Function, Input, Secret, Service, Site, Store, Used);

impl Named for Spanned<Name> {
    fn name(&self) -> &Name {
        &self.value
    }
}

/// Serializes an arena in the order of its names.
pub(crate) fn by_name<T: Named + Serialize, S: Serializer>(
    arena: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut sorted: Vec<&T> = arena.iter().collect();
    sorted.sort_by(|a, b| a.name().cmp(b.name()));
    serializer.collect_seq(sorted)
}
