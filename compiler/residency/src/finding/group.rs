//! Breaches that are one mistake: of one placed node and one regime.

use faasc_facts::Rule;
use faasc_model::{Deployment, DeploymentId};
use rustc_hash::FxHashMap;

use crate::analysis::{Analysis, Breach, Cause, Hit};
use crate::graph::WayKind;
use crate::labels::{ClassId, Why};
use crate::place::{Copy, Role};

/// What a group of breaches is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// A node at a place.
    Node(usize, usize),
    /// What a site keeps elsewhere of all that stands there: the number of its own place, what it is, and where.
    Site(usize, Role, usize),
}

/// Breaches of one regime, or of promises, by one placed node.
pub(super) struct Group<'g, 'a> {
    pub(super) subject: Subject,
    /// Copies with what forbids them there.
    pub(super) members: Vec<(&'g Copy, &'g Hit<'a>)>,
    /// Whether nobody says where the place lies.
    pub(super) is_unknown: bool,
}

/// All groups, in the order of their first breach. Those of mere questions are left out.
pub(super) fn groups<'g, 'a>(analysis: &'g Analysis<'a>) -> Vec<Group<'g, 'a>> {
    let mut all: Vec<Group<'g, 'a>> = Vec::new();
    let mut known: FxHashMap<(Subject, Option<&'a str>), usize> = FxHashMap::default();
    let letters = letters(analysis);
    for Breach { copy, hit } in &analysis.breaches {
        let (copy, hit) = (&analysis.copies.all[*copy], &analysis.hits[*hit]);
        let law = analysis.law(hit);
        if law.is_some_and(|law| law.why == Why::Asked) {
            continue;
        }
        let is_unknown = hit.fault.is_none();
        // Whatever asks for it: a place that nobody names is one mistake.
        let regime = law.filter(|_| !is_unknown).map(|law| law.regime.row().id.as_str());
        let subject = subject(analysis, &letters, copy);
        let at = *known.entry((subject, regime.or(is_unknown.then_some("?")))).or_insert_with(|| {
            all.push(Group { subject, members: Vec::new(), is_unknown });
            all.len() - 1
        });
        all[at].members.push((copy, hit));
    }
    all
}

fn subject(analysis: &Analysis<'_>, letters: &FxHashMap<usize, usize>, copy: &Copy) -> Subject {
    let place = analysis.place_of(copy);
    match copy.beside {
        Some(own) if copy.role.is_of_site() && place != own => Subject::Site(own, copy.role, place),
        // A dead letter that nobody wrote lies beside its source: where that is wrong, it is the source's mistake.
        _ => match letters.get(&copy.node) {
            Some(source) if analysis.lies_at(*source, place) => Subject::Node(*source, place),
            _ => Subject::Node(copy.node, place),
        },
    }
}

/// Each made dead letter with the first node whose messages end there.
fn letters(analysis: &Analysis<'_>) -> FxHashMap<usize, usize> {
    let mut all = FxHashMap::default();
    for way in analysis.ways().iter().filter(|way| way.kind == WayKind::GivesUp) {
        let letter = analysis.program().event(analysis.scope.node(way.to));
        if letter.is_some_and(|event| event.made_from.is_some()) {
            all.entry(way.to).or_insert(way.from);
        }
    }
    all
}

impl Group<'_, '_> {
    /// The copy that the finding speaks of: where the law is strictest, the node itself before what is kept of it.
    pub(super) fn first(&self) -> (&Copy, &Hit<'_>) {
        let is_other = |copy: &Copy| matches!(self.subject, Subject::Node(node, _) if node != copy.node);
        let (copy, hit) = self
            .members
            .iter()
            .min_by_key(|(copy, hit)| (is_other(copy), strictness(hit), copy.role))
            .unwrap_or(&self.members[0]);
        (copy, hit)
    }

    /// The classes that it is about, each once.
    pub(super) fn classes(&self) -> Vec<ClassId> {
        let mut all: Vec<ClassId> = self.members.iter().map(|(_, hit)| hit.class).collect();
        all.sort();
        all.dedup();
        all
    }

    /// The other copies at the same place, each role once.
    pub(super) fn roles(&self) -> Vec<Role> {
        let mut all: Vec<Role> = self.members.iter().map(|(copy, _)| copy.role).collect();
        all.sort();
        all.dedup();
        all
    }

    /// Whether a dead letter is among the copies of another node.
    pub(super) fn has_letter(&self) -> bool {
        matches!(self.subject, Subject::Node(node, _) if self.members.iter().any(|(copy, _)| copy.node != node))
    }

    /// The nodes that it is about, each once.
    pub(super) fn nodes(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.members.iter().map(|(copy, _)| copy.node).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The deployment in which it was found.
    pub(super) fn home<'p>(&self, analysis: &Analysis<'p>) -> (DeploymentId, &'p Deployment) {
        let id = analysis.scope.node(self.members[0].0.node).deployment;
        (id, analysis.scope.program.deployment(id))
    }
}

/// The strictest first.
fn strictness(hit: &Hit<'_>) -> u8 {
    match (&hit.fault, hit.cause) {
        (_, Cause::Promise) => 4,
        (Some(fault), _) if fault.is_denied => 0,
        (Some(fault), _) => match fault.rule {
            Rule::Inside => 0,
            Rule::InsideFirst => 1,
            _ => 2,
        },
        (None, _) => 3,
    }
}
