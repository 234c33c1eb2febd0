//! From neutral grants to the words of each host: who may do what on what, and why.

use std::borrow::Cow;

use faasc_facts::{GrantCase, GrantRow, GrantStatement, Need};
use faasc_model::{
    Contract, Event, Function, KafkaAuth, Name, Producer, Provider, SecretStore, Site, SiteId,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::Resource;
use super::fill::fill;
use super::place::Places;
use crate::Plan;

/// One test of a statement's condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Condition {
    /// The operator.
    pub test: String,
    /// What is tested.
    pub key: String,
    /// Against what.
    pub value: String,
}

/// Who may do what on what at one site, in the host's words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Statement {
    /// The site.
    pub site: String,
    /// The node that it belongs to: a function, or an event that others fill.
    pub node: String,
    /// Who gets it; absent: the function's own identity.
    pub to: Option<String>,
    /// Whether it takes away instead.
    pub denies: bool,
    /// Actions, roles or rules.
    pub may: Vec<String>,
    /// On what.
    pub on: Vec<String>,
    /// When.
    pub when: Vec<Condition>,
    /// The edges, triggers and keys that need it, by key path.
    pub because: Vec<String>,
    /// Of what a person wrote by hand: the reason. It is a trust point: no edge needs it.
    pub by_hand: Option<String>,
    /// Why it is no narrower.
    pub wide: Option<String>,
    /// The row of the fact base; absent by hand.
    pub fact: Option<String>,
    /// What stands in place of a permission.
    pub instead: Option<String>,
}

/// All statements of a deployment, sorted by site and node.
#[must_use]
pub(crate) fn statements(plan: &Plan<'_>) -> Vec<Statement> {
    let mut found = Vec::new();
    let functions: std::collections::BTreeMap<&Name, &Function> =
        plan.deployment.functions.iter().map(|function| (&function.name.value, function)).collect();
    for grant in &plan.grants {
        let Some(function) = functions.get(&grant.function) else { continue };
        for at in &function.sites {
            if let Some(host) = plan.deployment.site(*at).grant_host() {
                let places = Places { plan, host, at: *at, function, grant };
                of_grant(&places, &mut found);
            }
        }
    }
    for function in &plan.deployment.functions {
        by_hand(plan, function, &mut found);
    }
    for event in &plan.deployment.events {
        of_producers(plan, event, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

fn of_grant(places: &Places<'_, '_>, found: &mut Vec<Statement>) {
    let site = places.plan.deployment.site(places.at);
    let row = places.plan.facts.grant(places.host, need_at(site, places.grant.need));
    let empty = || Statement {
        site: site.name.value.to_string(),
        node: places.function.key_path(),
        to: None,
        denies: false,
        may: Vec::new(),
        on: Vec::new(),
        when: Vec::new(),
        because: places.grant.because.clone(),
        by_hand: None,
        wide: None,
        fact: Some(row.id.clone()),
        instead: None,
    };
    if let Some(instead) = &row.instead {
        found.push(Statement {
            on: vec![places.grant.resource.clone()],
            instead: Some(instead.clone()),
            ..empty()
        });
    }
    for one in parts(row.row(), site, places.function) {
        let on: Vec<String> = one.on.iter().flat_map(|on| fill_on(on, places)).collect();
        let when = one.when.iter().flat_map(|test| {
            let values = fill(&test.value, |place| places.values(place));
            values.into_iter().map(|value| Condition {
                test: test.test.clone(),
                key: test.key.clone(),
                value,
            })
        });
        let filled = Statement {
            denies: one.denies,
            may: one.may.clone(),
            on,
            when: when.collect(),
            wide: one.wide.clone(),
            ..empty()
        };
        match &one.to {
            None => {
                found.extend(of_resource(places, &filled));
                found.push(filled);
            }
            Some(to) => found.extend(
                fill(to, |place| places.values(place))
                    .into_iter()
                    .map(|to| Statement { to: Some(to), ..filled.clone() }),
            ),
        }
    }
}

/// The same in the resource's own policy, where the resource is of another account.
fn of_resource(places: &Places<'_, '_>, filled: &Statement) -> Option<Statement> {
    let Resource::Node(node) = places.grant.on else { return None };
    let deployment = places.plan.program.deployment(node.deployment);
    let sites = deployment.node(node.node).sites();
    let there = deployment.site(sites.first().copied().unwrap_or(deployment.site));
    let here = places.plan.deployment.site(places.at);
    let is_account = |site: &Site| site.account.as_ref().map(|account| account.value.clone());
    let is_other = here.provider.value == Provider::Aws
        && there.provider.value == Provider::Aws
        && is_account(here).is_some()
        && is_account(there).is_some()
        && is_account(here) != is_account(there);
    let to = format!("role of {}, by the policy of the resource itself", places.function.key_path());
    (is_other && !filled.denies).then(|| Statement { to: Some(to), ..filled.clone() })
}

/// Without a prefix a bucket is meant as a whole.
fn fill_on(on: &str, places: &Places<'_, '_>) -> Vec<String> {
    fill(on, |place| match place {
        faasc_facts::GrantPlace::Prefix => vec![places.grant.prefix.clone().unwrap_or_default()],
        place => places.values(place),
    })
}

/// The need as it is at a site: secrets lie where the site says.
#[must_use]
pub fn need_at(site: &Site, need: Need) -> Need {
    let is_parameter =
        site.secrets.as_ref().is_some_and(|store| store.value == SecretStore::AwsParameterStore);
    if need == Need::ReadSecret && is_parameter { Need::ReadParameter } else { need }
}

/// The statements of a row that a function at a site needs; what is allowed on the same without a condition is one.
#[must_use]
pub fn parts<'r>(row: &'r GrantRow, site: &Site, function: &Function) -> Vec<Cow<'r, GrantStatement>> {
    let mut found: Vec<Cow<'r, GrantStatement>> = Vec::new();
    for one in row.statements.iter().filter(|one| is_asked(one, site, function)) {
        let same = found.iter_mut().find(|earlier| {
            earlier.on == one.on
                && earlier.to == one.to
                && earlier.denies == one.denies
                && earlier.when.is_empty()
                && one.when.is_empty()
        });
        match same {
            Some(earlier) => {
                let may = &mut earlier.to_mut().may;
                may.extend(one.may.iter().cloned());
                may.sort();
                may.dedup();
            }
            None => found.push(Cow::Borrowed(one)),
        }
    }
    found
}

/// Whether the statement's case is that of the function at the site.
fn is_asked(statement: &GrantStatement, site: &Site, function: &Function) -> bool {
    match statement.only {
        None => true,
        Some(GrantCase::Portable) => function.contract.value == Contract::Portable,
        Some(GrantCase::Iam) => {
            let auth = site.kafka.as_ref().and_then(|kafka| kafka.auth.as_ref());
            auth.is_some_and(|auth| auth.value == KafkaAuth::Iam)
        }
        Some(GrantCase::Managed) => site.kafka.as_ref().is_some_and(|kafka| kafka.cluster.is_some()),
    }
}

fn by_hand(plan: &Plan<'_>, function: &Function, found: &mut Vec<Statement>) {
    for (index, grant) in function.grants.iter().enumerate() {
        let is_here = |at: &&SiteId| plan.deployment.site(**at).provider.value == grant.provider.value;
        for at in function.sites.iter().filter(is_here) {
            let texts = |all: &[faasc_source::Spanned<faasc_model::Template>]| {
                all.iter().map(|text| text.value.to_string()).collect()
            };
            found.push(Statement {
                site: plan.deployment.site(*at).name.value.to_string(),
                node: function.key_path(),
                to: None,
                denies: false,
                may: texts(&grant.actions),
                on: texts(&grant.resources),
                when: conditions(&grant.conditions),
                because: vec![format!("{}.grants[{index}]", function.key_path())],
                by_hand: Some(grant.because.value.clone()),
                wide: None,
                fact: None,
                instead: None,
            });
        }
    }
}

/// `{ StringEquals: { key: value } }` as tests.
fn conditions(written: &serde_json::Value) -> Vec<Condition> {
    let tests = written.as_object().into_iter().flatten();
    let each = |(test, keys): (&String, &serde_json::Value)| {
        let keys = keys.as_object().cloned().unwrap_or_default();
        let test = test.clone();
        keys.into_iter()
            .map(move |(key, value)| {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                Condition { test: test.clone(), key, value }
            })
            .collect::<Vec<_>>()
    };
    tests.flat_map(each).collect()
}

/// What the principals get who fill an event from outside.
fn of_producers(plan: &Plan<'_>, event: &Event, found: &mut Vec<Statement>) {
    let Some(Producer::By { principals, because }) = &event.producer else { return };
    for at in &event.sites {
        let site = plan.deployment.site(*at);
        let Some(host) = site.grant_host() else { continue };
        let row = plan.facts.grant(host, event.need_to_send());
        for one in row.statements.iter().filter(|one| one.to.is_none() && one.only.is_none()) {
            found.extend(principals.iter().map(|who| Statement {
                site: site.name.value.to_string(),
                node: event.key_path(),
                to: Some(who.value.to_string()),
                denies: false,
                may: one.may.clone(),
                on: vec![event.key_path()],
                when: Vec::new(),
                because: vec![format!("{}.producer", event.key_path())],
                by_hand: Some(because.value.clone()),
                wide: None,
                fact: Some(row.id.clone()),
                instead: None,
            }));
        }
    }
}
