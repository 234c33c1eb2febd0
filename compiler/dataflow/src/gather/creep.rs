//! Label creep: how many nodes each class reaches, and where it entered each of them.

use std::collections::BTreeMap;

use faasc_residency::Analysis;

use super::name::Names;
use super::{Question, asked, graph_title};
use crate::form::{CREEP_SCHEMA, Creep, CreepClass, CreepGraph, CreepOrigin, Node, Reached};

/// How far the classes of these analyses reach.
#[must_use]
pub fn creep(analyses: &[Analysis<'_>], question: &Question<'_>) -> Creep {
    let mut graphs: Vec<CreepGraph> = analyses.iter().map(|analysis| graph(analysis, question)).collect();
    graphs.sort_by(|a, b| a.title.cmp(&b.title));
    Creep { schema: CREEP_SCHEMA, version: question.version.to_owned(), graphs }
}

fn graph(analysis: &Analysis<'_>, question: &Question<'_>) -> CreepGraph {
    let names = Names::of(analysis, question.sources);
    let mut classes: Vec<CreepClass> = Vec::new();
    for class in asked(analysis, question) {
        let mut origins: BTreeMap<Node, Vec<Reached>> = BTreeMap::new();
        for node in analysis.nodes().filter(|node| analysis.label(*node).has(class)) {
            let way = analysis.witness(node, class);
            let origin = way.first().map_or(node, |hop| analysis.reached(hop));
            let reached = Reached { node: names.node(node), steps: way.len().saturating_sub(1) };
            origins.entry(names.node(origin)).or_default().push(reached);
        }
        let origins: Vec<CreepOrigin> = origins
            .into_iter()
            .map(|(node, mut reached)| {
                reached.sort_by(|a, b| (a.steps, &a.node).cmp(&(b.steps, &b.node)));
                CreepOrigin { node, reached }
            })
            .collect();
        let reached = origins.iter().map(|origin| origin.reached.len()).sum();
        classes.push(CreepClass { class: names.class(class), reached, origins });
    }
    classes.sort_by(|a, b| b.reached.cmp(&a.reached).then_with(|| a.class.cmp(&b.class)));
    CreepGraph { title: graph_title(analysis), nodes: analysis.nodes().count(), classes }
}
