//! The environment of a function: its size on Lambda, and names that a host or the contract keeps for itself.

use std::collections::BTreeMap;

use faasc_diagnostics::{Code, Diagnostic};
use faasc_facts::{Facts, Host, Scalar};
use faasc_model::unit::Size;
use faasc_model::{Contract, Deployment, Function, NodeId, Part, Site, Template};
use faasc_source::Span;

use super::figure::{Asked, Figure, cited, judge};
use super::text::Patterns;
use crate::host::host;
use crate::rule::{Findings, Rule};

static TOO_LARGE: Code = Code::error(
    "F0606",
    "variables-over-limit",
    "the environment of a function is larger than its host takes",
);
static RESERVED: Code = Code::error(
    "F0607",
    "reserved-variable",
    "a variable has a name that its host, or the contract, keeps for itself",
);

pub(crate) const RULE: Rule = Rule { codes: &[&TOO_LARGE, &RESERVED], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let mut patterns = Patterns::default();
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            let mut found = Vec::new();
            for site in function.sites.iter().map(|site| deployment.site(*site)) {
                if host(site) == Host::Aws {
                    found.extend(size(findings.facts, function, site));
                }
                if !function.env.is_empty() || !function.secrets.is_empty() {
                    names(findings.facts, &mut patterns, function, site, &mut found);
                }
            }
            // What the contract keeps is kept at every site: said once.
            found.dedup_by(|a, b| {
                a.code.id == b.code.id && a.primary.span == b.primary.span && a.message == b.message
            });
            say(findings, deployment, function, found);
        }
    }
}

fn say(findings: &mut Findings<'_>, deployment: &Deployment, function: &Function, found: Vec<Diagnostic>) {
    for found in found {
        let about = function.key_path();
        findings.sink.push(found.about(about).within(deployment.environment.to_string()));
    }
}

/// Bytes of a text that are known before deployment.
fn known(text: &Template) -> usize {
    text.0.iter().map(|part| if let Part::Text(text) = part { text.len() } else { 0 }).sum()
}

/// The least that the contract adds: the names of the variables of an edge. Their values come on top.
fn contract(function: &Function) -> usize {
    let is_portable = function.contract.value == Contract::Portable;
    let edges: usize = function
        .edges()
        .map(|edge| {
            let name = edge.to.name.to_string().len();
            let (prefix, has_name) = match edge.to.node.node {
                NodeId::Event(_) | NodeId::Store(_) => ("FAASC_EVENT_", true),
                NodeId::Function(_) => ("FAASC_FUNCTION_", true),
                NodeId::Service(_) => ("FAASC_SERVICE_", false),
            };
            let target = if is_portable && has_name { "FAASC_TARGET_EVENT_".len() + name } else { 0 };
            let own = if has_name { "FAASC_NAME_OF_".len() + name } else { 0 };
            prefix.len() + name + target + own
        })
        .sum();
    let secrets: usize = function.secrets.iter().map(|used| "FAASC_REF_".len() + used.variable.len()).sum();
    edges + secrets
}

fn size(facts: &Facts, function: &Function, site: &Site) -> Option<Diagnostic> {
    let largest = function.env.iter().max_by_key(|(name, value)| name.value.len() + known(&value.value))?;
    let own: usize = function.env.iter().map(|(name, value)| name.value.len() + known(&value.value)).sum();
    let all = own + contract(function);
    let figure = Figure {
        asked: Asked::Size(Size::from_bytes(all as u64)),
        span: largest.0.span,
        what: format!("the environment of `{}`, names and values together,", function.name.value),
        site,
        has_least: false,
    };
    let found = judge(facts, "aws.lambda.env_total_size", &figure, &TOO_LARGE)?;
    let found = found.help(format!(
        "keep `{}` elsewhere: in a file of the package, in a bucket that the function `reads`, or under `secrets`",
        largest.0.value
    ));
    Some(found.note("what is known only at deployment comes on top"))
}

/// The variables that the user named, with what they are.
fn named(function: &Function) -> impl Iterator<Item = (&str, Span)> {
    let env = function.env.iter().map(|(name, _)| (name.value.as_str(), name.span));
    let secrets = function
        .secrets
        .iter()
        .filter(|used| !used.is_credential && !used.variable.starts_with("FAASC_SECRET_"))
        .map(|used| (used.variable.as_str(), used.secret.span));
    env.chain(secrets)
}

fn names<'f>(
    facts: &'f Facts,
    patterns: &mut Patterns<'f>,
    function: &Function,
    site: &Site,
    found: &mut Vec<Diagnostic>,
) {
    let row = match host(site) {
        Host::Aws => Some("aws.lambda.env_reserved"),
        Host::Gcp => Some("gcp.run.service.env_reserved"),
        Host::Knative => Some("knative.serving.env_reserved"),
        Host::Azure | Host::Keda | Host::Linode | Host::Local | Host::Plain => None,
    };
    let kept: BTreeMap<String, &str> = row
        .and_then(|row| Some((row, facts.limit(row)?)))
        .map(|(row, fact)| fact.row().values.iter().map(|value| (text(value), row)).collect())
        .unwrap_or_default();
    for (name, span) in named(function) {
        if let Some(by) = kept_by_contract(function, name) {
            let message = format!("`{name}` of `{}` is kept for {by}", function.name.value);
            let help = "take another name: the contract fills this one";
            found.push(RESERVED.at(span, message).note("docs/contract.md has all names").help(help));
        } else if let Some(row) = kept.get(name) {
            let message = format!(
                "`{name}` of `{}` is a name that `{}` keeps for itself",
                function.name.value, site.name.value
            );
            let cited = facts.limit(row).map(cited).unwrap_or_default();
            found.push(RESERVED.at(span, message).note(cited).help(format!("call it `APP_{name}`")));
        } else if host(site) == Host::Aws && !patterns.fits(facts, "aws.lambda.env_name", name) {
            let message = format!(
                "`{name}` of `{}` is no name of a variable at `{}`: it takes two characters, a letter first",
                function.name.value, site.name.value
            );
            let cited = facts.limit("aws.lambda.env_name").map(cited).unwrap_or_default();
            found.push(RESERVED.at(span, message).note(cited).help(format!("call it `APP_{name}`")));
        }
    }
}

fn text(value: &Scalar) -> String {
    value.to_string()
}

/// What the contract fills itself.
fn kept_by_contract(function: &Function, name: &str) -> Option<&'static str> {
    match name {
        "PORT" if function.contract.value == Contract::Portable => Some("the port on which it listens"),
        // One that meets a variable of this very function was reported when the file was read.
        _ if name.starts_with("FAASC_") && !meets(function, name) => {
            Some("addresses, names and secrets of the contract")
        }
        _ => None,
    }
}

/// Whether the contract fills exactly this variable for an edge or a secret of the function.
fn meets(function: &Function, name: &str) -> bool {
    let of_edge = |to: &str| {
        let end = to.to_ascii_uppercase().replace(['-', '/'], "_");
        name.strip_suffix(end.as_str()).is_some_and(|rest| rest.starts_with("FAASC_") && rest.ends_with('_'))
    };
    function.edges().any(|edge| of_edge(&edge.to.name.to_string()))
        || function.secrets.iter().any(|used| used.variable == name)
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const AWS: &str = "provider: aws, region: eu-central-1";
    const KNATIVE: &str = "provider: kubernetes, country: \"DE\"";

    fn spec(keys: &str, site: &str) -> Spec {
        Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n    {keys}\n    triggers: [{{ schedule: every 1h }}]\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
    }

    #[test]
    fn all_variables_of_lambda_have_four_kilobytes_together() {
        // Two names of one letter and a digit, and what is left for their values.
        let env = |bytes: usize| {
            format!("env: {{ A1: {}, A2: {} }}", "x".repeat(2000), "y".repeat(bytes - 2000 - 4))
        };
        assert_eq!(spec(&env(4096), AWS).codes(), Vec::<&str>::new());
        assert_eq!(spec(&env(4097), AWS).codes(), ["F0606"]);
        assert_eq!(spec(&env(4097), KNATIVE).codes(), Vec::<&str>::new());
        let found = spec(&env(5120), AWS).of_code("F0606");
        assert_eq!(
            found[0].message,
            "the environment of `a`, names and values together, is 5KiB, and `here` allows at most 4KiB"
        );
        assert!(found[0].help.as_deref().unwrap_or_default().starts_with("keep `A2` elsewhere"));
    }

    #[test]
    fn names_of_the_host_and_of_the_contract_are_kept() {
        for (keys, site, is_good) in [
            ("env: { AWS_REGION: eu-west-1 }", AWS, false),
            ("env: { AWS_REGION: eu-west-1 }", KNATIVE, true),
            ("env: { AWS_REGIONS: eu-west-1 }", AWS, true),
            ("env: { K_SERVICE: x }", KNATIVE, false),
            ("env: { PORT: 8080 }", KNATIVE, false),
            ("env: { PORT: 8080 }", AWS, false),
            ("env: { PORT: 8080 }\n    contract: aws-lambda", AWS, true),
            ("env: { FAASC_EVENT_X: x }", AWS, false),
            ("env: { X: x }", AWS, false),
            ("env: { X: x }", KNATIVE, true),
            ("env: { XY: x }", AWS, true),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0607"] };
            assert_eq!(spec(keys, site).codes(), wanted, "{keys} {site}");
        }
    }

    #[test]
    fn a_variable_of_a_secret_is_judged_too() {
        let text = |variable: &str| {
            format!(
                "secrets: {{ key: {{}} }}\nfunctions:\n  a: {{ ${{code}}, secrets: {{ {variable}: key }}, triggers: [{{ schedule: every 1h }}] }}\n\
                 sites: {{ here: {{ {AWS} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
            )
        };
        assert_eq!(Spec::of(&text("AWS_SECRET_ACCESS_KEY")).codes(), ["F0607"]);
        assert_eq!(Spec::of(&text("PARTNER_KEY")).codes(), Vec::<&str>::new());
    }
}
