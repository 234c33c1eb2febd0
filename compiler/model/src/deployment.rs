//! One environment of one app, resolved.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::arena::by_name;
use crate::unit::Number;
use crate::{
    AppId, Authenticator, Budget, DataClass, DeploymentId, Domain, Event, EventId, Expiry, Flow, Function,
    FunctionId, Input, Name, Patch, Policy, Secret, Service, ServiceId, Site, SiteId, Store, StoreId, Waiver,
};

/// A node of a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeId {
    /// A function.
    Function(FunctionId),
    /// An event.
    Event(EventId),
    /// A store.
    Store(StoreId),
    /// A service.
    Service(ServiceId),
}

/// A node of any deployment of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeRef {
    /// Whose.
    pub deployment: DeploymentId,
    /// Which.
    pub node: NodeId,
}

/// A node, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum Node<'d> {
    /// A function.
    Function(&'d Function),
    /// An event.
    Event(&'d Event),
    /// A store.
    Store(&'d Store),
    /// A service.
    Service(&'d Service),
}

impl<'d> Node<'d> {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'d Spanned<Name> {
        match self {
            Self::Function(node) => &node.name,
            Self::Event(node) => &node.name,
            Self::Store(node) => &node.name,
            Self::Service(node) => &node.name,
        }
    }

    /// Its key path (`functions.charge`).
    #[must_use]
    pub fn key_path(self) -> String {
        match self {
            Self::Function(node) => node.key_path(),
            Self::Event(node) => node.key_path(),
            Self::Store(node) => node.key_path(),
            Self::Service(node) => node.key_path(),
        }
    }

    /// Where it stands; a service stands at no site.
    #[must_use]
    pub fn sites(self) -> &'d [SiteId] {
        match self {
            Self::Function(node) => &node.sites,
            Self::Event(node) => &node.sites,
            Self::Store(node) => &node.sites,
            Self::Service(_) => &[],
        }
    }
}

/// An app that this one uses, in the environment that goes with this one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Used {
    /// The name under `uses`.
    pub name: Spanned<Name>,
    /// The app's own name.
    pub app: Name,
    /// Its environment.
    pub environment: Name,
    /// Its deployment in this run.
    #[serde(skip)]
    pub deployment: DeploymentId,
}

/// One environment of one app: defaults, overrides, placement and links resolved, made nodes included.
/// Arenas keep the order of the source; documents sort them by name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Deployment {
    /// The app's place in the program.
    #[serde(skip)]
    pub app_id: AppId,
    /// The app's name.
    pub app: Name,
    /// The name under which it is compiled (`pr-12`).
    pub environment: Name,
    /// The environment as declared (`preview`).
    pub declared: Name,
    /// Where the environment is declared.
    #[serde(skip)]
    pub span: Span,
    /// The environment's main site.
    #[serde(skip)]
    pub site: SiteId,
    /// Who answers for the app.
    pub owner: Option<Spanned<String>>,
    /// For readers.
    pub description: Option<Spanned<String>>,
    /// Labels of the app.
    pub labels: Vec<(Spanned<String>, Spanned<String>)>,
    /// When it goes.
    pub expires: Option<Expiry>,
    /// The host name of its entries.
    pub domain: Option<Domain>,
    /// Factor of all outer rates.
    pub scale_traffic: Number,
    /// Ceilings of cost.
    pub budget: Budget,
    /// Site to site: what takes over when it is lost.
    #[serde(skip)]
    pub failover: Vec<(SiteId, SiteId, Span)>,
    /// Names that other apps may use.
    #[serde(serialize_with = "by_name")]
    pub exports: Vec<Spanned<Name>>,
    /// The apps that it uses.
    #[serde(serialize_with = "by_name")]
    pub uses: Vec<Used>,
    /// What is known only at deployment.
    #[serde(serialize_with = "by_name")]
    pub inputs: Vec<Input>,
    /// Data classes.
    #[serde(serialize_with = "by_name")]
    pub classes: Vec<DataClass>,
    /// Authenticators.
    #[serde(serialize_with = "by_name")]
    pub authenticators: Vec<Authenticator>,
    /// Secrets.
    #[serde(serialize_with = "by_name")]
    pub secrets: Vec<Secret>,
    /// Sites in use: the environment's, those of `place`, and those of `failover`.
    #[serde(serialize_with = "by_name")]
    pub sites: Vec<Site>,
    /// Events, made dead letters at the end.
    #[serde(serialize_with = "by_name")]
    pub events: Vec<Event>,
    /// Stores.
    #[serde(serialize_with = "by_name")]
    pub stores: Vec<Store>,
    /// Services.
    #[serde(serialize_with = "by_name")]
    pub services: Vec<Service>,
    /// Functions.
    #[serde(serialize_with = "by_name")]
    pub functions: Vec<Function>,
    /// End-to-end promises.
    #[serde(serialize_with = "by_name")]
    pub flows: Vec<Flow>,
    /// Rules of the house.
    pub policy: Vec<Policy>,
    /// Their exceptions.
    pub waivers: Vec<Waiver>,
    /// Changes by hand.
    pub patches: Vec<Patch>,
}

impl Deployment {
    /// A function.
    #[must_use]
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.index()]
    }

    /// An event.
    #[must_use]
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// A store.
    #[must_use]
    pub fn store(&self, id: StoreId) -> &Store {
        &self.stores[id.index()]
    }

    /// A service.
    #[must_use]
    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id.index()]
    }

    /// A site.
    #[must_use]
    pub fn site(&self, id: SiteId) -> &Site {
        &self.sites[id.index()]
    }

    /// A node of this deployment.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Node<'_> {
        match id {
            NodeId::Function(id) => Node::Function(self.function(id)),
            NodeId::Event(id) => Node::Event(self.event(id)),
            NodeId::Store(id) => Node::Store(self.store(id)),
            NodeId::Service(id) => Node::Service(self.service(id)),
        }
    }
}
