//! Emitted names must be unlike: a host knows one thing by each, and takes the later one for a change of the first.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_model::Deployment;
use faasc_source::Span;

/// Two nodes of an environment end up under one name.
pub static EMITTED_NAME_TWICE: Code =
    Code::error("F4004", "emitted-name-twice", "two things are emitted under one name");

/// The finding that two key paths of `deployment` both become `what` (`Broker`, `aws_sqs_queue`) named `name`.
#[must_use]
pub fn emitted_name_twice(
    deployment: &Deployment,
    what: &str,
    name: &str,
    first: &str,
    second: &str,
) -> Diagnostic {
    let finding = EMITTED_NAME_TWICE
        .at(
            place_of(deployment, second),
            format!("`{first}` and `{second}` are both emitted as the `{what}` named `{name}`"),
        )
        .here(format!("`{second}` gives this name"))
        .about(second);
    let finding = if first == second {
        finding
    } else {
        finding.label(place_of(deployment, first), format!("so does `{first}`"))
    };
    finding.help("give one of them another name or a `name` of its own, or its trigger another `id`")
}

/// Where the name of the node or the trigger under `key_path` comes from; the environment's place when there is none.
#[must_use]
pub fn place_of(deployment: &Deployment, key_path: &str) -> Span {
    let mut parts = key_path.split('.');
    let (section, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let found = match section {
        "functions" => deployment.functions.iter().find(|of| of.name.value.as_str() == name).map(|of| {
            let id = match (parts.next(), parts.next()) {
                (Some("triggers"), Some(id)) => id,
                _ => return of.given_name.as_ref().map_or(of.name.span, |given| given.span),
            };
            let trigger = of.triggers.iter().find(|trigger| trigger.id.as_str() == id);
            trigger.map_or(of.name.span, |trigger| trigger.kind_span)
        }),
        "events" => deployment
            .events
            .iter()
            .find(|of| of.name.value.as_str() == name)
            .map(|of| of.given_name.as_ref().map_or(of.name.span, |given| given.span)),
        "stores" => deployment
            .stores
            .iter()
            .find(|of| of.name.value.as_str() == name)
            .map(|of| of.given_name.as_ref().map_or(of.name.span, |given| given.span)),
        "services" => {
            deployment.services.iter().find(|of| of.name.value.as_str() == name).map(|of| of.name.span)
        }
        "secrets" => {
            deployment.secrets.iter().find(|of| of.name.value.as_str() == name).map(|of| of.name.span)
        }
        "sites" => deployment.sites.iter().find(|of| of.name.value.as_str() == name).map(|of| of.name.span),
        _ => None,
    };
    found.unwrap_or(deployment.span)
}
