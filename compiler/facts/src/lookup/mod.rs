//! Questions that the compiler asks of the fact base.

mod grants;
mod law;
mod limits;
mod places;
mod prices;
mod regions;
mod targets;

pub use limits::{Base, Measure};
pub use regions::Located;
