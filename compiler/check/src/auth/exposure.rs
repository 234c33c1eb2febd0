//! Who can reach an app, entry by entry: how callers are known, and which data they come near.

mod kinds;

use faasc_facts::{Capability, Facts, Level};
use faasc_model::{
    Auth, Deployment, DeploymentId, Expose, Function, Invoke, NodeId, NodeRef, Producer, Program, Trigger,
    TriggerKind,
};
use serde::Serialize;

use super::entry::kind;
use crate::host::host;
use crate::policy::classes::{Classes, Set};

pub use kinds::{Checked, Known, Reach};

/// One way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exposed {
    /// The app.
    pub app: String,
    /// The environment.
    pub environment: String,
    /// The node that is reached (`functions.pay`).
    pub node: String,
    /// The kind of entry: a kind of trigger, `invoke` or `producer`.
    pub kind: &'static str,
    /// The entry as its file has it: `POST /pay`, `/chat`, `doors/+/opened`; empty where the kind says all.
    pub entry: String,
    /// Who can reach it.
    pub reach: Reach,
    /// How callers are known, in words: `jwt customer or api_key partner`.
    pub auth: String,
    /// How well the weakest way in knows its callers.
    pub known: Known,
    /// Who checks, at the sites where it stands.
    pub checked: Vec<Checked>,
    /// Why nobody is asked, or who gets the permission and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// The most requests, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<String>,
    /// Data classes that callers bring.
    pub enters: Vec<String>,
    /// Data classes that the node holds.
    pub holds: Vec<String>,
    /// Data classes that may be in the answer.
    pub answers: Vec<String>,
    /// Origins whose pages may call.
    pub origins: Vec<String>,
}

/// Every way into `chosen`, in the order of the files.
#[must_use]
pub fn exposure(program: &Program, facts: &Facts, chosen: &[DeploymentId]) -> Vec<Exposed> {
    let classes = Classes::of(program, true);
    let mut found = Vec::new();
    for id in chosen {
        let view = View { facts, classes: &classes, id: *id, deployment: program.deployment(*id) };
        for (at, function) in view.deployment.functions.iter().enumerate() {
            view.function(function, view.node(NodeId::Function(faasc_model::Id::new(at))), &mut found);
        }
        for (at, event) in view.deployment.events.iter().enumerate() {
            let node = view.node(NodeId::Event(faasc_model::Id::new(at)));
            let Some(producer) = &event.producer else { continue };
            let (auth, because) = match producer {
                Producer::External => ("permissions of the account".to_owned(), None),
                Producer::By { principals, because } => {
                    (kinds::listed(principals), Some(because.value.clone()))
                }
            };
            found.push(Exposed { auth, because, ..view.blank("producer", event.key_path(), node) });
        }
    }
    found
}

/// One deployment on the way.
struct View<'p> {
    facts: &'p Facts,
    classes: &'p Classes<'p>,
    id: DeploymentId,
    deployment: &'p Deployment,
}

impl View<'_> {
    fn node(&self, node: NodeId) -> NodeRef {
        NodeRef { deployment: self.id, node }
    }

    /// A way in by the identities of the host, of which nothing more is known.
    fn blank(&self, kind: &'static str, node: String, at: NodeRef) -> Exposed {
        Exposed {
            app: self.deployment.app.to_string(),
            environment: self.deployment.environment.to_string(),
            node,
            kind,
            entry: String::new(),
            reach: Reach::Internal,
            auth: String::new(),
            known: Known::Host,
            checked: Vec::new(),
            because: None,
            rate_limit: None,
            enters: Vec::new(),
            holds: self.names(&self.classes.held(at)),
            answers: Vec::new(),
            origins: Vec::new(),
        }
    }

    fn names(&self, set: &Set) -> Vec<String> {
        self.classes.names(self.deployment, set)
    }

    fn function(&self, function: &Function, node: NodeRef, found: &mut Vec<Exposed>) {
        for trigger in &function.triggers {
            if let Some(entry) = kinds::entry(&trigger.kind) {
                found.push(self.trigger(function, trigger, entry, node));
            }
        }
        let Some(invoke) = &function.invoke else { return };
        let (auth, because) = match &invoke.value {
            Invoke::External => ("permissions of the account".to_owned(), None),
            Invoke::By { principals, because } => (kinds::listed(principals), Some(because.value.clone())),
        };
        found.push(Exposed { auth, because, ..self.blank("invoke", function.key_path(), node) });
    }

    fn trigger(&self, function: &Function, trigger: &Trigger, entry: String, node: NodeRef) -> Exposed {
        let blank = self.blank(trigger.kind.word(), function.key_path(), node);
        let auth = trigger.kind.auth().or_else(|| self.of_connect(&trigger.kind));
        let (auth, known, because) = match auth.map(|auth| &auth.value) {
            Some(Auth::None(reason)) => {
                ("nobody is asked".to_owned(), Known::Nobody, Some(reason.value.clone()))
            }
            Some(auth) => (kinds::in_words(self.deployment, auth), kinds::known(self.deployment, auth), None),
            None => ("as its own host knows them".to_owned(), Known::Host, None),
        };
        let http = match &trigger.kind {
            TriggerKind::Http(http) => Some(http),
            _ => None,
        };
        let is_internal = http.is_some_and(|http| http.expose.value == Expose::Internal);
        let cors = http.and_then(|http| http.cors.as_ref());
        Exposed {
            entry,
            reach: if is_internal { Reach::Internal } else { Reach::Public },
            auth,
            known,
            checked: self.checked(function, trigger),
            because,
            rate_limit: http.and_then(|http| http.rate_limit.as_ref()).map(|rate| rate.value.to_string()),
            enters: self.names(&self.classes.entering(self.deployment, &trigger.kind)),
            answers: self.names(&self.classes.answered(self.deployment, function, &trigger.kind, node)),
            origins: cors
                .map(|cors| cors.value.origins.iter().map(|origin| origin.value.clone()).collect())
                .unwrap_or_default(),
            ..blank
        }
    }

    /// Of a function that shares a socket: what the one with `$connect` asks.
    fn of_connect(&self, trigger: &TriggerKind) -> Option<&faasc_source::Spanned<Auth>> {
        let TriggerKind::Websocket(socket) = trigger else { return None };
        let triggers = self.deployment.functions.iter().flat_map(|function| &function.triggers);
        triggers.into_iter().find_map(|other| match &other.kind {
            TriggerKind::Websocket(other) if other.path.value == socket.path.value => other.auth.as_ref(),
            _ => None,
        })
    }

    /// Who checks, at each site.
    fn checked(&self, function: &Function, trigger: &Trigger) -> Vec<Checked> {
        let Some(auth) = trigger.kind.auth() else { return Vec::new() };
        let mut found = Vec::new();
        for site in function.sites.iter().map(|site| self.deployment.site(*site)) {
            for name in auth.value.names() {
                let Some(kind) = kind(self.deployment, &name.value) else { continue };
                let Some(word) = Capability::from_word(&format!("auth.{}", kind.word())) else { continue };
                let row = self.facts.capability(host(site), word);
                found.push(Checked {
                    site: site.name.value.to_string(),
                    authenticator: name.value.to_string(),
                    is_native: row.level == Level::Exact,
                    how: row.how.clone(),
                });
            }
        }
        found
    }
}
