//! An app with one function, an ordered queue and a table on AWS, and what a target would emit for it.

use faasc_artifacts::{Emission, Step, describe};
use faasc_model::unit::{Duration, Number, Size};
use faasc_model::{
    App, Architecture, Auth, Authenticator, AuthenticatorKind, Budget, Build, Cluster, Contract, DataClass,
    Deployment, Edge, Encryption, Event, Existing, Flavour, Format, Function, FunctionEncryption, Id, Input,
    InputOrigin, Link, Name, NodeId, NodeRef, Part, Program, Provider, QualifiedName, Runtime, Scale, Secret,
    SecretUse, Site, Source, Store, StoreKind, TableKey, Template, Via,
};
use faasc_plan::Plan;
use faasc_source::{FileId, SourceMap, Span, Spanned};

const MAIN: FileId = FileId(0);
const INCLUDED: FileId = FileId(1);

fn at<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::start_of(MAIN))
}

fn name(text: &str) -> Spanned<Name> {
    at(Name::from(text))
}

fn text(text: &str) -> Spanned<String> {
    at(text.to_owned())
}

fn class(text: &str) -> Spanned<QualifiedName> {
    at(QualifiedName::own(Name::from(text)))
}

pub(crate) fn sources() -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add("apps/shop/faas.yaml", "faas: \"1\"\n");
    sources.add("apps/shop/parts/stores.yaml", "stores:\n");
    sources
}

pub(crate) fn program() -> Program {
    let app = App {
        name: name("shop"),
        file: MAIN,
        files: vec![MAIN],
        declarations: Vec::new(),
        path: "apps/shop/faas.yaml".to_owned(),
        folder: "apps/shop".to_owned(),
        is_outside: false,
        is_exports_only: false,
        vars: Vec::new(),
        exports: Vec::new(),
        environments: vec![name("production")],
        uses: Vec::new(),
    };
    Program { apps: vec![app], deployments: vec![deployment()], ..Program::default() }
}

fn deployment() -> Deployment {
    Deployment {
        app_id: Id::new(0),
        app: Name::from("shop"),
        environment: Name::from("production"),
        declared: Name::from("production"),
        span: Span::start_of(MAIN),
        site: Id::new(0),
        owner: Some(text("team_shop@shop.example | on call")),
        description: Some(text("Orders\nand <b>charges</b>")),
        labels: Vec::new(),
        expires: None,
        domain: None,
        scale_traffic: Number::parse("1").unwrap(),
        budget: Budget::default(),
        failover: Vec::new(),
        exports: vec![name("order-placed"), name("orders"), name("charge")],
        uses: Vec::new(),
        inputs: vec![input()],
        classes: vec![data_class("account"), data_class("never-exported")],
        authenticators: vec![Authenticator {
            name: name("partner"),
            kind: AuthenticatorKind::ApiKey { secret: name("partner-key"), header: text("x-api-key") },
            span: Span::start_of(MAIN),
        }],
        secrets: vec![secret("psp-key"), secret("partner-key")],
        sites: vec![site()],
        events: vec![event("order-placed", true), event("archived", false), existing_event()],
        stores: vec![store()],
        services: Vec::new(),
        functions: vec![function()],
        flows: Vec::new(),
        policy: Vec::new(),
        waivers: Vec::new(),
        patches: Vec::new(),
    }
}

fn input() -> Input {
    Input {
        name: name("subnets"),
        from: vec![
            (None, at(InputOrigin::ParameterStore)),
            (Some(name("elsewhere")), at(InputOrigin::KubernetesSecret)),
        ],
        given_name: Some(at(Template::literal("/net/subnets"))),
        description: Some(text("private subnets of the account")),
        span: Span::start_of(MAIN),
    }
}

fn data_class(of: &str) -> DataClass {
    DataClass {
        name: name(of),
        contains: vec![name("personal.contact")],
        subjects: Vec::new(),
        regimes: Vec::new(),
        not_regimes: Vec::new(),
        stay_in: Vec::new(),
        purpose: None,
        basis: None,
        controller: None,
        description: None,
        span: Span::start_of(MAIN),
    }
}

fn secret(of: &str) -> Secret {
    Secret {
        name: name(of),
        description: None,
        existing: Vec::new(),
        versions: at(1),
        rotate: None,
        span: Span::start_of(MAIN),
    }
}

fn site() -> Site {
    Site {
        name: name("eu"),
        provider: at(Provider::Aws),
        region: Some(text("eu-central-1")),
        account: Some(text("111122223333")),
        country: None,
        flavour: at(Flavour::Knative),
        node: None,
        cluster: Cluster::default(),
        registry: None,
        secrets: None,
        gateway: None,
        kafka: None,
        mqtt: None,
        network: None,
        logs: None,
        telemetry: None,
        state: None,
        mechanism: Vec::new(),
        access: None,
        roles: None,
        alarms: None,
        limits: Vec::new(),
        span: Span::start_of(MAIN),
    }
}

fn event(of: &str, is_ordered: bool) -> Event {
    Event {
        name: name(of),
        made_from: None,
        via: at(Via::Queue),
        format: at(Format::Json),
        schema: Some(text("schemas/order.json")),
        carries: Some(vec![class("account")]),
        key: is_ordered.then(|| text("orderId")),
        is_ordered: at(is_ordered),
        retention: Some(at(Duration::from_secs(345_600))),
        size: None,
        encryption: at(Encryption::Platform),
        dead_letter: None,
        max_hops: None,
        producer: None,
        rate: None,
        peak: None,
        expected_size: None,
        stored: None,
        existing: Vec::new(),
        given_name: None,
        is_adopted: false,
        was: None,
        accept: Vec::new(),
        sites: vec![Id::new(0)],
        span: Span::start_of(MAIN),
    }
}

fn existing_event() -> Event {
    let id = Template(vec![Part::Text("arn:aws:sqs:eu|".to_owned()), Part::Input(Name::from("subnets"))]);
    let existing = Existing {
        site: Id::new(0),
        at: Name::from("eu"),
        id: Some(at(id)),
        topic: None,
        url: None,
        visibility_timeout: None,
        partitions: None,
        r#type: None,
        source: None,
        group: None,
        span: Span::start_of(MAIN),
    };
    Event { existing: vec![existing], ..event("old-orders", false) }
}

fn store() -> Store {
    Store {
        name: name("orders"),
        kind: at(StoreKind::Table),
        carries: Some(Vec::new()),
        key: Some(TableKey { partition: text("orderId"), sort: None }),
        indexes: Vec::new(),
        expires_by: None,
        retention: None,
        backup: None,
        is_protected: at(true),
        encryption: at(Encryption::Platform),
        size: None,
        growth: None,
        rate: None,
        existing: Vec::new(),
        given_name: None,
        is_adopted: false,
        was: None,
        accept: Vec::new(),
        sites: vec![Id::new(0)],
        span: Span::start_of(INCLUDED),
    }
}

fn function() -> Function {
    let order_placed = NodeRef { deployment: Id::new(0), node: NodeId::Event(Id::new(0)) };
    let to = Link {
        name: QualifiedName::own(Name::from("order-placed")),
        node: order_placed,
        span: Span::start_of(MAIN),
    };
    Function {
        name: name("charge"),
        source: Source::Folder(text("./charge")),
        build: Build::default(),
        runtime: Some(at(Runtime(Name::from("python3.13")))),
        entry: None,
        contract: at(Contract::Portable),
        memory: at(Size::from_mib(256)),
        cpu: None,
        architecture: at(Architecture::Arm64),
        ephemeral_disk: at(Size::from_mib(512)),
        timeout: at(Duration::from_secs(10)),
        scale: Scale { min: at(0), max: None, per_instance: at(1) },
        env: vec![(text("RELEASED"), at(Template::literal("2026-01-01")))],
        secrets: vec![SecretUse {
            variable: "PSP_KEY".to_owned(),
            secret: name("psp-key"),
            is_credential: false,
        }],
        egress: None,
        is_private: at(false),
        grants: Vec::new(),
        layers: Vec::new(),
        is_traced: at(false),
        logs_retention: at(Duration::from_secs(2_592_000)),
        encryption: at(FunctionEncryption::Platform),
        rollout: None,
        signing: None,
        permissions_boundary: None,
        owner: None,
        description: None,
        labels: Vec::new(),
        was: None,
        given_name: None,
        triggers: vec![entry()],
        invoke: None,
        calls: Vec::new(),
        emits: vec![Edge { to, count: at(Number::parse("1").unwrap()), drops: Vec::new(), prefix: None }],
        reads: Vec::new(),
        writes: Vec::new(),
        transforms: Vec::new(),
        accept: Vec::new(),
        duration_p50: None,
        duration_p99: None,
        cold_start: None,
        error_rate: None,
        rate: None,
        sites: vec![Id::new(0)],
        span: Span::start_of(MAIN),
    }
}

fn entry() -> faasc_model::Trigger {
    let route = faasc_model::Route { method: "POST".to_owned(), path: "/orders".to_owned() };
    faasc_model::Trigger {
        id: Name::from("http-post-orders"),
        kind: faasc_model::TriggerKind::Http(faasc_model::Http {
            route: at(route),
            auth: at(Auth::By(name("partner"))),
            body: None,
            returns: None,
            cors: None,
            rate_limit: None,
            expose: at(faasc_model::Expose::Public),
        }),
        is_enabled: at(true),
        accept: Vec::new(),
        rate: None,
        peak: None,
        size: None,
        span: Span::start_of(MAIN),
        kind_span: Span::start_of(MAIN),
    }
}

/// What a target would emit for [`program`].
pub(crate) fn emission() -> Emission {
    let mut emission = Emission::default();
    emission.tree.add("terraform/eu/main.tf", "# main\n");
    emission.tree.add("terraform/eu/events.tf", "# events\n");
    let mut record = |address: &str, node: &str, key_path: &str, rule: &'static str| {
        emission.record("eu", "terraform", address, node, key_path, rule);
    };
    record("aws_sqs_queue.order-placed", "events.order-placed", "events.order-placed", "queue of an event");
    record("aws_dynamodb_table.orders", "stores.orders", "stores.orders", "table of a store");
    record("aws_secretsmanager_secret.psp-key", "secrets.psp-key", "secrets.psp-key", "secret");
    record(
        "aws_apigatewayv2_route.charge",
        "functions.charge",
        "functions.charge.triggers.http-post-orders",
        "route",
    );
    emission.remark("needs the bridge before it starts");
    emission.remark("a remark that comes first");
    emission.steps.push((
        "eu".to_owned(),
        Step {
            title: "make the resources".to_owned(),
            commands: vec![
                "terraform -chdir=terraform/eu init".to_owned(),
                "terraform -chdir=terraform/eu apply".to_owned(),
            ],
            note: "Digests of images come first: see `images.auto.tfvars.json`.".to_owned(),
        },
    ));
    emission.steps.push((
        "eu".to_owned(),
        Step { title: "fill the secrets".to_owned(), commands: Vec::new(), note: String::new() },
    ));
    emission
}

/// The described emission of [`program`].
pub(crate) fn described() -> Emission {
    let program = program();
    let plan = Plan::new(&program, Id::new(0), faasc_facts::Facts::builtin());
    let mut emission = emission();
    describe(&plan, &sources(), &mut emission);
    emission
}

/// A file of [`described`].
pub(crate) fn file(path: &str) -> String {
    let emission = described();
    String::from_utf8(emission.tree.get(path).unwrap().bytes.clone()).unwrap()
}
