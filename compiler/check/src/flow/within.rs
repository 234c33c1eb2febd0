//! A flow keeps the time that it promises, on its slowest way.

use std::collections::BTreeMap;

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::Facts;
use faasc_model::unit::Duration;
use faasc_model::{Deployment, Event, Flow, Function, Trigger, Via};
use faasc_source::{Span, Spanned};

use super::transport::Transport;
use super::way::Way;
use crate::graph::traffic::Stop;
use crate::rule::{Findings, Rule};

static TOO_SLOW: Code = Code::error("F0873", "flow-too-slow", "a flow that takes longer than it promises");
static UNMEASURED: Code = Code::note("F0875", "flow-time-unknown", "a flow whose time is known in part");

pub(crate) const RULE: Rule = Rule { codes: &[&TOO_SLOW, &UNMEASURED], needs_whole: false, check };

/// Which of the durations of a function count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Percentile {
    Half,
    Most,
}

/// A part of the time.
struct Part {
    span: Span,
    words: String,
    time: Duration,
}

/// The latest moment at which a stop is reached or left, and how it came to that.
#[derive(Clone, Copy, Default)]
struct Moment {
    start: Duration,
    end: Duration,
    /// The step over which it was reached last.
    by: Option<usize>,
}

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut found = Vec::new();
    for (_, deployment) in program.deployments() {
        for flow in &deployment.flows {
            let Some(within) = &flow.within else { continue };
            let way = Way::of(findings.traffic(), flow);
            if !way.is_connected() {
                continue;
            }
            let mut unknown = BTreeMap::new();
            for (promise, percentile) in [(&within.p50, Percentile::Half), (&within.p99, Percentile::Most)] {
                if let Some(promise) = promise {
                    let times = Times { facts: findings.facts, deployment, percentile };
                    found.extend(times.judge(&way, flow, promise, &mut unknown));
                }
            }
            found.extend(unmeasured(deployment, flow, unknown));
        }
    }
    findings.sink.extend_with(found);
}

struct Times<'p> {
    facts: &'p Facts,
    deployment: &'p Deployment,
    percentile: Percentile,
}

impl Times<'_> {
    fn judge(
        &self,
        way: &Way<'_, '_>,
        flow: &Flow,
        promise: &Spanned<Duration>,
        unknown: &mut BTreeMap<String, Span>,
    ) -> Option<Diagnostic> {
        let order = in_order(way);
        let mut moments: BTreeMap<usize, Moment> = BTreeMap::new();
        for stop in &order {
            let mut moment = self.arrival(way, &moments, *stop);
            if let Stop::Function(function) = way.traffic.stops[*stop].1 {
                let parts = self.of_function(function);
                if parts.is_empty() {
                    unknown.insert(format!("how long `{}` takes", function.name.value), function.name.span);
                }
                moment.end = parts.iter().fold(moment.start, |sum, part| sum.plus(part.time)).max(moment.end);
            } else {
                moment.end = moment.start;
            }
            moments.insert(*stop, moment);
        }
        let (parts, hops) = self.parts(way, &moments);
        let mut assumed = 0;
        let mut over = Vec::new();
        for (event, via) in hops {
            match self.hop(via) {
                Some(hop) => {
                    assumed += if hop.is_confirmed { 0 } else { hop.time.as_millis() };
                    over.push(hop.told(event));
                }
                None => {
                    unknown.insert(
                        format!("how long a message takes over the {} `{}`", via.word(), event.name.value),
                        event.name.span,
                    );
                }
            }
        }
        let total = moments.get(&way.to)?.end;
        if total <= promise.value {
            return None;
        }
        let kind = if self.percentile == Percentile::Half { "p50" } else { "p99" };
        let name = &flow.name.value;
        let found = TOO_SLOW
            .at(
                promise.span,
                format!(
                    "the flow `{name}` takes {} at most, and promises {} at `{kind}` (`within`)",
                    shown(total),
                    promise.value
                ),
            )
            .here(format!("promises {}", promise.value));
        let found = parts
            .into_iter()
            .filter(|part| part.time > Duration::default())
            .fold(found, |found, part| found.label(part.span, format!("{}: {}", part.words, part.time)))
            .note("the slowest way from start to end; retries are not counted");
        let found = over
            .into_iter()
            .fold(found, Diagnostic::note)
            .help("promise more time, or make the slowest part faster: a smaller batch `window`, instances kept warm (`scale.min`), a shorter function")
            .about(format!("flows.{name}"))
            .within(self.deployment.environment.to_string());
        let is_late_anyway = total.as_millis().saturating_sub(assumed) > promise.value.as_millis();
        Some(if is_late_anyway { found } else { found.weigh(Severity::Warning) })
    }

    /// When a stop is reached at the latest.
    fn arrival(&self, way: &Way<'_, '_>, moments: &BTreeMap<usize, Moment>, stop: usize) -> Moment {
        let mut best = Moment::default();
        for at in &way.traffic.into[stop] {
            let hop = &way.traffic.hops[*at];
            let Some(before) = moments.get(&hop.from) else { continue };
            let candidate = if hop.verb == Some("calls") {
                // The caller waits, so its own time holds that of what it calls.
                Moment { start: before.start, end: before.end, by: Some(*at) }
            } else {
                let start = before.end.plus(self.wait(way, *at));
                Moment { start, end: start, by: Some(*at) }
            };
            if best.by.is_none() || (candidate.end, candidate.start) > (best.end, best.start) {
                best = candidate;
            }
        }
        best
    }

    /// How long a step over a trigger takes: the batch window, and the time of the transport.
    fn wait(&self, way: &Way<'_, '_>, at: usize) -> Duration {
        let hop = &way.traffic.hops[at];
        let window = hop.trigger.and_then(window).filter(|_| self.percentile == Percentile::Most);
        let transport = match way.traffic.stops[hop.from].1 {
            Stop::Event(event) => self.hop(event.via.value).map(|hop| hop.time),
            _ => None,
        };
        window.map_or_else(Duration::default, |window| window.value).plus(transport.unwrap_or_default())
    }

    /// The time of a transport, where the fact base has a figure.
    fn hop(&self, via: Via) -> Option<Transport> {
        let percentile = if self.percentile == Percentile::Half { "p50" } else { "p99" };
        let provider = self.deployment.site(self.deployment.site).provider.value;
        Transport::of(self.facts, provider, via, percentile)
    }

    /// The parts of the time of a function; empty when nothing is said.
    fn of_function(&self, function: &Function) -> Vec<Part> {
        let mut parts = Vec::new();
        let name = &function.name.value;
        let (duration, word) = match self.percentile {
            Percentile::Half => (function.duration_p50, "p50"),
            Percentile::Most => (function.duration_p99, "p99"),
        };
        if let Some(duration) = duration {
            let words = format!("`{name}`, {word} of its duration");
            parts.push(Part { span: function.name.span, words, time: duration.expected });
        }
        let is_cold = function.scale.min.value == 0 && self.percentile == Percentile::Most;
        if let Some(cold) = function.cold_start.filter(|_| is_cold) {
            let words = format!("`{name}`, its cold start");
            parts.push(Part { span: function.name.span, words, time: cold.expected });
        }
        parts
    }

    /// The parts of the slowest way, and the transports that it takes.
    fn parts<'p>(
        &self,
        way: &Way<'_, 'p>,
        moments: &BTreeMap<usize, Moment>,
    ) -> (Vec<Part>, Vec<(&'p Event, Via)>) {
        let (mut parts, mut hops) = (Vec::new(), Vec::new());
        let mut stop = way.to;
        loop {
            if let Stop::Function(function) = way.traffic.stops[stop].1 {
                parts.extend(self.of_function(function));
            }
            let Some(at) = moments.get(&stop).and_then(|moment| moment.by) else { break };
            let hop = &way.traffic.hops[at];
            if let Some(window) = hop.trigger.and_then(window).filter(|_| self.percentile == Percentile::Most)
            {
                let words = format!("`{}` waits for its batch", way.traffic.stops[stop].1.name());
                parts.push(Part { span: window.span, words, time: window.value });
            }
            if let Stop::Event(event) = way.traffic.stops[hop.from].1 {
                hops.push((event, event.via.value));
            }
            stop = hop.from;
            if stop == way.from {
                if let Stop::Function(function) = way.traffic.stops[stop].1 {
                    parts.extend(self.of_function(function));
                }
                break;
            }
        }
        parts.reverse();
        (parts, hops)
    }
}

fn window(trigger: &Trigger) -> Option<&Spanned<Duration>> {
    trigger.kind.delivery()?.batch.as_ref()?.window.as_ref()
}

/// The stops of a way, each after those before it; a step that closes a loop is left out, so it counts once.
fn in_order(way: &Way<'_, '_>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut is_seen = vec![false; way.traffic.stops.len()];
    let mut open: Vec<(usize, usize)> = vec![(way.from, 0)];
    is_seen[way.from] = true;
    while let Some((stop, at)) = open.last_mut() {
        if let Some(hop) = way.traffic.out[*stop].get(*at) {
            *at += 1;
            let to = way.traffic.hops[*hop].to;
            if way.has(to) && !std::mem::replace(&mut is_seen[to], true) {
                open.push((to, 0));
            }
        } else {
            order.push(*stop);
            open.pop();
        }
    }
    order.reverse();
    order
}

/// What of a flow's time nobody said.
fn unmeasured(deployment: &Deployment, flow: &Flow, unknown: BTreeMap<String, Span>) -> Option<Diagnostic> {
    if unknown.is_empty() {
        return None;
    }
    let name = &flow.name.value;
    let found = UNMEASURED.at(flow.name.span, format!("the time of the flow `{name}` is known in part"));
    let count = unknown.len();
    let has_function = unknown.keys().any(|what| what.starts_with("how long `"));
    let found = unknown
        .into_keys()
        .take(6)
        .fold(found, |found, what| found.note(format!("not known, and counted as nothing: {what}")));
    let found = if count > 6 { found.note(format!("and {} more", count - 6)) } else { found };
    let found = if has_function {
        found.help("say `expect: { duration: { p50, p99 } }` on the functions of the flow")
    } else {
        found
    };
    Some(found.about(format!("flows.{name}")).within(deployment.environment.to_string()))
}

/// A sum as people read it: in seconds where milliseconds would be many.
fn shown(time: Duration) -> String {
    let millis = time.as_millis();
    if millis >= 1_000 && !millis.is_multiple_of(1_000) {
        let text = format!("{}.{:03}", millis / 1_000, millis % 1_000);
        format!("{}s", text.trim_end_matches('0'))
    } else {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use faasc_diagnostics::Severity;

    use crate::fixture::Spec;

    fn spec(within: &str, trigger: &str, function: &str) -> Spec {
        Spec::of(&format!(
            "events: {{ one: {{ via: queue }} }}\n\
             functions:\n  \
             a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [one], expect: {{ duration: {{ p50: 20ms, p99: 60ms }} }} }}\n  \
             b: {{ ${{code}}, triggers: [{{ event: one, idempotent_by: id{trigger} }}], expect: {{ duration: {{ p50: 80ms, p99: 300ms }}{function} }}\n\
             flows: {{ way: {{ from: a, to: b, within: {{ {within} }} }} }}\n"
        ))
    }

    #[test]
    fn the_sum_of_the_slowest_way_is_kept_to_the_millisecond() {
        assert_eq!(spec("p99: 360ms", "", " }").codes(), Vec::<&str>::new());
        assert_eq!(
            spec("p99: 359ms", "", " }").messages("F0873"),
            ["the flow `way` takes 360ms at most, and promises 359ms at `p99` (`within`)"]
        );
        assert_eq!(spec("p50: 100ms", "", " }").codes(), Vec::<&str>::new());
        assert_eq!(spec("p50: 99ms", "", " }").codes(), ["F0873"]);
    }

    #[test]
    fn batch_windows_and_cold_starts_count() {
        let window = ", batch: { size: 10, window: 2s }";
        assert_eq!(spec("p99: 2.36s", window, " }").codes(), Vec::<&str>::new());
        assert_eq!(spec("p99: 2.35s", window, " }").codes(), ["F0873"]);
        assert_eq!(spec("p99: 360ms", "", ", cold_start: 1s }").codes(), ["F0873"]);
        assert_eq!(
            spec("p99: 360ms", "", ", cold_start: 1s }, scale: { min: 1 }").codes(),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn the_time_of_a_call_lies_within_that_of_its_caller() {
        let spec = |within: &str| {
            Spec::of(&format!(
                "functions:\n  \
                 a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], calls: [b], expect: {{ duration: {{ p50: 1s, p99: 2s }} }} }}\n  \
                 b: {{ ${{code}}, invoke: external, expect: {{ duration: {{ p50: 1s, p99: 2s }} }} }}\n\
                 flows: {{ way: {{ from: a, to: b, within: {{ p99: {within} }} }} }}\n"
            ))
        };
        assert_eq!(spec("2s").codes(), Vec::<&str>::new());
        assert_eq!(spec("1.9s").codes(), ["F0873"]);
    }

    #[test]
    fn a_flow_that_is_late_by_assumed_figures_alone_is_a_warning() {
        let spec = |within: &str| {
            Spec::of(&format!(
                "events: {{ one: {{ via: queue }} }}\n\
                 functions:\n  \
                 a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [one], expect: {{ duration: {{ p50: 20ms, p99: 100ms }} }} }}\n  \
                 b: {{ ${{code}}, triggers: [{{ event: one, idempotent_by: id }}], expect: {{ duration: {{ p50: 80ms, p99: 200ms }} }} }}\n\
                 flows: {{ way: {{ from: a, to: b, within: {{ p99: {within} }} }} }}\n\
                 sites: {{ eu: {{ provider: aws, region: eu-central-1 }} }}\nenvironments: {{ production: {{ site: eu }} }}\n"
            ))
        };
        assert_eq!(spec("500ms").codes(), Vec::<&str>::new());
        let found = spec("499ms").of_code("F0873");
        assert_eq!(found[0].severity, Severity::Warning);
        assert!(
            found[0].notes.iter().any(|note| note.contains("assumed, `aws.hop.queue.p99`")),
            "{:?}",
            found[0].notes
        );
        assert_eq!(spec("299ms").of_code("F0873")[0].severity, Severity::Error);
    }

    #[test]
    fn what_nobody_measured_is_a_note() {
        assert_eq!(spec("p99: 1s", "", " }").of_code("F0875").len(), 1);
    }
}
