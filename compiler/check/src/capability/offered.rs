//! What is asked against what a site offers: weaker needs `accept`, impossible names the alternatives.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_facts::{Capability, CapabilityRow, Fact, Facts, Host, Level};
use faasc_model::{Broker, Deployment, Function, Site};

use super::asked::{self, Asked};
use super::elsewhere;
use crate::host::host;
use crate::rule::{Findings, Rule};

static LOSSY: Code = Code::error("F0501", "weaker-than-asked", "a site gives less than is asked");
static IMPOSSIBLE: Code = Code::error("F0502", "impossible-on-site", "a site cannot do what is asked");

pub(crate) const RULE: Rule = Rule { codes: &[&LOSSY, &IMPOSSIBLE], needs_whole: false, check };

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (_, deployment) in program.deployments() {
        for function in &deployment.functions {
            let asked = asked::of(program, deployment, function);
            for site in function.sites.iter().map(|site| deployment.site(*site)) {
                of_site(findings, deployment, function, &asked, site);
            }
        }
    }
}

fn of_site(
    findings: &mut Findings<'_>,
    deployment: &Deployment,
    function: &Function,
    asked: &[Asked<'_>],
    site: &Site,
) {
    // Of a kind that a site has not, its guarantees are not said too.
    let mut has_kind = true;
    for asked in asked {
        has_kind |= asked.is_kind;
        let Some(word) = Capability::from_word(&asked.word).filter(|_| has_kind) else { continue };
        let row = findings.facts.capability(host(site), word);
        has_kind = !(asked.is_kind && row.level == Level::Impossible);
        let is_accepted = asked.guarantee.is_some_and(|guarantee| {
            let accepted = asked.accept.iter().chain(asked.event_accept).chain(&function.accept);
            accepted.into_iter().any(|accept| accept.guarantee == guarantee)
        });
        let found = judge(asked, row, site, is_accepted);
        let found = found.or_else(|| other_broker(asked, (word, row), site).filter(|_| !is_accepted));
        let Some(found) = found else { continue };
        let found = found.help(help(findings.facts, deployment, (asked, word), &row, site));
        let about = function.key_path();
        findings.sink.push(found.about(about).within(deployment.environment.to_string()));
    }
}

fn judge(
    asked: &Asked<'_>,
    row: Fact<'_, CapabilityRow>,
    site: &Site,
    is_accepted: bool,
) -> Option<Diagnostic> {
    let name = &site.name.value;
    let found = match row.level {
        Level::Exact | Level::Emulated => return None,
        Level::Lossy if is_accepted => return None,
        Level::Lossy => {
            LOSSY.at(asked.span, format!("{} is weaker on `{name}` than asked: {}", asked.what, row.how))
        }
        Level::Impossible => {
            IMPOSSIBLE.at(asked.span, format!("{} cannot be had on `{name}`: {}", asked.what, row.how))
        }
    };
    let provenance = row.provenance();
    let source = provenance.main_source();
    // A row that nobody confirmed speaks up and stops nothing.
    let severity = if row.gates() { Severity::Error } else { Severity::Warning };
    let found = found.weigh(severity).note(format!("`{}`: {source}, {}", row.id, provenance.as_of));
    Some(match &row.note {
        Some(note) => found.note(note.clone()),
        None => found,
    })
}

/// On Knative it is the Kafka broker that keeps an order; of another one nobody has confirmed it.
fn other_broker(
    asked: &Asked<'_>,
    (word, row): (Capability, Fact<'_, CapabilityRow>),
    site: &Site,
) -> Option<Diagnostic> {
    let is_order = matches!(word, Capability::QueueOrder | Capability::TopicOrder | Capability::BusOrder);
    let broker = site.cluster.broker.as_ref().filter(|_| is_order && host(site) == Host::Knative)?;
    let named = match &broker.value {
        Broker::Kafka => return None,
        Broker::Rabbitmq => "rabbitmq",
        Broker::Nats => "nats",
        Broker::Class { class, .. } => class.value.as_str(),
    };
    let message = format!(
        "{} may be lost on `{}`: {}, and its broker is `{named}`",
        asked.what, site.name.value, row.how
    );
    let provenance = row.provenance();
    let source = provenance.main_source();
    let note = format!("`{}`: {source}, {}", row.id, provenance.as_of);
    Some(LOSSY.at(asked.span, message).label(broker.span, "the broker").weigh(Severity::Warning).note(note))
}

/// The smallest change first, then what else gives the same.
fn help(
    facts: &Facts,
    deployment: &Deployment,
    (asked, word): (&Asked<'_>, Capability),
    row: &CapabilityRow,
    site: &Site,
) -> String {
    let mut ways: Vec<String> = Vec::new();
    ways.extend(asked.without.map(str::to_owned));
    if let (Level::Lossy | Level::Exact, Some(guarantee)) = (row.level, asked.guarantee) {
        ways.push(format!(
            "say `accept: {{ {}: REASON }}` on the trigger if that is all right",
            guarantee.word()
        ));
    }
    // What the table itself knows of carriers is found in it.
    ways.extend(row.alternatives.iter().filter(|other| !other.starts_with("via: ")).cloned());
    ways.extend(elsewhere::ways(facts, deployment, word, site));
    ways.join("; or: ")
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(event: &str, trigger: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "events:\n  order: {{ {event} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    triggers: [{{ event: order, idempotent_by: id{trigger} }}]\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
        .codes()
    }

    const KNATIVE: &str = "provider: kubernetes, country: \"DE\", cluster: { broker: kafka }";

    #[test]
    fn a_batch_on_knative_must_be_accepted() {
        assert_eq!(spec("via: queue", ", batch: { size: 5 }", KNATIVE), ["F0501"]);
        assert_eq!(spec("via: queue", ", batch: { size: 1 }", KNATIVE), Vec::<&str>::new());
        let accepted = ", batch: { size: 5 }, accept: { batch: one by one is fine }";
        assert_eq!(spec("via: queue", accepted, KNATIVE), Vec::<&str>::new());
        assert_eq!(
            spec("via: queue", ", batch: { size: 5 }", "provider: aws, region: eu-central-1"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn order_on_a_bus_of_aws_is_impossible_and_names_what_keeps_it() {
        let aws = "provider: aws, region: eu-central-1";
        assert_eq!(spec("via: bus, ordered: true, key: id", "", aws), ["F0502"]);
        assert_eq!(spec("via: queue, ordered: true, key: id", "", aws), Vec::<&str>::new());
    }

    fn help(event: &str, trigger: &str, site: &str, code: &str) -> String {
        let text = format!(
            "events:\n  order: {{ {event} }}\nfunctions:\n  a:\n    ${{code}}\n    triggers: [{{ schedule: every 1h }}]\n    \
             emits: [order]\n  b:\n    ${{code}}\n    triggers: [{{ event: order, idempotent_by: id{trigger} }}]\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        );
        Spec::of(&text).of_code(code).into_iter().next().and_then(|found| found.help).unwrap_or_default()
    }

    #[test]
    fn the_help_names_the_smallest_change_other_carriers_and_other_hosts() {
        let aws = "provider: aws, region: eu-central-1";
        assert_eq!(
            help("via: bus, ordered: true, key: id", "", aws, "F0502"),
            "take `ordered` out; or: `via: queue`, `via: topic`, `via: stream` or `via: kafka` has it at `here`; or: a site of `gcp` or `kubernetes` has it"
        );
        assert_eq!(
            help("via: queue", ", batch: { size: 5 }", KNATIVE, "F0501"),
            "take `batch` out; or: say `accept: { batch: REASON }` on the trigger if that is all right; or: one message at a time; \
             or: flavour: keda, whose bridge pulls batches; or: a site of `aws`, `azure`, `kubernetes, flavour: keda` or `kubernetes, flavour: plain` has it"
        );
    }

    #[test]
    fn another_site_of_the_app_comes_before_other_hosts() {
        let text = "events:\n  order: { via: bus, ordered: true, key: id }\nfunctions:\n  a: { ${code}, triggers: [{ schedule: every 1h }], emits: [order] }\n  \
                    b: { ${code}, triggers: [{ event: order, idempotent_by: id }] }\n  c: { ${code}, triggers: [{ schedule: every 1h }] }\n\
                    sites:\n  eu: { provider: aws, region: eu-central-1 }\n  fra: { provider: kubernetes, country: \"DE\", cluster: { broker: kafka } }\n\
                    environments: { production: { site: eu, place: { c: fra } } }\n";
        let found = Spec::of(text).of_code("F0502");
        let help = found[0].help.as_deref().unwrap_or_default();
        assert!(help.ends_with("it can be had at `fra`: see `place`"), "{help}");
    }

    #[test]
    fn an_order_on_knative_is_that_of_the_kafka_broker() {
        let site =
            |broker: &str| format!("provider: kubernetes, country: \"DE\", cluster: {{ broker: {broker} }}");
        let ordered = "via: queue, ordered: true, key: id";
        assert_eq!(spec(ordered, "", &site("kafka")), Vec::<&str>::new());
        assert_eq!(spec(ordered, "", &site("rabbitmq")), ["F0501"]);
        assert_eq!(
            spec(ordered, ", accept: { order: a late one is ignored }", &site("rabbitmq")),
            Vec::<&str>::new()
        );
        assert_eq!(spec("via: queue", "", &site("rabbitmq")), Vec::<&str>::new());
    }

    #[test]
    fn a_kind_that_is_impossible_says_nothing_of_its_guarantees() {
        let gcp = "provider: gcp, region: europe-west1, kafka: { bootstrap: \"k:9092\" }";
        assert_eq!(spec("via: kafka", ", batch: { size: 5 }, retry: { attempts: 9 }", gcp), ["F0502"]);
    }

    #[test]
    fn old_messages_are_asked_of_what_keeps_them() {
        let aws = "provider: aws, region: eu-central-1";
        for (event, wanted) in [
            ("via: topic", &["F0502"][..]),
            ("via: stream, key: id", &[]),
            ("via: bus", &[]),
            ("via: queue", &[]),
        ] {
            assert_eq!(spec(event, ", from: earliest", aws), wanted, "{event}");
        }
        assert_eq!(spec("via: topic", ", from: latest", aws), Vec::<&str>::new());
    }

    fn of_function(keys: &str, site: &str) -> Vec<&'static str> {
        Spec::of(&format!(
            "functions:\n  a: {{ ${{code}}{keys}, triggers: [{{ schedule: every 1h }}] }}\n\
             sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
        .codes()
    }

    #[test]
    fn a_plain_cluster_keeps_one_instance() {
        let plain = "provider: kubernetes, country: \"DE\", flavour: plain";
        assert_eq!(of_function(", scale: { min: 0 }", plain), ["F0502"]);
        assert_eq!(of_function(", scale: { min: 0, max: 5 }", plain), ["F0502"]);
        assert_eq!(of_function(", scale: { max: 5 }", plain), Vec::<&str>::new());
        assert_eq!(of_function(", scale: { per_instance: 5 }", plain), Vec::<&str>::new());
        assert_eq!(of_function("", plain), Vec::<&str>::new());
        assert_eq!(of_function(", scale: { min: 0 }", KNATIVE), Vec::<&str>::new());
    }

    #[test]
    fn objects_and_changes_ask_for_guarantees_too() {
        let spec = |trigger: &str, site: &str| {
            Spec::of(&format!(
                "stores: {{ files: {{ kind: bucket, existing: {{ here: {{ url: \"https://x.example\" }} }} }}, rows: {{ kind: table, key: id, existing: {{ here: {{ url: \"https://x.example\" }} }} }} }}\n\
                 functions:\n  a: {{ ${{code}}, reads: [files, rows], triggers: [{{ {trigger} }}] }}\n\
                 sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
            ))
            .codes()
        };
        let azure = "provider: azure, region: germanywestcentral";
        for (trigger, site, wanted) in [
            ("object: files, idempotent_by: key, batch: { size: 5 }", KNATIVE, &["F0501"][..]),
            (
                "object: files, idempotent_by: key, batch: { size: 5 }, accept: { batch: a test }",
                KNATIVE,
                &[],
            ),
            ("change: rows, idempotent_by: id, batch: { size: 5 }", KNATIVE, &["F0501"]),
            ("change: rows, idempotent_by: id, when: [delete]", azure, &["F0501"]),
            ("change: rows, idempotent_by: id, when: [insert]", azure, &[]),
            ("change: rows, idempotent_by: id", azure, &[]),
            ("change: rows, idempotent_by: id, when: [insert, delete]", azure, &["F0501"]),
        ] {
            assert_eq!(spec(trigger, site), wanted, "{trigger} {site}");
        }
    }

    #[test]
    fn a_socket_takes_no_signature() {
        let spec = |auth: &str, site: &str| {
            Spec::of(&format!(
                "auth:\n  partner: {{ hmac: {{ preset: github, secret: key }} }}\n  device: {{ mtls: {{ trust: key }} }}\n  \
                 user: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a, algorithms: [ES256] }} }}\n\
                 secrets: {{ key: {{}} }}\nsites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n\
                 functions: {{ talk: {{ ${{code}}, triggers: [{{ websocket: /chat, auth: {auth} }}] }} }}\n"
            ))
            .of_code("F0502")
            .into_iter()
            .map(|found| found.severity.word())
            .collect::<Vec<_>>()
        };
        let aws = "provider: aws, region: eu-central-1";
        assert_eq!(spec("partner", aws), ["error"]);
        assert_eq!(spec("partner", KNATIVE), ["error"]);
        assert_eq!(spec("device", aws), Vec::<&str>::new());
        assert_eq!(spec("device", KNATIVE), Vec::<&str>::new());
        assert_eq!(spec("user", aws), Vec::<&str>::new());
    }
}
