//! The graph of an environment as a picture: one neutral drawing, rendered as Mermaid, DOT or SVG.

mod dot;
mod draw;
mod drawing;
mod ids;
mod layout;
mod mermaid;
mod svg;

pub use dot::dot;
pub use draw::draw;
pub use drawing::{Cluster, Drawing, Kind, Line, Shape, Stroke};
pub use ids::Ids;
pub use mermaid::mermaid;
pub use svg::svg;
