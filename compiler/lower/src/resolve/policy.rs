//! Policy rules and waivers.

use faasc_model::{AuthKinds, Encryption, Policy, PolicyLevel, Require, Select, Waiver};
use faasc_source::Spanned;
use faasc_syntax::Node;

use super::Cx;
use super::scope::or;
use crate::fault::name as fault;
use crate::form::grammar;
use crate::key::event::ENCRYPTIONS;
use crate::view::View;

/// The items of a top-level list over all files of the app; lists are appended.
pub(crate) fn list<'a>(cx: &Cx<'a>, key: &str) -> Vec<Node<'a>> {
    cx.tops()
        .filter_map(|top| top.get(key)?.value.as_seq())
        .flat_map(|list| list.iter())
        .filter(|item| !cx.reader.bad.has(*item))
        .collect()
}

/// All rules.
pub(crate) fn policies(cx: &mut Cx<'_>) -> Vec<Policy> {
    let mut all: Vec<Policy> = Vec::new();
    for item in list(cx, "policy") {
        let Some(found) = policy(cx, item) else { continue };
        // Waivers name a rule: with two of one name nobody could say which is waived.
        match all.iter().find(|first| first.rule.value == found.rule.value) {
            Some(first) => {
                let (name, kind) = (&found.rule, "policy rule");
                cx.say(fault::duplicate(name.span, &name.value, kind, first.rule.span, kind));
            }
            None => all.push(found),
        }
    }
    all
}

fn policy(cx: &mut Cx<'_>, item: Node<'_>) -> Option<Policy> {
    let view = View::of(item);
    let level = cx.reader.word(&view, "level", &["mandatory", "advisory"], |word| {
        Some(if word == "advisory" { PolicyLevel::Advisory } else { PolicyLevel::Mandatory })
    });
    let rule = cx.reader.of_grammar(&view, "rule", &grammar::NAME)?.map(Into::into);
    Some(Policy {
        rule,
        select: select(cx, &view.get("select")?),
        require: require(cx, &view.get("require")?),
        level: or(level, PolicyLevel::Mandatory, item.span()),
        waivable_by: cx.reader.texts(&view, "waivable_by"),
        span: item.span(),
    })
}

fn select(cx: &mut Cx<'_>, view: &View<'_>) -> Select {
    let mut labels = Vec::new();
    if let Some(found) = view.get("labels") {
        for entry in cx.reader.sorted(Some(&found)) {
            let values = cx.reader.texts(&found, entry.key.text);
            labels.push((Spanned::new(entry.key.text.to_owned(), entry.key.span), values));
        }
    }
    Select {
        trigger: cx.reader.names(view, "trigger"),
        carries: cx.reader.names(view, "carries"),
        function: cx.reader.names(view, "function"),
        event: cx.reader.names(view, "event"),
        store: cx.reader.names(view, "store"),
        service: cx.reader.names(view, "service"),
        site: cx.reader.names(view, "site"),
        environment: cx.reader.names(view, "environment"),
        labels,
    }
}

fn require(cx: &mut Cx<'_>, view: &View<'_>) -> Require {
    let auth_kind = view.get("auth_kind").and_then(|kinds| {
        let any = cx.reader.names(&kinds, "any");
        let all = cx.reader.names(&kinds, "all");
        let found = match (any.is_empty(), all.is_empty()) {
            (false, _) => AuthKinds::Any(any),
            (true, false) => AuthKinds::All(all),
            (true, true) => return None,
        };
        Some(Spanned::new(found, kinds.span()))
    });
    let max = view.get("max");
    let max = max.as_ref();
    Require {
        auth_kind,
        encryption: cx.reader.word(view, "encryption", ENCRYPTIONS, |word| {
            Some(if word == "customer" { Encryption::Customer } else { Encryption::Platform })
        }),
        located: view.node("located").map(|_| cx.reader.countries(view, "located")),
        enforced: cx.reader.bool(view, "enforced"),
        owner: cx.reader.bool(view, "owner"),
        labels: cx.reader.texts(view, "labels"),
        rate_limit: cx.reader.bool(view, "rate_limit"),
        max_memory: max.and_then(|max| cx.reader.size(max, "memory")),
        max_timeout: max.and_then(|max| cx.reader.duration(max, "timeout")),
        max_instances: max.and_then(|max| cx.reader.whole(max, "instances", 1, 1_000_000)),
        max_retention: max.and_then(|max| cx.reader.duration(max, "retention")),
    }
}

/// All waivers.
pub(crate) fn waivers(cx: &mut Cx<'_>) -> Vec<Waiver> {
    let mut all = Vec::new();
    for item in list(cx, "waivers") {
        all.extend(waiver(cx, item));
    }
    all
}

fn waiver(cx: &mut Cx<'_>, item: Node<'_>) -> Option<Waiver> {
    let view = View::of(item);
    Some(Waiver {
        code: cx.reader.text(&view, "code")?,
        at: cx.reader.text(&view, "at")?,
        because: cx.reader.reason_of(view.node("because")?)?,
        owner: cx.reader.text(&view, "owner")?,
        expires: cx.reader.date(&view, "expires")?,
        span: item.span(),
    })
}
