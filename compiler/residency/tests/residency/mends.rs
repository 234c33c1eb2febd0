//! What mends an app: the hop that breaks taken away, and the edits that a machine may make unasked.

use faasc_diagnostics::{Applicability, Diagnostic, Severity};
use faasc_residency::{HopKind, WayKind};

use crate::net::{CLASSES, Dice, Naive, Net};
use crate::spec::Spec;

/// How many apps are thrown.
const APPS: u64 = 60;

fn nets() -> impl Iterator<Item = (u64, Net)> {
    (2_001..=2_000 + APPS).map(|seed| (seed, Net::random(&mut Dice::new(seed))))
}

/// A breach by names, as the tests write it, with its class.
type Breach = (String, &'static str);

/// The breaches of nodes themselves by the laws that the judge knows, with the class of each.
fn breaches(spec: &Spec) -> Vec<Breach> {
    let analysis = spec.analysis();
    let mut all = Vec::new();
    for (node, _, hit) in analysis.breaches() {
        let Some(law) = analysis.law(hit) else { continue };
        let regime = law.regime.row().id.as_str();
        let name = analysis.class(hit.class).name();
        let class = CLASSES.into_iter().find(|class| *class == name);
        if let (Some(class), "eu-gdpr" | "in-rbi-payment") = (class, regime) {
            all.push((format!("{regime} {} {}", hit.act, spec.program.node(node).name().value), class));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// Takes away the last hop of the way that is reported for a breach. Says what it was.
fn cut(net: &mut Net, spec: &Spec, (breach, class): &Breach) -> String {
    let analysis = spec.analysis();
    let name = breach.rsplit(' ').next().unwrap();
    let node = analysis.nodes().find(|node| *spec.program.node(*node).name().value == *name).unwrap();
    let (class, _) = analysis.classes().find(|(_, found)| found.name() == *class).unwrap();
    let hops = analysis.witness(node, class);
    let number = |at: usize| {
        let name = spec.program.node(analysis.node_of(&hops[at])).name().value.to_string();
        name[net.prefix.len()..].parse::<usize>().unwrap()
    };
    let last = hops.len() - 1;
    let to = number(last);
    let HopKind::Way(kind) = hops[last].kind else {
        let class = CLASSES.iter().position(|known| *known == analysis.class(class).name()).unwrap();
        net.nodes[to].brings.retain(|brought| *brought != class);
        return format!("{class} enters {to}");
    };
    let from = number(last - 1);
    let (from, to, key) = match kind {
        WayKind::Reads => (to, from, "reads"),
        WayKind::Answers => (to, from, "calls"),
        WayKind::Delivers => (from, to, "on"),
        WayKind::Emits => (from, to, "emits"),
        WayKind::Writes => (from, to, "writes"),
        WayKind::Calls => (from, to, "calls"),
        WayKind::GivesUp | WayKind::Authenticates => panic!("there is none in these apps"),
    };
    let before = net.edges.len();
    net.edges.retain(|edge| (edge.from, edge.to, edge.key) != (from, to, key));
    assert_eq!(net.edges.len(), before - 1, "the hop {from} {key} {to} is no edge of the app");
    format!("{from} {key} {to}")
}

#[test]
fn without_the_hop_that_breaks_a_breach_is_gone_unless_another_way_brings_it() {
    let (mut gone_at_once, mut by_another_way) = (0, 0);
    for (seed, net) in nets() {
        for breach in breaches(&Spec::of(&net.text())).into_iter().take(3) {
            let mut net = net.clone();
            let mut cuts = Vec::new();
            loop {
                let spec = Spec::of(&net.text());
                let is_there = breaches(&spec).contains(&breach);
                let is_brought = Naive::of(&net, None).breaches().contains(&breach.0);
                // Another class at the node may break the same law, but each law here binds one class.
                assert_eq!(is_there, is_brought, "app {seed}: {breach:?} after {cuts:?}\n{}", net.text());
                if !is_there {
                    break;
                }
                cuts.push(cut(&mut net, &spec, &breach));
            }
            if cuts.len() == 1 {
                gone_at_once += 1;
            } else {
                by_another_way += 1;
            }
        }
    }
    assert!(gone_at_once > 50 && by_another_way > 5, "{gone_at_once} and {by_another_way} prove little");
}

/// The text with all that stands at one site of AWS.
fn at_one_site(net: &Net, region: &str) -> String {
    let text = net.text();
    let (head, _) = text.split_once("sites:\n").unwrap();
    format!(
        "{head}sites:\n  home: {{ provider: aws, region: {region} }}\nenvironments:\n  production: {{ site: home }}\n"
    )
}

fn edited(text: &str, found: &Diagnostic) -> Option<String> {
    let fix = found.fixes.iter().find(|fix| fix.applicability == Applicability::Safe)?;
    let mut text = text.to_owned();
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    Some(text)
}

#[test]
fn what_a_machine_may_edit_mends_and_adds_nothing() {
    let mut mended = 0;
    let regions = ["us-east-1", "ap-southeast-1", "eu-central-2", "ap-south-1"];
    for ((seed, net), region) in nets().flat_map(|net| regions.map(|region| (net.clone(), region))) {
        let spec = Spec::of(&at_one_site(&net, region));
        let before = spec.found();
        for found in &before {
            let Some(text) = edited(&spec.text, found) else { continue };
            let after = Spec::whole(&text);
            let (had, has) = (spec.breaches(), after.breaches());
            assert!(has.iter().all(|breach| had.contains(breach)), "app {seed} in {region}: {has:?}\n{text}");
            let is_same =
                |other: &Diagnostic| other.code.id == found.code.id && other.subject == found.subject;
            let new = after.found();
            assert!(
                !new.iter().any(is_same),
                "app {seed} in {region}: {} is still there\n{text}",
                found.message
            );
            let is_new = |other: &&Diagnostic| {
                other.severity > Severity::Note
                    && !before
                        .iter()
                        .any(|old| (old.code.id, &old.subject) == (other.code.id, &other.subject))
            };
            assert!(!new.iter().any(|other| is_new(&other)), "app {seed} in {region}: {new:?}\n{text}");
            mended += 1;
        }
    }
    assert!(mended > 20, "{mended} fixes prove little");
}
