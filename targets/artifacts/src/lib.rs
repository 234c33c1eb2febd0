//! From plan to files: the tree of artifacts, the trait that each target implements, the writers, and the disk.

mod emission;
mod target;
mod tree;

pub use emission::{Emission, Origin, Step};
pub use target::{Registry, Target};
pub use tree::{Artifact, ArtifactTree};
