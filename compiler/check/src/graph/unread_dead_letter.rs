//! Dead letters that nobody reads and whose alarm goes nowhere, said once for an app.

use std::collections::BTreeSet;

use faasc_diagnostics::{Code, list_of};
use faasc_model::{DeadLetter, NodeId, NodeRef, Provider, Site, TriggerKind};

use crate::rule::{Findings, Rule};

static UNREAD: Code = Code::note("F0835", "dead-letter-unread", "a dead letter that nobody reads");

pub(crate) const RULE: Rule = Rule { codes: &[&UNREAD], needs_whole: true, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let mut read: BTreeSet<NodeRef> = BTreeSet::new();
    for (_, deployment) in program.deployments() {
        for trigger in deployment.functions.iter().flat_map(|function| &function.triggers) {
            if let TriggerKind::Event(event) = &trigger.kind {
                read.insert(event.event.node);
            }
        }
    }
    for (id, deployment) in program.deployments() {
        if program.app(deployment.app_id).is_outside {
            continue;
        }
        let mut unread: BTreeSet<NodeRef> = BTreeSet::new();
        let mut first = None;
        for trigger in deployment.functions.iter().flat_map(|function| &function.triggers) {
            let Some(DeadLetter::Event(link)) = trigger.kind.delivery().map(|found| &found.dead_letter)
            else {
                continue;
            };
            let is_told = program.event(link.node).is_some_and(|event| {
                event.sites.iter().map(|site| deployment.site(*site)).all(tells_somebody)
            });
            if link.node.deployment == id
                && !is_told
                && !read.contains(&link.node)
                && unread.insert(link.node)
            {
                first = first.or(Some((link.node, trigger.kind_span)));
            }
        }
        let Some((node, trigger)) = first else { continue };
        let NodeId::Event(_) = node.node else { continue };
        let mut names: Vec<&str> =
            unread.iter().map(|node| program.node(*node).name().value.as_str()).collect();
        let more = names.len().saturating_sub(4);
        names.truncate(4);
        let (subject, verb) = if more == 0 && names.len() == 1 {
            ("the dead letter", "is")
        } else {
            ("the dead letters", "are")
        };
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        let listed = if more > 0 {
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        } else {
            list_of(names, "and")
        };
        let found = UNREAD
            .at(trigger, format!("{subject} {listed}{rest} {verb} read by no function"))
            .here("what this trigger gives up ends there")
            .note("its alarm goes nowhere, so nobody hears when something arrives")
            .help("say where alarms of the site go (`alarms`), or let a function read it")
            .about(program.node(node).key_path())
            .within(deployment.environment.to_string());
        findings.sink.push(found);
    }
}

/// Whether somebody hears of an alarm there. On a laptop the one who runs it looks at the screen.
fn tells_somebody(site: &Site) -> bool {
    site.alarms.is_some() || site.provider.value == Provider::Local
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    #[test]
    fn what_nobody_reads_is_a_note_and_what_a_function_reads_is_none() {
        let spec = |reader: &str| {
            Spec::of(&format!(
                "events: {{ sold: {{ via: queue, dead_letter: lost }}, lost: {{ via: queue }} }}\n\
                 functions:\n  a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [sold] }}\n  \
                 b: {{ ${{code}}, triggers: [{{ event: sold, idempotent_by: id }}] }}\n{reader}"
            ))
        };
        let sites = |more: &str| {
            format!(
                "sites: {{ eu: {{ provider: aws, region: eu-central-1{more} }} }}\nenvironments: {{ live: {{ site: eu }} }}\n"
            )
        };
        let reader = "  c: { source: ./src, triggers: [{ event: lost, idempotent_by: id, dead_letter: { drop: a person looks } }] }\n";
        let nobody = ["the dead letter `lost` is read by no function"];
        let alarmed = sites(", alarms: \"arn:aws:sns:eu-central-1:111122223333:ops\"");
        assert_eq!(spec(&sites("")).messages("F0835"), nobody);
        assert_eq!(spec(&format!("{reader}{}", sites(""))).messages("F0835"), [""; 0]);
        assert_eq!(spec(&alarmed).messages("F0835"), [""; 0]);
        let laptop = "sites: { laptop: { provider: local } }\nenvironments: { dev: { site: laptop } }\n";
        assert_eq!(spec(laptop).messages("F0835"), [""; 0]);
    }
}
