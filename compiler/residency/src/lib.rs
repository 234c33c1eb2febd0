//! Where data is and may be: data classes flow on the linked graph of all apps, every copy has a place, and the law of
//! each class says what may happen there. Pure: a program, the fact base and a date in, an [`Analysis`] out.
//!
//! None of it is legal advice: the rules simplify statutes, and every output says so.

mod analysis;
mod finding;
mod flow;
mod graph;
mod labels;
mod law;
mod options;
mod place;
mod scope;
mod view;

pub use analysis::{Analysis, Breach, Cause, Hit, NoCopy, analyze, analyze_all};
pub use finding::{check, codes, findings};
pub use flow::{Hop, HopKind};
pub use graph::{Origin, OriginKind, WayKind};
pub use labels::{Class, ClassId, Law, Set, Why};
pub use law::{Fault, Ground, Refusal, Refused, Verdict};
pub use options::Options;
pub use place::{Copy, Role, Spot, Whereabouts};
pub use view::{Crossing, Edge, Trust, TrustKind};
