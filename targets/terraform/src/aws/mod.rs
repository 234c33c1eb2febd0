//! What is emitted for a site on AWS.

mod alarm;
mod api;
mod bucket;
pub(crate) mod filter;
mod function;
mod granted;
mod held;
pub(crate) mod input;
pub(crate) mod logs;
mod mapping;
mod network;
pub(crate) mod package;
pub(crate) mod provider;
mod queue;
mod role;
mod route;
mod schedule;
mod scope;
mod secret;
mod statement;
mod table;
pub(crate) mod template;
mod topic;

use faasc_artifacts::filled;
use faasc_artifacts::hcl::Expression;
use faasc_diagnostics::Diagnostic;
use faasc_model::{Name, NodeId, NodeRef, SiteId, TriggerKind, Via};
use faasc_plan::{NameKind, Plan, Subscription};

use crate::module::Module;
use crate::patch;

pub(crate) use api::per_second;
use scope::Scope;

/// What was built for a site.
pub(crate) struct Built {
    /// All that stands there.
    pub(crate) module: Module,
    /// The secrets that a person fills.
    pub(crate) secrets: Vec<Name>,
    /// Patches that do not fit.
    pub(crate) faults: Vec<Diagnostic>,
}

/// Builds the module of a site.
pub(crate) fn build<'p>(plan: &'p Plan<'p>, site: SiteId) -> Built {
    let mut scope = Scope::new(plan, site);
    scope.provider();
    scope.declared_places();
    let secrets = scope.secrets();
    for (id, store) in scope.stores_here() {
        scope.store(id, store);
    }
    for (id, event) in scope.events_here() {
        match event.via.value {
            Via::Queue => scope.queue(id, event),
            Via::Topic => scope.topic(id, event),
            Via::Kafka | Via::Stream | Via::Bus => {}
        }
    }
    scope.functions();
    scope.gateway();
    scope.queue_policies();
    scope.alarms();
    scope.outputs(&secrets);
    let mut faults = Vec::new();
    for patch in patch::ours(plan.deployment) {
        let action = filled(&patch.action, &mut |text| scope.fill_patch(text));
        faults.extend(patch::apply(patch, &action, &mut scope.module));
    }
    Built { module: scope.module, secrets, faults }
}

impl<'p> Scope<'p> {
    fn functions(&mut self) {
        let plan = self.plan;
        for (id, function) in plan.functions_at(self.id) {
            let node = NodeRef { deployment: plan.id, node: NodeId::Function(id) };
            let name = self.node_name(NameKind::AwsFunction, node);
            let owner = self.function_owner(function);
            self.function(&owner, function, &name);
            self.invoked_from_outside(&owner, function);
            let mut triggers: Vec<_> = function.triggers.iter().collect();
            triggers.sort_by(|a, b| a.id.cmp(&b.id));
            for trigger in triggers {
                match &trigger.kind {
                    TriggerKind::Schedule(clock) => self.schedule(&owner, function, trigger, clock),
                    TriggerKind::Event(event) => {
                        let node = event.event.node;
                        self.consume(Subscription { function_id: id, function, trigger, event, node });
                    }
                    // Routes are emitted with their API; the other kinds are not emitted yet.
                    _ => {}
                }
            }
        }
    }

    /// The names by which people and tools find what was made.
    fn outputs(&mut self, secrets: &[Name]) {
        let plan = self.plan;
        let id = plan.id;
        let functions: Vec<_> = plan
            .functions_at(self.id)
            .into_iter()
            .map(|(at, function)| (NodeId::Function(at), &function.name.value))
            .collect();
        let events: Vec<_> = self
            .events_here()
            .into_iter()
            .map(|(at, event)| (NodeId::Event(at), &event.name.value))
            .collect();
        let stores: Vec<_> = self
            .stores_here()
            .into_iter()
            .map(|(at, store)| (NodeId::Store(at), &store.name.value))
            .collect();
        for (output, description, nodes) in [
            ("functions", "Names of the functions.", functions),
            ("events", "Names of the queues and topics.", events),
            ("stores", "Names of the tables and buckets.", stores),
        ] {
            let names: Vec<(String, Expression)> = nodes
                .into_iter()
                .map(|(node, name)| (name.to_string(), self.name_of(NodeRef { deployment: id, node })))
                .collect();
            if !names.is_empty() {
                self.module.output(output, description, Expression::Object(names));
            }
        }
        if !secrets.is_empty() {
            let arns: Vec<(String, Expression)> =
                secrets.iter().map(|name| (name.to_string(), self.secret(name))).collect();
            self.module.output(
                "secrets",
                "ARNs of the secrets that are to be filled.",
                Expression::Object(arns),
            );
        }
    }
}
