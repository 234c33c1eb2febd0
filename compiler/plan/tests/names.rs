//! What things are called when they are emitted.
#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read is a failed test")]

use faasc_facts::Facts;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_model::{DeploymentId, Node, NodeId, NodeRef, Program};
use faasc_plan::{NameKind, Plan, Role};
use faasc_source::MemoryFiles;

const SPEC: &str = r#"
faas: "1"
app: shop
owner: shop@example.com
events:
  due: { via: queue, was: charge-due, producer: external }
  paid: { via: topic, was: payments, name: Payments, producer: external }
  sent: { via: topic, producer: external }
stores:
  ledger: { kind: table, key: id, was: book }
functions:
  charge:
    source: ./src
    runtime: python3.13
    was: bill
    triggers:
      - { event: due, idempotent_by: id, dead_letter: { drop: gone } }
      - { event: paid, idempotent_by: id, dead_letter: { drop: gone } }
      - { event: sent, idempotent_by: id, dead_letter: { drop: gone } }
    writes: [ledger]
environments:
  production: { site: eu }
sites:
  eu: { provider: aws, region: eu-central-1 }
"#;

fn program() -> Program {
    let files = MemoryFiles::new().with("src/main.py", "def handler(request): ...\n");
    let options = Options {
        files: &files,
        facts: Facts::builtin(),
        environments: Vec::new(),
        vars: Vec::new(),
        today: Date::parse("2026-11-24").unwrap(),
    };
    let root = Root::Text { path: "faas.yaml".to_owned(), text: SPEC.to_owned() };
    let lowered = lower(vec![root], &options);
    assert!(!lowered.sink.has_errors(), "{:?}", lowered.sink.found());
    lowered.program
}

/// The emitted name of the node with this key path.
fn name_of(plan: &Plan<'_>, kind: NameKind, key_path: &str) -> String {
    let functions = plan.deployment.functions.iter().enumerate();
    let events = plan.deployment.events.iter().enumerate();
    let stores = plan.deployment.stores.iter().enumerate();
    let mut all = functions
        .map(|(at, of)| (of.key_path(), NodeId::Function(faasc_model::Id::new(at))))
        .chain(events.map(|(at, of)| (of.key_path(), NodeId::Event(faasc_model::Id::new(at)))))
        .chain(stores.map(|(at, of)| (of.key_path(), NodeId::Store(faasc_model::Id::new(at)))));
    let (_, node) = all.find(|(path, _)| path == key_path).unwrap();
    plan.node_name(kind, NodeRef { deployment: plan.id, node }).text
}

fn plan_of(program: &Program) -> Plan<'_> {
    let id: DeploymentId = program.deployments().next().unwrap().0;
    Plan::new(program, id, faasc_facts::Facts::builtin())
}

#[test]
fn a_renamed_node_keeps_the_name_of_what_runs() {
    let program = program();
    let plan = plan_of(&program);
    assert_eq!(name_of(&plan, NameKind::AwsFunction, "functions.charge"), "shop-production-bill");
    assert_eq!(name_of(&plan, NameKind::AwsQueue, "events.due"), "shop-production-charge-due");
    assert_eq!(name_of(&plan, NameKind::AwsTable, "stores.ledger"), "shop-production-book");
    assert_eq!(name_of(&plan, NameKind::AwsTopic, "events.sent"), "shop-production-sent");
}

#[test]
fn a_cronjob_leaves_room_for_the_names_of_its_jobs() {
    let program = program();
    let plan = plan_of(&program);
    let role = Role::Of("schedule-every-second-day-of-the-week-before-noon");
    let name = plan.part_name(
        NameKind::CronJob,
        Node::Function(&plan.deployment.functions[0]),
        role,
        plan.deployment.site,
    );
    assert!((45..=52).contains(&name.text.len()), "{}", name.text);
}

#[test]
fn a_name_of_the_user_wins_over_an_old_one() {
    let program = program();
    assert_eq!(name_of(&plan_of(&program), NameKind::AwsTopic, "events.paid"), "Payments");
}

#[test]
fn what_serves_a_renamed_node_keeps_its_name_as_well() {
    let program = program();
    let plan = plan_of(&program);
    let charge = Node::Function(&plan.deployment.functions[0]);
    let name = plan.part_name(NameKind::AwsRole, charge, Role::Of("scheduler"), plan.deployment.site);
    assert_eq!(name.text, "shop-production-bill-scheduler-eu");
}
