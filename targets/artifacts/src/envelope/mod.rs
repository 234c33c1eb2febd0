//! The files of an environment's folder that no target writes: plan.json, sources.json, exports.json, README.md and
//! `.gitattributes`.

mod exports;
mod exports_document;
mod host_name;
mod markdown;
mod prerequisite;
mod readme;
mod schema;
mod sources;

pub use exports_document::{
    EXPORTS_SCHEMA, ExportedEvent, ExportedFunction, ExportedName, ExportedSite, ExportedStore,
    ExportsDocument,
};
pub use readme::prepare;
pub use schema::{exports_schema, grants_schema, plan_schema, published_schema, sources_schema};
pub use sources::{SOURCES_SCHEMA, SourceEntry, SourcesDocument};

use faasc_plan::{Emitted, Plan, PlanDocument};
use faasc_source::SourceMap;

use crate::{Emission, Resource, to_document, to_json};

/// Marks the folder as generated for those who show changes, and keeps Git from changing line ends: a file must
/// stay byte for byte what the manifest says. What changed is still shown to who asks: plans are reviewed.
const ATTRIBUTES: &str = "* -text linguist-generated=true gitlab-generated=true\n";

/// Adds to `emission`, when all targets have emitted, what describes all of it. `sources` holds the files of the
/// spec that `plan` was made from.
///
/// # Panics
/// When a target wrote one of these files: a bug of that target.
pub fn describe(plan: &Plan<'_>, sources: &SourceMap, emission: &mut Emission) {
    emission.emitted.sort();
    emission.remarks.sort();
    emission.remarks.dedup();
    let plan_document = to_document(&PlanDocument::of(plan, emitted(emission)));
    let sources_document = to_json(&sources::document(&sources::Files::new(plan, sources), emission));
    let exports_document = to_document(&exports::document(plan, emission));
    let readme = readme::render(plan, emission);
    emission.tree.add("plan.json", plan_document);
    emission.tree.add("sources.json", sources_document);
    emission.tree.add("exports.json", exports_document);
    emission.tree.add("README.md", readme);
    emission.tree.add(".gitattributes", ATTRIBUTES);
}

/// What plan.json says of the resources, which are sorted.
fn emitted(emission: &Emission) -> Vec<Emitted<'_>> {
    let resources = emission.emitted.iter();
    resources
        .map(|Resource { site, target, address, node, .. }| Emitted { site, target, address, node })
        .collect()
}
