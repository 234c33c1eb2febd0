//! Random small apps, and a naive judge of them that follows every path and shares nothing with the engine.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The classes: people of Germany, payments of India, and what nothing binds.
pub(crate) const CLASSES: [&str; 3] = ["person", "payment", "figure"];
/// The sites, each in the country of its name.
const SITES: [&str; 5] = ["de", "ie", "us", "in", "ch"];

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Function,
    Event,
    Store,
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) site: usize,
    /// Of a function: the classes that callers bring.
    pub(crate) brings: Vec<usize>,
    /// Of a function: the class that ends in it.
    pub(crate) ends: Option<usize>,
}

/// An edge as a function writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// `emits`, `writes`, `calls`, `reads`, or `on` for a trigger (from the event).
    pub(crate) key: &'static str,
    pub(crate) drops: Vec<usize>,
}

/// A small app.
#[derive(Clone, Debug)]
pub(crate) struct Net {
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
    /// Put before every name.
    pub(crate) prefix: &'static str,
    /// Further regimes of the first class.
    pub(crate) regimes: &'static str,
}

/// A generator of numbers that is the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap()).unwrap()
    }
}

impl Net {
    /// A random app of two to four functions, up to two events and two stores.
    pub(crate) fn random(dice: &mut Dice) -> Self {
        let mut nodes = Vec::new();
        let counts =
            [(Kind::Function, 2 + dice.below(3)), (Kind::Event, dice.below(3)), (Kind::Store, dice.below(3))];
        for (kind, count) in counts {
            for _ in 0..count {
                let is_entry = kind == Kind::Function && dice.below(2) == 0;
                let brings = (0..CLASSES.len()).filter(|_| is_entry && dice.below(2) == 0).collect();
                let ends = (kind == Kind::Function && dice.below(4) == 0).then(|| 2 * dice.below(2));
                nodes.push(Node { kind, site: dice.below(SITES.len()), brings, ends });
            }
        }
        let mut net = Self { nodes, edges: Vec::new(), prefix: "n", regimes: "" };
        for _ in 0..2 + dice.below(8) {
            net.add_edge(dice);
        }
        net
    }

    /// One more edge, if there is room for the one that was thrown.
    pub(crate) fn add_edge(&mut self, dice: &mut Dice) -> bool {
        let (from, to) = (dice.below(self.nodes.len()), dice.below(self.nodes.len()));
        let drops: Vec<usize> = (0..CLASSES.len()).filter(|_| dice.below(5) == 0).collect();
        let (from, to, key, drops) = match (self.nodes[from].kind, self.nodes[to].kind) {
            (Kind::Function, Kind::Event) => (from, to, "emits", drops),
            (Kind::Function, Kind::Store) if dice.below(2) == 0 => (from, to, "writes", drops),
            (Kind::Function, Kind::Store) => (from, to, "reads", drops),
            (Kind::Function, Kind::Function) if from != to => (from, to, "calls", drops),
            (Kind::Event, Kind::Function) => (from, to, "on", Vec::new()),
            _ => return false,
        };
        let edge = Edge { from, to, key, drops };
        let is_there = self.edges.iter().any(|found| (found.from, found.to, found.key) == (from, to, key));
        if !is_there {
            self.edges.push(edge);
        }
        !is_there
    }

    /// The name of a node.
    pub(crate) fn name(&self, node: usize) -> String {
        format!("{}{node}", self.prefix)
    }

    /// As a faas.yaml.
    pub(crate) fn text(&self) -> String {
        let mut out = format!(
            "data:\n  person: {{ contains: [personal.contact], subjects: [\"DE\"], regimes: [{}] }}\n\
             \x20 payment: {{ contains: [personal.payment], subjects: [\"IN\"], regimes: [in-rbi-payment], not_regimes: {{ pci-dss: no cards }} }}\n\
             \x20 figure: {{ contains: [operational] }}\n",
            self.regimes
        );
        for (section, kind, what) in
            [("events", Kind::Event, "via: topic"), ("stores", Kind::Store, "kind: table, key: id")]
        {
            let _ = writeln!(out, "{section}:");
            for at in (0..self.nodes.len()).filter(|at| self.nodes[*at].kind == kind) {
                let _ = writeln!(out, "  {}: {{ {what} }}", self.name(at));
            }
            if self.nodes.iter().all(|node| node.kind != kind) {
                let _ = writeln!(out, "  spare-{section}: {{ {what} }}");
            }
        }
        out.push_str("functions:\n");
        for at in (0..self.nodes.len()).filter(|at| self.nodes[*at].kind == Kind::Function) {
            self.function(at, &mut out);
        }
        out.push_str("sites:\n");
        for site in SITES {
            let _ =
                writeln!(out, "  {site}: {{ provider: kubernetes, country: \"{}\" }}", site.to_uppercase());
        }
        out.push_str("environments:\n  production:\n    site: de\n    place:\n");
        for (at, node) in self.nodes.iter().enumerate() {
            let _ = writeln!(out, "      {}: {}", self.name(at), SITES[node.site]);
        }
        out
    }

    fn function(&self, at: usize, out: &mut String) {
        let node = &self.nodes[at];
        let name = self.name(at);
        let named =
            |classes: &[usize]| classes.iter().map(|class| CLASSES[*class]).collect::<Vec<_>>().join(", ");
        let _ = writeln!(
            out,
            "  {name}:\n    ${{code}}\n    triggers:\n      - {{ http: POST /{name}, auth: member, body: {{ carries: [{}] }} }}",
            named(&node.brings)
        );
        for edge in self.edges.iter().filter(|edge| edge.key == "on" && edge.to == at) {
            let _ = writeln!(
                out,
                "      - {{ event: {}, idempotent_by: id, dead_letter: {{ drop: it comes again }} }}",
                self.name(edge.from)
            );
        }
        for key in ["emits", "writes", "calls", "reads"] {
            let edges: Vec<&Edge> =
                self.edges.iter().filter(|edge| edge.key == key && edge.from == at).collect();
            if edges.is_empty() {
                continue;
            }
            let _ = writeln!(out, "    {key}:");
            for edge in edges {
                let drops: Vec<String> =
                    edge.drops.iter().map(|class| format!("{}: not needed", CLASSES[*class])).collect();
                let _ =
                    writeln!(out, "      {}: {{ drops: {{ {} }} }}", self.name(edge.to), drops.join(", "));
            }
        }
        if let Some(class) = node.ends {
            let _ = writeln!(
                out,
                "    transforms: [{{ from: {}, to: none, by: aggregate, because: groups, evidence: a.md, approved_by: dpo@clinic.example, expires: 2030-01-01 }}]",
                CLASSES[class]
            );
        }
    }
}

/// Mistakes that a judge might make; each must be noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Planted {
    IgnoresDrops,
    IgnoresTransforms,
    TransformsAtOnce,
    ForgetsReads,
    ForgetsAnswers,
    ForgetsLogs,
    ForgetsEvents,
    SwissAreForeign,
    PaymentsMustBeProcessedAtHome,
    StopsEarly,
}

impl Planted {
    pub(crate) const ALL: [Self; 10] = [
        Self::IgnoresDrops,
        Self::IgnoresTransforms,
        Self::TransformsAtOnce,
        Self::ForgetsReads,
        Self::ForgetsAnswers,
        Self::ForgetsLogs,
        Self::ForgetsEvents,
        Self::SwissAreForeign,
        Self::PaymentsMustBeProcessedAtHome,
        Self::StopsEarly,
    ];
}

/// The naive judge.
pub(crate) struct Naive<'n> {
    net: &'n Net,
    planted: Option<Planted>,
    held: BTreeSet<(usize, usize)>,
}

impl<'n> Naive<'n> {
    /// Follows every path from every entry.
    pub(crate) fn of(net: &'n Net, planted: Option<Planted>) -> Self {
        let mut naive = Self { net, planted, held: BTreeSet::new() };
        for at in 0..net.nodes.len() {
            for class in net.nodes[at].brings.clone() {
                naive.walk(at, class, &mut vec![at]);
            }
        }
        naive
    }

    fn is(&self, planted: Planted) -> bool {
        self.planted == Some(planted)
    }

    fn walk(&mut self, at: usize, class: usize, path: &mut Vec<usize>) {
        let ends = self.net.nodes[at].ends == Some(class);
        if !(ends && self.is(Planted::TransformsAtOnce)) {
            self.held.insert((at, class));
        }
        if ends && !self.is(Planted::IgnoresTransforms) || path.len() > 2 && self.is(Planted::StopsEarly) {
            return;
        }
        for edge in &self.net.edges {
            let drops = edge.drops.contains(&class) && !self.is(Planted::IgnoresDrops);
            let next = match edge.key {
                "reads" if self.is(Planted::ForgetsReads) => None,
                // What is read goes from the store to the function.
                "reads" => (edge.to == at && !drops).then_some(edge.from),
                // A call goes there with less and comes back with all.
                "calls" if edge.to == at && !self.is(Planted::ForgetsAnswers) => Some(edge.from),
                _ => (edge.from == at && !drops).then_some(edge.to),
            };
            let both = (edge.key == "calls" && edge.from == at && !drops).then_some(edge.to);
            for to in [next, both].into_iter().flatten() {
                if !path.contains(&to) {
                    path.push(to);
                    self.walk(to, class, path);
                    path.pop();
                }
            }
        }
    }

    /// `(node, class)` pairs by name, sorted.
    pub(crate) fn held(&self) -> Vec<String> {
        let names =
            self.held.iter().map(|(node, class)| format!("{} {}", self.net.name(*node), CLASSES[*class]));
        sorted(names.collect())
    }

    /// The breaches as the tests write them.
    pub(crate) fn breaches(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (at, class) in &self.held {
            let node = &self.net.nodes[*at];
            let country = SITES[node.site];
            let name = self.net.name(*at);
            let acts: &[&str] = match node.kind {
                Kind::Function if self.is(Planted::ForgetsLogs) => &["process"],
                Kind::Function => &["process", "logs"],
                Kind::Event if self.is(Planted::ForgetsEvents) => &[],
                Kind::Event | Kind::Store => &["store"],
            };
            for act in acts {
                let is_home =
                    ["de", "ie"].contains(&country) || country == "ch" && !self.is(Planted::SwissAreForeign);
                if CLASSES[*class] == "person" && !is_home {
                    all.push(format!("eu-gdpr {act} {name}"));
                }
                let is_bound = *act != "process" || self.is(Planted::PaymentsMustBeProcessedAtHome);
                if CLASSES[*class] == "payment" && country != "in" && is_bound {
                    all.push(format!("in-rbi-payment {act} {name}"));
                }
            }
        }
        sorted(all)
    }
}

fn sorted(mut all: Vec<String>) -> Vec<String> {
    all.sort();
    all.dedup();
    all
}
