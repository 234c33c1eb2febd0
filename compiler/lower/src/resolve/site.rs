//! Sites: which ones a deployment uses, and what each is here.

use faasc_model::{
    Broker, Cluster, Egress, Flavour, Gateway, Kafka, KafkaAuth, LimitOverride, Mqtt, Network, NodePool,
    Provider, Roles, SecretStore, Site, SiteId,
};
use faasc_source::{Span, Spanned};
use faasc_syntax::Entry;
use rustc_hash::FxHashMap;

use super::Cx;
use super::place::place;
use super::scope::{name_of, or};
use super::service::mechanisms;
use crate::fault::app as fault;
use crate::form::grammar;
use crate::names::Section;
use crate::read::Reader;
use crate::view::View;

static PROVIDERS: &[&str] = &["aws", "gcp", "azure", "linode", "kubernetes", "local"];

/// The sites of the deployment in the order of its scope.
pub(crate) fn sites(cx: &mut Cx<'_>, environment: Option<&View<'_>>) -> Vec<Site> {
    let overrides = environment.and_then(|view| view.get("sites"));
    let ids = cx.scope().sites.clone();
    let entries = cx.entries(Section::Sites);
    let mut found: Vec<(SiteId, Site)> = Vec::new();
    for entry in entries {
        let Some(id) = ids.get(entry.key.text) else { continue };
        let over = overrides.as_ref().and_then(|view| view.node(entry.key.text));
        if let Some(view) = View::over([Some(entry.value), over].into_iter().flatten()) {
            let site = site(&mut cx.reader, &ids, entry, &view);
            judge(cx, &site, &view);
            found.push((*id, site));
        }
    }
    if let Some(id) = ids.get("local")
        && found.iter().all(|(known, _)| known != id)
    {
        found.push((*id, undeclared_local(Span::start_of(cx.app().trees[0].file()))));
    }
    found.sort_by_key(|(id, _)| *id);
    // Ids lead somewhere also where a name led nowhere or a site could not be read: both were said, and a site that
    // asks for nothing adds no finding of its own.
    let stand_in = || undeclared_local(Span::start_of(cx.app().trees[0].file()));
    let mut sites: Vec<Site> = Vec::with_capacity(ids.len().max(1));
    for (id, site) in found {
        sites.resize_with(id.index(), stand_in);
        sites.push(site);
    }
    sites.resize_with(ids.len().max(1), stand_in);
    sites
}

/// The site `local`, which exists undeclared.
fn undeclared_local(span: Span) -> Site {
    Site {
        name: Spanned::new("local".into(), span),
        provider: Spanned::new(Provider::Local, span),
        region: None,
        account: None,
        country: None,
        flavour: Spanned::new(Flavour::Knative, span),
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
        span,
    }
}

/// The provider of a site as written, for the first look at it.
pub(crate) fn provider(reader: &mut Reader<'_>, view: &View<'_>) -> Option<Spanned<Provider>> {
    reader.word(view, "provider", PROVIDERS, Provider::from_word)
}

fn site(reader: &mut Reader<'_>, ids: &FxHashMap<String, SiteId>, entry: Entry<'_>, view: &View<'_>) -> Site {
    let owner = entry.key.span;
    let flavour = reader.word(view, "flavour", &["knative", "keda", "plain"], |word| {
        Some(match word {
            "knative" => Flavour::Knative,
            "keda" => Flavour::Keda,
            "plain" => Flavour::Plain,
            _ => return None,
        })
    });
    let account = ["account", "project", "subscription"]
        .iter()
        .find_map(|key| reader.of_grammar(view, key, &grammar::ACCOUNT));
    Site {
        name: name_of(entry),
        provider: or(provider(reader, view), Provider::Local, owner),
        region: reader.of_grammar(view, "region", &grammar::REGION),
        account,
        country: reader.country(view, "country"),
        flavour: or(flavour, Flavour::Knative, owner),
        node: node(reader, view),
        cluster: cluster(reader, view),
        registry: reader.template(view, "registry"),
        secrets: secret_store(reader, view),
        gateway: gateway(reader, view),
        kafka: kafka(reader, view),
        mqtt: mqtt(reader, view),
        network: network(reader, view),
        logs: place(reader, ids, view, "logs"),
        telemetry: place(reader, ids, view, "telemetry"),
        state: place(reader, ids, view, "state"),
        mechanism: mechanisms(reader, view),
        access: view.node("access").map(|_| reader.countries(view, "access")),
        roles: view.get("roles").map(|roles| Roles {
            path: reader.text(&roles, "path"),
            permissions_boundary: reader.template(&roles, "permissions_boundary"),
        }),
        alarms: reader.template(view, "alarms"),
        limits: limits(reader, view),
        span: entry.key.span.to(entry.value.span()),
    }
}

/// Where the site is must be known, in its provider's own words.
fn judge(cx: &mut Cx<'_>, site: &Site, view: &View<'_>) {
    let (provider, about) = (site.provider.value, site.key_path());
    let name = site.name.value.clone();
    match provider {
        Provider::Aws | Provider::Gcp | Provider::Azure | Provider::Linode => match &site.region {
            Some(region) if !crate::known::has_region(cx.facts, provider, &region.value) => {
                let known = crate::known::regions(cx.facts, provider);
                let known = known.iter().map(String::as_str);
                cx.say(
                    fault::unknown_region(region.span, &region.value, provider.word(), known).about(about),
                );
            }
            Some(_) => {}
            None if view.lacks("region") => {
                cx.say(fault::no_region(site.name.span, &name, provider.word()).about(about));
            }
            None => {}
        },
        Provider::Kubernetes if view.lacks("country") => {
            cx.say(fault::no_country(site.name.span, &name).about(about));
        }
        Provider::Kubernetes | Provider::Local => {}
    }
    let wanted = match provider {
        Provider::Aws => ("account", "AWS has an `account`"),
        Provider::Gcp => ("project", "Google Cloud has a `project`"),
        Provider::Azure => ("subscription", "Azure has a `subscription`"),
        Provider::Linode | Provider::Kubernetes | Provider::Local => ("", "leave it out"),
    };
    for key in ["account", "project", "subscription"] {
        if let Some(entry) = view.entry(key).filter(|_| key != wanted.0) {
            cx.say(
                fault::wrong_account_key(entry.key.span, key, provider.word(), wanted.1)
                    .about(site.key_path()),
            );
        }
    }
}

fn node(reader: &mut Reader<'_>, view: &View<'_>) -> Option<NodePool> {
    let node = view.get("node")?;
    Some(NodePool {
        r#type: reader.of_grammar(&node, "type", &grammar::NODE_TYPE)?,
        count: reader.whole(&node, "count", 1, 1_000_000)?,
    })
}

fn cluster(reader: &mut Reader<'_>, view: &View<'_>) -> Cluster {
    let Some(cluster) = view.get("cluster") else { return Cluster::default() };
    let broker = cluster.node("broker").filter(|node| !reader.bad.has(*node)).and_then(|node| {
        if node.as_map().is_some() {
            let view = View::of(node);
            let class = reader.text(&view, "class")?;
            let config = reader.of_grammar(&view, "config", &grammar::NAMESPACED)?;
            return Some(Spanned::new(Broker::Class { class, config }, node.span()));
        }
        reader.word_of(node, &["kafka", "rabbitmq", "nats"], |word| {
            Some(match word {
                "kafka" => Broker::Kafka,
                "rabbitmq" => Broker::Rabbitmq,
                "nats" => Broker::Nats,
                _ => return None,
            })
        })
    });
    Cluster {
        version: reader.text(&cluster, "version"),
        broker,
        gateway: reader.of_grammar(&cluster, "gateway", &grammar::NAMESPACED),
        issuer: reader.text(&cluster, "issuer"),
        max_timeout: reader.duration(&cluster, "max_timeout"),
        egress: reader.word(&cluster, "egress", &["cilium", "proxy"], |word| {
            Some(if word == "cilium" { Egress::Cilium } else { Egress::Proxy })
        }),
    }
}

fn secret_store(reader: &mut Reader<'_>, view: &View<'_>) -> Option<Spanned<SecretStore>> {
    let found = reader.of_grammar(view, "secrets", &grammar::SECRET_STORE)?;
    Some(found.map(|text| match text.as_str() {
        "aws-secretsmanager" => SecretStore::AwsSecretsmanager,
        "aws-parameter-store" => SecretStore::AwsParameterStore,
        "gcp-secret-manager" => SecretStore::GcpSecretManager,
        "azure-key-vault" => SecretStore::AzureKeyVault,
        "kubernetes" => SecretStore::Kubernetes,
        other => SecretStore::ExternalSecrets(other.trim_start_matches("external-secrets:").to_owned()),
    }))
}

fn gateway(reader: &mut Reader<'_>, view: &View<'_>) -> Option<Spanned<Gateway>> {
    let gateway = view.get("gateway")?;
    let found = match reader.template(&gateway, "api") {
        Some(api) => Gateway::Api(api),
        None => Gateway::Listener {
            listener: reader.template(&gateway, "listener")?,
            priority: reader.whole(&gateway, "priority", 1, 50_000)?,
        },
    };
    Some(Spanned::new(found, gateway.span()))
}

fn kafka(reader: &mut Reader<'_>, view: &View<'_>) -> Option<Kafka> {
    let kafka = view.get("kafka")?;
    Some(Kafka {
        cluster: reader.template(&kafka, "cluster"),
        bootstrap: reader.template(&kafka, "bootstrap"),
        auth: reader.word(&kafka, "auth", &["iam", "scram", "mtls"], |word| {
            Some(match word {
                "iam" => KafkaAuth::Iam,
                "scram" => KafkaAuth::Scram,
                "mtls" => KafkaAuth::Mtls,
                _ => return None,
            })
        }),
        credential: reader.name(&kafka, "credential"),
        span: kafka.span(),
    })
}

fn mqtt(reader: &mut Reader<'_>, view: &View<'_>) -> Option<Mqtt> {
    let mqtt = view.get("mqtt")?;
    Some(Mqtt { url: reader.template(&mqtt, "url")?, credential: reader.name(&mqtt, "credential") })
}

fn network(reader: &mut Reader<'_>, view: &View<'_>) -> Option<Network> {
    let network = view.get("network")?;
    Some(Network {
        subnets: reader.templates(&network, "subnets"),
        security_groups: reader.templates(&network, "security_groups"),
        nat: reader.bool(&network, "nat"),
        endpoints: reader.templates(&network, "endpoints"),
        span: network.span(),
    })
}

fn limits(reader: &mut Reader<'_>, view: &View<'_>) -> Vec<LimitOverride> {
    let mut all = Vec::new();
    for entry in reader.sorted(view.get("limits").as_ref()) {
        let view = View::of(entry.value);
        let value = view.node("value").and_then(|node| reader.plain_of(node));
        let because = view.node("because").and_then(|node| reader.reason_of(node));
        if let (Some(value), Some(because)) = (value, because) {
            all.push(LimitOverride {
                limit: Spanned::new(entry.key.text.to_owned(), entry.key.span),
                value,
                because,
            });
        }
    }
    all
}
