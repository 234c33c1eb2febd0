//! What a target hands back.

use std::collections::BTreeMap;

use faasc_diagnostics::Sink;
use faasc_plan::Emitted;

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

/// Where an emitted resource comes from: an entry of sources.json.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
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
    /// Every resource with its address, for plan.json.
    pub emitted: Vec<Emitted>,
    /// Address to origin, for sources.json; keyed by `SITE TARGET ADDRESS`.
    pub origins: BTreeMap<(String, String, String), Origin>,
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
        target: &str,
        address: &str,
        node: &str,
        key_path: &str,
        rule: &'static str,
    ) {
        self.emitted.push(Emitted {
            site: site.to_owned(),
            target: target.to_owned(),
            address: address.to_owned(),
            node: node.to_owned(),
        });
        self.origins.insert(
            (site.to_owned(), target.to_owned(), address.to_owned()),
            Origin { key_path: key_path.to_owned(), rule },
        );
    }

    /// Records what a reader should know; what is said twice is told once.
    pub fn remark(&mut self, text: impl Into<String>) {
        self.remarks.push(text.into());
    }
}
