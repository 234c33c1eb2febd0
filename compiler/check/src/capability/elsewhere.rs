//! Where else something can be had, as the capability table says: other carriers at the same site, other sites of the
//! app, other hosts.

use faasc_diagnostics::list_of;
use faasc_facts::{Capability, Facts, Host, Level};
use faasc_model::{Deployment, Site, Via};

use crate::host::host;

const CARRIERS: [Via; 5] = [Via::Queue, Via::Topic, Via::Stream, Via::Kafka, Via::Bus];

/// The ways out for `word` at `site`, each a part of a sentence; those that say nothing are left out.
pub(crate) fn ways(facts: &Facts, deployment: &Deployment, word: Capability, site: &Site) -> Vec<String> {
    let mut ways = Vec::new();
    ways.extend(
        carriers(facts, word, host(site)).map(|all| format!("{all} has it at `{}`", site.name.value)),
    );
    let has = |host: Host| is_had(facts, host, word);
    let sites: Vec<&str> = deployment
        .sites
        .iter()
        .filter(|other| other.name.value != site.name.value && has(host(other)))
        .map(|other| other.name.value.as_ref())
        .collect();
    if sites.is_empty() {
        let hosts = hosts(has);
        if !hosts.is_empty() {
            ways.push(format!("a site of {} has it", list_of(hosts, "or")));
        }
    } else {
        ways.push(format!("it can be had at {}: see `place`", list_of(sites, "or")));
    }
    ways
}

/// The hosts that have it, as a site says them; the developer's machine is none to move to.
fn hosts(has: impl Fn(Host) -> bool) -> Vec<&'static str> {
    let flavours = [
        (Host::Knative, "kubernetes, flavour: knative"),
        (Host::Keda, "kubernetes, flavour: keda"),
        (Host::Plain, "kubernetes, flavour: plain"),
    ];
    let clouds = [(Host::Aws, "aws"), (Host::Gcp, "gcp"), (Host::Azure, "azure"), (Host::Linode, "linode")];
    let mut all: Vec<&str> = clouds.iter().filter(|(host, _)| has(*host)).map(|(_, word)| *word).collect();
    let of_clusters: Vec<&str> =
        flavours.iter().filter(|(host, _)| has(*host)).map(|(_, word)| *word).collect();
    if of_clusters.len() == flavours.len() {
        all.push("kubernetes");
    } else {
        all.extend(of_clusters);
    }
    all
}

fn is_had(facts: &Facts, host: Host, word: Capability) -> bool {
    matches!(facts.capability(host, word).level, Level::Exact | Level::Emulated)
}

/// Other carriers of events that give the same guarantee at this host.
fn carriers(facts: &Facts, word: Capability, host: Host) -> Option<String> {
    let (kind, guarantee) = word.word().split_once('.')?;
    if kind != "event" && CARRIERS.iter().all(|via| via.word() != kind) {
        return None;
    }
    let gives = |via: &Via| {
        let carried = Capability::from_word(&format!("event.{}", via.word()));
        let asked = if kind == "event" {
            carried
        } else {
            Capability::from_word(&format!("{}.{guarantee}", via.word()))
        };
        [carried, asked].into_iter().all(|word| word.is_some_and(|word| is_had(facts, host, word)))
    };
    let own = if kind == "event" { guarantee } else { kind };
    let others: Vec<String> = CARRIERS
        .iter()
        .filter(|via| via.word() != own && gives(via))
        .map(|via| format!("via: {}", via.word()))
        .collect();
    (!others.is_empty()).then(|| list_of(others.iter().map(String::as_str), "or"))
}
