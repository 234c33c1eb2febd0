//! What will exist: one deployment with its grants and its names. The one input of targets, reports and the diff.

pub mod clock;
mod contract;
mod crossing;
mod entry;
mod envelope;
mod grant;
mod name;
mod plan;
mod subscription;

pub use contract::{Variable, VariableValue, variables};
pub use crossing::Crossing;
pub use entry::{Entry, entry};
pub use envelope::{
    Emitted, GRANTS_SCHEMA, GrantsDocument, GrantsOfApp, PlanBody, PlanDocument, SCHEMA as PLAN_SCHEMA,
};
pub use grant::{
    Condition, FunctionGrant, Piece, Resource, Statement, Verb, codes, grants, judge, need_at, parts, pieces,
};
pub use name::{EmittedName, NameKind, Role, stem};
pub use plan::Plan;
pub use subscription::{Subscription, subscriptions};
