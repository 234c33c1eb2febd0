//! sources.json: from every emitted resource back to the spec.

use std::collections::BTreeMap;

use faasc_model::Deployment;
use faasc_plan::Plan;
use faasc_source::{FileId, SourceMap, Span, relative};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Emission;

/// The name and version of the format.
pub const SOURCES_SCHEMA: &str = "faasc.sources/v1";

/// The whole of sources.json. It holds no line numbers: they are looked up when asked for, so that a comment in the
/// spec changes nothing here.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SourcesDocument {
    /// `faasc.sources/v1`.
    pub schema: String,
    /// Every emitted resource, sorted by site, target and address.
    pub resources: Vec<SourceEntry>,
}

/// An emitted resource and what made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceEntry {
    /// The site.
    pub site: String,
    /// The target.
    pub target: String,
    /// Its address there: `aws_sqs_queue.charge-due`, `v1/Secret/psp-key`.
    pub address: String,
    /// The key path of the spec that made it (`functions.charge.triggers.event-charge-due`).
    pub key_path: String,
    /// The file of the spec in which that is written, relative to the folder of the app's faas.yaml.
    pub file: String,
    /// The rule that made it, in a few words.
    pub rule: String,
}

/// The document for what was emitted.
pub(super) fn document(plan: &Plan<'_>, sources: &SourceMap, emission: &Emission) -> SourcesDocument {
    let files = Files::new(plan, sources);
    let resources = emission
        .origins
        .iter()
        .map(|((site, target, address), origin)| SourceEntry {
            site: site.clone(),
            target: target.clone(),
            address: address.clone(),
            key_path: origin.key_path.clone(),
            file: files.of(&origin.key_path),
            rule: origin.rule.to_owned(),
        })
        .collect();
    SourcesDocument { schema: SOURCES_SCHEMA.to_owned(), resources }
}

/// Which file of the spec holds which node.
struct Files<'s> {
    sources: &'s SourceMap,
    /// Where paths are relative to.
    folder: &'s str,
    /// The app's faas.yaml: what belongs to no node is written there.
    main: FileId,
    /// By key path of a node, of another app with `APP/` before it.
    nodes: BTreeMap<String, FileId>,
}

impl<'s> Files<'s> {
    fn new(plan: &Plan<'s>, sources: &'s SourceMap) -> Self {
        let mut nodes = BTreeMap::new();
        add_nodes(&mut nodes, "", plan.deployment);
        for used in &plan.deployment.uses {
            let prefix = format!("{}/", used.app);
            add_nodes(&mut nodes, &prefix, plan.program.deployment(used.deployment));
        }
        let app = plan.program.app(plan.deployment.app_id);
        Self { sources, folder: &app.folder, main: app.file, nodes }
    }

    /// The file in which `key_path` is written.
    fn of(&self, key_path: &str) -> String {
        let node: String = key_path.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
        let file = self.nodes.get(&node).copied().unwrap_or(self.main);
        relative(self.folder, self.sources.file(file).path())
    }
}

fn add_nodes(nodes: &mut BTreeMap<String, FileId>, prefix: &str, deployment: &Deployment) {
    let mut add = |path: String, span: Span| {
        nodes.entry(format!("{prefix}{path}")).or_insert(span.file);
    };
    deployment.functions.iter().for_each(|node| add(node.key_path(), node.span));
    deployment.events.iter().for_each(|node| add(node.key_path(), node.span));
    deployment.stores.iter().for_each(|node| add(node.key_path(), node.span));
    deployment.services.iter().for_each(|node| add(node.key_path(), node.span));
    deployment.sites.iter().for_each(|node| add(node.key_path(), node.span));
    deployment.secrets.iter().for_each(|node| add(format!("secrets.{}", node.name.value), node.span));
    deployment.inputs.iter().for_each(|node| add(format!("inputs.{}", node.name.value), node.span));
    deployment.authenticators.iter().for_each(|node| add(format!("auth.{}", node.name.value), node.span));
    add(format!("environments.{}", deployment.declared), deployment.span);
}
