//! `sites`: where things may run.

use crate::form::{
    Fact, Form, Kind, KindsForm, Late, MapForm, NameOf, NamedForm, Ref, Scalar, grammar, key, map, named,
    needed,
};
use crate::key::data::PLACES;
use crate::key::service::MECHANISM;
use crate::key::top::{BOOL, DURATION, TEXT, of, to};

const PASSED: Form = Form::Scalar(Scalar::Passed(Late::Passed));
const PASSED_LIST: Form = Form::OneOrMany(&PASSED);
static PROVIDERS: &[&str] = &["aws", "gcp", "azure", "linode", "kubernetes", "local"];
const COUNT: Form = Form::Scalar(Scalar::Integer(1, 1_000_000));

#[rustfmt::skip]
static PLACE_MAP: MapForm = map("a place", &[
    needed("located", Form::NonEmptyList(&Form::Scalar(Scalar::Country(true))), "The countries.", "[\"DE\"]"),
    key("service", TEXT, "Whose it is.", "not said", "Grafana Cloud"),
]);
/// A site's name, or `{ located, service }`.
pub(crate) const PLACE: Form = Form::Either(&[to(Ref::Site), Form::Map(&PLACE_MAP)]);

static NODE: MapForm = map(
    "the machines of a cluster",
    &[
        needed("type", of(&grammar::NODE_TYPE), "The type of machine.", "linode:g6-standard-4"),
        needed("count", COUNT, "How many.", "3"),
    ],
);
#[rustfmt::skip]
static BROKER_MAP: MapForm = map("a class of broker", &[
    needed("class", TEXT, "The class of the Knative broker.", "MTChannelBasedBroker"),
    needed("config", of(&grammar::NAMESPACED), "Its configuration.", "knative-eventing/kafka-channel"),
]);
const BROKER: Form =
    Form::Either(&[Form::Scalar(Scalar::Word(&["kafka", "rabbitmq", "nats"])), Form::Map(&BROKER_MAP)]);
#[rustfmt::skip]
static CLUSTER: MapForm = map("what is there on a cluster", &[
    key("version", TEXT, "Version of Kubernetes.", "not said", "\"1.33\""),
    key("broker", BROKER, "What carries queues, topics, buses and streams.", "kafka where the site has `kafka`", "kafka"),
    key("gateway", of(&grammar::NAMESPACED), "The gateway of entries.", "faasc-system/public", "public/edge"),
    key("issuer", TEXT, "The ClusterIssuer of certificates.", "TLS is the gateway's", "letsencrypt"),
    key("max_timeout", DURATION, "The longest run that the operator allows.", "the flavour's default", "20m"),
    key("egress", Form::Scalar(Scalar::Word(&["cilium", "proxy"])), "What enforces egress by host name.", "nothing", "cilium"),
]);
#[rustfmt::skip]
static GATEWAY: KindsForm = KindsForm { what: "a gateway that is there", common: &[], kinds: &[
    Kind { key: needed("api", PASSED, "An API to which our routes are added.", "a1b2c3d4"), own: &[] },
    Kind { key: needed("listener", PASSED, "A listener of a load balancer to which our rules are added.", "\"arn:aws:elasticloadbalancing:…\""), own: &[
        needed("priority", Form::Scalar(Scalar::Integer(1, 50_000)), "The first priority of our rules.", "100"),
    ] },
] };
#[rustfmt::skip]
static KAFKA: MapForm = map("the Kafka of a site", &[
    key("cluster", PASSED, "A managed cluster's ARN.", "none", "\"${inputs.msk}\""),
    key("bootstrap", PASSED, "Addresses of brokers.", "none", "\"kafka.streaming.svc:9092\""),
    key("auth", Form::Scalar(Scalar::Word(&["iam", "scram", "mtls"])), "How it knows us.", "none", "iam"),
    key("credential", to(Ref::Secret), "The secret with user and password, or certificate.", "none", "kafka-login"),
]);
#[rustfmt::skip]
static MQTT: MapForm = map("the MQTT broker of a site", &[
    needed("url", PASSED, "Its address.", "mqtts://broker.example:8883"),
    key("credential", to(Ref::Secret), "The secret for it.", "none", "broker-login"),
]);
#[rustfmt::skip]
static NETWORK: MapForm = map("the network of a site", &[
    key("subnets", PASSED_LIST, "Subnets; an input may stand for the list.", "none", "\"${inputs.subnets}\""),
    key("security_groups", PASSED_LIST, "Security groups.", "none", "[sg-1]"),
    key("nat", BOOL, "Whether there is a way out.", "not said", "true"),
    key("endpoints", PASSED_LIST, "Services of the provider that are reached inside.", "none", "[sqs, dynamodb]"),
]);
static ROLES: MapForm = map(
    "what every role has",
    &[
        key("path", TEXT, "The path of every role that is emitted.", "/", "/faasc/"),
        key(
            "permissions_boundary",
            PASSED,
            "The boundary of every role that is emitted.",
            "none",
            "arn:aws:iam::111122223333:policy/edge",
        ),
    ],
);
static LIMITS: NamedForm = named("a limit", NameOf::Fact(Fact::Limit), Form::Map(&LIMIT));
#[rustfmt::skip]
static LIMIT: MapForm = map("a raised limit", &[
    needed("value", Form::Scalar(Scalar::Plain), "Its value here, in the limit's own unit.", "3000"),
    needed("because", Form::Scalar(Scalar::Reason), "Why it differs.", "case 12345 of 2026-05"),
]);

macro_rules! site_keys {
    ($provider:expr) => {
        &[
            $provider,
            key(
                "region",
                of(&grammar::REGION),
                "The provider's own name of the region. Required on clouds.",
                "none",
                "eu-central-1",
            ),
            key(
                "account",
                of(&grammar::ACCOUNT),
                "The account of AWS, in quotes. Required where a node of another site or app uses this one.",
                "that of the credentials",
                "\"111122223333\"",
            ),
            key(
                "project",
                of(&grammar::ACCOUNT),
                "The project of Google Cloud.",
                "that of the credentials",
                "video-prod",
            ),
            key(
                "subscription",
                of(&grammar::ACCOUNT),
                "The subscription of Azure.",
                "that of the credentials",
                "00000000-0000-0000-0000-000000000000",
            ),
            key(
                "country",
                Form::Scalar(Scalar::Country(false)),
                "The country, where the provider has no table of regions.",
                "the region's",
                "\"DE\"",
            ),
            key(
                "flavour",
                Form::Scalar(Scalar::Word(&["knative", "keda", "plain"])),
                "What runs functions on a cluster.",
                "knative",
                "keda",
            ),
            key(
                "node",
                Form::Map(&NODE),
                "The machines of a cluster, for its cost.",
                "not said",
                "{ type: \"linode:g6-standard-4\", count: 3 }",
            ),
            key(
                "cluster",
                Form::Map(&CLUSTER),
                "What is there on a cluster.",
                "Knative's defaults",
                "{ broker: kafka }",
            ),
            key("registry", PASSED, "Where images lie.", "none", "registry.video.example/app"),
            key(
                "secrets",
                of(&grammar::SECRET_STORE),
                "Where secrets lie.",
                "the host's own place",
                "aws-parameter-store",
            ),
            key(
                "gateway",
                Form::Kinds(&GATEWAY),
                "A gateway that is there: what it checks itself is an assumption.",
                "one HTTP API an app is made",
                "{ api: a1b2c3d4 }",
            ),
            key(
                "kafka",
                Form::Map(&KAFKA),
                "The Kafka of the site; needed wherever a Kafka event stands.",
                "none",
                "{ bootstrap: \"kafka.streaming.svc:9092\" }",
            ),
            key(
                "mqtt",
                Form::Map(&MQTT),
                "The MQTT broker of the site.",
                "on aws the account's IoT Core",
                "{ url: \"mqtts://broker.example\" }",
            ),
            key(
                "network",
                Form::Map(&NETWORK),
                "The network in which private functions run.",
                "none",
                "{ subnets: [subnet-1] }",
            ),
            key(
                "logs",
                PLACE,
                "Where logs lie.",
                "at the site where the target pins them, else where the fact base says",
                "{ located: [\"DE\"] }",
            ),
            key(
                "telemetry",
                PLACE,
                "Where traces and metrics go.",
                "none is sent",
                "{ located: [\"DE\"], service: Grafana Cloud }",
            ),
            key("state", PLACE, "Where Terraform's state lies.", "at the site", "{ located: [\"DE\"] }"),
            key(
                "mechanism",
                MECHANISM,
                "What makes transfers to its operator lawful.",
                "none",
                "{ by: dpf-certified, evidence: register 1234 }",
            ),
            key(
                "access",
                PLACES,
                "Countries from which the operator's staff can read.",
                "not judged",
                "[\"DE\"]",
            ),
            key("roles", Form::Map(&ROLES), "What every emitted role has.", "nothing", "{ path: /faasc/ }"),
            key(
                "alarms",
                PASSED,
                "Where alarms go: a topic's id or an address.",
                "nowhere",
                "\"arn:aws:sns:…\"",
            ),
            key(
                "limits",
                Form::Named(&LIMITS),
                "Limits that differ here from the usual figure.",
                "none",
                "{ aws.lambda.concurrency_account: { value: 3000, because: case 12345 } }",
            ),
        ]
    };
}

pub(crate) static SITES: NamedForm = named("a site", NameOf::Declared, Form::Map(&SITE));

#[rustfmt::skip]
static SITE: MapForm = map("a site", site_keys!(
    needed("provider", Form::Scalar(Scalar::Word(PROVIDERS)), "Whose machines.", "aws")
));

/// What an environment may say about a site.
#[rustfmt::skip]
pub(crate) static SITE_OVERRIDE: MapForm = map("a site", site_keys!(
    key("provider", Form::Scalar(Scalar::Word(PROVIDERS)), "Whose machines.", "the site's", "aws")
));
