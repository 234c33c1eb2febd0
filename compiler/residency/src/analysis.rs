//! The whole of what is known about where data is: one graph, its labels, its copies, and what the law says of each.

use std::cell::OnceCell;

use faasc_facts::{Act, Facts, Rule};
use faasc_model::{DeploymentId, NodeRef, Program};
use rustc_hash::FxHashMap;

use crate::flow::witness::Tree;
use crate::flow::{Hop, propagate};
use crate::graph::{Graph, Way, build};
use crate::labels::class::Classes;
use crate::labels::{Class, ClassId, Law, Set, Why};
use crate::law::verdict::{bites, judge};
use crate::law::{Fault, Verdict};
use crate::options::Options;
use crate::place::copies::{Copies, copies};
use crate::place::{Copy, Role, Spot, Whereabouts};
use crate::scope::{Scope, linked};

/// What forbids an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// A regime: its position among the laws of the class.
    Law(usize),
    /// The class's own `stay_in`.
    Promise,
}

/// What a place is to a class: one act that something forbids there.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// The class.
    pub class: ClassId,
    /// What forbids it.
    pub cause: Cause,
    /// The act.
    pub act: Act,
    /// What is wrong; absent where nobody says where the place lies.
    pub fault: Option<Fault<'a>>,
}

/// A copy of a class where something forbids it.
#[derive(Clone, Copy, Debug)]
pub struct Breach {
    /// The position of the copy.
    pub(crate) copy: usize,
    /// The position of what forbids it.
    pub(crate) hit: usize,
}

/// A regime that wants a complete copy inside, and none is there.
#[derive(Clone, Copy, Debug)]
pub struct NoCopy {
    /// The class.
    pub class: ClassId,
    /// The position of the regime among its laws.
    pub law: usize,
    /// The act of which a copy is wanted.
    pub act: Act,
    /// The position of the first copy outside.
    pub(crate) copy: usize,
}

/// What is known about where the data of linked deployments is.
pub struct Analysis<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) options: Options,
    pub(crate) scope: Scope<'a>,
    pub(crate) classes: Classes<'a>,
    pub(crate) graph: Graph,
    pub(crate) held: Vec<Set>,
    pub(crate) copies: Copies<'a>,
    pub(crate) hits: Vec<Hit<'a>>,
    pub(crate) breaches: Vec<Breach>,
    pub(crate) lacking: Vec<NoCopy>,
    /// By class, made when a path is first asked for.
    trees: Vec<OnceCell<Tree>>,
}

/// Analyzes a deployment with all that it is linked to.
#[must_use]
pub fn analyze<'a>(
    program: &'a Program,
    deployment: DeploymentId,
    facts: &'a Facts,
    options: &Options,
) -> Analysis<'a> {
    let members = linked(program).into_iter().find(|members| members.contains(&deployment));
    Analysis::of(program, members.unwrap_or_default(), facts, options)
}

/// Analyzes all deployments: one analysis for those that links hold together.
#[must_use]
pub fn analyze_all<'a>(program: &'a Program, facts: &'a Facts, options: &Options) -> Vec<Analysis<'a>> {
    linked(program).into_iter().map(|members| Analysis::of(program, members, facts, options)).collect()
}

impl<'a> Analysis<'a> {
    pub(crate) fn of(
        program: &'a Program,
        members: Vec<DeploymentId>,
        facts: &'a Facts,
        options: &Options,
    ) -> Self {
        let scope = Scope::of(program, members);
        let classes = Classes::of(&scope, facts, options);
        let graph = build::build(&scope, &classes);
        let held = propagate::settle(&graph);
        let copies = copies(&scope, facts, &graph, &options.failed_sites);
        let mut analysis = Self {
            facts,
            options: options.clone(),
            scope,
            classes,
            graph,
            held,
            copies,
            hits: Vec::new(),
            breaches: Vec::new(),
            lacking: Vec::new(),
            trees: Vec::new(),
        };
        analysis.trees.resize_with(analysis.classes.all.len(), OnceCell::new);
        analysis.judge();
        analysis.look_for_copies();
        analysis
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &'a Program {
        self.scope.program
    }

    /// The fact base.
    #[must_use]
    pub const fn facts(&self) -> &'a Facts {
        self.facts
    }

    /// The deployments of the graph, in the order of the program.
    #[must_use]
    pub fn deployments(&self) -> &[DeploymentId] {
        &self.scope.members
    }

    /// A class.
    #[must_use]
    pub fn class(&self, class: ClassId) -> &Class<'a> {
        self.classes.get(class)
    }

    /// All classes.
    pub fn classes(&self) -> impl Iterator<Item = (ClassId, &Class<'a>)> {
        self.classes.iter()
    }

    /// What a node holds; nothing, where it belongs to none of the deployments.
    #[must_use]
    pub fn label(&self, node: NodeRef) -> Set {
        self.scope.number(node).map(|number| self.held[number].clone()).unwrap_or_default()
    }

    /// What a copy holds.
    pub(crate) fn held_by(&self, copy: &Copy) -> Set {
        let mut held = self.held[copy.node].clone();
        if let Some(part) = copy.part {
            held.intersect(&self.copies.parts[part]);
        }
        held
    }

    /// The number by which the place of a copy is told from others.
    pub(crate) fn place_of(&self, copy: &Copy) -> usize {
        self.copies.spots[copy.spot].same_as.unwrap_or(copy.spot)
    }

    /// Whether a node has a copy at a place.
    pub(crate) fn lies_at(&self, node: usize, place: usize) -> bool {
        self.copies_of(node).any(|copy| self.place_of(copy) == place)
    }

    /// The copies of a node.
    pub(crate) fn copies_of(&self, node: usize) -> impl Iterator<Item = &Copy> {
        let first = self.copies.first[node].unwrap_or(self.copies.all.len());
        self.copies.all[first..].iter().take_while(move |copy| copy.node == node)
    }

    /// The place of a copy.
    #[must_use]
    pub fn spot(&self, copy: &Copy) -> &Spot<'a> {
        &self.copies.spots[copy.spot]
    }

    /// The law behind a hit.
    #[must_use]
    pub fn law(&self, hit: &Hit<'_>) -> Option<Law<'a>> {
        match hit.cause {
            Cause::Law(at) => self.class(hit.class).laws.get(at).copied(),
            Cause::Promise => None,
        }
    }

    /// The shortest way by which a class came to a node; empty if it is not there. Where it was made of another class,
    /// the way of that one comes first.
    #[must_use]
    pub fn witness(&self, node: NodeRef, class: ClassId) -> Vec<Hop> {
        self.scope.number(node).map(|number| self.path(number, class)).unwrap_or_default()
    }

    pub(crate) fn path(&self, node: usize, class: ClassId) -> Vec<Hop> {
        let mut all: Vec<Hop> = Vec::new();
        let (mut node, mut class) = (node, class);
        // A class that is made of one that is made of it ends somewhere.
        for _ in 0..=self.classes.all.len() {
            let tree = self.tree(class);
            let mut hops = tree.path(&self.graph, node);
            let start = hops.first().map(|hop| hop.node);
            hops.append(&mut all);
            all = hops;
            let Some((start, from)) = start.and_then(|start| Some((start, tree.made_of(start)?))) else {
                break;
            };
            (node, class) = (start, from);
        }
        all
    }

    pub(crate) fn tree(&self, class: ClassId) -> &Tree {
        self.trees[class.index()].get_or_init(|| Tree::of(&self.graph, &self.held, class))
    }

    pub(crate) fn ways(&self) -> &[Way] {
        &self.graph.ways
    }

    /// Judges every copy by every law of every class that it holds; each place is judged once for each class and act.
    fn judge(&mut self) {
        let mut known: FxHashMap<(usize, ClassId, Act), (usize, usize)> = FxHashMap::default();
        let mut early: FxHashMap<(ClassId, usize), Tree> = FxHashMap::default();
        let copies = std::mem::take(&mut self.copies.all);
        for (at, copy) in copies.iter().enumerate() {
            if self.held[copy.node].is_empty() {
                continue;
            }
            for class in self.held_by(copy).iter() {
                for act in copy.acts {
                    let (from, to) = *known.entry((copy.spot, class, *act)).or_insert_with(|| {
                        let from = self.hits.len();
                        let mut hits = self.hits_at(copy.spot, class, *act);
                        self.hits.append(&mut hits);
                        (from, self.hits.len())
                    });
                    for hit in from..to {
                        if self.is_in_order(&copies, hit, copy.node, &mut early) {
                            continue;
                        }
                        self.breaches.push(Breach { copy: at, hit });
                    }
                }
            }
        }
        self.copies.all = copies;
    }

    /// Whether all ways by which a class comes to a node lead through a store that is inside, which then makes it right.
    fn is_in_order(
        &self,
        copies: &[Copy],
        hit: usize,
        node: usize,
        early: &mut FxHashMap<(ClassId, usize), Tree>,
    ) -> bool {
        let hit = &self.hits[hit];
        let (Some(fault), Cause::Law(law)) = (&hit.fault, hit.cause) else { return false };
        if !fault.is_order {
            return false;
        }
        let tree = early.entry((hit.class, law)).or_insert_with(|| {
            let inside = self.inside_stores(copies, &self.class(hit.class).laws[law]);
            Tree::avoiding(&self.graph, &self.held, hit.class, &|node| inside[node])
        });
        !tree.reaches(node)
    }

    /// The stores, queues and logs apart, whose own place is inside.
    fn inside_stores(&self, copies: &[Copy], law: &Law<'a>) -> Vec<bool> {
        let mut inside = vec![false; self.held.len()];
        for copy in copies.iter().filter(|copy| copy.role == Role::Main) {
            if self.scope.program.store(self.scope.node(copy.node)).is_some() {
                inside[copy.node] = self.is_inside(copy.spot, law);
            }
        }
        inside
    }

    fn is_inside(&self, spot: usize, law: &Law<'a>) -> bool {
        let Whereabouts::Known(codes) = &self.copies.spots[spot].whereabouts else { return false };
        let inside = &law.regime.row().inside;
        codes.iter().all(|code| inside.iter().any(|place| self.facts.is_inside(code, place)))
    }

    /// What forbids an act on a class at a place.
    fn hits_at(&self, spot: usize, class: ClassId, act: Act) -> Vec<Hit<'a>> {
        let spot = &self.copies.spots[spot];
        let mut found = Vec::new();
        if spot.whereabouts == Whereabouts::Here {
            return found;
        }
        let hit = |cause, fault| Hit { class, cause, act, fault };
        let declared = self.class(class);
        for (at, law) in declared.laws.iter().enumerate() {
            let regime = law.regime.row();
            if spot.whereabouts == Whereabouts::Unknown {
                if law.why != Why::Asked && bites(regime, regime.acts.of(act)) {
                    found.push(hit(Cause::Law(at), None));
                }
                continue;
            }
            if let Verdict::Broken(fault) = judge(self.facts, &self.options, regime, act, spot) {
                found.push(hit(Cause::Law(at), Some(fault)));
            }
        }
        if !declared.declared.stay_in.is_empty() {
            match self.broken_promise(class, spot) {
                Some(None) => found.push(hit(Cause::Promise, None)),
                Some(Some(fault)) => found.push(hit(Cause::Promise, Some(fault))),
                None => {}
            }
        }
        found
    }

    /// Whether a place breaks a class's own promise, and how.
    fn broken_promise(&self, class: ClassId, spot: &Spot<'a>) -> Option<Option<Fault<'a>>> {
        let stay_in = &self.class(class).declared.stay_in;
        let fault = |country| Fault {
            rule: Rule::Inside,
            country,
            is_denied: false,
            refused: Vec::new(),
            is_order: false,
        };
        match &spot.whereabouts {
            Whereabouts::Known(codes) => codes
                .iter()
                .find(|code| !stay_in.iter().any(|place| self.facts.is_inside(code, &place.value.0)))
                .map(|code| Some(fault(Some(code.clone())))),
            Whereabouts::Anywhere => Some(Some(fault(None))),
            Whereabouts::Unknown => Some(None),
            Whereabouts::Here => None,
        }
    }

    /// Regimes that want a complete copy inside: a store for what is stored, a sink for what is logged.
    fn look_for_copies(&mut self) {
        let mut wanted = Vec::new();
        for (class, declared) in self.classes.iter() {
            for (law, found) in declared.laws.iter().enumerate() {
                for act in [Act::Store, Act::Logs] {
                    if found.regime.acts.of(act) == Rule::InsideCopy {
                        wanted.push((class, law, act));
                    }
                }
            }
        }
        for (class, law, act) in wanted {
            let found = self.class(class).laws[law];
            let mut outside = None;
            let mut is_there = false;
            for (at, copy) in self.copies.all.iter().enumerate() {
                let is_store = self.scope.program.store(self.scope.node(copy.node)).is_some();
                let counts = match act {
                    Act::Store => is_store && matches!(copy.role, Role::Main | Role::Replica),
                    _ => copy.role == Role::Logs,
                };
                let is_judged = self.copies.spots[copy.spot].whereabouts != Whereabouts::Here;
                if !counts || !is_judged || !self.held[copy.node].has(class) {
                    continue;
                }
                is_there |= self.is_inside(copy.spot, &found);
                outside = outside.or(Some(at));
            }
            if let Some(copy) = outside.filter(|_| !is_there) {
                self.lacking.push(NoCopy { class, law, act, copy });
            }
        }
    }
}
