//! Counts of things that a host allows so many of: routes, authorizers, layers, indexes, notifications, subscriptions.

use std::collections::BTreeMap;

use faasc_diagnostics::{Code, Severity};
use faasc_model::{Deployment, Site};
use faasc_source::Span;

use super::counted;
use super::figure::{Asked, Figure, judge_on, most};
use crate::rule::{Findings, Rule};

static TOO_MANY: Code = Code::error("F0610", "too-many", "there is more of something than its host allows");

pub(crate) const RULE: Rule = Rule { codes: &[&TOO_MANY], needs_whole: false, check };

/// A limit on a count, and of what thing: the API, one bucket, one function.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    pub(super) limit: &'static str,
    pub(super) part: Option<&'static str>,
    /// The thing in which they are counted; empty for the site itself.
    pub(super) of: String,
}

/// What was counted.
pub(super) struct Tally {
    /// `the count of routes of `shop``.
    pub(super) what: String,
    /// The key path of that thing.
    pub(super) about: String,
    /// Where each stands.
    pub(super) spans: Vec<Span>,
    /// Whether the host takes more and works badly.
    pub(super) only_warns: bool,
}

/// All counts of one site.
#[derive(Default)]
pub(super) struct Tallies {
    all: BTreeMap<Group, Tally>,
}

impl Tallies {
    /// One more of `group`. What it is called is made when the first one comes.
    pub(super) fn add(&mut self, group: Group, span: Span, called: impl FnOnce() -> (String, String)) {
        let tally = self.all.entry(group).or_insert_with(|| {
            let (what, about) = called();
            Tally { what, about, spans: Vec::new(), only_warns: false }
        });
        tally.spans.push(span);
    }

    /// A host that takes more of `limit`, and works badly then, is warned of.
    pub(super) fn only_warn(&mut self, limit: &str) {
        for (group, tally) in &mut self.all {
            tally.only_warns |= group.limit == limit;
        }
    }
}

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for (_, deployment) in program.deployments() {
        for (at, site) in deployment.sites.iter().enumerate() {
            let at = faasc_model::SiteId::new(at);
            let tallies = counted::of_site(program, deployment, at, site);
            for (group, tally) in tallies.all {
                judge(findings, deployment, site, &group, &tally);
            }
        }
    }
}

fn judge(findings: &mut Findings<'_>, deployment: &Deployment, site: &Site, group: &Group, tally: &Tally) {
    let key = (group.limit, group.part);
    let most = most(findings.facts, key, site).and_then(|most| usize::try_from(most.trunc()).ok());
    let Some(first_over) = most.and_then(|most| tally.spans.get(most)) else { return };
    let figure = Figure {
        asked: Asked::Count(tally.spans.len() as u64),
        span: *first_over,
        what: tally.what.clone(),
        site,
        has_least: false,
    };
    let Some(found) = judge_on(findings.facts, key, &figure, &TOO_MANY) else { return };
    let found = if tally.only_warns { found.weigh(Severity::Warning) } else { found };
    let found = found
        .here("the first one too many")
        .about(tally.about.clone())
        .within(deployment.environment.to_string());
    findings.sink.push(found);
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::fixture::Spec;

    const AWS: &str = "provider: aws, region: eu-central-1";
    const GCP: &str = "provider: gcp, region: europe-west1";

    fn spec(text: &str, site: &str) -> Vec<String> {
        Spec::of(&format!(
            "{text}sites: {{ here: {{ {site} }} }}\nenvironments: {{ production: {{ site: here }} }}\n"
        ))
        .messages("F0610")
    }

    fn many(count: usize, mut line: impl FnMut(usize) -> String) -> String {
        (0..count).fold(String::new(), |mut all, at| {
            let _ = writeln!(all, "{}", line(at));
            all
        })
    }

    #[test]
    fn an_api_has_three_hundred_routes() {
        let routes = |count: usize| {
            format!(
                "functions:\n  a:\n    ${{code}}\n    triggers:\n{}",
                many(count, |at| format!("      - {{ http: GET /r{at}, auth: {{ none: a test }} }}"))
            )
        };
        assert_eq!(spec(&routes(300), AWS), Vec::<String>::new());
        assert_eq!(
            spec(&routes(301), AWS),
            ["the count of routes of `shop` is 301, and `here` allows at most 300"]
        );
        let raised = format!(
            "{AWS}, limits: {{ aws.apigateway.http.routes_per_api: {{ value: 600, because: case 1 }} }}"
        );
        assert_eq!(spec(&routes(301), &raised), Vec::<String>::new());
        assert_eq!(spec(&routes(301), "provider: kubernetes, country: \"DE\""), Vec::<String>::new());
    }

    #[test]
    fn authorizers_audiences_and_scopes_are_counted() {
        let auth = |count: usize, audiences: usize| {
            format!(
                "auth:\n{}functions:\n  a:\n    ${{code}}\n    triggers:\n{}",
                many(count, |at| format!(
                    "  v{at}: {{ jwt: {{ issuer: \"https://id.shop.example/{at}\", audience: [{}] }} }}",
                    (0..audiences).map(|n| format!("a{n}")).collect::<Vec<_>>().join(", ")
                )),
                many(count, |at| format!("      - {{ http: GET /r{at}, auth: v{at} }}"))
            )
        };
        assert_eq!(spec(&auth(10, 50), AWS), Vec::<String>::new());
        assert_eq!(spec(&auth(11, 1), AWS).len(), 1);
        assert_eq!(
            spec(&auth(1, 51), AWS),
            ["the count of audiences of `v0` is 51, and `here` allows at most 50"]
        );
        let scopes = |count: usize| {
            let all = (0..count).map(|n| format!("s{n}")).collect::<Vec<_>>().join(", ");
            format!(
                "auth: {{ v: {{ jwt: {{ issuer: \"https://id.shop.example\", audience: a }} }} }}\nfunctions:\n  a:\n    ${{code}}\n    \
                 triggers: [{{ http: GET /r, auth: {{ then: {{ check: v, require: {{ scopes: [{all}] }} }} }} }}]\n"
            )
        };
        assert_eq!(spec(&scopes(10), AWS), Vec::<String>::new());
        assert_eq!(spec(&scopes(11), AWS).len(), 1);
    }

    #[test]
    fn a_log_group_has_two_readers() {
        let text = |count: usize| {
            format!(
                "functions:\n{}",
                many(count, |at| format!(
                    "  f{at}: {{ ${{code}}, triggers: [{{ platform: {{ aws: {{ logs: {{ group: /aws/lambda/x }} }} }} }}] }}"
                ))
            )
        };
        assert_eq!(spec(&text(2), AWS), Vec::<String>::new());
        assert_eq!(
            spec(&text(3), AWS),
            [
                "the count of subscription filters of the log group `/aws/lambda/x` is 3, and `here` allows at most 2"
            ]
        );
    }

    #[test]
    fn layers_indexes_and_notifications_are_counted() {
        let layers = |count: usize| {
            let all = (0..count).map(|n| format!("\"arn:{n}\"")).collect::<Vec<_>>().join(", ");
            format!(
                "functions:\n  a: {{ ${{code}}, layers: [{all}], triggers: [{{ schedule: every 1h }}] }}\n"
            )
        };
        assert_eq!(spec(&layers(5), AWS), Vec::<String>::new());
        assert_eq!(spec(&layers(6), AWS).len(), 1);
        let indexes = |count: usize| {
            let all = (0..count).map(|n| format!("i{n}: {{ key: f{n} }}")).collect::<Vec<_>>().join(", ");
            format!(
                "stores: {{ rows: {{ kind: table, key: id, indexes: {{ {all} }} }} }}\n\
                 functions:\n  a: {{ ${{code}}, writes: [rows], triggers: [{{ schedule: every 1h }}] }}\n"
            )
        };
        assert_eq!(spec(&indexes(20), AWS), Vec::<String>::new());
        assert_eq!(spec(&indexes(21), AWS).len(), 1);
        let objects = |count: usize| {
            format!(
                "stores: {{ files: {{ kind: bucket }} }}\nfunctions:\n{}",
                many(count, |at| format!(
                    "  f{at}: {{ ${{code}}, triggers: [{{ object: files, idempotent_by: key, prefix: p{at:04}/ }}] }}"
                ))
            )
        };
        assert_eq!(spec(&objects(100), AWS), Vec::<String>::new());
        assert_eq!(spec(&objects(101), AWS).len(), 1);
        assert_eq!(spec(&objects(10), GCP), Vec::<String>::new());
        assert_eq!(spec(&objects(11), GCP).len(), 1);
    }

    #[test]
    fn a_shard_of_a_table_has_two_readers() {
        let text = |count: usize| {
            format!(
                "stores: {{ rows: {{ kind: table, key: id }} }}\nfunctions:\n{}",
                many(count, |at| format!(
                    "  f{at}: {{ ${{code}}, triggers: [{{ change: rows, idempotent_by: id }}] }}"
                ))
            )
        };
        assert_eq!(spec(&text(2), AWS), Vec::<String>::new());
        assert_eq!(spec(&text(3), AWS).len(), 1);
    }

    #[test]
    fn a_shard_of_a_stream_has_five_readers() {
        let text = |count: usize| {
            format!(
                "events: {{ play: {{ via: stream, key: id }} }}\nfunctions:\n  s: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [play] }}\n{}",
                many(count, |at| format!(
                    "  f{at}: {{ ${{code}}, triggers: [{{ event: play, idempotent_by: id }}] }}"
                ))
            )
        };
        assert_eq!(spec(&text(5), AWS), Vec::<String>::new());
        assert_eq!(spec(&text(6), AWS), ["the count of readers of `play` is 6, and `here` allows at most 5"]);
    }

    #[test]
    fn an_account_has_a_hundred_buses() {
        let text = |count: usize| {
            let names = (0..count).map(|at| format!("b{at}")).collect::<Vec<_>>().join(", ");
            format!(
                "events:\n{}functions:\n  s: {{ ${{code}}, triggers: [{{ schedule: every 1h }}], emits: [{names}] }}\n",
                many(count, |at| format!("  b{at}: {{ via: bus }}"))
            )
        };
        assert_eq!(spec(&text(100), AWS), Vec::<String>::new());
        assert_eq!(spec(&text(101), AWS).len(), 1);
    }

    #[test]
    fn nodes_of_a_pool_of_linode_are_counted() {
        let site = |count: u64| {
            format!(
                "provider: kubernetes, country: \"DE\", node: {{ type: \"linode:g6-standard-4\", count: {count} }}"
            )
        };
        let text = "functions:\n  a: { ${code}, triggers: [{ schedule: every 1h }] }\n";
        assert_eq!(spec(text, &site(100)), Vec::<String>::new());
        assert_eq!(spec(text, &site(101)).len(), 1);
    }
}
