//! Memory, time and disk of a function against what its site gives.

use faasc_diagnostics::Code;
use faasc_model::{Deployment, Flavour, Function, Provider, Site};

use super::figure::{Asked, Figure, judge, judge_on};
use crate::rule::{Findings, Rule};

static FUNCTION_OVER_LIMIT: Code =
    Code::error("F0601", "function-over-limit", "a function asks for more, or less, than its site gives");

pub(crate) const RULE: Rule = Rule { codes: &[&FUNCTION_OVER_LIMIT], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    for (_, deployment) in findings.program.deployments() {
        for function in &deployment.functions {
            for site in &function.sites {
                of_site(findings, deployment, function, deployment.site(*site));
            }
        }
    }
}

fn of_site(findings: &mut Findings<'_>, deployment: &Deployment, function: &Function, site: &Site) {
    let name = &function.name.value;
    let figure = |asked, span, word: &str| Figure {
        asked,
        span,
        what: format!("the {word} of `{name}`"),
        site,
        has_least: true,
    };
    let memory = figure(Asked::Size(function.memory.value), function.memory.span, "memory");
    let timeout = figure(Asked::Duration(function.timeout.value), function.timeout.span, "timeout");
    let disk =
        figure(Asked::Size(function.ephemeral_disk.value), function.ephemeral_disk.span, "scratch space");
    let of_host: &[(&str, &Figure<'_>)] = match site.provider.value {
        Provider::Aws => &[
            ("aws.lambda.memory", &memory),
            ("aws.lambda.timeout", &timeout),
            ("aws.lambda.ephemeral_storage", &disk),
        ],
        Provider::Gcp => {
            &[("gcp.run.service.memory", &memory), ("gcp.run.service.request_timeout", &timeout)]
        }
        Provider::Kubernetes
            if site.flavour.value == Flavour::Knative && site.cluster.max_timeout.is_none() =>
        {
            &[("knative.serving.timeout", &timeout)]
        }
        _ => &[],
    };
    if site.provider.value == Provider::Azure {
        of_azure(findings, deployment, function, &memory, &timeout);
    }
    for (limit, figure) in of_host {
        if let Some(found) = judge(findings.facts, limit, figure, &FUNCTION_OVER_LIMIT) {
            let about = function.key_path();
            findings.sink.push(found.about(about).within(deployment.environment.to_string()));
        }
    }
    if let Some(most) = site.cluster.max_timeout.as_ref().filter(|most| function.timeout.value > most.value) {
        let message = format!(
            "the timeout of `{name}` is {}, and the operator of `{}` allows {}",
            function.timeout.value, site.name.value, most.value
        );
        let found = FUNCTION_OVER_LIMIT
            .at(function.timeout.span, message)
            .label(most.span, "said here")
            .about(function.key_path())
            .within(deployment.environment.to_string());
        findings.sink.push(found);
    }
}

/// Flex Consumption has a few sizes of memory (what is not written is rounded up to the next one) and a timeout.
fn of_azure(
    findings: &mut Findings<'_>,
    deployment: &Deployment,
    function: &Function,
    memory: &Figure<'_>,
    timeout: &Figure<'_>,
) {
    let is_written = function.memory.span != function.name.span;
    let size = is_written.then_some(("azure.functions.memory", memory));
    for (limit, figure) in size.into_iter().chain([("azure.functions.timeout", timeout)]) {
        let plan = (limit, Some("flex_consumption"));
        if let Some(found) = judge_on(findings.facts, plan, figure, &FUNCTION_OVER_LIMIT) {
            let about = function.key_path();
            findings.sink.push(found.about(about).within(deployment.environment.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const AWS: &str = "sites: { eu: { provider: aws, region: eu-central-1 } }\nenvironments: { production: { site: eu } }\n";
    const KNATIVE: &str = "sites: { eu: { provider: kubernetes, country: \"DE\" } }\nenvironments: { production: { site: eu } }\n";

    fn spec(keys: &str, sites: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "functions:\n  a:\n    ${{code}}\n{keys}    triggers: [{{ schedule: every 1h }}]\n{sites}"
        ))
        .codes()
    }

    #[test]
    fn each_limit_of_lambda_holds_at_both_ends() {
        for (key, is_good) in [
            ("memory: 127MiB", false),
            ("memory: 128MiB", true),
            ("memory: 10240MiB", true),
            ("memory: 10241MiB", false),
            ("timeout: 900s", true),
            ("timeout: 901s", false),
            ("timeout: 999ms", false),
            ("timeout: 1s", true),
            ("ephemeral_disk: 511MiB", false),
            ("ephemeral_disk: 10GiB", true),
            ("ephemeral_disk: 11GiB", false),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0601"] };
            assert_eq!(spec(&format!("    {key}\n"), AWS), wanted, "{key}");
        }
    }

    #[test]
    fn cloud_run_works_on_a_request_for_an_hour() {
        let gcp = "sites: { eu: { provider: gcp, region: europe-west3, project: p } }\nenvironments: { production: { site: eu } }\n";
        let spec = |timeout: &str| {
            Spec::of(&format!(
                "functions:\n  a:\n    ${{code}}\n    timeout: {timeout}\n    triggers: [{{ http: GET /a, auth: {{ none: a test }} }}]\n{gcp}"
            ))
            .of_code("F0601")
            .len()
        };
        assert_eq!(spec("1h"), 0);
        assert_eq!(spec("3601s"), 1);
    }

    #[test]
    fn sizes_of_memory_are_those_of_the_cloud() {
        let site = |site: &str| {
            format!("sites: {{ eu: {{ {site} }} }}\nenvironments: {{ production: {{ site: eu }} }}\n")
        };
        let azure = site("provider: azure, region: germanywestcentral");
        let gcp = site("provider: gcp, region: europe-west1");
        for (key, sites, is_good) in [
            ("memory: 512MiB", &azure, true),
            ("memory: 1GiB", &azure, false),
            ("memory: 2GiB", &azure, true),
            ("memory: 8GiB", &azure, false),
            ("timeout: 10s", &azure, true),
            ("memory: 128MiB", &gcp, true),
            ("memory: 127MiB", &gcp, false),
            ("memory: 32GiB", &gcp, true),
            ("memory: 33GiB", &gcp, false),
        ] {
            let wanted: &[&str] = if is_good { &[] } else { &["F0601"] };
            assert_eq!(spec(&format!("    {key}\n"), sites), wanted, "{key} {sites}");
        }
    }

    #[test]
    fn the_ceiling_of_knative_is_a_quota_that_the_operator_may_raise() {
        assert_eq!(spec("    timeout: 600s\n", KNATIVE), Vec::<&str>::new());
        assert_eq!(spec("    timeout: 601s\n", KNATIVE), ["F0601"]);
        let raised = KNATIVE.replace("country: \"DE\"", "country: \"DE\", cluster: { max_timeout: 20m }");
        assert_eq!(spec("    timeout: 20m\n", &raised), Vec::<&str>::new());
        assert_eq!(spec("    timeout: 21m\n", &raised), ["F0601"]);
    }

    #[test]
    fn the_message_has_both_numbers_the_source_and_the_nearest_value() {
        let text = format!(
            "functions:\n  a:\n    ${{code}}\n    memory: 11GiB\n    triggers: [{{ schedule: every 1h }}]\n{AWS}"
        );
        let found = Spec::of(&text).of_code("F0601");
        assert_eq!(found[0].message, "the memory of `a` is 11GiB, and `eu` allows at most 10GiB");
        assert!(found[0].notes[0].contains("128 to 10240 MB"), "{:?}", found[0].notes);
        assert!(found[0].help.as_deref().unwrap_or_default().contains("`10GiB`"));
    }
}
