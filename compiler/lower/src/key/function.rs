//! `functions` and `defaults`.

use crate::form::{
    Fact, Form, Kind, KindsForm, Late, MapForm, NameOf, NamedForm, Ref, Scalar, grammar, key, map, named,
    needed,
};
use crate::key::event::{ENVIRONMENTS, HOST_NAME};
use crate::key::top::{BOOL, DURATION, LABELS, TEXT, TEXTS, of, to};
use crate::key::trigger::TRIGGER;

const PASSED: Form = Form::Scalar(Scalar::Passed(Late::Passed));
const PASSED_WITH_SITE: Form = Form::Scalar(Scalar::Passed(Late::PassedWithSite));
const PATH: Form = Form::Scalar(Scalar::Path);

#[rustfmt::skip]
static SOURCE_KINDS: KindsForm = KindsForm { what: "a source", common: &[], kinds: &[
    Kind { key: needed("git", TEXT, "A repository.", "\"https://git.shop.example/report.git\""), own: &[
        needed("rev", TEXT, "The revision: a full commit id outside local environments.", "4f2d…"),
        key("path", TEXT, "The folder in it.", "its root", "fn"),
    ] },
    Kind { key: needed("image", TEXT, "An image with its digest.", "ghcr.io/acme/fn@sha256:…"), own: &[] },
] };
const SOURCE: Form = Form::Either(&[PATH, Form::Kinds(&SOURCE_KINDS)]);

static ARGS: NamedForm =
    named("a build argument", NameOf::Grammar(&grammar::VARIABLE), Form::Scalar(Scalar::Plain));
#[rustfmt::skip]
static BUILD: MapForm = map("how it is built", &[
    key("command", TEXT, "Runs in the source folder after the dependencies are there, by `faasc build` and nothing else.", "none", "npm run build"),
    key("output", TEXT, "The folder, `.zip` or `.jar` that the command makes; alone, nothing is built.", "the source folder", "dist"),
    key("dockerfile", TEXT, "A Dockerfile of your own, relative to the source folder.", "made", "Dockerfile"),
    key("args", Form::Named(&ARGS), "Arguments of the image's build.", "none", "{ VERSION: \"3\" }"),
    key("exclude", TEXTS, "Globs of what stays out of the package.", "none", "[\"*.md\"]"),
]);

#[rustfmt::skip]
static SCALE: MapForm = map("a scale", &[
    key("min", Form::Scalar(Scalar::Integer(0, 10_000)), "Instances that are kept warm.", "0; 1 on plain clusters", "1"),
    key("max", Form::Scalar(Scalar::Integer(1, 1_000_000)), "The most instances.", "the site's", "50"),
    key("per_instance", Form::Scalar(Scalar::Integer(1, 1000)), "Concurrent requests of one instance.", "1", "10"),
]);

static ENV: NamedForm =
    named("a variable", NameOf::Grammar(&grammar::VARIABLE), Form::Scalar(Scalar::Variable));
static SECRET_MAP: NamedForm = named("a variable", NameOf::Grammar(&grammar::VARIABLE), to(Ref::Secret));
#[rustfmt::skip]
static NETWORK: MapForm = map("its network", &[
    key("egress", Form::List(&PASSED), "All hosts that it may reach.", "not said", "[api.psp.example]"),
    key("private", BOOL, "Runs it in the site's network.", "false", "true"),
]);

#[rustfmt::skip]
static AWS_STATEMENT: MapForm = map("a statement", &[
    needed("actions", Form::NonEmptyList(&PASSED_WITH_SITE), "What is allowed.", "[\"ses:SendEmail\"]"),
    needed("resources", Form::NonEmptyList(&PASSED_WITH_SITE), "On what.", "[\"arn:aws:ses:${site.region}:${site.account}:identity/shop.example\"]"),
    key("conditions", Form::Literal(Some(Late::PassedWithSite)), "When.", "always", "{ StringEquals: { \"ses:FromAddress\": a@shop.example } }"),
]);
#[rustfmt::skip]
static ROLES_STATEMENT: MapForm = map("a statement", &[
    needed("roles", Form::NonEmptyList(&PASSED_WITH_SITE), "The roles that it gets.", "[roles/cloudtranslate.user]"),
    needed("resources", Form::NonEmptyList(&PASSED_WITH_SITE), "On what: full resource names or scopes.", "[projects/p]"),
]);
#[rustfmt::skip]
static KUBERNETES_STATEMENT: MapForm = map("a statement", &[
    key("api_groups", TEXTS, "API groups.", "the core group", "[apps]"),
    needed("resources", Form::NonEmptyList(&PASSED_WITH_SITE), "Kinds of object.", "[configmaps]"),
    needed("verbs", Form::NonEmptyList(&PASSED_WITH_SITE), "What is allowed.", "[get]"),
]);
#[rustfmt::skip]
static GRANT: KindsForm = KindsForm { what: "a grant",
    common: &[needed("because", Form::Scalar(Scalar::Reason), "Why it is needed; shown in the plan as hand-made.", "the mail goes out through SES")],
    kinds: &[
        Kind { key: needed("aws", Form::Map(&AWS_STATEMENT), "A statement of AWS.", "{ actions: [\"ses:SendEmail\"], resources: [\"…\"] }"), own: &[] },
        Kind { key: needed("gcp", Form::Map(&ROLES_STATEMENT), "Roles of Google Cloud.", "{ roles: [roles/cloudtranslate.user], resources: [\"…\"] }"), own: &[] },
        Kind { key: needed("azure", Form::Map(&ROLES_STATEMENT), "Roles of Azure.", "{ roles: [Reader], resources: [\"…\"] }"), own: &[] },
        Kind { key: needed("kubernetes", Form::Map(&KUBERNETES_STATEMENT), "A rule of a cluster.", "{ resources: [configmaps], verbs: [get] }"), own: &[] },
    ],
};

static LOGS: MapForm =
    map("its logs", &[key("retention", DURATION, "How long they are kept.", "30d", "14d")]);
static KEY_ID: MapForm = map(
    "a key that is there",
    &[needed("key", PASSED, "Its id.", "arn:aws:kms:eu-central-1:111122223333:key/1")],
);
const ENCRYPTION: Form =
    Form::Either(&[Form::Scalar(Scalar::Word(crate::key::event::ENCRYPTIONS)), Form::Map(&KEY_ID)]);
#[rustfmt::skip]
static ROLLOUT: MapForm = map("a rollout", &[
    needed("canary", Form::Scalar(Scalar::Share), "The part that goes first.", "10%"),
    needed("every", DURATION, "The time between steps.", "5m"),
]);
static SIGNING: MapForm =
    map("a signature of code", &[needed("profile", PASSED, "The signing profile's id.", "arn:aws:signer:…")]);

pub(crate) const EXTERNAL: Form = Form::Scalar(Scalar::Word(&["external"]));
#[rustfmt::skip]
pub(crate) static BY_PRINCIPALS: MapForm = map("who may", &[
    needed("by", Form::NonEmptyList(&PASSED), "Principals in the host's words; the permission is emitted.", "[\"arn:aws:iam::444455556666:role/partner\"]"),
    needed("because", Form::Scalar(Scalar::Reason), "Why.", "the partner delivers files"),
]);

static DROPS: NamedForm =
    named("a class that stays behind", NameOf::Ref(Ref::Class), Form::Scalar(Scalar::Reason));
#[rustfmt::skip]
static OPERATION: MapForm = map("an edge", &[
    key("count", Form::Scalar(Scalar::Number), "Operations for each handled unit (request, message, tick), whatever the batch.", "1", "0.2"),
    key("drops", Form::Named(&DROPS), "Classes that stay behind, each with its reason: a trust point.", "none", "{ account: only the title goes on }"),
]);
#[rustfmt::skip]
static STORE_OPERATION: MapForm = map("an edge", &[
    key("count", Form::Scalar(Scalar::Number), "Operations for each handled unit (request, message, tick), whatever the batch.", "1", "0.2"),
    key("drops", Form::Named(&DROPS), "Classes that stay behind, each with its reason: a trust point.", "none", "{ account: only the title goes on }"),
    key("prefix", TEXT, "Of a bucket: the only part that is touched, and that the grant covers.", "all of it", "thumbnails/"),
]);
const COUNT_OR_EDGE: Form = Form::Either(&[Form::Scalar(Scalar::Number), Form::Map(&OPERATION)]);
const COUNT_OR_STORE_EDGE: Form = Form::Either(&[Form::Scalar(Scalar::Number), Form::Map(&STORE_OPERATION)]);
static CALLS: NamedForm = named("a call", NameOf::Ref(Ref::Callee), COUNT_OR_EDGE);
static EMITS: NamedForm = named("an emitted event", NameOf::Ref(Ref::Event), COUNT_OR_EDGE);
static STORE_EDGES: NamedForm = named("a store", NameOf::Ref(Ref::Store), COUNT_OR_STORE_EDGE);

#[rustfmt::skip]
static TRANSFORM: MapForm = map("a declassification", &[
    needed("from", Form::OneOrMany(&to(Ref::Class)), "The class or classes that go in.", "viewing"),
    needed("to", to(Ref::ClassOrNone), "The class that comes out, or `none`.", "none"),
    needed("by", Form::Scalar(Scalar::Fact(Fact::Declassifier)), "A method of the fact base.", "aggregate"),
    needed("because", Form::Scalar(Scalar::Reason), "Why it does.", "minimum group size 50"),
    needed("evidence", TEXT, "What proves it: a text or a path.", "docs/k-anonymity.md"),
    needed("approved_by", TEXT, "Who approved.", "dpo@video.example"),
    needed("expires", Form::Scalar(Scalar::Date), "The last day on which it holds.", "2031-06-30"),
]);

#[rustfmt::skip]
static DURATION_OF: MapForm = map("a duration", &[
    key("p50", Form::Estimate(Scalar::Duration), "Half of the runs are faster.", "a documented default", "12ms"),
    key("p99", Form::Estimate(Scalar::Duration), "99 of 100 runs are faster.", "a documented default", "60ms"),
]);
#[rustfmt::skip]
static EXPECT: MapForm = map("what is expected of a function", &[
    key("duration", Form::Map(&DURATION_OF), "How long a run takes.", "a documented default", "{ p50: 12ms, p99: 60ms }"),
    key("cold_start", Form::Estimate(Scalar::Duration), "How long a cold start takes.", "a documented default", "800ms"),
    key("error_rate", Form::Estimate(Scalar::Share), "How often it fails.", "a documented default", "1%"),
    key("rate", Form::Estimate(Scalar::Rate), "How often it is started from outside (`invoke`).", "a documented default", "10/h"),
]);

macro_rules! function_keys {
    ($($extra:expr),* $(,)?) => { &[
        $($extra,)*
        key("build", Form::Map(&BUILD), "How it is built. Dependencies come by the lock file and its own tool.", "by the runtime's own tool", "{ command: npm run build, output: dist }"),
        key("runtime", of(&grammar::RUNTIME), "The language runtime. Required unless the source is an image.", "none", "python3.13"),
        key("entry", TEXT, "The handler: `dir/main.py:handler`, `index.js:handler`, `com.example.App::handle`.", "`main.py`, `index.js`, or what the build makes", "main.py:handler"),
        key("contract", Form::Scalar(Scalar::Word(&["portable", "aws-lambda", "aws-lambda-v1"])), "How it is spoken to: HTTP and CloudEvents on `$PORT`, or as an existing Lambda handler (`-v1`: HTTP in payload format 1.0).", "portable", "portable"),
        key("memory", Form::Scalar(Scalar::Size), "Memory.", "256MiB", "512MiB"),
        key("cpu", Form::Scalar(Scalar::Number), "Processors, in vCPU.", "what goes with the memory", "0.5"),
        key("architecture", Form::Scalar(Scalar::Word(&["x86_64", "arm64"])), "The processor.", "x86_64", "arm64"),
        key("ephemeral_disk", Form::Scalar(Scalar::Size), "Scratch space.", "512MiB", "1GiB"),
        key("timeout", DURATION, "The longest run.", "10s", "30s"),
        key("scale", Form::Map(&SCALE), "How many run at once.", "{ min: 0, per_instance: 1 }", "{ min: 1, max: 50 }"),
        key("env", Form::Named(&ENV), "Environment variables. Credentials belong under `secrets`, never here.", "none", "{ LOG_LEVEL: info }"),
        key("secrets", Form::Either(&[Form::List(&to(Ref::Secret)), Form::Named(&SECRET_MAP)]), "Secrets that it finds in its environment: a list (`FAASC_SECRET_X`), or variable to secret.", "none", "[psp-key]"),
        key("network", Form::Map(&NETWORK), "What it may reach, and from where.", "{ private: false }", "{ egress: [api.psp.example] }"),
        key("grants", Form::List(&Form::Kinds(&GRANT)), "Further permissions in a provider's own words.", "none", "[{ aws: { actions: [\"ses:SendEmail\"], resources: [\"…\"] }, because: mail }]"),
        key("layers", Form::List(&PASSED), "Layers of AWS.", "none", "[\"arn:aws:lambda:…\"]"),
        key("tracing", BOOL, "Whether traces are taken.", "false", "true"),
        key("logs", Form::Map(&LOGS), "How its logs are kept.", "{ retention: 30d }", "{ retention: 14d }"),
        key("encryption", ENCRYPTION, "Whose key encrypts environment and logs.", "platform", "customer"),
        key("rollout", Form::Map(&ROLLOUT), "How a new version takes over.", "all at once", "{ canary: 10%, every: 5m }"),
        key("signing", Form::Map(&SIGNING), "The profile that signs the code.", "none", "{ profile: \"arn:aws:signer:…\" }"),
        key("permissions_boundary", PASSED, "The boundary of its role.", "the site's", "arn:aws:iam::111122223333:policy/edge"),
        key("owner", TEXT, "Who answers for it.", "the app's", "pay-team@video.example"),
        key("description", TEXT, "What it does.", "", "bills the viewer"),
        key("labels", Form::Named(&LABELS), "Labels, emitted as tags.", "none", "{ tier: gold }"),
        key("only_in", ENVIRONMENTS, "The environments in which it exists.", "all", "[staging]"),
        key("was", of(&grammar::NAME), "The name that it had: a rename, not a replacement.", "none", "on-payment"),
        key("name", of(&HOST_NAME), "The emitted name.", "computed", "tickets-sell"),
        key("invoke", Form::Either(&[EXTERNAL, Form::Map(&BY_PRINCIPALS)]), "Who starts it from outside: `external`, or principals that get the permission.", "nobody", "external"),
        key("accept", Form::Map(&crate::key::trigger::ACCEPT), "Guarantees that may be weaker on a host, each with its reason.", "none", "{ batch: one by one is fine }"),
        key("expect", Form::Map(&EXPECT), "What is expected of it.", "a documented default", "{ duration: { p50: 12ms, p99: 60ms } }"),
    ] };
}

static TRIGGER_FORM: Form = Form::Kinds(&TRIGGER);
static CALLS_FORMS: [Form; 2] = [Form::List(&CALLEE), Form::Named(&CALLS)];
static EMITS_FORMS: [Form; 2] = [Form::List(&EVENT), Form::Named(&EMITS)];
static STORE_FORMS: [Form; 2] = [Form::List(&STORE), Form::Named(&STORE_EDGES)];
static CALLEE: Form = to(Ref::Callee);
static EVENT: Form = to(Ref::Event);
static STORE: Form = to(Ref::Store);
static TRANSFORM_FORM: Form = Form::Map(&TRANSFORM);

pub(crate) static FUNCTIONS: NamedForm =
    NamedForm { is_filled: true, ..named("a function", NameOf::Declared, Form::Map(&FUNCTION)) };

/// A function.
#[rustfmt::skip]
pub(crate) static FUNCTION: MapForm = map("a function", function_keys!(
    needed("source", SOURCE, "Where the code is: a folder, `{ git, rev, path }`, or `{ image }`.", "./functions/charge"),
    key("triggers", Form::List(&TRIGGER_FORM), "What wakes it.", "none: it is called, an authenticator, or started from outside", "[{ schedule: every 5m }]"),
    key("calls", Form::Either(&CALLS_FORMS), "Functions and services that it calls synchronously: a list, or name to operations for each handled unit.", "none", "{ psp: 1 }"),
    key("emits", Form::Either(&EMITS_FORMS), "Events that it sends: a list, or name to messages for each handled unit.", "none", "{ charge-due: 0.2 }"),
    key("reads", Form::Either(&STORE_FORMS), "Stores that it reads: gives get, query, scan and list.", "none", "[ledger]"),
    key("writes", Form::Either(&STORE_FORMS), "Stores that it writes: gives put, update and delete.", "none", "{ ledger: 2 }"),
    key("transforms", Form::List(&TRANSFORM_FORM), "Declassifications: trust points.", "none", "[]"),
));

/// What `defaults` and `environments.NAME.functions` may set: any key of a function but `source`, `triggers` and edges.
#[rustfmt::skip]
pub(crate) static DEFAULTS: MapForm = map("the defaults of functions", function_keys!());
