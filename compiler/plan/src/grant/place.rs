//! What stands in the places of a statement, as text: ids of the host where names are computed, else words.

use faasc_facts::{GrantHost, GrantPlace};
use faasc_model::{
    Event, Function, FunctionEncryption, Invoke, Name, Node, NodeRef, Site, SiteId, Store, StoreKind,
    TriggerKind, Via,
};

use super::{FunctionGrant, Resource};
use crate::{EmittedName, NameKind, Plan, Role};

/// One grant at one site.
pub(super) struct Places<'g, 'p> {
    pub(super) plan: &'g Plan<'p>,
    pub(super) host: GrantHost,
    pub(super) at: SiteId,
    pub(super) function: &'p Function,
    pub(super) grant: &'g FunctionGrant,
}

impl<'p> Places<'_, 'p> {
    fn site(&self) -> &'p Site {
        self.plan.deployment.site(self.at)
    }

    /// The values of a place: none where the grant has nothing for it.
    pub(super) fn values(&self, place: GrantPlace) -> Vec<String> {
        let one = |text: String| vec![text];
        match place {
            GrantPlace::Prefix => self.grant.prefix.iter().cloned().collect(),
            GrantPlace::Index => self.indexes(),
            GrantPlace::Subscription => self.subscriptions(),
            GrantPlace::Principal => self.principals(),
            GrantPlace::Function => one(self.called()),
            GrantPlace::Project => one(account(self.site())),
            GrantPlace::Secret | GrantPlace::Parameter => one(self.secret()),
            GrantPlace::LogGroup => one(self.log_group()),
            GrantPlace::Key => one(self.key()),
            GrantPlace::Agent => one(format!("identity of {}", self.trigger_path())),
            GrantPlace::Gateway => one("gateway".to_owned()),
            GrantPlace::Route => one(format!("route of {}", self.trigger_path())),
            GrantPlace::Schedule => one(format!("schedule of {}", self.trigger_path())),
            GrantPlace::Storage => one("storage of the app".to_owned()),
            GrantPlace::Group => one(format!("consumer group of {}", self.trigger_path())),
            GrantPlace::Cluster if !matches!(self.grant.on, Resource::Node(_)) => one("collector".to_owned()),
            GrantPlace::Bucket
            | GrantPlace::Bus
            | GrantPlace::Cluster
            | GrantPlace::Container
            | GrantPlace::Database
            | GrantPlace::Hub
            | GrantPlace::Queue
            | GrantPlace::Stream
            | GrantPlace::Table
            | GrantPlace::Topic => one(self.node_of(place)),
        }
    }

    /// What started the need, without the list of the others.
    fn trigger_path(&self) -> &str {
        self.grant.because.first().map_or("", String::as_str)
    }

    fn node_of(&self, place: GrantPlace) -> String {
        match self.grant.on {
            Resource::Node(node) if place == GrantPlace::Cluster => {
                format!("cluster of {}", super::neutral::path_of(self.plan.program, self.plan.id, node))
            }
            Resource::Node(node) => self.node_id(node, place),
            _ => self.grant.resource.clone(),
        }
    }

    /// The host's id of a node: as it is given, computed where names are, else words.
    fn node_id(&self, node: NodeRef, place: GrantPlace) -> String {
        let deployment = self.plan.program.deployment(node.deployment);
        let found = deployment.node(node.node);
        let sites = found.sites();
        let at = match node.deployment == self.plan.id && sites.contains(&self.at) {
            true => self.at,
            false => sites.first().copied().unwrap_or(deployment.site),
        };
        let existing = match found {
            Node::Event(event) => event.existing_at(at),
            Node::Store(store) => store.existing_at(at),
            Node::Function(_) | Node::Service(_) => None,
        };
        if let Some(existing) = existing {
            let given = existing.id.as_ref().or(existing.topic.as_ref()).or(existing.url.as_ref());
            if let Some(given) = given {
                return given.value.to_string();
            }
        }
        let site = deployment.site(at);
        let known = match (self.host, found) {
            (GrantHost::Aws, Node::Event(event)) => self.event_arn(node, event, site),
            (GrantHost::Aws, Node::Store(store)) => self.store_arn(node, store, site),
            (GrantHost::Aws, Node::Function(_)) => {
                let name = self.plan.node_name(NameKind::AwsFunction, node);
                Some(arn(site, "lambda", &format!("function:{}", spelled(&name, site))))
            }
            _ => None,
        };
        known.unwrap_or_else(|| {
            format!("{place} of {}", super::neutral::path_of(self.plan.program, self.plan.id, node))
        })
    }

    fn event_arn(&self, node: NodeRef, event: &Event, site: &Site) -> Option<String> {
        let (kind, service) = match event.via.value {
            Via::Queue => (NameKind::AwsQueue, "sqs"),
            Via::Topic => (NameKind::AwsTopic, "sns"),
            Via::Kafka | Via::Stream | Via::Bus => return None,
        };
        let name = fifo(spelled(&self.plan.node_name(kind, node), site), event);
        Some(arn(site, service, &name))
    }

    fn store_arn(&self, node: NodeRef, store: &Store, site: &Site) -> Option<String> {
        match store.kind.value {
            StoreKind::Bucket => {
                let name = spelled(&self.plan.node_name(NameKind::AwsBucket, node), site);
                Some(format!("arn:{}:s3:::{name}", partition(site)))
            }
            StoreKind::Table => {
                let name = spelled(&self.plan.node_name(NameKind::AwsTable, node), site);
                Some(arn(site, "dynamodb", &format!("table/{name}")))
            }
            StoreKind::Cache | StoreKind::Sql => None,
        }
    }

    /// The function that is called, or this one where it is the one that is started.
    fn called(&self) -> String {
        match self.grant.on {
            Resource::Node(node) if matches!(self.plan.node(node), Node::Function(_)) => {
                self.node_id(node, GrantPlace::Function)
            }
            _ if self.host == GrantHost::Aws => {
                arn(self.site(), "lambda", &format!("function:{}", self.own_name()))
            }
            _ => self.function.key_path(),
        }
    }

    fn own_name(&self) -> String {
        if let Some(given) = &self.function.given_name {
            return given.value.clone();
        }
        let node = Node::Function(self.function);
        spelled(&self.plan.part_name(NameKind::AwsFunction, node, Role::Itself, self.at), self.site())
    }

    fn log_group(&self) -> String {
        if self.host != GrantHost::Aws {
            return format!("logs of {}", self.function.key_path());
        }
        arn(self.site(), "logs", &format!("log-group:/aws/lambda/{}", self.own_name()))
    }

    fn indexes(&self) -> Vec<String> {
        let Resource::Node(node) = self.grant.on else { return Vec::new() };
        let store = self.plan.program.store(node);
        store.into_iter().flat_map(|store| &store.indexes).map(|index| index.name.value.to_string()).collect()
    }

    /// The queues, or in words the subscriptions, that the function's triggers have of an event.
    fn subscriptions(&self) -> Vec<String> {
        let Resource::Node(node) = self.grant.on else { return Vec::new() };
        let event = self.plan.program.event(node);
        let heard =
            self.function.triggers.iter().filter(
                |trigger| matches!(&trigger.kind, TriggerKind::Event(heard) if heard.event.node == node),
            );
        let of = |trigger: &Name| match (self.host, event) {
            (GrantHost::Aws, Some(event)) => {
                let node = Node::Function(self.function);
                let name = self.plan.part_name(NameKind::AwsQueue, node, Role::Of(trigger), self.at);
                arn(self.site(), "sqs", &fifo(spelled(&name, self.site()), event))
            }
            _ => format!("subscription of {}.triggers.{trigger}", self.function.key_path()),
        };
        let found: Vec<String> = heard.map(|trigger| of(&trigger.id)).collect();
        // Of a dead letter it is where the message came from.
        if found.is_empty() { vec![format!("subscription of {}", self.trigger_path())] } else { found }
    }

    fn principals(&self) -> Vec<String> {
        match self.function.invoke.as_ref().map(|invoke| &invoke.value) {
            Some(Invoke::By { principals, .. }) => {
                principals.iter().map(|who| who.value.to_string()).collect()
            }
            Some(Invoke::External) | None => Vec::new(),
        }
    }

    fn secret(&self) -> String {
        let Resource::Secret(name) = &self.grant.on else { return self.grant.resource.clone() };
        let secret = self.plan.deployment.secrets.iter().find(|secret| secret.name.value == *name);
        let existing = secret.and_then(|secret| secret.existing.iter().find(|(site, _)| *site == self.at));
        if let Some((_, id)) = existing {
            return id.value.to_string();
        }
        if self.host != GrantHost::Aws {
            return self.grant.resource.clone();
        }
        let name = self.plan.name(NameKind::AwsSecret, name, Role::Itself, self.at);
        // AWS adds six letters of its own.
        arn(self.site(), "secretsmanager", &format!("secret:{}-??????", spelled(&name, self.site())))
    }

    fn key(&self) -> String {
        match (&self.grant.on, &self.function.encryption.value) {
            (Resource::Own, FunctionEncryption::Key(key)) => key.value.to_string(),
            _ => format!("key of {}", self.grant.resource),
        }
    }
}

/// `arn:PARTITION:SERVICE:REGION:ACCOUNT:REST`.
fn arn(site: &Site, service: &str, rest: &str) -> String {
    let region = site.region.as_ref().map_or("", |region| region.value.as_str());
    format!("arn:{}:{service}:{region}:{}:{rest}", partition(site), account(site))
}

fn partition(site: &Site) -> &'static str {
    match site.region.as_ref().map(|region| region.value.as_str()) {
        Some(region) if region.starts_with("cn-") => "aws-cn",
        Some(region) if region.starts_with("us-gov-") => "aws-us-gov",
        Some(region) if region.starts_with("eusc-") => "aws-eusc",
        _ => "aws",
    }
}

/// The account, which the credentials say where the site does not.
fn account(site: &Site) -> String {
    site.account.as_ref().map_or_else(|| "<account>".to_owned(), |account| account.value.clone())
}

fn spelled(name: &EmittedName, site: &Site) -> String {
    if name.needs_account { format!("{}-{}", name.text, account(site)) } else { name.text.clone() }
}

fn fifo(name: String, event: &Event) -> String {
    if event.is_ordered.value && !name.ends_with(".fifo") { format!("{name}.fifo") } else { name }
}
