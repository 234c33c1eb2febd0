//! What a rule of the house is about.

use faasc_diagnostics::{Code, Diagnostic, Severity};
use faasc_model::{
    Deployment, DeploymentId, Function, Id, Name, NodeId, NodeRef, Policy, PolicyLevel, Program, SiteId,
    Trigger,
};
use faasc_source::{Span, Spanned};

use super::classes::{Classes, Set};
use super::house::House;

/// A rule in one environment.
pub(crate) struct Scope<'p> {
    pub(crate) house: &'p House<'p>,
    pub(crate) program: &'p Program,
    pub(crate) classes: &'p Classes<'p>,
    pub(crate) id: DeploymentId,
    pub(crate) deployment: &'p Deployment,
    pub(crate) policy: &'p Policy,
    /// The classes that it selects.
    carries: Set,
}

/// Whether a list has a name; an empty one says nothing.
fn is_named(names: &[Spanned<Name>], name: &Name) -> bool {
    names.is_empty() || names.iter().any(|found| found.value == *name)
}

impl<'p> Scope<'p> {
    /// A rule of a deployment, unless it is about other environments.
    pub(crate) fn of(house: &'p House<'p>, id: DeploymentId, policy: &'p Policy) -> Option<Self> {
        let (program, classes) = (house.program, &house.classes);
        let deployment = program.deployment(id);
        let carries = classes.named(deployment, &policy.select.carries);
        is_named(&policy.select.environment, &deployment.declared).then_some(Self {
            house,
            program,
            classes,
            id,
            deployment,
            policy,
            carries,
        })
    }

    /// Whether the rule speaks of events, stores or services by name.
    pub(crate) fn names_nodes(&self) -> bool {
        let select = &self.policy.select;
        !(select.event.is_empty() && select.store.is_empty() && select.service.is_empty())
    }

    /// Whether the rule speaks of functions: by name, label or trigger.
    pub(crate) fn names_functions(&self) -> bool {
        let select = &self.policy.select;
        !(select.function.is_empty() && select.labels.is_empty() && select.trigger.is_empty())
    }

    /// Whether the rule is about functions: it names some, or names nothing else.
    pub(crate) fn is_about_functions(&self) -> bool {
        self.names_functions() || !self.names_nodes()
    }

    /// The functions that it names, whatever starts them and whatever they hold.
    pub(crate) fn functions_by_name(&self) -> impl Iterator<Item = NodeRef> {
        let all = self.deployment.functions.iter().enumerate();
        all.filter(|(_, function)| self.is_function_named(function) && self.is_at(&function.sites))
            .map(|(at, _)| self.node(NodeId::Function(Id::new(at))))
    }

    /// The functions that it selects.
    pub(crate) fn functions(&self) -> impl Iterator<Item = (NodeRef, &Function)> {
        let all = self.deployment.functions.iter().enumerate();
        all.map(|(at, function)| (self.node(NodeId::Function(Id::new(at))), function)).filter(
            |(node, function)| {
                self.is_function_named(function)
                    && self.is_at(&function.sites)
                    && (self.policy.select.trigger.is_empty()
                        || function.triggers.iter().any(|trigger| self.is_kind(trigger)))
                    && self.holds(*node)
            },
        )
    }

    /// The functions with triggers that it selects: classes are those of the trigger.
    pub(crate) fn triggers(&self) -> impl Iterator<Item = (&Function, &Trigger)> {
        let functions = self
            .deployment
            .functions
            .iter()
            .filter(|function| self.is_function_named(function) && self.is_at(&function.sites));
        functions
            .flat_map(|function| function.triggers.iter().map(move |trigger| (function, trigger)))
            .filter(|(_, trigger)| {
                self.is_kind(trigger)
                    && (self.policy.select.carries.is_empty()
                        || self.classes.of_trigger(self.deployment, &trigger.kind).meets(&self.carries))
            })
    }

    /// The events, stores and services that it selects.
    pub(crate) fn nodes(&self) -> Vec<NodeRef> {
        let select = &self.policy.select;
        let is_any = !self.names_nodes() && !self.names_functions();
        let events = self.deployment.events.iter().enumerate().map(|(at, found)| {
            (NodeId::Event(Id::new(at)), &found.name.value, found.sites.as_slice(), &select.event)
        });
        let stores = self.deployment.stores.iter().enumerate().map(|(at, found)| {
            (NodeId::Store(Id::new(at)), &found.name.value, found.sites.as_slice(), &select.store)
        });
        let services = self.deployment.services.iter().enumerate().map(|(at, found)| {
            (NodeId::Service(Id::new(at)), &found.name.value, [].as_slice(), &select.service)
        });
        let is_wanted =
            |name: &Name, names: &[Spanned<Name>]| is_any || !names.is_empty() && is_named(names, name);
        let own = events.chain(stores).chain(services).filter_map(|(id, name, sites, names)| {
            let node = self.node(id);
            let is_there = matches!(id, NodeId::Service(_)) || self.is_at(sites);
            (is_wanted(name, names) && is_there && self.holds(node)).then_some(node)
        });
        own.chain(self.of_others()).filter(|node| self.is_touched(*node)).collect()
    }

    /// Stores of other apps that it names.
    fn of_others(&self) -> impl Iterator<Item = NodeRef> {
        self.policy.select.store.iter().filter_map(|name| {
            let (app, name) = name.value.split_once('/')?;
            let used = self.deployment.uses.iter().find(|used| used.name.value.as_str() == app)?;
            let stores = &self.program.deployment(used.deployment).stores;
            let at = stores.iter().position(|store| store.name.value.as_str() == name)?;
            Some(NodeRef { deployment: used.deployment, node: NodeId::Store(Id::new(at)) })
        })
    }

    /// Whether one of the functions that the rule also names has an edge to a node.
    fn is_touched(&self, node: NodeRef) -> bool {
        !self.names_functions()
            || self.deployment.functions.iter().any(|function| {
                self.is_function_named(function) && function.edges().any(|edge| edge.to.node == node)
            })
    }

    /// Whether a trigger is of a kind that it selects.
    pub(crate) fn is_kind(&self, trigger: &Trigger) -> bool {
        let kinds = &self.policy.select.trigger;
        kinds.is_empty() || kinds.iter().any(|kind| kind.value.as_str() == trigger.kind.word())
    }

    fn is_function_named(&self, function: &Function) -> bool {
        let select = &self.policy.select;
        is_named(&select.function, &function.name.value)
            && select.labels.iter().all(|(key, values)| {
                let has = |(name, value): &(Spanned<String>, Spanned<String>)| {
                    name.value == key.value && values.iter().any(|wanted| wanted.value == value.value)
                };
                function.labels.iter().chain(&self.deployment.labels).any(has)
            })
    }

    fn is_at(&self, sites: &[SiteId]) -> bool {
        let names = &self.policy.select.site;
        names.is_empty() || sites.iter().any(|site| is_named(names, &self.deployment.site(*site).name.value))
    }

    fn holds(&self, node: NodeRef) -> bool {
        self.policy.select.carries.is_empty() || self.classes.held(node).meets(&self.carries)
    }

    fn node(&self, node: NodeId) -> NodeRef {
        NodeRef { deployment: self.id, node }
    }

    /// A breach of the rule.
    pub(crate) fn breach(&self, code: &'static Code, span: Span, message: &str) -> Diagnostic {
        let severity = match self.policy.level.value {
            PolicyLevel::Mandatory => Severity::Error,
            PolicyLevel::Advisory => Severity::Warning,
        };
        let found = code
            .at(span, format!("the rule `{}` is broken: {message}", self.policy.rule.value))
            .label(self.policy.rule.span, "the rule")
            .weigh(severity)
            .within(self.deployment.environment.to_string());
        match self.policy.waivable_by.as_slice() {
            [] => found,
            owners => {
                let owners: Vec<&str> = owners.iter().map(|owner| owner.value.as_str()).collect();
                found.note(format!("it may be waived by {}", owners.join(", ")))
            }
        }
    }
}
