//! What a target hands back.

use std::sync::Arc;

use faasc_diagnostics::Sink;

use crate::ArtifactTree;

/// One step of what a person (or a job) does with the artifacts of a site, for README.md and the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it does, in the imperative: `make the resources`.
    pub title: String,
    /// Commands, one a line, run in the folder of the environment. May be empty.
    pub commands: Vec<String>,
    /// What must be known or done first, in Markdown; may be empty.
    pub note: String,
}

/// A resource that a target emits: what plan.json and sources.json say of it. Sorted by site, target and address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resource {
    /// The site.
    pub site: Arc<str>,
    /// The target.
    pub target: &'static str,
    /// Its address there: `aws_sqs_queue.charge-due`, `v1/Secret/psp-key`.
    pub address: String,
    /// The key path of the node that it serves (`events.charge-due`).
    pub node: String,
    /// The key path that made it (`functions.charge.triggers.event-charge-due`).
    pub key_path: String,
    /// The rule of the target that made it, in a few words (`queue of an event`).
    pub rule: &'static str,
}

/// All that the targets emit for one environment.
#[derive(Debug, Default)]
pub struct Emission {
    /// The files.
    pub tree: ArtifactTree,
    /// Every resource, for plan.json and sources.json.
    pub emitted: Vec<Resource>,
    /// What to run, by site.
    pub steps: Vec<(String, Step)>,
    /// Lines that every reader should know (`needs the bridge before it starts`), sorted and shown once.
    pub remarks: Vec<String>,
    /// What the target found wrong.
    pub sink: Sink,
}

impl Emission {
    /// Records a resource: its site, target and address, the node that it serves, and what made it.
    pub fn record(
        &mut self,
        site: &str,
        target: &'static str,
        address: &str,
        node: &str,
        key_path: &str,
        rule: &'static str,
    ) {
        // Those of a site are recorded one after another.
        let same = self.emitted.last().map(|last| &last.site).filter(|last| &***last == site);
        let site = same.map_or_else(|| Arc::from(site), Arc::clone);
        let (address, node, key_path) = (address.to_owned(), node.to_owned(), key_path.to_owned());
        self.emitted.push(Resource { site, target, address, node, key_path, rule });
    }

    /// Records what a reader should know; what is said twice is told once.
    pub fn remark(&mut self, text: impl Into<String>) {
        self.remarks.push(text.into());
    }
}
