//! Where things must lie, by rule of the house.

use faasc_diagnostics::{Code, Diagnostic, list_of};
use faasc_facts::Facts;
use faasc_model::{Country, Deployment, NodeRef, Place, Program, Provider, Site, SiteId};
use faasc_source::{Span, Spanned};

use super::scope::Scope;

pub(super) static ELSEWHERE: Code = Code::error(
    "F1204",
    "policy-located",
    "something that lies outside of where a rule of the house wants it",
);

/// A place of a node: the words for it, where it is written, and the country, if it is known.
struct Lies {
    words: String,
    span: Span,
    place: Option<String>,
}

/// Judges the places of what a rule selects.
pub(super) fn judge(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let Some(wanted) = &scope.policy.require.located else { return };
    let facts = scope.house.facts;
    let functions: Vec<NodeRef> = if scope.is_about_functions() {
        scope.functions().map(|(node, _)| node).collect()
    } else {
        Vec::new()
    };
    for node in functions.into_iter().chain(scope.nodes()) {
        for lies in places(facts, scope.program, node) {
            if !is_inside(facts, &lies, wanted) {
                found.push(outside(scope, node, &lies, wanted));
            }
        }
    }
}

fn outside(scope: &Scope<'_>, node: NodeRef, lies: &Lies, wanted: &[Spanned<Country>]) -> Diagnostic {
    let name = scope.program.node(node).name();
    let wanted = list_of(wanted.iter().map(|place| place.value.0.as_str()), "or");
    let message = match &lies.place {
        Some(place) => {
            format!("`{}` is {} in {place}, and must be inside {wanted}", name.value, lies.words)
        }
        None => {
            format!("nobody knows where `{}` is {}, and it must be inside {wanted}", name.value, lies.words)
        }
    };
    scope
        .breach(&ELSEWHERE, name.span, &message)
        .label(lies.span, "lies here")
        .help("place it elsewhere (`environments.NAME.place`)")
        .about(scope.program.node(node).key_path())
}

fn is_inside(facts: &Facts, lies: &Lies, wanted: &[Spanned<Country>]) -> bool {
    lies.place.as_ref().is_some_and(|place| wanted.iter().any(|whole| facts.is_inside(place, &whole.value.0)))
}

/// All places of a node; a local site is none.
fn places(facts: &Facts, program: &Program, node: NodeRef) -> Vec<Lies> {
    let deployment = program.deployment(node.deployment);
    let found = program.node(node);
    let mut all: Vec<Lies> =
        found.sites().iter().filter_map(|site| at(facts, deployment, *site, "at")).collect();
    if let Some(service) = program.service(node) {
        if service.located.is_empty() {
            all.push(Lies { words: "run".to_owned(), span: service.name.span, place: None });
        }
        all.extend(service.located.iter().map(|country| Lies {
            words: "run".to_owned(),
            span: country.span,
            place: Some(country.value.0.to_string()),
        }));
    }
    if let Some(backup) = program.store(node).and_then(|store| store.backup.as_ref()) {
        match &backup.place {
            Some(Place::Site { id, .. }) => all.extend(at(facts, deployment, *id, "backed up at")),
            Some(Place::Elsewhere { located, span, .. }) => {
                all.extend(located.iter().map(|country| Lies {
                    words: "backed up".to_owned(),
                    span: *span,
                    place: Some(country.value.0.to_string()),
                }));
            }
            None => {}
        }
    }
    all
}

fn at(facts: &Facts, deployment: &Deployment, site: SiteId, words: &str) -> Option<Lies> {
    let site = deployment.site(site);
    if site.provider.value == Provider::Local {
        return None;
    }
    let span = site.region.as_ref().map_or(site.name.span, |region| region.span);
    let words = format!("{words} the site `{}`", site.name.value);
    Some(Lies { words, span, place: country_of(facts, site) })
}

/// The narrowest place that is known of a site.
fn country_of(facts: &Facts, site: &Site) -> Option<String> {
    if let Some(country) = &site.country {
        return Some(country.value.0.to_string());
    }
    let provider = site.provider.value.in_facts()?;
    Some(facts.locate(provider, &site.region.as_ref()?.value)?.place().to_owned())
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(region: &str, select: &str) -> Spec {
        Spec::of(&format!(
            "sites: {{ far: {{ provider: aws, region: {region} }}, near: {{ provider: aws, region: eu-central-1 }} }}\n\
             environments: {{ production: {{ site: near, place: {{ ledger: far }} }} }}\n\
             policy: [{{ rule: home, select: {{ {select} }}, require: {{ located: [\"@EEA\"] }} }}]\n\
             stores: {{ ledger: {{ kind: table, key: id }} }}\n\
             functions:\n  pay: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], writes: [ledger] }}\n"
        ))
    }

    #[test]
    fn what_lies_inside_is_free_and_what_lies_outside_is_found() {
        assert_eq!(spec("eu-west-1", "store: ledger").messages("F1204"), Vec::<String>::new());
        assert_eq!(
            spec("us-east-1", "store: ledger").messages("F1204"),
            ["the rule `home` is broken: `ledger` is at the site `far` in US, and must be inside `@EEA`"]
        );
        assert_eq!(spec("us-east-1", "function: pay").messages("F1204"), Vec::<String>::new());
        assert_eq!(spec("us-east-1", "environment: production").of_code("F1204").len(), 1);
    }

    #[test]
    fn a_service_lies_where_it_says() {
        let spec = |located: &str| {
            Spec::of(&format!(
                "services: {{ bank: {{ url: \"https://bank.example\", located: [{located}] }} }}\n\
                 policy: [{{ rule: home, select: {{ service: bank }}, require: {{ located: [\"@EEA\", \"CH\"] }} }}]\n\
                 functions:\n  pay: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], calls: [bank] }}\n"
            ))
        };
        assert_eq!(spec("\"IE\", \"CH\"").messages("F1204"), Vec::<String>::new());
        assert_eq!(spec("\"IE\", \"US\"").of_code("F1204").len(), 1);
    }
}
