//! Anchors by number and by name, and the aliases that found none.

use std::collections::{BTreeMap, HashMap};

use faasc_source::Span;

use crate::fault::findings::Findings;
use crate::fault::{self, AnchorPlace};
use crate::tree::NodeId;

/// How many comparisons of names are made in search of what was meant.
const MOST_COMPARISONS: usize = 1_000_000;

/// Names longer than this are not compared.
const LONGEST_NAME: usize = 64;

struct Anchor {
    name: Box<str>,
    node: NodeId,
    span: Span,
}

/// All anchors of a file.
#[derive(Default)]
pub(crate) struct Anchors {
    all: Vec<Anchor>,
    by_name: HashMap<Box<str>, usize>,
    /// The parser numbers from 1 and anew in each part of the file; this is what came before the part.
    before_part: usize,
    unknown: Vec<(Box<str>, Span)>,
}

impl Anchors {
    /// The parser numbers anew from here on.
    pub(crate) fn begin_part(&mut self) {
        self.before_part = self.all.len();
    }

    pub(crate) fn define(&mut self, name: &str, node: NodeId, span: Span) {
        self.by_name.insert(name.into(), self.all.len());
        self.all.push(Anchor { name: name.into(), node, span });
    }

    /// The node of the parser's anchor `number`.
    pub(crate) fn by_number(&self, number: usize) -> Option<NodeId> {
        self.all.get((self.before_part + number).checked_sub(1)?).map(|anchor| anchor.node)
    }

    /// The node of the last anchor `name`.
    pub(crate) fn by_name(&self, name: &str) -> Option<NodeId> {
        self.by_name.get(name).map(|&at| self.all[at].node)
    }

    /// Keeps an alias without an anchor until all anchors are known.
    pub(crate) fn note_unknown(&mut self, name: &str, alias: Span) {
        self.unknown.push((name.into(), alias));
    }

    /// Reports the aliases without an anchor, once for each name.
    pub(crate) fn report_unknown(&self, findings: &mut Findings) {
        const MOST_LABELS: usize = 3;
        let mut by_name: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for (name, span) in &self.unknown {
            by_name.entry(name).or_default().push(*span);
        }
        let known: Vec<AnchorPlace<'_>> = self
            .all
            .iter()
            .filter(|anchor| anchor.name.len() <= LONGEST_NAME)
            .map(|anchor| AnchorPlace { name: &anchor.name, span: anchor.span })
            .collect();
        let is_affordable = by_name.len().saturating_mul(known.len()) <= MOST_COMPARISONS;
        for (name, places) in by_name {
            let candidates = if is_affordable && name.len() <= LONGEST_NAME { known.as_slice() } else { &[] };
            findings.report(|| {
                let found = fault::unknown_anchor(name, places[0], candidates);
                places
                    .iter()
                    .skip(1)
                    .take(MOST_LABELS)
                    .fold(found, |found, &other| found.label(other, "and here"))
            });
        }
    }
}
