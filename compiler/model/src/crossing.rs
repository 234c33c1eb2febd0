//! Edges between sites: how far apart two sites are, and how an edge gets across.

use faasc_facts::{CrossingRow, Distance, Fact, Facts, GrantHost, Host, Need};

use crate::{DeploymentId, Flavour, NodeRef, Program, Provider, Site, SiteId};

impl Site {
    /// The host that it is.
    #[must_use]
    pub const fn host(&self) -> Host {
        match (self.provider.value, self.flavour.value) {
            (Provider::Aws, _) => Host::Aws,
            (Provider::Gcp, _) => Host::Gcp,
            (Provider::Azure, _) => Host::Azure,
            (Provider::Linode, _) => Host::Linode,
            (Provider::Local, _) => Host::Local,
            (Provider::Kubernetes, Flavour::Knative) => Host::Knative,
            (Provider::Kubernetes, Flavour::Keda) => Host::Keda,
            (Provider::Kubernetes, Flavour::Plain) => Host::Plain,
        }
    }

    /// In whose words its grants are; absent where there are none.
    #[must_use]
    pub const fn grant_host(&self) -> Option<GrantHost> {
        match self.provider.value {
            Provider::Aws => Some(GrantHost::Aws),
            Provider::Gcp => Some(GrantHost::Gcp),
            Provider::Azure => Some(GrantHost::Azure),
            Provider::Kubernetes => Some(GrantHost::Kubernetes),
            Provider::Linode | Provider::Local => None,
        }
    }
}

/// How far `to` is from `from`: nothing where they are one place. Accounts that nobody names are taken as one.
#[must_use]
pub fn distances(facts: &Facts, from: &Site, to: &Site) -> Vec<Distance> {
    if from.provider.value != to.provider.value {
        return vec![Distance::Provider];
    }
    let is_named = |one: &Option<_>, other: &Option<_>| one.is_some() && other.is_some();
    let mut found = Vec::new();
    match from.provider.value {
        Provider::Local => {}
        Provider::Kubernetes => {
            if !is_one_cluster(from, to) {
                found.push(Distance::Cluster);
            }
        }
        Provider::Aws | Provider::Gcp | Provider::Azure | Provider::Linode => {
            if partition(facts, from) != partition(facts, to) {
                return vec![Distance::Partition];
            }
            let accounts = (&from.account, &to.account);
            if is_named(accounts.0, accounts.1) && text(accounts.0) != text(accounts.1) {
                found.push(Distance::Account);
            }
            if text(&from.region) != text(&to.region) {
                found.push(Distance::Region);
            }
        }
    }
    found
}

/// How an edge of a function at `from` to what stands at `to` gets across: the worst of the distances between them.
/// Absent where they are one place, or where nothing is known.
#[must_use]
pub fn crossing<'f>(facts: &'f Facts, from: &Site, to: &Site, need: Need) -> Option<Fact<'f, CrossingRow>> {
    let rows =
        distances(facts, from, to).into_iter().filter_map(|far| facts.crossing(from.host(), far, need));
    rows.max_by_key(|row| row.passage)
}

/// How an edge of a function of `own` at the site `at` gets to `node`: to the best of the places where that stands.
/// Absent where one of them is the function's own place, or where nothing is known.
#[must_use]
pub fn nearest<'a>(
    program: &'a Program,
    facts: &'a Facts,
    own: DeploymentId,
    at: SiteId,
    node: NodeRef,
    need: Need,
) -> Option<(&'a Site, Fact<'a, CrossingRow>)> {
    let deployment = program.deployment(node.deployment);
    let sites = deployment.node(node.node).sites();
    if node.deployment == own && sites.contains(&at) {
        return None;
    }
    let here = program.deployment(own).site(at);
    let rows = sites.iter().map(|site| {
        let there = deployment.site(*site);
        crossing(facts, here, there, need).map(|row| (there, row))
    });
    let rows: Option<Vec<_>> = rows.collect();
    rows?.into_iter().min_by_key(|(_, row)| row.passage)
}

fn text(value: &Option<faasc_source::Spanned<String>>) -> Option<&str> {
    value.as_ref().map(|value| value.value.as_str())
}

/// Two sites of one app are two clusters; of two apps they are one when all that names them is equal.
fn is_one_cluster(from: &Site, to: &Site) -> bool {
    let registry = |site: &Site| site.registry.as_ref().map(|registry| registry.value.to_string());
    let gateway = |site: &Site| text(&site.cluster.gateway).map(ToOwned::to_owned);
    let country = |site: &Site| site.country.as_ref().map(|country| country.value.clone());
    from.name.value == to.name.value
        && registry(from) == registry(to)
        && gateway(from) == gateway(to)
        && country(from) == country(to)
}

/// The identity system that a site's region belongs to.
fn partition<'f>(facts: &'f Facts, site: &Site) -> Option<&'f str> {
    let provider = site.provider.value.in_facts()?;
    facts.region(provider, text(&site.region)?)?.row().partition.as_deref()
}
