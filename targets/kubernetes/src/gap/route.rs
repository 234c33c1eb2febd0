//! Gaps of the gateway's routes.

use std::collections::BTreeMap;

use super::{Gaps, auth};
use crate::emit::rate;
use crate::emit::route::{Entry, entries, path_match, preflights};
use crate::here::Here;

/// Finds them.
pub(super) fn find(here: &Here<'_>, gaps: &mut Gaps<'_>) {
    let entries = entries(here);
    for entry in &entries {
        auth::find(here, entry, gaps);
        if let Some(limit) = entry.http.rate_limit.as_ref().filter(|limit| rate::limit(limit.value).is_none())
        {
            let what = "a rate limit that is no whole number a second, minute, hour or day";
            gaps.push(limit.span, what, &entry.key_path());
        }
    }
    of_cors(&entries, gaps);
    of_order(&entries, gaps);
}

fn of_cors(entries: &[Entry<'_>], gaps: &mut Gaps<'_>) {
    let (preflights, differing) = preflights(entries);
    for entry in differing {
        if let Some(cors) = &entry.http.cors {
            gaps.push(cors.span, "two sets of cross-origin rules on one path", &entry.key_path());
        }
    }
    for entry in
        entries.iter().filter(|entry| matches!(entry.http.route.value.method.as_str(), "OPTIONS" | "ANY"))
    {
        let preflight = preflights.get(&entry.http.route.value.shape());
        if preflight.is_some_and(|preflight| !is_same(&preflight.carrier, entry)) {
            let what = "a route of `OPTIONS` beside one with cross-origin rules on the same path";
            gaps.push(entry.http.route.span, what, &entry.key_path());
        }
    }
}

fn is_same(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    a.id == b.id && a.trigger.id == b.trigger.id
}

/// Of two patterns that both fit, Envoy Gateway takes the longer one; the language takes the more specific one. Where these
/// are not the same, the routes are not emitted.
fn of_order(entries: &[Entry<'_>], gaps: &mut Gaps<'_>) {
    let patterns = entries.iter().filter(|entry| entry.http.route.value.path.contains('{')).collect();
    let mut pairs = Vec::new();
    alike(patterns, 0, &mut pairs);
    for (a, b) in pairs.into_iter().filter(|(a, b)| is_misordered(a, b)) {
        let (path, other) = (&a.http.route.value.path, &b.http.route.value.path);
        let what = format!("`{path}` beside `{other}`, of which the gateway would take the wrong one");
        gaps.push(a.http.route.span, &what, &a.key_path());
    }
}

/// Pairs that may both fit a path and differ in shape. `group` are patterns that are alike up to the segment `depth`:
/// two of different literals there never fit the same path, so that an app with thousands of routes has few pairs.
fn alike<'e, 'p>(group: Vec<&'e Entry<'p>>, depth: usize, pairs: &mut Vec<(&'e Entry<'p>, &'e Entry<'p>)>) {
    if group.len() < 2 {
        return;
    }
    let mut literal: BTreeMap<&str, Vec<&'e Entry<'p>>> = BTreeMap::new();
    let mut open = Vec::new();
    for entry in group {
        match segments(entry).nth(depth) {
            Some(segment) if segment.starts_with('{') => open.push(entry),
            Some(segment) => literal.entry(segment).or_default().push(entry),
            None => {}
        }
    }
    for entry in literal.values().flatten() {
        pairs.extend(open.iter().map(|other| (*entry, *other)));
    }
    let (rest, one): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|entry| segments(entry).nth(depth).is_some_and(|segment| rank(segment) == 2));
    for entry in &rest {
        pairs.extend(one.iter().map(|other| (*other, *entry)));
    }
    alike(one, depth + 1, pairs);
    for group in literal.into_values() {
        alike(group, depth + 1, pairs);
    }
}

fn segments<'e>(entry: &Entry<'e>) -> impl Iterator<Item = &'e str> {
    entry.http.route.value.path.split('/').skip(1)
}

/// How special a segment is: the literal first, the rest of a path last.
fn rank(segment: &str) -> u8 {
    match segment.strip_prefix('{') {
        None => 0,
        Some(rest) if rest.ends_with("+}") => 2,
        Some(_) => 1,
    }
}

fn is_misordered(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let (of_a, of_b) = (&a.http.route.value, &b.http.route.value);
    let are_methods_apart = of_a.method != of_b.method && of_a.method != "ANY" && of_b.method != "ANY";
    if are_methods_apart || of_a.shape() == of_b.shape() {
        return false;
    }
    let (left, right): (Vec<_>, Vec<_>) = (segments(a).collect(), segments(b).collect());
    let mut wanted = None;
    for (one, other) in left.iter().zip(&right) {
        let (rank_one, rank_other) = (rank(one), rank(other));
        if rank_one == 0 && rank_other == 0 && one != other {
            return false;
        }
        if wanted.is_none() && rank_one != rank_other {
            wanted = Some(rank_one < rank_other);
        }
        if rank_one == 2 || rank_other == 2 {
            let (first, second) = (path_match(&of_a.path).value.len(), path_match(&of_b.path).value.len());
            return wanted.is_some_and(|wanted| if wanted { first <= second } else { second <= first });
        }
    }
    if left.len() != right.len() {
        return false;
    }
    let (first, second) = (path_match(&of_a.path).value.len(), path_match(&of_b.path).value.len());
    wanted.is_some_and(|wanted| if wanted { first <= second } else { second <= first })
}
