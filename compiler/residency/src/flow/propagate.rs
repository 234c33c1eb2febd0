//! The least fixed point of classes on the graph.

use std::collections::VecDeque;

use crate::graph::Graph;
use crate::labels::Set;

/// What each node holds: all that enters there and all that comes over its ways in.
pub(crate) fn settle(graph: &Graph) -> Vec<Set> {
    let mut held = vec![Set::default(); graph.out.len()];
    let mut is_open = vec![false; held.len()];
    let mut open = VecDeque::new();
    for origin in &graph.origins {
        if held[origin.node].add(&origin.classes) && !std::mem::replace(&mut is_open[origin.node], true) {
            open.push_back(origin.node);
        }
    }
    while let Some(node) = open.pop_front() {
        is_open[node] = false;
        let out = graph.passed_on(node, &held[node]);
        for way in &graph.out[node] {
            let way = &graph.ways[*way as usize];
            let is_more = if way.drops.is_none() && way.only.is_none() {
                held[way.to].add(&out)
            } else {
                held[way.to].add(&graph.over(way, out.clone()))
            };
            if is_more && !std::mem::replace(&mut is_open[way.to], true) {
                open.push_back(way.to);
            }
        }
    }
    held
}
