//! From edges, triggers and keys of functions to neutral grants.

use faasc_facts::Need;
use faasc_model::{
    AuthenticatorKind, Contract, DeadLetter, Deployment, DeploymentId, Edge, Encryption, Function,
    FunctionEncryption, Invoke, KafkaAuth, Name, Node, NodeId, NodeRef, Program, SecretUse, Trigger,
    TriggerKind, Via,
};

use super::{FunctionGrant, Resource, Verb};

/// The grants of all functions of a deployment, sorted, each once with all that needs it.
#[must_use]
pub fn grants(program: &Program, id: DeploymentId) -> Vec<FunctionGrant> {
    let mut found = Found { program, id, all: Vec::new() };
    for function in &program.deployment(id).functions {
        found.of_edges(function);
        for trigger in &function.triggers {
            found.of_trigger(function, trigger);
        }
        found.of_secrets(function);
        found.of_keys(function);
    }
    found.of_authenticators();
    once_each(found.all)
}

/// Sorted, and those that differ in what needs them alone made one.
fn once_each(mut all: Vec<FunctionGrant>) -> Vec<FunctionGrant> {
    all.sort();
    let mut kept: Vec<FunctionGrant> = Vec::with_capacity(all.len());
    for grant in all {
        match kept.last_mut() {
            Some(last)
                if (&last.function, last.verb, &last.resource, &last.prefix, last.need)
                    == (&grant.function, grant.verb, &grant.resource, &grant.prefix, grant.need) =>
            {
                last.because.extend(grant.because);
                last.because.sort();
                last.because.dedup();
            }
            _ => kept.push(grant),
        }
    }
    kept
}

struct Found<'p> {
    program: &'p Program,
    id: DeploymentId,
    all: Vec<FunctionGrant>,
}

impl<'p> Found<'p> {
    fn deployment(&self) -> &'p Deployment {
        self.program.deployment(self.id)
    }

    fn add(&mut self, function: &Function, verb: Verb, need: Need, on: Resource, because: String) {
        let resource = match &on {
            Resource::Node(node) => path_of(self.program, self.id, *node),
            Resource::Secret(name) => format!("secrets.{name}"),
            Resource::Own => function.key_path(),
            Resource::Trigger(trigger) => format!("{}.triggers.{trigger}", function.key_path()),
            Resource::Authenticator(name) => format!("auth.{name}"),
        };
        let function = function.name.value.clone();
        self.all.push(FunctionGrant {
            function,
            verb,
            resource,
            prefix: None,
            because: vec![because],
            on,
            need,
        });
    }

    fn of_edges(&mut self, function: &Function) {
        let sides = [
            ("calls", &function.calls),
            ("emits", &function.emits),
            ("reads", &function.reads),
            ("writes", &function.writes),
        ];
        for (key, edges) in sides {
            for edge in edges {
                let because = format!("{}.{key}.{}", function.key_path(), edge.to.name);
                self.of_edge(function, key, edge, because);
            }
        }
    }

    fn of_edge(&mut self, function: &Function, key: &str, edge: &Edge, because: String) {
        let node = edge.to.node;
        let (verb, need) = match (self.program.node(node), key) {
            (Node::Event(event), _) => (Verb::Send, event.need_to_send()),
            (Node::Store(store), "writes") => (Verb::Write, store.need_to_write()),
            (Node::Store(store), _) => (Verb::Read, store.need_to_read()),
            (Node::Function(_), _) => (Verb::Invoke, Need::CallFunction),
            // What is not ours takes no grant of ours.
            (Node::Service(_), _) => return,
        };
        self.add(function, verb, need, Resource::Node(node), because.clone());
        if let (Some(last), Some(prefix)) = (self.all.last_mut(), &edge.prefix) {
            last.prefix = Some(prefix.value.clone());
        }
        let key = if verb == Verb::Read { Need::DecryptKey } else { Need::EncryptKey };
        self.of_customer_key(function, node, key, &because);
        self.of_kafka(function, node, &because);
    }

    /// The customer's own key, where one encrypts what is at the other end.
    fn of_customer_key(&mut self, function: &Function, node: NodeRef, need: Need, because: &str) {
        let encryption = match self.program.node(node) {
            Node::Event(event) => &event.encryption.value,
            Node::Store(store) => &store.encryption.value,
            Node::Function(_) | Node::Service(_) => return,
        };
        if *encryption == Encryption::Customer {
            self.add(function, Verb::UseKey, need, Resource::Node(node), because.to_owned());
        }
    }

    /// The credential for Kafka, where no identity stands for it.
    fn of_kafka(&mut self, function: &Function, node: NodeRef, because: &str) {
        if self.program.event(node).is_none_or(|event| event.via.value != Via::Kafka) {
            return;
        }
        let deployment = self.deployment();
        for site in &function.sites {
            let Some(kafka) = &deployment.site(*site).kafka else { continue };
            let is_iam = kafka.auth.as_ref().is_some_and(|auth| auth.value == KafkaAuth::Iam);
            if let Some(credential) = kafka.credential.as_ref().filter(|_| !is_iam) {
                self.secret(function, &credential.value, because.to_owned());
            }
        }
    }

    fn secret(&mut self, function: &Function, name: &Name, because: String) {
        self.add(function, Verb::ReadSecret, Need::ReadSecret, Resource::Secret(name.clone()), because);
    }

    fn of_trigger(&mut self, function: &Function, trigger: &Trigger) {
        let because = format!("{}.triggers.{}", function.key_path(), trigger.id);
        let mut is_mapped = false;
        match &trigger.kind {
            TriggerKind::Event(event) => {
                let node = event.event.node;
                if let Some(found) = self.program.event(node) {
                    is_mapped = matches!(found.via.value, Via::Stream | Via::Kafka);
                    let need = found.need_to_receive();
                    self.add(function, Verb::Receive, need, Resource::Node(node), because.clone());
                }
                self.of_customer_key(function, node, Need::DecryptKey, &because);
                self.of_kafka(function, node, &because);
            }
            TriggerKind::Object(object) => {
                let on = Resource::Node(object.bucket.node);
                self.add(function, Verb::Watch, Need::WatchBucket, on, because.clone());
            }
            TriggerKind::Change(change) => {
                is_mapped = true;
                let on = Resource::Node(change.table.node);
                self.add(function, Verb::Watch, Need::WatchTable, on, because.clone());
                self.of_customer_key(function, change.table.node, Need::DecryptKey, &because);
            }
            other => {
                if let Some(need) = other.need_to_start() {
                    let on = Resource::Trigger(trigger.id.clone());
                    self.add(function, Verb::Start, need, on, because.clone());
                }
                self.of_mqtt(function, other, &because);
            }
        }
        self.of_auth(function, trigger, &because);
        // Under the host's own contract a queue hands over by itself what is given up; a mapping does it as the function.
        let is_ours = function.contract.value == Contract::Portable || is_mapped;
        if let Some(DeadLetter::Event(link)) = trigger.kind.delivery().map(|delivery| &delivery.dead_letter)
            && let Some(event) = self.program.event(link.node).filter(|_| is_ours)
        {
            let need = event.need_to_give_up();
            self.add(function, Verb::SendDeadLetter, need, Resource::Node(link.node), because.clone());
            self.of_customer_key(function, link.node, Need::EncryptKey, &because);
        }
    }

    fn of_mqtt(&mut self, function: &Function, kind: &TriggerKind, because: &str) {
        if !matches!(kind, TriggerKind::Mqtt(_)) {
            return;
        }
        let deployment = self.deployment();
        for site in &function.sites {
            let mqtt = deployment.site(*site).mqtt.as_ref();
            if let Some(credential) = mqtt.and_then(|mqtt| mqtt.credential.as_ref()) {
                self.secret(function, &credential.value, because.to_owned());
            }
        }
    }

    /// The secrets by which the bridge in front of the function knows its callers.
    fn of_auth(&mut self, function: &Function, trigger: &Trigger, because: &str) {
        let Some(auth) = trigger.kind.auth() else { return };
        for name in auth.value.names() {
            let all = &self.deployment().authenticators;
            let Some(found) = all.iter().find(|found| found.name.value == name.value) else { continue };
            match &found.kind {
                AuthenticatorKind::Hmac { secret, .. }
                | AuthenticatorKind::ApiKey { secret, .. }
                | AuthenticatorKind::Basic { secret }
                | AuthenticatorKind::Oidc { client_secret: secret, .. } => {
                    self.secret(function, &secret.value, because.to_owned());
                }
                // The gateway has what it needs, and tokens are checked by public keys.
                AuthenticatorKind::Jwt { .. }
                | AuthenticatorKind::Mtls { .. }
                | AuthenticatorKind::CloudIam
                | AuthenticatorKind::Custom { .. } => {}
            }
        }
    }

    fn of_secrets(&mut self, function: &Function) {
        for SecretUse { secret, is_credential, .. } in &function.secrets {
            if !is_credential {
                self.secret(
                    function,
                    &secret.value,
                    format!("{}.secrets.{}", function.key_path(), secret.value),
                );
                continue;
            }
            for edge in &function.calls {
                let service = self.program.service(edge.to.node);
                let credential = service.and_then(|service| service.credential.as_ref());
                if credential.is_some_and(|credential| credential.value == secret.value) {
                    self.secret(
                        function,
                        &secret.value,
                        format!("{}.calls.{}", function.key_path(), edge.to.name),
                    );
                }
            }
        }
    }

    /// What keys of the function itself need.
    fn of_keys(&mut self, function: &Function) {
        let path = function.key_path();
        self.add(function, Verb::WriteLogs, Need::HoldLogs, Resource::Own, path.clone());
        if function.is_traced.value {
            self.add(function, Verb::SendTraces, Need::HoldTraces, Resource::Own, format!("{path}.tracing"));
        }
        if function.is_private.value {
            let because = format!("{path}.network.private");
            self.add(function, Verb::JoinNetwork, Need::HoldNetwork, Resource::Own, because);
        }
        if matches!(function.encryption.value, FunctionEncryption::Key(_) | FunctionEncryption::Customer) {
            self.add(function, Verb::UseKey, Need::DecryptKey, Resource::Own, format!("{path}.encryption"));
        }
        if matches!(function.invoke.as_ref().map(|invoke| &invoke.value), Some(Invoke::By { .. })) {
            self.add(function, Verb::Start, Need::StartOutside, Resource::Own, format!("{path}.invoke"));
        }
    }

    /// A function that decides for a gateway is started by it.
    fn of_authenticators(&mut self) {
        let deployment = self.deployment();
        for authenticator in &deployment.authenticators {
            let AuthenticatorKind::Custom { function, .. } = &authenticator.kind else { continue };
            let NodeId::Function(decides) = function.node.node else { continue };
            if function.node.deployment == self.id {
                let name = authenticator.name.value.clone();
                let because = format!("auth.{name}");
                let on = Resource::Authenticator(name);
                self.add(deployment.function(decides), Verb::Start, Need::StartHttp, on, because);
            }
        }
    }
}

/// The key path of `node`, with its app before it when that is another one.
pub(crate) fn path_of(program: &Program, from: DeploymentId, node: NodeRef) -> String {
    let path = program.node(node).key_path();
    if node.deployment == from { path } else { format!("{}/{path}", program.deployment(node.deployment).app) }
}
