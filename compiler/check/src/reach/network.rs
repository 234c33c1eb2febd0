//! A function inside of a network that uses what has no way out or in there.

use faasc_diagnostics::{Code, Diagnostic, Severity, list_of};
use faasc_facts::{Facts, GrantCase, GrantHost, Need};
use faasc_model::{Contract, DeadLetter, Function, Network, Node, Program, Provider, Site, TriggerKind};
use faasc_source::Span;

use super::host::{host_of, is_inside};
use crate::rule::{Findings, Rule};

static OUT_OF_REACH: Code =
    Code::error("F1111", "out-of-reach", "a function in a network without a way to what it uses");

pub(crate) const RULE: Rule = Rule { codes: &[&OUT_OF_REACH], needs_whole: false, check };

/// Something that a function reaches from inside: a host, or a service of AWS.
struct Wanted {
    /// `psp` at `api.psp.example`, or `charged`.
    what: String,
    span: Span,
    /// The service of AWS, whose endpoint would do.
    service: Option<String>,
}

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (_, deployment) in program.deployments() {
        for function in deployment.functions.iter().filter(|function| function.is_private.value) {
            for site in function.sites.iter().map(|site| deployment.site(*site)) {
                let Some(network) = closed(site) else { continue };
                let wanted = wanted(program, findings.facts, function);
                let missing: Vec<Wanted> =
                    wanted.into_iter().filter(|wanted| !has_endpoint(network, wanted)).collect();
                if !missing.is_empty() {
                    let found = out_of_reach(function, site, network, &missing);
                    findings.sink.push(found.within(deployment.environment.to_string()));
                }
            }
        }
    }
}

/// The network of a site from which, as far as the spec says, there is no way out. On AWS alone a function in a network
/// loses the provider's own way; on other clouds it keeps it.
fn closed(site: &Site) -> Option<&Network> {
    let network = site.network.as_ref().filter(|_| site.provider.value == Provider::Aws)?;
    match &network.nat {
        Some(nat) if nat.value => None,
        Some(_) => Some(network),
        // Who lists endpoints and says nothing of a way out may have forgotten one or the other.
        None => (!network.endpoints.is_empty()).then_some(network),
    }
}

fn wanted(program: &Program, facts: &Facts, function: &Function) -> Vec<Wanted> {
    let mut found = Vec::new();
    let mut of_need = |need: Need, what: String, span: Span| {
        found.extend(service_of(facts, need, function).map(|service| Wanted {
            what,
            span,
            service: Some(service),
        }));
    };
    let mut outside = Vec::new();
    let others = function.calls.iter().chain(&function.emits).chain(&function.reads);
    for (is_write, edge) in
        others.map(|edge| (false, edge)).chain(function.writes.iter().map(|edge| (true, edge)))
    {
        let what = format!("`{}`", edge.to.name);
        match program.node(edge.to.node) {
            Node::Event(event) => of_need(event.need_to_send(), what, edge.to.span),
            Node::Store(store) if is_write => of_need(store.need_to_write(), what, edge.to.span),
            Node::Store(store) => of_need(store.need_to_read(), what, edge.to.span),
            Node::Function(_) => of_need(Need::CallFunction, what, edge.to.span),
            Node::Service(service) => {
                if let Some(host) = host_of(&service.url.value).filter(|host| !is_inside(host)) {
                    let what = format!("{what} at `{host}`");
                    outside.push(Wanted { what, span: edge.to.span, service: None });
                }
            }
        }
    }
    for used in &function.secrets {
        of_need(Need::ReadSecret, format!("`{}`", used.secret.value), used.secret.span);
    }
    for trigger in &function.triggers {
        if let TriggerKind::Event(event) = &trigger.kind
            && let Some(node) = program.event(event.event.node)
        {
            of_need(node.need_to_receive(), format!("`{}`", event.event.name), event.event.span);
        }
        if let Some(DeadLetter::Event(link)) = trigger.kind.delivery().map(|delivery| &delivery.dead_letter)
            && function.contract.value == Contract::Portable
            && let Some(node) = program.event(link.node)
        {
            of_need(node.need_to_give_up(), format!("`{}`", link.name), trigger.kind_span);
        }
    }
    outside.extend(found);
    outside
}

/// The service of AWS that the function's own code or bridge asks for a need: what the mapping asks, Lambda asks from
/// outside of the network.
fn service_of(facts: &Facts, need: Need, function: &Function) -> Option<String> {
    let row = facts.grant(GrantHost::Aws, need).row();
    let is_mapped = matches!(
        need,
        Need::ReceiveBus | Need::ReceiveKafka | Need::ReceiveQueue | Need::ReceiveStream | Need::ReceiveTopic
    );
    let is_asked = |only: Option<GrantCase>| match only {
        Some(GrantCase::Portable) => function.contract.value == Contract::Portable,
        _ => !is_mapped,
    };
    let own = row.statements.iter().find(|one| one.to.is_none() && !one.denies && is_asked(one.only))?;
    let service = own.may.first()?.split(':').next()?;
    // Kafka answers inside of its own network.
    (service != "kafka-cluster").then(|| service.to_owned())
}

/// Whether the site lists an endpoint for a service: `sqs`, or `com.amazonaws.REGION.sqs`.
fn has_endpoint(network: &Network, wanted: &Wanted) -> bool {
    let Some(service) = &wanted.service else { return false };
    network.endpoints.iter().any(|endpoint| match endpoint.value.as_literal() {
        Some(text) => {
            let last = text.rsplit('.').next().unwrap_or_default();
            last == service || last.strip_prefix(service.as_str()).is_some_and(|rest| rest.starts_with('-'))
        }
        // It waits for deployment, and may be any.
        None => true,
    })
}

fn out_of_reach(function: &Function, site: &Site, network: &Network, missing: &[Wanted]) -> Diagnostic {
    let name = &function.name.value;
    let here = &site.name.value;
    let mut what: Vec<&str> = missing.iter().map(|wanted| wanted.what.as_str()).collect();
    what.dedup();
    let mut services: Vec<&str> = missing.iter().filter_map(|wanted| wanted.service.as_deref()).collect();
    services.sort_unstable();
    services.dedup();
    let message =
        format!("`{name}` runs in the network of `{here}` and cannot reach {} from there", joined(&what));
    let is_said = network.nat.is_some();
    let help = match (missing.iter().any(|wanted| wanted.service.is_none()), services.as_slice()) {
        (true, _) => format!(
            "say `nat: true` under `sites.{here}.network` once there is a way out, or run `{name}` outside of the network"
        ),
        (false, services) => format!(
            "add {} to `sites.{here}.network.endpoints` once it is there, or say `nat: true`",
            list_of(services.iter().copied(), "and")
        ),
    };
    let first = missing.first().map_or(function.is_private.span, |wanted| wanted.span);
    let mut found = OUT_OF_REACH
        .at(first, message)
        .weigh(if is_said { Severity::Error } else { Severity::Warning })
        .label(function.is_private.span, "inside of the network")
        .note("on AWS a function in a network has no way to the internet or to AWS's own services but a NAT gateway or an endpoint of the service")
        .help(help)
        .about(function.key_path());
    let place = network.nat.as_ref().map_or(network.span, |nat| nat.span);
    found = found.label(place, if is_said { "no way out" } else { "endpoints, and no word of a way out" });
    found
}

fn joined(what: &[&str]) -> String {
    match what {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(network: &str, edges: &str) -> Vec<(String, String)> {
        Spec::of(&format!(
            "sites: {{ eu: {{ provider: aws, region: eu-central-1, network: {{ subnets: [subnet-1]{network} }} }} }}\n\
             environments: {{ production: {{ site: eu }} }}\n\
             services: {{ bank: {{ url: \"https://api.bank.example\", located: [\"DE\"] }}, old: {{ url: \"http://10.0.0.7/\", located: [\"DE\"] }} }}\n\
             stores: {{ rows: {{ kind: table, key: id }} }}\n\
             functions:\n  a:\n    ${{code}}\n    network: {{ private: true }}\n    triggers: [{{ schedule: every 1h }}]\n    {edges}\n"
        ))
        .found()
        .into_iter()
        .filter(|found| found.code.id == "F1111")
        .map(|found| (found.message, format!("{:?}", found.severity)))
        .collect()
    }

    #[test]
    fn a_host_outside_needs_a_way_out() {
        assert_eq!(
            spec(", nat: false", "calls: [bank]"),
            [(
                "`a` runs in the network of `eu` and cannot reach `bank` at `api.bank.example` from there"
                    .to_owned(),
                "Error".to_owned()
            )]
        );
        assert_eq!(spec(", nat: true", "calls: [bank]"), []);
        assert_eq!(spec(", nat: false", "calls: [old]"), [], "an address inside of the network");
    }

    #[test]
    fn a_service_of_the_provider_needs_an_endpoint_or_a_way_out() {
        assert_eq!(spec(", nat: false", "reads: [rows]").len(), 1);
        assert_eq!(spec(", nat: false, endpoints: [dynamodb]", "reads: [rows]"), []);
        assert_eq!(
            spec(", nat: false, endpoints: [com.amazonaws.eu-central-1.dynamodb]", "writes: [rows]"),
            []
        );
        assert_eq!(spec(", nat: false, endpoints: [sqs]", "reads: [rows]").len(), 1);
    }

    #[test]
    fn what_nobody_said_is_not_judged_and_a_list_alone_only_warns() {
        assert_eq!(spec("", "calls: [bank]"), []);
        let found = spec(", endpoints: [sqs]", "calls: [bank]");
        assert_eq!(found.iter().map(|(_, level)| level.as_str()).collect::<Vec<_>>(), ["Warning"]);
    }
}
