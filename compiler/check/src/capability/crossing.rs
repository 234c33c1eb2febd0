//! Edges between sites and between apps: those that nothing carries across.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::{CrossingRow, Fact, Need, Passage};
use faasc_model::{
    DeadLetter, DeploymentId, Function, Link, Node, NodeId, Site, SiteId, Trigger, TriggerKind, nearest,
};

use crate::rule::{Findings, Rule};

static IMPOSSIBLE: Code =
    Code::error("F0503", "impossible-crossing", "an edge that nothing carries from one site to another");

pub(crate) const RULE: Rule = Rule { codes: &[&IMPOSSIBLE], needs_whole: false, check };

/// An edge of a function: what it needs, and the words for it.
struct Tie<'s> {
    link: &'s Link,
    need: Need,
    /// `receives`, `writes`.
    verb: &'static str,
}

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (id, deployment) in program.deployments() {
        // In one place with everything that it uses there is nothing to cross.
        if deployment.sites.len() < 2 && deployment.uses.is_empty() {
            continue;
        }
        for function in &deployment.functions {
            for tie in ties(findings, function) {
                for at in &function.sites {
                    let found = crossing(findings, id, function, *at, &tie);
                    findings.sink.extend_with(found);
                }
            }
        }
    }
}

fn ties<'s>(findings: &Findings<'_>, function: &'s Function) -> Vec<Tie<'s>> {
    let program = findings.program;
    let sides = [
        ("calls", &function.calls),
        ("sends", &function.emits),
        ("reads", &function.reads),
        ("writes", &function.writes),
    ];
    let mut found = Vec::new();
    for (verb, edges) in sides {
        for edge in edges {
            let need = match program.node(edge.to.node) {
                Node::Event(event) => event.need_to_send(),
                Node::Store(store) if verb == "writes" => store.need_to_write(),
                Node::Store(store) => store.need_to_read(),
                Node::Function(_) => Need::CallFunction,
                Node::Service(_) => continue,
            };
            found.push(Tie { link: &edge.to, need, verb });
        }
    }
    for trigger in &function.triggers {
        found.extend(of_trigger(findings, trigger));
    }
    found
}

fn of_trigger<'s>(findings: &Findings<'_>, trigger: &'s Trigger) -> Vec<Tie<'s>> {
    let program = findings.program;
    let mut found = Vec::new();
    match &trigger.kind {
        TriggerKind::Event(event) => {
            if let Some(node) = program.event(event.event.node) {
                found.push(Tie { link: &event.event, need: node.need_to_receive(), verb: "receives" });
            }
        }
        TriggerKind::Object(object) => {
            found.push(Tie { link: &object.bucket, need: Need::WatchBucket, verb: "watches" });
        }
        TriggerKind::Change(change) => {
            found.push(Tie { link: &change.table, need: Need::WatchTable, verb: "watches" });
        }
        _ => {}
    }
    if let Some(DeadLetter::Event(link)) = trigger.kind.delivery().map(|delivery| &delivery.dead_letter)
        && let Some(node) = program.event(link.node)
    {
        found.push(Tie { link, need: node.need_to_give_up(), verb: "gives up to" });
    }
    found
}

fn crossing(
    findings: &Findings<'_>,
    id: DeploymentId,
    function: &Function,
    at: SiteId,
    tie: &Tie<'_>,
) -> Option<Diagnostic> {
    let (there, row) = nearest(findings.program, findings.facts, id, at, tie.link.node, tie.need)?;
    let deployment = findings.program.deployment(id);
    (row.passage == Passage::Impossible).then(|| {
        impossible(function, deployment.site(at), there, tie, row)
            .about(function.key_path())
            .within(deployment.environment.to_string())
    })
}

fn impossible(
    function: &Function,
    here: &Site,
    there: &Site,
    tie: &Tie<'_>,
    row: Fact<'_, CrossingRow>,
) -> Diagnostic {
    let message = format!(
        "`{}` at `{}` {} `{}` at `{}`, and nothing carries that across: {}",
        function.name.value, here.name.value, tie.verb, tie.link.name, there.name.value, row.how
    );
    let provenance = row.provenance();
    let source = provenance.main_source();
    let is_own = matches!(tie.link.node.node, NodeId::Event(_) | NodeId::Store(_) | NodeId::Function(_))
        && tie.link.name.app.is_none();
    let found = IMPOSSIBLE
        .at(tie.link.span, message)
        // A row that nobody confirmed speaks up and stops nothing.
        .weigh(if row.gates() { Severity::Error } else { Severity::Warning })
        .label(here.name.span, "the function's site")
        .note(format!("`{}`: {source}, {}", row.id, provenance.as_of))
        .help(format!("instead: {}", row.alternatives.join("; or: ")));
    if is_own { found.label(there.name.span, "the site of the other end") } else { found }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(via: &str, sites: &str, place: &str) -> Vec<(String, &'static str)> {
        Spec::of(&format!(
            "events:\n  paid: {{ via: {via} }}\nfunctions:\n  clock:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [paid]\n  tell:\n    ${{code}}\n    triggers: [{{ event: paid, idempotent_by: id, dead_letter: {{ drop: the next one }} }}]\n\
             sites:\n{sites}environments: {{ production: {{ site: home, place: {{ {place} }} }} }}\n"
        ))
        .found()
        .into_iter()
        .filter(|found| found.code.id == "F0503")
        .map(|found| (found.message, if found.severity == faasc_diagnostics::Severity::Error { "error" } else { "warning" }))
        .collect()
    }

    const REGIONS: &str =
        "  home: { provider: aws, region: eu-central-1 }\n  away: { provider: aws, region: eu-north-1 }\n";
    const PARTITIONS: &str =
        "  home: { provider: aws, region: eu-central-1 }\n  away: { provider: aws, region: cn-north-1 }\n";
    const ACCOUNTS: &str = "  home: { provider: aws, region: eu-central-1, account: \"111122223333\" }\n  away: { provider: aws, region: eu-central-1, account: \"444455556666\" }\n";

    #[test]
    fn a_queue_is_polled_from_its_own_region_alone() {
        let found = spec("queue", REGIONS, "tell: away");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            found[0],
            ("`tell` at `away` receives `paid` at `home`, and nothing carries that across: Lambda polls queues of its own region alone".to_owned(), "error")
        );
        assert_eq!(spec("queue", REGIONS, "paid: away, tell: away"), []);
        assert_eq!(spec("queue", ACCOUNTS, "tell: away"), []);
    }

    #[test]
    fn a_topic_delivers_into_other_regions_and_into_no_other_partition() {
        assert_eq!(spec("topic", REGIONS, "tell: away"), []);
        let found = spec("topic", PARTITIONS, "tell: away");
        assert!(
            found.iter().all(|(message, level)| message.contains("partitions of AWS") && *level == "error")
        );
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn what_nobody_confirmed_only_warns() {
        let found = spec("stream", REGIONS, "tell: away");
        assert_eq!(found.iter().map(|(_, level)| *level).collect::<Vec<_>>(), ["warning"]);
    }

    #[test]
    fn a_forwarder_carries_an_edge_between_providers() {
        let sites = "  home: { provider: aws, region: eu-central-1 }\n  away: { provider: kubernetes, country: \"DE\", cluster: { broker: kafka } }\n";
        assert_eq!(spec("topic", sites, "tell: away"), []);
    }
}
