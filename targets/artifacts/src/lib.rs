//! From plan to files: the tree of artifacts, the trait that each target implements, the writers, and the disk.

mod emission;
mod envelope;
mod gap;
pub mod hcl;
mod json;
mod namesake;
mod parallel;
mod patch;
mod target;
mod tree;
mod write;
mod yaml;

pub use emission::{Emission, Resource, Step};
pub use envelope::{
    EXPORTS_SCHEMA, ExportedEvent, ExportedFunction, ExportedName, ExportedSite, ExportedStore,
    ExportsDocument, SOURCES_SCHEMA, SourceEntry, SourcesDocument, describe, exports_schema, grants_schema,
    plan_schema, prepare, published_schema, sources_schema,
};
pub use gap::{NOT_EMITTED_YET, not_emitted_yet};
pub use json::{to_document, to_json};
pub use namesake::{EMITTED_NAME_TWICE, emitted_name_twice, place_of};
pub use parallel::each;
pub use patch::{
    PATCH_DOES_NOT_APPLY, PATCH_MATCHES_NOTHING, filled, patch_does_not_apply, patch_matches_nothing, patched,
};
pub use target::{Registry, Target};
pub use tree::{Artifact, ArtifactTree};
pub use write::{
    Disk, EnvironmentFiles, MANIFEST, OutputFolder, Report, SystemDisk, WriteFault, WriteOptions, compare,
    write, write_through,
};
pub use yaml::{to_yaml, to_yaml_documents};

/// The codes of emission that every target shares and of writing, sorted by id.
#[must_use]
pub fn codes() -> Vec<&'static faasc_diagnostics::Code> {
    let shared = [&NOT_EMITTED_YET, &PATCH_MATCHES_NOTHING, &PATCH_DOES_NOT_APPLY, &EMITTED_NAME_TWICE];
    shared.into_iter().chain(write::codes()).collect()
}
