//! All apps of a run, linked.

use std::collections::BTreeMap;

use faasc_source::{FileId, Span, Spanned, join};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Deployment, Event, Function, Id, Name, Node, NodeId, NodeRef, Service, Store, Template};

/// An app of the program.
pub type AppId = Id<App>;
/// A deployment of the program.
pub type DeploymentId = Id<Deployment>;

/// A variable that is known when compiled.
#[derive(Clone, Debug)]
pub struct Var {
    /// Its name.
    pub name: Spanned<Name>,
    /// Its value without an environment's or `--var`'s.
    pub default: Option<Spanned<String>>,
    /// For readers.
    pub description: Option<Spanned<String>>,
}

/// Where an input comes from at one site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InputOrigin {
    /// A variable of Terraform.
    TerraformVariable,
    /// An address in the user's own `.tf` beside ours.
    Terraform,
    /// AWS Systems Manager Parameter Store.
    ParameterStore,
    /// An output of a CloudFormation stack.
    StackOutput,
    /// A Secret of the cluster.
    KubernetesSecret,
}

/// A value that is known only at deployment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Input {
    /// Its name.
    pub name: Spanned<Name>,
    /// Where it comes from: by site, or (site absent) everywhere.
    pub from: Vec<(Option<Spanned<Name>>, Spanned<InputOrigin>)>,
    /// The name there; absent: its own.
    pub given_name: Option<Spanned<Template>>,
    /// For readers.
    pub description: Option<Spanned<String>>,
    /// The whole declaration.
    #[serde(skip)]
    pub span: Span,
}

/// What a name of an app may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeclarationKind {
    /// A variable that is known when compiled.
    Var,
    /// A value that is known only at deployment.
    Input,
    /// Another app.
    UsedApp,
    /// A data class.
    Class,
    /// A way to know the caller.
    Authenticator,
    /// A secret.
    Secret,
    /// An event.
    Event,
    /// A store.
    Store,
    /// A service of somebody else.
    Service,
    /// A function.
    Function,
    /// An end-to-end promise.
    Flow,
    /// A site.
    Site,
    /// An environment.
    Environment,
}

impl DeclarationKind {
    /// The top-level key under which it is declared.
    #[must_use]
    pub const fn section(self) -> &'static str {
        match self {
            Self::Var => "vars",
            Self::Input => "inputs",
            Self::UsedApp => "uses",
            Self::Class => "data",
            Self::Authenticator => "auth",
            Self::Secret => "secrets",
            Self::Event => "events",
            Self::Store => "stores",
            Self::Service => "services",
            Self::Function => "functions",
            Self::Flow => "flows",
            Self::Site => "sites",
            Self::Environment => "environments",
        }
    }
}

/// A name that an app declares, and what all of its text makes of it, environments that were not asked for included.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// What it stands for.
    pub kind: DeclarationKind,
    /// The name.
    pub name: Spanned<Name>,
    /// Whether anything uses it; of a function, whether anything starts it.
    pub is_used: bool,
    /// Whether it is an event that nothing fills.
    pub lacks_producer: bool,
    /// Whether it is an event that nothing handles.
    pub lacks_consumer: bool,
}

/// One faas.yaml with its includes: what holds in every environment.
#[derive(Clone, Debug)]
pub struct App {
    /// Its name.
    pub name: Spanned<Name>,
    /// Its faas.yaml.
    pub file: FileId,
    /// Its faas.yaml and the files that it includes.
    pub files: Vec<FileId>,
    /// The path of its faas.yaml.
    pub path: String,
    /// The folder of its faas.yaml.
    pub folder: String,
    /// Whether it was reached by `uses` alone: read and checked, never written.
    pub is_outside: bool,
    /// Whether it was read from an `exports.json`.
    pub is_exports_only: bool,
    /// Variables.
    pub vars: Vec<Var>,
    /// All names that it declares, in the order of the source within each kind.
    pub declarations: Vec<Declaration>,
    /// Names that other apps may use.
    pub exports: Vec<Spanned<Name>>,
    /// Names of its environments, in the order of the source.
    pub environments: Vec<Spanned<Name>>,
    /// Name under `uses` to app.
    pub uses: Vec<(Spanned<Name>, AppId)>,
}

/// All apps that were read and all environments that were asked for, linked into one graph.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The apps, those of the argument first.
    pub apps: Vec<App>,
    /// The deployments; those that others need are among them.
    pub deployments: Vec<Deployment>,
    /// JSON Schemas that nodes name, by path.
    pub schemas: BTreeMap<String, serde_json::Value>,
}

impl Program {
    /// The JSON Schema at `path`, which is relative to the folder of an app; absent when the file is none.
    #[must_use]
    pub fn schema(&self, app: AppId, path: &str) -> Option<&serde_json::Value> {
        self.schemas.get(&join(&self.app(app).folder, path))
    }

    /// An app.
    #[must_use]
    pub fn app(&self, id: AppId) -> &App {
        &self.apps[id.index()]
    }

    /// A deployment.
    #[must_use]
    pub fn deployment(&self, id: DeploymentId) -> &Deployment {
        &self.deployments[id.index()]
    }

    /// All deployments with their ids.
    pub fn deployments(&self) -> impl Iterator<Item = (DeploymentId, &Deployment)> {
        self.deployments.iter().enumerate().map(|(index, deployment)| (Id::new(index), deployment))
    }

    /// A node of any deployment.
    #[must_use]
    pub fn node(&self, node: NodeRef) -> Node<'_> {
        self.deployment(node.deployment).node(node.node)
    }

    /// The function under `node`, when it is one.
    #[must_use]
    pub fn function(&self, node: NodeRef) -> Option<&Function> {
        match node.node {
            NodeId::Function(id) => Some(self.deployment(node.deployment).function(id)),
            NodeId::Event(_) | NodeId::Store(_) | NodeId::Service(_) => None,
        }
    }

    /// The event under `node`, when it is one.
    #[must_use]
    pub fn event(&self, node: NodeRef) -> Option<&Event> {
        match node.node {
            NodeId::Event(id) => Some(self.deployment(node.deployment).event(id)),
            NodeId::Function(_) | NodeId::Store(_) | NodeId::Service(_) => None,
        }
    }

    /// The store under `node`, when it is one.
    #[must_use]
    pub fn store(&self, node: NodeRef) -> Option<&Store> {
        match node.node {
            NodeId::Store(id) => Some(self.deployment(node.deployment).store(id)),
            NodeId::Function(_) | NodeId::Event(_) | NodeId::Service(_) => None,
        }
    }

    /// The service under `node`, when it is one.
    #[must_use]
    pub fn service(&self, node: NodeRef) -> Option<&Service> {
        match node.node {
            NodeId::Service(id) => Some(self.deployment(node.deployment).service(id)),
            NodeId::Function(_) | NodeId::Event(_) | NodeId::Store(_) => None,
        }
    }
}
