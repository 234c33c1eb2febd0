//! What holds for every app: random ones, against a judge that follows every path, and against themselves.

use faasc_residency::HopKind;

use crate::net::{Dice, Naive, Net, Planted};
use crate::spec::Spec;

/// How many apps are thrown.
const APPS: u64 = 150;

fn nets() -> impl Iterator<Item = (u64, Net)> {
    (1..=APPS).map(|seed| (seed, Net::random(&mut Dice::new(seed))))
}

fn held(spec: &Spec) -> Vec<String> {
    let analysis = spec.analysis();
    let mut all: Vec<String> = analysis
        .nodes()
        .flat_map(|node| {
            let name = spec.program.node(node).name().value.to_string();
            let classes: Vec<_> = analysis.label(node).iter().collect();
            classes.into_iter().map(move |class| (name.clone(), class)).collect::<Vec<_>>()
        })
        .map(|(name, class)| format!("{name} {}", analysis.class(class).name()))
        .collect();
    all.sort();
    all
}

/// The breaches of laws that hold; `id-pdp` and others that tests add are judged by themselves.
fn breaches(spec: &Spec) -> Vec<String> {
    let known = |breach: &String| breach.starts_with("eu-gdpr ") || breach.starts_with("in-rbi-payment ");
    spec.breaches().into_iter().filter(known).collect()
}

#[test]
fn the_fixed_point_is_what_all_paths_bring() {
    for (seed, net) in nets() {
        let spec = Spec::of(&net.text());
        let naive = Naive::of(&net, None);
        assert_eq!(held(&spec), naive.held(), "app {seed}:\n{}", net.text());
        assert_eq!(breaches(&spec), naive.breaches(), "app {seed}:\n{}", net.text());
    }
}

#[test]
fn a_judge_with_a_mistake_is_noticed() {
    let judged: Vec<(Net, Vec<String>, Vec<String>)> = nets()
        .map(|(_, net)| {
            let spec = Spec::of(&net.text());
            let (held, broken) = (held(&spec), breaches(&spec));
            (net, held, broken)
        })
        .collect();
    for planted in Planted::ALL {
        let is_noticed = judged.iter().any(|(net, held, broken)| {
            let naive = Naive::of(net, Some(planted));
            naive.held() != *held || naive.breaches() != *broken
        });
        assert!(is_noticed, "{planted:?}");
    }
}

#[test]
fn one_more_edge_removes_no_breach() {
    for (seed, net) in nets() {
        let before = Spec::of(&net.text()).breaches();
        let mut more = net.clone();
        if more.add_edge(&mut Dice::new(seed + 1_000)) {
            let after = Spec::of(&more.text()).breaches();
            let gone: Vec<&String> = before.iter().filter(|breach| !after.contains(breach)).collect();
            assert!(gone.is_empty(), "app {seed}: {gone:?}\n{}", more.text());
        }
    }
}

#[test]
fn one_more_regime_frees_nothing() {
    for (seed, net) in nets() {
        let before = Spec::of(&net.text()).breaches();
        let more = Net { regimes: "uk-gdpr, cn-pipl", ..net };
        let after = Spec::of(&more.text()).breaches();
        assert!(before.iter().all(|breach| after.contains(breach)), "app {seed}");
    }
}

#[test]
fn names_change_nothing() {
    for (seed, net) in nets() {
        let before = Spec::of(&net.text()).breaches();
        let renamed = Net { prefix: "z", ..net };
        let after: Vec<String> =
            Spec::of(&renamed.text()).breaches().iter().map(|breach| breach.replace(" z", " n")).collect();
        assert_eq!(before, after, "app {seed}");
    }
}

#[test]
fn a_reported_path_is_a_path() {
    for (seed, net) in nets() {
        let spec = Spec::of(&net.text());
        let analysis = spec.analysis();
        let edges: Vec<_> = analysis.edges().collect();
        for node in analysis.nodes() {
            for class in analysis.label(node).iter() {
                let hops = analysis.witness(node, class);
                assert!(matches!(hops[0].kind, HopKind::Enters(_)), "app {seed}");
                for pair in hops.windows(2) {
                    let (from, to) = (analysis.node_of(&pair[0]), analysis.node_of(&pair[1]));
                    let is_edge = edges
                        .iter()
                        .any(|edge| edge.from == from && edge.to == to && edge.classes.has(pair[1].class));
                    assert!(is_edge, "app {seed}: {pair:?}");
                }
                assert_eq!(analysis.node_of(hops.last().unwrap()), node);
            }
        }
    }
}
