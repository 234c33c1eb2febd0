//! The document as a picture: the countries are its frames, so that each line out of a frame is a border crossed.

use std::collections::BTreeMap;

use faasc_graph::{Cluster, Drawing, Ids, Kind, Line, Shape, Stroke};

use crate::form::{Class, Crossing, Graph, GroundKind, Holds, Node, Place, Report};

/// Draws all graphs of a document as one picture.
#[must_use]
pub fn picture(report: &Report) -> Drawing {
    let titles: Vec<&str> = report.graphs.iter().map(|graph| graph.title.as_str()).collect();
    let mut sheet =
        Sheet { drawing: Drawing { title: titles.join("; "), ..Drawing::default() }, ..Sheet::default() };
    for (at, graph) in report.graphs.iter().enumerate() {
        sheet.graph(at, graph);
    }
    sheet.drawing
}

#[derive(Default)]
struct Sheet {
    drawing: Drawing,
    clusters: BTreeMap<String, usize>,
    /// By graph, node, what of it, and frame.
    shapes: BTreeMap<(usize, Node, &'static str, String), usize>,
    ids: Ids,
    lines: BTreeMap<(usize, usize, bool), usize>,
}

/// What of a node has a shape of its own: the node is one, each other copy abroad another.
fn part(role: &'static str) -> &'static str {
    match role {
        "main" | "entry" | "failover" => "",
        role => role,
    }
}

impl Sheet {
    fn graph(&mut self, at: usize, graph: &Graph) {
        for class in &graph.classes {
            for holds in &class.holds {
                self.holder(at, class, holds);
            }
        }
        for class in &graph.classes {
            self.entries(at, class);
        }
        for edge in &graph.edges {
            let is_aside = edge.how == "gives-up" || edge.how == "answers";
            let stroke = if is_aside { Stroke::Dotted } else { Stroke::Solid };
            let (from, to) = (self.of(at, &edge.from), self.of(at, &edge.to));
            for (start, end) in pairs(&from, &to) {
                self.line(start, end, &edge.classes.join(", "), stroke);
            }
        }
        for class in &graph.classes {
            for crossing in &class.crossings {
                self.crossing(at, class, crossing);
            }
        }
    }

    /// The shape of a node, or of a copy of it abroad.
    fn holder(&mut self, at: usize, class: &Class, holds: &Holds) {
        for role in &holds.roles {
            let is_abroad = || {
                let mut own = class.holds.iter().filter(|other| other.node == holds.node);
                !own.any(|own| {
                    own.roles.iter().any(|role| part(role).is_empty())
                        && frame(&own.place) == frame(&holds.place)
                })
            };
            if part(role).is_empty() || is_abroad() {
                self.shape(at, &holds.node, part(role), &holds.place);
            }
        }
    }

    fn shape(&mut self, at: usize, node: &Node, part: &'static str, place: &Place) -> usize {
        let frame = frame(place);
        let key = (at, node.clone(), part, frame.clone());
        if let Some(&known) = self.shapes.get(&key) {
            return known;
        }
        let cluster = self.cluster(&frame);
        let id = self.ids.unique(format!("{}_{}_{part}", node.kind, node.name).trim_end_matches('_'));
        let site = place.site.clone().unwrap_or_default();
        let detail = match part {
            "" => site,
            part => format!("{part} {site}").trim_end().to_owned(),
        };
        let kind = match node.kind {
            "function" => Kind::Function,
            "event" => Kind::Event,
            "dead-letter" => Kind::DeadLetter,
            "store" => Kind::Store,
            _ => Kind::Service,
        };
        self.drawing.shapes.push(Shape {
            id,
            kind,
            title: node.name.clone(),
            detail,
            cluster: Some(cluster),
        });
        let shape = self.drawing.shapes.len() - 1;
        self.shapes.insert(key, shape);
        shape
    }

    fn cluster(&mut self, frame: &str) -> usize {
        if let Some(&known) = self.clusters.get(frame) {
            return known;
        }
        let id = self.ids.unique(&format!("in_{frame}"));
        self.drawing.clusters.push(Cluster { id, title: frame.to_owned() });
        let cluster = self.drawing.clusters.len() - 1;
        self.clusters.insert(frame.to_owned(), cluster);
        cluster
    }

    /// The shapes of a node itself, each with its frame.
    fn of(&self, at: usize, node: &Node) -> Vec<(String, usize)> {
        let all = self
            .shapes
            .iter()
            .filter(|((graph, known, part, _), _)| *graph == at && known == node && part.is_empty());
        all.map(|((.., frame), shape)| (frame.clone(), *shape)).collect()
    }

    /// The people whose data comes in, and the services that answer with it.
    fn entries(&mut self, at: usize, class: &Class) {
        for enters in class.enters.iter().filter(|enters| enters.how == "collected") {
            let title = enters.by.clone().unwrap_or_default();
            let id = format!("entry_{at}_{title}");
            let key = (at, Node { kind: "entry", name: title.clone() }, "", String::new());
            let shape = match self.shapes.get(&key) {
                Some(&known) => known,
                None => {
                    let id = self.ids.unique(&id);
                    let detail = format!("people in {}", class.subjects.join(", "));
                    let detail = if class.subjects.is_empty() { String::new() } else { detail };
                    self.drawing.shapes.push(Shape { id, kind: Kind::Entry, title, detail, cluster: None });
                    self.shapes.insert(key, self.drawing.shapes.len() - 1);
                    self.drawing.shapes.len() - 1
                }
            };
            for (_, target) in self.of(at, &enters.node) {
                self.line(shape, target, &class.class, Stroke::Solid);
            }
        }
    }

    /// What a crossing adds to the lines of the edges: the copies abroad, and which laws are broken.
    fn crossing(&mut self, at: usize, class: &Class, crossing: &Crossing) {
        let broken: Vec<&str> = crossing
            .grounds
            .iter()
            .filter(|ground| matches!(ground.kind, GroundKind::Forbidden | GroundKind::Unplaced))
            .map(|ground| ground.regime.as_str())
            .collect();
        let Some(from) = &crossing.from else { return };
        let start = self.shape(at, &from.node, part(from.role), &from.place);
        let end = self.shape(at, &crossing.to.node, part(crossing.to.role), &crossing.to.place);
        if matches!(crossing.how, "copies" | "shows") {
            self.line(start, end, &class.class, Stroke::Dotted);
        }
        if !broken.is_empty() {
            let is_aside = matches!(crossing.how, "copies" | "shows" | "gives-up" | "answers");
            let stroke = if is_aside { Stroke::Dotted } else { Stroke::Solid };
            self.line(start, end, &format!("breaks {}", broken.join(", ")), stroke);
        }
    }

    /// A line; two between the same shapes become one.
    fn line(&mut self, from: usize, to: usize, label: &str, stroke: Stroke) {
        let key = (from, to, stroke == Stroke::Dotted);
        let Some(&known) = self.lines.get(&key) else {
            self.lines.insert(key, self.drawing.lines.len());
            self.drawing.lines.push(Line { from, to, label: label.to_owned(), stroke });
            return;
        };
        let text = &mut self.drawing.lines[known].label;
        for part in label.split(", ") {
            if !text.split(", ").any(|have| have == part) {
                if !text.is_empty() {
                    text.push_str(", ");
                }
                text.push_str(part);
            }
        }
    }
}

/// The title of the frame of a place.
fn frame(place: &Place) -> String {
    if place.is_here {
        return "this machine".to_owned();
    }
    if place.is_anywhere {
        return "any country".to_owned();
    }
    if place.countries.is_empty() { "unknown country".to_owned() } else { place.countries.join(", ") }
}

/// Lines between the shapes of two nodes: within a frame where both stand in it, else from each to each.
fn pairs(from: &[(String, usize)], to: &[(String, usize)]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (frame, start) in from {
        match to.iter().find(|(other, _)| other == frame) {
            Some((_, end)) => all.push((*start, *end)),
            None => all.extend(to.iter().map(|(_, end)| (*start, *end))),
        }
    }
    all
}
