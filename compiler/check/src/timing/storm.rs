//! Retry storms: one message that cannot be handled repeats every call behind it, and along a chain of calls attempts and
//! calls multiply.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::{Deployment, Edge, Function, NodeRef, Program, Trigger};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::graph::traffic::{Stop, Traffic};
use crate::rule::{Findings, Rule};

static STORM: Code =
    Code::warning("F0713", "retry-storm", "one failing message makes a storm of calls at the end of a chain");

pub(crate) const RULE: Rule = Rule { codes: &[&STORM], needs_whole: false, check };

/// The assumption that says how many calls of one message are a storm.
const BOUND: &str = "retry.storm_calls";

fn check(findings: &mut Findings<'_>) {
    let Some(bound) = findings.facts.assumption(BOUND).map(|row| *row.value) else { return };
    let program = findings.program;
    let chains = Chains::of(program, findings.traffic());
    let mut found = Vec::new();
    for (id, deployment) in program.deployments() {
        for (at, function) in deployment.functions.iter().enumerate() {
            let node =
                NodeRef { deployment: id, node: faasc_model::NodeId::Function(faasc_model::Id::new(at)) };
            let Some(stop) = findings.traffic().function_at(node) else { continue };
            // One level of calls is what its author sees; a chain is what nobody sees.
            if chains.depth(stop) < 2 {
                continue;
            }
            let eager = function
                .triggers
                .iter()
                .filter_map(|trigger| Some((trigger, trigger.kind.delivery()?)))
                .filter(|(_, delivery)| delivery.retry.is_written && delivery.retry.attempts.value > 1)
                .max_by_key(|(_, delivery)| delivery.retry.attempts.value);
            let Some((trigger, delivery)) = eager else { continue };
            let calls = Decimal::from(delivery.retry.attempts.value).saturating_mul(chains.calls(stop));
            if calls > bound {
                let storm = Storm { deployment, function, trigger, calls, bound };
                found.push(storm.tell(program, &chains.way(program, stop), delivery));
            }
        }
    }
    findings.sink.extend_with(found);
}

/// For each function the most calls that one run of it makes at the end of some chain of synchronous calls.
struct Chains<'p> {
    best: Vec<Option<Best<'p>>>,
    traffic: &'p Traffic<'p>,
}

#[derive(Clone, Copy)]
struct Best<'p> {
    calls: Decimal,
    depth: usize,
    next: Option<&'p Edge>,
}

const LEAF: Best<'static> = Best { calls: Decimal::ONE, depth: 0, next: None };

impl<'p> Chains<'p> {
    /// Depth first and without recursion; a call that closes a loop ends its chain, loops have rules of their own.
    fn of(program: &'p Program, traffic: &'p Traffic<'p>) -> Self {
        let mut chains = Self { best: vec![None; traffic.stops.len()], traffic };
        let mut is_open = vec![false; traffic.stops.len()];
        for start in 0..traffic.stops.len() {
            let mut way: Vec<(usize, usize)> = vec![(start, 0)];
            while let Some((stop, at)) = way.last_mut() {
                let Stop::Function(function) = traffic.stops[*stop].1 else { break };
                if *at == 0 && (chains.best[*stop].is_some() || is_open[*stop]) {
                    way.pop();
                    continue;
                }
                is_open[*stop] = true;
                if let Some(edge) = function.calls.get(*at) {
                    *at += 1;
                    if let Some(callee) = traffic.function_at(edge.to.node) {
                        way.push((callee, 0));
                    }
                    continue;
                }
                let stop = *stop;
                chains.best[stop] = Some(chains.sum_up(program, function));
                is_open[stop] = false;
                way.pop();
            }
        }
        chains
    }

    fn sum_up(&self, program: &Program, function: &'p Function) -> Best<'p> {
        let mut best = LEAF;
        for edge in function.calls.iter().filter(|edge| !edge.count.value.0.is_zero()) {
            let behind = match self.traffic.function_at(edge.to.node) {
                Some(callee) => self.best[callee].unwrap_or(LEAF),
                None if program.service(edge.to.node).is_some() => LEAF,
                None => continue,
            };
            let calls = edge.count.value.0.max(Decimal::ONE).saturating_mul(behind.calls);
            if (calls, behind.depth + 1) > (best.calls, best.depth) {
                best = Best { calls, depth: behind.depth + 1, next: Some(edge) };
            }
        }
        best
    }

    fn calls(&self, stop: usize) -> Decimal {
        self.best[stop].map_or(Decimal::ONE, |best| best.calls)
    }

    fn depth(&self, stop: usize) -> usize {
        self.best[stop].map_or(0, |best| best.depth)
    }

    /// The edges of the chain from a function on.
    fn way(&self, program: &'p Program, stop: usize) -> Vec<&'p Edge> {
        let mut edges = Vec::new();
        let mut next = self.best[stop].and_then(|best| best.next);
        while let Some(edge) = next {
            edges.push(edge);
            let is_function = program.function(edge.to.node).is_some();
            let callee = self.traffic.function_at(edge.to.node).filter(|_| is_function);
            next =
                callee.and_then(|callee| self.best[callee]?.next).filter(|_| edges.len() <= self.best.len());
        }
        edges
    }
}

struct Storm<'p> {
    deployment: &'p Deployment,
    function: &'p Function,
    trigger: &'p Trigger,
    calls: Decimal,
    bound: Decimal,
}

impl Storm<'_> {
    fn tell(&self, program: &Program, way: &[&Edge], delivery: &faasc_model::Delivery) -> Diagnostic {
        let name = &self.function.name.value;
        let end =
            way.last().map_or_else(String::new, |edge| program.node(edge.to.node).name().value.to_string());
        let calls = self.calls.trunc().to_u64().unwrap_or(u64::MAX);
        let steps: Vec<String> =
            way.iter().map(|edge| format!("{} × `{}`", edge.count.value, edge.to.name)).collect();
        let found = STORM
            .at(
                delivery.retry.attempts.span,
                format!("one message that `{name}` cannot handle makes up to {calls} calls of `{end}`"),
            )
            .label(self.trigger.kind_span, "each attempt makes all of them again");
        way.iter()
            .fold(found, |found, edge| found.label(edge.to.span, format!("{} for each run", edge.count.value)))
            .note(format!("{} attempts × {}", delivery.retry.attempts.value, steps.join(" × ")))
            .note(format!("more than {} calls of one message count as a storm (`{BOUND}`)", self.bound.normalize()))
            .help("try less often, or send an event in place of a call: what fails behind it is then tried by itself")
            .about(self.function.key_path())
            .within(self.deployment.environment.to_string())
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(retry: &str, first: &str, second: &str) -> Vec<String> {
        Spec::of(&format!(
            "events: {{ order: {{ via: queue }} }}\n\
             services: {{ psp: {{ url: \"https://psp.example\", located: [\"IE\"], receives: [] }} }}\n\
             functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [order] }}\n  \
             b: {{ ${{code}}, triggers: [{{ event: order, idempotent_by: id{retry} }}], calls: {first} }}\n  \
             c: {{ ${{code}}, invoke: external, calls: {second} }}\n"
        ))
        .messages("F0713")
    }

    #[test]
    fn attempts_and_calls_multiply_along_a_chain() {
        let retry = ", retry: { attempts: 10 }";
        assert_eq!(spec(retry, "{ c: 10 }", "{ psp: 10 }"), Vec::<String>::new());
        assert_eq!(
            spec(retry, "{ c: 10 }", "{ psp: 11 }"),
            ["one message that `b` cannot handle makes up to 1100 calls of `psp`"]
        );
    }

    #[test]
    fn one_level_of_calls_and_default_attempts_are_no_storm() {
        assert_eq!(spec(", retry: { attempts: 1000 }", "{ psp: 50 }", "[]"), Vec::<String>::new());
        assert_eq!(spec("", "{ c: 100 }", "{ psp: 100 }"), Vec::<String>::new());
    }

    #[test]
    fn calls_in_a_ring_end_the_search() {
        assert_eq!(spec(", retry: { attempts: 2 }", "{ c: 0.5 }", "{ b: 0.5 }"), Vec::<String>::new());
    }
}
