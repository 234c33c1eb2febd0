//! The least grants that the edges need, in neutral words; the fact base has the words of each host.

mod fill;
mod judge;
mod neutral;
mod place;
mod size;
mod statement;

use faasc_facts::Need;
use faasc_model::{Name, NodeRef};
use serde::Serialize;

pub use fill::{Piece, pieces};
pub use judge::{codes, judge};
pub use neutral::grants;
pub(crate) use statement::statements;
pub use statement::{Condition, Statement, need_at, parts};

/// What is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// Send messages.
    Send,
    /// Receive messages and settle them.
    Receive,
    /// Send what is given up.
    SendDeadLetter,
    /// Get, query, scan, list.
    Read,
    /// Put, update, delete.
    Write,
    /// Call.
    Invoke,
    /// Read the value of a secret.
    ReadSecret,
    /// Learn of what happens to objects or rows.
    Watch,
    /// Start the function: whoever a trigger or `invoke` names.
    Start,
    /// Use a key of one's own.
    UseKey,
    /// Write logs.
    WriteLogs,
    /// Send traces.
    SendTraces,
    /// Have interfaces in the site's network.
    JoinNetwork,
}

/// On what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// An event, store, function or service.
    Node(NodeRef),
    /// A secret of the function's own deployment.
    Secret(Name),
    /// The function itself: its logs, traces, network, key, or whoever starts it from outside.
    Own,
    /// The function itself, by one of its triggers.
    Trigger(Name),
    /// The function itself, by an authenticator that asks it.
    Authenticator(Name),
}

/// One grant of a function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
pub struct FunctionGrant {
    /// The function that gets it; of `start`, the one that is started.
    pub function: Name,
    /// What is allowed.
    pub verb: Verb,
    /// On what, by key path; of another app `APP/…`.
    pub resource: String,
    /// Of a bucket: the only part.
    pub prefix: Option<String>,
    /// The edges, triggers and keys that need it, by key path.
    pub because: Vec<String>,
    /// On what.
    #[serde(skip)]
    #[schemars(skip)]
    pub on: Resource,
    /// The row of the fact base that says how.
    #[serde(skip)]
    #[schemars(skip)]
    pub need: Need,
}
