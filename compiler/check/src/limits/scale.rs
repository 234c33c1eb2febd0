//! How many run at once: both ends of a function's scale, and what all reservations of an account come to.

use faasc_diagnostics::{Code, Severity};
use faasc_facts::Host;
use faasc_model::{Deployment, Function, Site, SiteId};
use rust_decimal::Decimal;

use super::figure::{Asked, Figure, cited, judge, most};
use crate::host::host;
use crate::rule::{Findings, Rule};

static SCALE: Code =
    Code::error("F0609", "scale-over-limit", "functions ask for more instances than there can be");

pub(crate) const RULE: Rule = Rule { codes: &[&SCALE], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            upside_down(findings, deployment, function);
            for site in function.sites.iter().map(|site| deployment.site(*site)) {
                instances(findings, deployment, function, site);
            }
        }
        for (at, site) in deployment.sites.iter().enumerate() {
            if host(site) == Host::Aws {
                reserved(findings, deployment, SiteId::new(at), site);
            }
        }
    }
}

fn upside_down(findings: &mut Findings<'_>, deployment: &Deployment, function: &Function) {
    let scale = &function.scale;
    let Some(most) = scale.max.as_ref().filter(|most| scale.min.value > most.value) else { return };
    let message = format!(
        "`{}` keeps {} instances warm, and may have {}",
        function.name.value, scale.min.value, most.value
    );
    let found = SCALE
        .at(scale.min.span, message)
        .label(most.span, "the most")
        .help(format!("write `min: {}`, or raise `max` to {}", most.value, scale.min.value))
        .about(function.key_path())
        .within(deployment.environment.to_string());
    findings.sink.push(found);
}

/// A ceiling of one function that the host has a bound for.
fn instances(findings: &mut Findings<'_>, deployment: &Deployment, function: &Function, site: &Site) {
    let Some(max) = function.scale.max.as_ref().filter(|_| host(site) == Host::Azure) else { return };
    let figure = Figure {
        asked: Asked::Count(max.value),
        span: max.span,
        what: format!("the most instances of `{}`", function.name.value),
        site,
        has_least: true,
    };
    if let Some(found) =
        judge(findings.facts, "azure.functions.flex_max_instance_setting_min", &figure, &SCALE)
    {
        let about = function.key_path();
        findings.sink.push(found.about(about).within(deployment.environment.to_string()));
    }
}

/// On Lambda `max` is a reservation: it is taken from the account, and a rest must stay for all others.
fn reserved(findings: &mut Findings<'_>, deployment: &Deployment, at: SiteId, site: &Site) {
    let facts = findings.facts;
    let account = "aws.lambda.concurrency_account";
    let rest = facts.limit("aws.lambda.concurrency_unreserved").and_then(|limit| limit.ceiling());
    let (Some(all), Some(rest)) = (most(facts, (account, None), site), rest) else { return };
    let mut taken = 0_u64;
    let mut largest: Option<(&Function, u64)> = None;
    for function in deployment.functions.iter().filter(|function| function.sites.contains(&at)) {
        let Some(max) = &function.scale.max else { continue };
        taken = taken.saturating_add(max.value);
        if largest.is_none_or(|(_, most)| most < max.value) {
            largest = Some((function, max.value));
        }
    }
    let (Some((function, _)), Some(span)) =
        (largest, largest.and_then(|(function, _)| Some(function.scale.max.as_ref()?.span)))
    else {
        return;
    };
    if Decimal::from(taken) <= all - rest {
        return;
    }
    let message = format!(
        "the `max` of all functions of `{}` at `{}` is {taken} together, and the account lets {} be reserved",
        deployment.app,
        site.name.value,
        (all - rest).normalize()
    );
    let is_own = site.limits.iter().any(|own| own.limit.value == account);
    let mut found = SCALE.at(span, message).here("the largest").weigh(if is_own {
        Severity::Error
    } else {
        Severity::Warning
    });
    for row in [account, "aws.lambda.concurrency_unreserved"] {
        if let Some(fact) = facts.limit(row) {
            found = found.note(cited(fact));
        }
    }
    let found = found
        .help(format!(
            "lower `max` of `{}`, or say under `sites.{}.limits` what the account has: `{{ {account}: {{ value: …, because: … }} }}`",
            function.name.value, site.name.value
        ))
        .about(function.key_path())
        .within(deployment.environment.to_string());
    findings.sink.push(found);
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(scale: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n    scale: {{ {scale} }}\n    triggers: [{{ schedule: every 1h }}]\n  \
             b:\n    ${{code}}\n    scale: {{ max: 100 }}\n    triggers: [{{ schedule: every 1h }}]\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
        .codes()
    }

    const AWS: &str = "provider: aws, region: eu-central-1";

    #[test]
    fn what_is_kept_warm_is_at_most_the_ceiling() {
        assert_eq!(spec("min: 3, max: 3", AWS), Vec::<&str>::new());
        assert_eq!(spec("min: 4, max: 3", AWS), ["F0609"]);
        assert_eq!(spec("min: 4", AWS), Vec::<&str>::new());
    }

    #[test]
    fn reservations_leave_a_rest_of_the_account() {
        assert_eq!(spec("max: 800", AWS), Vec::<&str>::new());
        assert_eq!(spec("max: 801", AWS), ["F0609"]);
        assert_eq!(spec("max: 801", "provider: kubernetes, country: \"DE\""), Vec::<&str>::new());
        let own = |value: u64| {
            format!(
                "{AWS}, limits: {{ aws.lambda.concurrency_account: {{ value: {value}, because: case 1 }} }}"
            )
        };
        assert_eq!(spec("max: 801", &own(3000)), Vec::<&str>::new());
        assert_eq!(spec("max: 2801", &own(3000)), ["F0609"]);
    }

    #[test]
    fn azure_takes_a_thousand_instances() {
        let azure = "provider: azure, region: germanywestcentral";
        assert_eq!(spec("max: 1000", azure), Vec::<&str>::new());
        assert_eq!(spec("max: 1001", azure), ["F0609"]);
    }
}
