//! Typed places in the arenas of a deployment.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::{Event, Function, Service, Site, Store};

/// The place of a `T` in its arena. Never mixed up with that of another kind.
pub struct Id<T> {
    index: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id of the element at `index`.
    ///
    /// # Panics
    /// After 2^32 elements.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self { index: u32::try_from(index).expect("fewer than 2^32 elements"), kind: PhantomData }
    }

    /// The place in the arena.
    #[must_use]
    pub const fn index(self) -> usize {
        self.index as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// A function of a deployment.
pub type FunctionId = Id<Function>;
/// An event of a deployment, made ones included.
pub type EventId = Id<Event>;
/// A store of a deployment.
pub type StoreId = Id<Store>;
/// A service of a deployment.
pub type ServiceId = Id<Service>;
/// A site of a deployment.
pub type SiteId = Id<Site>;
