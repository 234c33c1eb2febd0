//! Loops: what starts itself again, over functions, events, stores and apps.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use faasc_diagnostics::{Code, Diagnostic, Severity, list_of};
use rust_decimal::Decimal;

use super::gain::never_ends;
use super::traffic::{Hop, Stop, Traffic, cyclic_components};
use crate::rule::{Findings, Rule};

static ENDLESS: Code = Code::error("F0841", "endless-loop", "a loop that never ends");
static UNLIMITED: Code =
    Code::error("F0842", "loop-without-hop-limit", "a loop that ends by chance, and has no hop limit");

pub(crate) const RULE: Rule = Rule { codes: &[&ENDLESS, &UNLIMITED], needs_whole: false, check };

/// From how many of its stops the worst loop of a component is looked for.
const STARTS: usize = 48;

fn check(findings: &mut Findings<'_>) {
    let traffic = findings.traffic();
    let is_sure = |hop: &Hop<'_>| !hop.is_unsure;
    let mut found = Vec::new();
    for component in cyclic_components(traffic, is_sure) {
        let keep = |at: usize| is_sure(&traffic.hops[at]);
        if never_ends(traffic, &component, keep) {
            let way = worst(traffic, &component, keep);
            found.push(endless(findings, traffic, &way));
        }
    }
    let is_unlimited =
        |hop: &Hop<'_>| is_sure(hop) && !has_limit(traffic, hop.from) && !has_limit(traffic, hop.to);
    for component in cyclic_components(traffic, is_unlimited) {
        let keep = |at: usize| is_unlimited(&traffic.hops[at]);
        if !never_ends(traffic, &component, keep) {
            let way = worst(traffic, &component, keep);
            found.push(unlimited(findings, traffic, &way));
        }
    }
    found.extend(perhaps(findings, traffic));
    findings.sink.extend_with(found);
}

fn has_limit(traffic: &Traffic<'_>, stop: usize) -> bool {
    matches!(traffic.stops[stop].1, Stop::Event(event) if event.max_hops.is_some())
}

/// Loops over a trigger that only some kinds of change start: a write may be of another kind.
fn perhaps(findings: &Findings<'_>, traffic: &Traffic<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if traffic.hops.iter().all(|hop| !hop.is_unsure) {
        return found;
    }
    for component in cyclic_components(traffic, |_| true) {
        let members: BTreeSet<usize> = component.iter().copied().collect();
        for hop in traffic.hops.iter().filter(|hop| hop.is_unsure && members.contains(&hop.from)) {
            if !members.contains(&hop.to) {
                continue;
            }
            let Some(way) = round(traffic, &members, hop.from, |_| true) else { continue };
            if gain(traffic, &way) >= Decimal::ONE {
                let finding = endless(findings, traffic, &way)
                    .weigh(Severity::Warning)
                    .note("the trigger leaves some kinds of change out, so a write may start nothing; this cannot be told from here");
                found.push(finding);
            }
        }
    }
    found
}

/// The product of the counts along a way.
fn gain(traffic: &Traffic<'_>, way: &[usize]) -> Decimal {
    way.iter().fold(Decimal::ONE, |product, at| product.saturating_mul(traffic.hops[*at].gain))
}

/// The loop of a component with the greatest gain, as far as it is looked for; of equal ones the shortest.
fn worst(traffic: &Traffic<'_>, component: &[usize], keep: impl Fn(usize) -> bool + Copy) -> Vec<usize> {
    let members: BTreeSet<usize> = component.iter().copied().collect();
    let mut best: Option<(Decimal, Vec<usize>)> = None;
    for start in component.iter().take(STARTS) {
        let Some(way) = round(traffic, &members, *start, keep) else { continue };
        let gain = gain(traffic, &way);
        let is_better = best
            .as_ref()
            .is_none_or(|(known, shortest)| gain > *known || gain == *known && way.len() < shortest.len());
        if is_better {
            best = Some((gain, way));
        }
    }
    best.map_or_else(Vec::new, |(_, way)| in_order(traffic, way))
}

/// The shortest way from a stop back to it; of equally short ones that with the greatest gain.
fn round(
    traffic: &Traffic<'_>,
    members: &BTreeSet<usize>,
    start: usize,
    keep: impl Fn(usize) -> bool,
) -> Option<Vec<usize>> {
    let mut reached: BTreeMap<usize, (usize, Decimal, usize)> = BTreeMap::new();
    let mut queue = VecDeque::from([(start, 0, Decimal::ONE)]);
    while let Some((stop, length, product)) = queue.pop_front() {
        if stop == start && length > 0 {
            break;
        }
        if reached.get(&stop).is_some_and(|(_, best, _)| stop != start && *best > product) {
            continue;
        }
        for at in traffic.out[stop].iter().filter(|at| keep(**at)) {
            let hop = &traffic.hops[*at];
            let gain = product.saturating_mul(hop.gain);
            let is_new =
                reached.get(&hop.to).is_none_or(|(known, best, _)| *known == length + 1 && gain > *best);
            if members.contains(&hop.to) && is_new {
                reached.insert(hop.to, (length + 1, gain, *at));
                queue.push_back((hop.to, length + 1, gain));
            }
        }
    }
    let mut way = Vec::new();
    let mut stop = start;
    loop {
        let (_, _, at) = reached.get(&stop)?;
        way.push(*at);
        stop = traffic.hops[*at].from;
        if stop == start {
            way.reverse();
            return Some(way);
        }
    }
}

/// The loop from the step that stands first in the text on.
fn in_order(traffic: &Traffic<'_>, mut way: Vec<usize>) -> Vec<usize> {
    let of_function = |at: &usize| traffic.hops[*at].verb.is_some();
    let first =
        (0..way.len()).filter(|at| of_function(&way[*at])).min_by_key(|at| traffic.hops[way[*at]].span);
    way.rotate_left(first.unwrap_or(0));
    way
}

fn endless(findings: &Findings<'_>, traffic: &Traffic<'_>, way: &[usize]) -> Diagnostic {
    let way = in_order(traffic, way.to_vec());
    let gain = gain(traffic, &way);
    let message = if gain >= Decimal::ONE {
        format!("{} in a loop with a gain of {}, which never ends", who(traffic, &way), shown(gain))
    } else {
        format!("{} in a loop that meets others, and together they never end", who(traffic, &way))
    };
    let mut found = drawn(findings, traffic, &way, &ENDLESS, message).note(
        "what goes round makes at least as much again each time, is billed each time, and stops only by hand",
    );
    if gain < Decimal::ONE {
        found = found.note(format!(
            "this loop alone has a gain of {}; the loops that share functions with it add up to 1 or more",
            shown(gain)
        ));
    }
    let has_bucket = way.iter().any(|at| {
        matches!(
            traffic.hops[*at].trigger.map(|found| &found.kind),
            Some(faasc_model::TriggerKind::Object(_))
        )
    });
    found.help(if has_bucket {
        "write below another `prefix` than the trigger's, or into another bucket"
    } else {
        "break the loop, or say the real `count` of an edge where only some of what arrives goes on"
    })
}

fn unlimited(findings: &Findings<'_>, traffic: &Traffic<'_>, way: &[usize]) -> Diagnostic {
    let gain = gain(traffic, way);
    let message =
        format!("{} in a loop with a gain of {} and without a hop limit", who(traffic, way), shown(gain));
    let event = way.iter().find_map(|at| match traffic.stops[traffic.hops[*at].to].1 {
        Stop::Event(event) if event.made_from.is_none() => Some(&event.name.value),
        _ => None,
    });
    let found = drawn(findings, traffic, way, &UNLIMITED, message)
        .note("the gain is an expectation: a single message may still go round for ever");
    match event {
        Some(event) => found.help(format!("add `max_hops: 10` to the event `{event}`")),
        None => found.help("put an event with `max_hops` into the loop, or break it"),
    }
}

/// Who starts whom, in words.
fn who(traffic: &Traffic<'_>, way: &[usize]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for at in way {
        if let Stop::Function(function) = traffic.stops[traffic.hops[*at].from].1 {
            names.push(&function.name.value);
        }
    }
    match names.as_slice() {
        [one] => format!("`{one}` starts itself again"),
        [_, .., last] if names.len() > 6 => {
            format!("{} functions from `{}` to `{last}` start each other", names.len(), names[0])
        }
        _ => format!("{} start each other", list_of(names, "and")),
    }
}

/// The loop with a word at each step.
fn drawn(
    findings: &Findings<'_>,
    traffic: &Traffic<'_>,
    way: &[usize],
    code: &'static Code,
    message: String,
) -> Diagnostic {
    let step = |at: usize| {
        let hop = &traffic.hops[at];
        let (from, to) = (traffic.stops[hop.from].1.name(), traffic.stops[hop.to].1.name());
        match hop.verb {
            Some(verb) => format!("`{from}` {verb} `{to}`, {} for each", shown(hop.gain)),
            None => format!("`{from}` triggers `{to}`"),
        }
    };
    let Some((first, rest)) = way.split_first() else {
        return code.at(faasc_source::Span::start_of(faasc_source::FileId(0)), message);
    };
    let start = &traffic.hops[*first];
    let mut found = code.at(start.span, message).here(format!("1. {}", step(*first)));
    for (number, at) in rest.iter().enumerate().take(24) {
        found = found.label(traffic.hops[*at].span, format!("{}. {}", number + 2, step(*at)));
    }
    let (node, stop) = traffic.stops[start.from];
    if let Stop::Function(function) = stop {
        found = found.about(function.key_path());
    }
    found.within(findings.program.deployment(node.deployment).environment.to_string())
}

fn shown(gain: Decimal) -> String {
    gain.round_dp(6).normalize().to_string()
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn ring(first: &str, second: &str, event: &str) -> Spec {
        Spec::of(&format!(
            "events:\n  one: {{ via: topic{event} }}\n  two: {{ via: topic }}\n\
             functions:\n  \
             start: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [one] }}\n  \
             a: {{ ${{code}}, triggers: [{{ event: one, idempotent_by: id }}], emits: {{ two: {first} }} }}\n  \
             b: {{ ${{code}}, triggers: [{{ event: two, idempotent_by: id }}], emits: {{ one: {second} }} }}\n"
        ))
    }

    #[test]
    fn a_gain_of_one_never_ends_and_one_below_needs_a_limit() {
        assert_eq!(ring("0.5", "2", ", max_hops: 5").codes(), ["F0841"]);
        assert_eq!(ring("0.5", "1.999999999", ", max_hops: 5").codes(), Vec::<&str>::new());
        assert_eq!(ring("0.5", "1.999999999", "").codes(), ["F0842"]);
        assert_eq!(ring("0.5", "0", "").codes(), Vec::<&str>::new());
    }

    #[test]
    fn the_loop_is_drawn_step_by_step() {
        let found = ring("1", "1", "").of_code("F0841");
        let found = &found[0];
        assert_eq!(
            found.message,
            "`a` and `b` start each other in a loop with a gain of 1, which never ends"
        );
        assert_eq!(found.primary.text, "1. `a` emits `two`, 1 for each");
        let steps: Vec<&str> = found.labels.iter().map(|label| label.text.as_str()).collect();
        assert_eq!(
            steps,
            ["2. `two` triggers `b`", "3. `b` emits `one`, 1 for each", "4. `one` triggers `a`"]
        );
    }

    #[test]
    fn loops_that_share_a_function_add_up() {
        let spec = |count: &str| {
            Spec::of(&format!(
                "events:\n  one: {{ via: topic, max_hops: 3 }}\n  two: {{ via: topic, max_hops: 3 }}\n\
                 functions:\n  a:\n    ${{code}}\n    \
                 triggers: [{{ schedule: every 1h }}, {{ event: one, idempotent_by: id }}, {{ event: two, idempotent_by: id }}]\n    \
                 emits: {{ one: {count}, two: 0.5 }}\n"
            ))
        };
        assert_eq!(spec("0.5").codes(), ["F0841"]);
        assert_eq!(spec("0.499").codes(), Vec::<&str>::new());
    }

    #[test]
    fn a_bucket_starts_its_writer_unless_prefixes_part() {
        let spec = |trigger: &str, write: &str| {
            Spec::of(&format!(
                "stores: {{ files: {{ kind: bucket }} }}\n\
                 functions:\n  a:\n    ${{code}}\n    \
                 triggers: [{{ object: files, idempotent_by: key{trigger} }}]\n    writes: {{ files: {write} }}\n"
            ))
        };
        assert_eq!(spec("", "1").codes(), ["F0841"]);
        assert_eq!(spec(", prefix: in/", "{ prefix: out/ }").codes(), Vec::<&str>::new());
        assert_eq!(spec(", prefix: in/", "{ prefix: in/small/ }").codes(), ["F0841"]);
        assert_eq!(spec(", prefix: [in/, out/x/]", "{ prefix: out/ }").codes(), ["F0841"]);
    }

    #[test]
    fn a_table_starts_its_writer_for_sure_only_when_every_change_does() {
        let spec = |when: &str| {
            Spec::of(&format!(
                "stores: {{ rows: {{ kind: table, key: id }} }}\n\
                 functions:\n  a:\n    ${{code}}\n    \
                 triggers: [{{ change: rows, idempotent_by: id{when} }}]\n    writes: [rows]\n"
            ))
        };
        let weights = |spec: Spec| -> Vec<_> {
            spec.of_code("F0841").iter().map(|found| found.severity.word()).collect()
        };
        assert_eq!(weights(spec("")), ["error"]);
        assert_eq!(weights(spec(", when: [insert]")), ["warning"]);
    }

    #[test]
    fn filters_that_exclude_each_other_count_once() {
        let spec = |second: &str| {
            Spec::of(&format!(
                "events:\n  one: {{ via: topic, max_hops: 3 }}\n\
                 functions:\n  a:\n    ${{code}}\n    triggers:\n      - schedule: every 1h\n      \
                 - {{ event: one, id: x, idempotent_by: id, filter: {{ kind: x }} }}\n      \
                 - {{ event: one, id: y, idempotent_by: id, filter: {{ kind: {second} }} }}\n    \
                 emits: {{ one: 0.5 }}\n"
            ))
        };
        assert_eq!(spec("y").codes(), Vec::<&str>::new());
        assert_eq!(spec("[x, y]").codes(), ["F0841"]);
    }

    #[test]
    fn calls_go_round_too() {
        let spec = |count: &str| {
            Spec::of(&format!(
                "functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], calls: [b] }}\n  \
                 b: {{ ${{code}}, calls: {{ a: {count} }} }}\n"
            ))
        };
        assert_eq!(spec("1").codes(), ["F0841"]);
        assert_eq!(spec("0.1").codes(), ["F0842"]);
    }
}
