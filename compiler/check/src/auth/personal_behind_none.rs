//! Personal data that leaves by an entry that asks nobody who they are.

use faasc_diagnostics::{Code, list_of};
use faasc_facts::Facts;
use faasc_model::{Auth, Deployment, Expose, NodeId, Trigger, TriggerKind};
use faasc_source::Span;

use super::entry::Entry;
use crate::policy::classes::{Classes, Set};
use crate::rule::{Findings, Rule};

static PERSONAL_BEHIND_NONE: Code = Code::warning(
    "F1004",
    "personal-data-behind-none",
    "an entry for everybody whose answer may hold personal data",
);

pub(crate) const RULE: Rule = Rule { codes: &[&PERSONAL_BEHIND_NONE], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    let is_open = |trigger: &Trigger| {
        trigger.kind.auth().is_some_and(|auth| matches!(auth.value, Auth::None(_)))
            && !matches!(&trigger.kind, TriggerKind::Http(http) if http.expose.value == Expose::Internal)
    };
    let mut open = Vec::new();
    for (id, deployment) in program.deployments() {
        if deployment.classes.iter().any(|class| is_personal(findings.facts, &class.contains)) {
            for (at, function) in deployment.functions.iter().enumerate() {
                let triggers = function.triggers.iter().filter(|trigger| is_open(trigger));
                open.extend(triggers.map(|trigger| (id, deployment, at, function, trigger)));
            }
        }
    }
    if open.is_empty() {
        return;
    }
    let classes = Classes::of(program, true);
    let mut found = Vec::new();
    for (id, deployment, at, function, trigger) in open {
        let Some(auth) = trigger.kind.auth() else { continue };
        let entry = Entry { deployment, function, trigger, auth };
        let node = faasc_model::NodeRef { deployment: id, node: NodeId::Function(faasc_model::Id::new(at)) };
        let leaving = classes.answered(deployment, function, &trigger.kind, node);
        let Some((names, from)) = personal(findings.facts, deployment, &classes, &leaving, &entry) else {
            continue;
        };
        let message =
            format!("{} answers everybody, and may answer with {names}", crate::policy::entry(&trigger.kind));
        let one = PERSONAL_BEHIND_NONE
            .at(auth.span, message)
            .here("nobody is asked who they are")
            .label(from, "comes in here")
            .help("ask for an authenticator; where the answer holds nothing of it, say `returns: { carries: [] }`");
        found.push(entry.about(one));
    }
    findings.sink.extend_with(found);
}

/// The personal classes among those that leave, in words, and the edge by which the first comes in.
fn personal(
    facts: &Facts,
    deployment: &Deployment,
    classes: &Classes<'_>,
    leaving: &Set,
    entry: &Entry<'_>,
) -> Option<(String, Span)> {
    let personal = deployment.classes.iter().filter(|class| is_personal(facts, &class.contains));
    let names: Vec<_> =
        personal.filter(|class| classes.has(deployment, leaving, &class.name.value)).collect();
    names.first()?;
    let edge = entry
        .function
        .reads
        .iter()
        .chain(&entry.function.calls)
        .find(|edge| classes.brings(edge.to.node).meets(leaving))?;
    Some((list_of(names.iter().map(|class| class.name.value.as_str()), "and"), edge.to.span))
}

fn is_personal(facts: &Facts, contains: &[faasc_source::Spanned<faasc_model::Name>]) -> bool {
    contains.iter().any(|category| {
        category.value.as_str() == "personal" || facts.ancestors(&category.value).contains(&"personal")
    })
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(auth: &str, extra: &str, edges: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "data: {{ account: {{ contains: [personal.contact], subjects: [\"DE\"] }} }}\n\
             auth: {{ user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a }} }} }}\n\
             stores: {{ accounts: {{ kind: table, key: id, carries: [account] }}, films: {{ kind: table, key: id, carries: [] }} }}\n\
             functions:\n  look: {{ ${{code}}, triggers: [{{ http: POST /look, auth: {auth}{extra} }}], {edges} }}\n  \
             fill: {{ ${{code}}, triggers: [{{ http: POST /fill, auth: user, body: {{ carries: [account] }} }}], writes: [accounts, films], reads: [accounts, films] }}\n"
        ))
        .codes()
        .into_iter()
        .filter(|code| *code == "F1004")
        .collect()
    }

    const NONE: &str = "{ none: everybody may look }";

    #[test]
    fn personal_data_that_is_read_for_everybody_is_a_warning() {
        assert_eq!(spec(NONE, "", "reads: [accounts]"), ["F1004"]);
        assert_eq!(spec(NONE, ", returns: { carries: [account] }", "reads: [accounts]"), ["F1004"]);
    }

    #[test]
    fn what_is_not_answered_or_was_brought_along_is_free() {
        assert_eq!(spec("user", "", "reads: [accounts]"), Vec::<&str>::new());
        assert_eq!(spec(NONE, "", "reads: [films]"), Vec::<&str>::new());
        assert_eq!(spec(NONE, ", returns: { carries: [] }", "reads: [accounts]"), Vec::<&str>::new());
        assert_eq!(spec(NONE, ", body: { carries: [account] }", "writes: [accounts]"), Vec::<&str>::new());
        assert_eq!(spec(NONE, ", expose: internal", "reads: [accounts]"), Vec::<&str>::new());
    }
}
