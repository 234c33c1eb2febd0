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
pub struct SourcesDocument<'e> {
    /// `faasc.sources/v1`.
    pub schema: &'static str,
    /// Every emitted resource, sorted by site, target and address.
    pub resources: Vec<SourceEntry<'e>>,
}

/// An emitted resource and what made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceEntry<'e> {
    /// The site.
    pub site: &'e str,
    /// The target.
    pub target: &'e str,
    /// Its address there: `aws_sqs_queue.charge-due`, `v1/Secret/psp-key`.
    pub address: &'e str,
    /// The key path of the spec that made it (`functions.charge.triggers.event-charge-due`).
    pub key_path: &'e str,
    /// The file of the spec in which that is written, relative to the folder of the app's faas.yaml.
    pub file: &'e str,
    /// The rule that made it, in a few words.
    pub rule: &'static str,
}

/// The document for what was emitted.
pub(super) fn document<'e>(files: &'e Files, emission: &'e Emission) -> SourcesDocument<'e> {
    let resources = emission
        .emitted
        .iter()
        .map(|of| SourceEntry {
            site: &of.site,
            target: of.target,
            address: &of.address,
            key_path: &of.key_path,
            file: files.of(&of.key_path),
            rule: of.rule,
        })
        .collect();
    SourcesDocument { schema: SOURCES_SCHEMA, resources }
}

/// Which file of the spec holds which node. Paths are relative to the folder of the app's faas.yaml.
pub(super) struct Files {
    /// The app's faas.yaml: what belongs to no node is written there.
    main: String,
    paths: BTreeMap<FileId, String>,
    /// By key path of a node, of another app with `APP/` before it; what stands in the main file is left out.
    nodes: BTreeMap<String, FileId>,
}

impl Files {
    /// The files of `plan`.
    pub(super) fn new(plan: &Plan<'_>, sources: &SourceMap) -> Self {
        let app = plan.program.app(plan.deployment.app_id);
        let mut nodes = BTreeMap::new();
        add_nodes(&mut nodes, "", plan.deployment, app.file);
        for used in &plan.deployment.uses {
            let prefix = format!("{}/", used.app);
            add_nodes(&mut nodes, &prefix, plan.program.deployment(used.deployment), app.file);
        }
        let path = |file: FileId| relative(&app.folder, sources.file(file).path());
        let paths = nodes.values().map(|file| (*file, path(*file))).collect();
        Self { main: path(app.file), paths, nodes }
    }

    /// The file in which `key_path` is written.
    fn of(&self, key_path: &str) -> &str {
        let node = key_path.match_indices('.').nth(1).map_or(key_path, |(end, _)| &key_path[..end]);
        let path = self.nodes.get(node).and_then(|file| self.paths.get(file));
        path.unwrap_or(&self.main)
    }
}

fn add_nodes(nodes: &mut BTreeMap<String, FileId>, prefix: &str, deployment: &Deployment, main: FileId) {
    let mut add = |path: String, span: Span| {
        if span.file != main {
            nodes.entry(format!("{prefix}{path}")).or_insert(span.file);
        }
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
