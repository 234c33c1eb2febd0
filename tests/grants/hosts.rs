//! Every kind of edge on every host: narrow, in full words, and with its reason.

use faasc_facts::{Facts, GrantHost};
use faasc_model::Program;
use faasc_plan::{Plan, Statement};

use crate::edges::program;

const SITES: [(&str, &str); 4] = [
    (
        "aws",
        "provider: aws, region: eu-central-1, account: \"111122223333\", kafka: { cluster: \"arn:aws:kafka:eu-central-1:111122223333:cluster/k/1\", auth: iam }, network: { subnets: [subnet-1] }",
    ),
    (
        "gcp",
        "provider: gcp, region: europe-west1, project: shop-1, kafka: { bootstrap: \"k:9092\" }, network: { subnets: [subnet-1] }",
    ),
    (
        "azure",
        "provider: azure, region: westeurope, subscription: 0a1b, kafka: { bootstrap: \"k:9092\" }, network: { subnets: [subnet-1] }",
    ),
    (
        "kubernetes",
        "provider: kubernetes, country: \"DE\", cluster: { broker: kafka }, kafka: { bootstrap: \"k:9092\" }",
    ),
];

fn app(site: &str) -> Program {
    let text = format!(
        r#"faas: "1"
app: shop
owner: team@shop.example
auth:
  bank: {{ hmac: {{ secret: hook-key, preset: github }} }}
  user: {{ jwt: {{ issuer: "https://id.shop.example", audience: a, algorithms: [RS256] }} }}
secrets: {{ hook-key: {{}}, own-key: {{}} }}
events:
  q: {{ via: queue, dead_letter: q-failed }}
  q-failed: {{ via: queue }}
  t: {{ via: topic, encryption: customer }}
  b: {{ via: bus }}
  s: {{ via: stream }}
  k: {{ via: kafka }}
stores:
  rows: {{ kind: table, key: id, indexes: {{ by-state: {{ key: state }} }} }}
  files: {{ kind: bucket }}
  near: {{ kind: cache }}
  books: {{ kind: sql }}
defaults: {{ runtime: python3.13 }}
functions:
  make:
    source: ./src
    tracing: true
    network: {{ private: true }}
    secrets: [own-key]
    triggers:
      - http: GET /a
        auth: user
      - webhook: POST /hook
        auth: bank
        idempotent_by: header:X-Id
      - schedule: every 1h
      - websocket: /chat
        auth: user
    emits: [q, t, b, s, k]
    reads: {{ rows: 1, files: {{ prefix: in/ }}, near: 1, books: 1 }}
    writes: [rows, files, near, books]
    calls: [take]
  take:
    source: ./src
    triggers:
      - {{ event: q, idempotent_by: id }}
      - {{ event: t, idempotent_by: id }}
      - {{ event: b, idempotent_by: id }}
      - {{ event: s, idempotent_by: id }}
      - {{ event: k, idempotent_by: id }}
      - {{ object: files, idempotent_by: key }}
      - {{ change: rows, idempotent_by: id }}
  read:
    source: ./src
    triggers: [{{ event: q-failed, idempotent_by: id, dead_letter: {{ drop: it was read }} }}]
sites: {{ here: {{ {site} }} }}
environments: {{ production: {{ site: here }} }}
"#
    );
    program(&[("src/main.py".to_owned(), String::new()), ("faas.yaml".to_owned(), text)])
}

fn statements(program: &Program) -> Vec<Statement> {
    let (id, _) = program.deployments().next().expect("what the test made or the repository has");
    Plan::new(program, id, Facts::builtin()).statements()
}

#[test]
fn each_host_has_words_for_each_edge_and_none_is_wider_than_it_must_be() {
    for (host, site) in SITES {
        let program = app(site);
        let (id, _) = program.deployments().next().expect("what the test made or the repository has");
        let plan = Plan::new(&program, id, Facts::builtin());
        let found = plan.statements();
        for grant in &plan.grants {
            let is_said = found.iter().any(|one| {
                one.because == grant.because && one.node == format!("functions.{}", grant.function)
            });
            assert!(is_said, "{host}: {} has no words", grant.because.join(", "));
        }
        for one in &found {
            assert!(one.fact.as_ref().is_some_and(|fact| fact.starts_with(&format!("{host}/"))), "{one:?}");
            assert!(!one.because.is_empty(), "{one:?}");
            assert!(one.may.iter().all(|may| !may.contains('*')), "{one:?}");
            let is_wide = one.on.iter().any(|on| on == "*");
            assert!(!is_wide || one.wide.is_some() || one.denies, "{one:?}");
            assert_eq!(one.instead.is_some(), one.may.is_empty(), "{one:?}");
        }
    }
}

fn of<'s>(all: &'s [Statement], node: &str, reason: &str) -> Vec<&'s Statement> {
    all.iter()
        .filter(|one| one.node == node && one.because.iter().any(|because| because.ends_with(reason)))
        .collect()
}

#[test]
fn a_part_of_a_bucket_on_aws_is_all_that_is_granted() {
    let all = statements(&app(SITES[0].1));
    let read = of(&all, "functions.make", "reads.files");
    let texts: Vec<String> = read
        .iter()
        .map(|one| {
            format!(
                "{} on {} {:?}",
                one.may.join(","),
                one.on.join(","),
                one.when.first().map(|test| &test.value)
            )
        })
        .collect();
    assert_eq!(
        texts,
        [
            "s3:GetObject on arn:aws:s3:::shop-production-files-111122223333/in/* None",
            "s3:ListBucket on arn:aws:s3:::shop-production-files-111122223333 Some(\"in/*\")",
        ]
    );
}

#[test]
fn the_code_of_a_function_in_a_network_makes_no_interfaces() {
    let all = statements(&app(SITES[0].1));
    let network = of(&all, "functions.make", "network.private");
    assert_eq!(network.iter().map(|one| one.denies).collect::<Vec<_>>(), [false, true]);
    assert_eq!(network[1].when[0].key, "lambda:SourceFunctionArn");
    assert_eq!(
        network[1].when[0].value,
        "arn:aws:lambda:eu-central-1:111122223333:function:shop-production-make"
    );
}

#[test]
fn what_pushes_on_google_cloud_may_call_the_service_and_the_agent_gives_up() {
    let all = statements(&app(SITES[1].1));
    let take = of(&all, "functions.take", "triggers.event-q");
    let invoker = take.iter().find(|one| one.may == ["roles/run.invoker"]).expect("push");
    assert_eq!(invoker.on, ["functions.take"]);
    let agent = take.iter().filter(|one| one.to.as_ref().is_some_and(|to| to.contains("gcp-sa-pubsub")));
    let roles: Vec<&str> = agent.flat_map(|one| one.may.iter().map(String::as_str)).collect();
    assert_eq!(roles, ["roles/pubsub.publisher", "roles/pubsub.subscriber"]);
    assert!(
        all.iter().all(|one| one.to.as_ref().is_none_or(|to| !to.contains("compute@developer"))),
        "no default account"
    );
}

#[test]
fn hosts_are_all_of_those_that_have_grants() {
    let mut named: Vec<&str> = SITES.iter().map(|(host, _)| *host).collect();
    named.sort_unstable();
    assert_eq!(named, GrantHost::ALL.iter().map(|host| host.word()).collect::<Vec<_>>());
}
