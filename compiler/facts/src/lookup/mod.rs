//! Questions that the compiler asks of the fact base.

mod callers;
mod credentials;
mod grants;
mod law;
mod limits;
mod places;
mod prices;
mod regions;
mod targets;

pub use credentials::{Credentials, Sighting, is_random};
pub use limits::{Base, Measure};
pub use regions::Located;
