//! What will exist: one deployment with its grants and its names. The one input of targets, reports and the diff.

mod contract;
mod entry;
mod envelope;
mod grant;
mod name;
mod plan;
mod subscription;

pub use contract::{Variable, VariableValue, variables};
pub use entry::{Entry, entry};
pub use envelope::{Emitted, PlanBody, PlanDocument, SCHEMA as PLAN_SCHEMA};
pub use grant::{FunctionGrant, Resource, Verb, grants};
pub use name::{EmittedName, NameKind, Role, stem};
pub use plan::Plan;
pub use subscription::{Subscription, subscriptions};
