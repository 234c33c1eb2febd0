//! The vocabulary that all stages share: units, names, apps as one linked graph, and one environment of it resolved.
//! It knows no YAML, no cloud and no file.

mod arena;
mod auth;
mod capability;
pub mod cron;
mod crossing;
mod data;
mod delivery;
mod deployment;
mod edge;
mod enforcement;
mod environment;
mod event;
mod flow;
mod function;
mod id;
mod name;
mod need;
mod patch;
mod place;
mod policy;
mod program;
mod secret;
mod service;
mod site;
mod store;
mod template;
mod trigger;
pub mod unit;

pub use auth::{Auth, Authenticator, AuthenticatorKind, Claim, Hmac, HmacPreset, Signature};
pub use capability::{Accept, Guarantee};
pub use cron::Schedule;
pub use crossing::{crossing, distances, nearest};
pub use data::{DataClass, NotRegime};
pub use delivery::{Backoff, Batch, Concurrency, DeadLetter, Delivery, Filter, IdempotentBy, Retry};
pub use deployment::{Deployment, Node, NodeId, NodeRef, Used};
pub use edge::{Drop, Edge, Link};
pub use enforcement::{Enforcement, enforcement};
pub use environment::{Budget, Certificate, Domain, Expiry, FlowBudget, FunctionBudget, Increase};
pub use event::{Event, Existing, Format, MadeFrom, Producer, Via};
pub use flow::{Flow, Within};
pub use function::{
    Architecture, Build, Contract, Function, FunctionEncryption, Grant, Invoke, Rollout, Runtime, Scale,
    SecretUse, Source, Transform,
};
pub use id::{EventId, FunctionId, Id, ServiceId, SiteId, StoreId};
pub use name::{Name, QualifiedName};
pub use patch::{Patch, PatchAction, PatchTarget};
pub use place::{Country, Place};
pub use policy::{AuthKinds, Policy, PolicyLevel, Require, Select, Waiver};
pub use program::{App, AppId, Declaration, DeclarationKind, DeploymentId, Input, InputOrigin, Program, Var};
pub use secret::Secret;
pub use service::{Mechanism, Service, Stub};
pub use site::{
    Broker, Cluster, Egress, Flavour, Gateway, Kafka, KafkaAuth, LimitOverride, Mqtt, Network, NodePool,
    Provider, Roles, SecretStore, Site,
};
pub use store::{Backup, Encryption, Index, Store, StoreKind, TableKey};
pub use template::{Attribute, Part, Template};
pub use trigger::{
    Body, Change, ChangeKind, Cors, EventTrigger, Expose, From, Http, Mqtt as MqttTrigger, Object,
    ObjectWhen, Overlap, Platform, PlatformKind, Route, ScheduleTrigger, Trigger, TriggerKind, Webhook,
    Websocket,
};
