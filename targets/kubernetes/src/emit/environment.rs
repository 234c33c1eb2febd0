//! The environment of a function: the contract's variables, the user's own, and secrets.

use faasc_model::{DeploymentId, Function, Node, NodeRef, Template};
use faasc_plan::{VariableValue, variables};
use k8s_openapi::api::core::v1::EnvVar;

use crate::here::Here;
use crate::template::{Dependencies, literal, store_name, variable};

/// A variable that cannot be written, and why.
pub(crate) struct Unwritable {
    /// The variable.
    pub(crate) variable: String,
    /// What cannot be put in.
    pub(crate) what: String,
}

/// The variables of `function`: what others refer to first, then the rest by name.
pub(crate) fn of_function(here: &Here<'_>, function: &Function) -> Result<Vec<EnvVar>, Vec<Unwritable>> {
    let mut dependencies = Dependencies::new();
    let (mut found, mut unwritable) = (Vec::new(), Vec::new());
    for of in variables(here.plan.program, function) {
        let name = of.name.clone();
        match value(here, of.name, &of.value, &mut dependencies) {
            Ok(variable) => found.push(variable),
            Err(what) => unwritable.push(Unwritable { variable: name, what }),
        }
    }
    for used in &function.secrets {
        match super::secret::place(here, &used.secret.value) {
            Ok(place) => found.push(place.variable(used.variable.clone())),
            Err(what) => unwritable.push(Unwritable { variable: used.variable.clone(), what }),
        }
    }
    if !unwritable.is_empty() {
        return Err(unwritable);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    let first = dependencies.into_iter().map(|(name, place)| place.variable(name));
    Ok(first.chain(found).collect())
}

fn value(
    here: &Here<'_>,
    name: String,
    value: &VariableValue,
    dependencies: &mut Dependencies,
) -> Result<EnvVar, String> {
    let own = here.plan.id;
    let text = match value {
        VariableValue::Text(template) => return variable(here, own, name, template, dependencies),
        VariableValue::Address(node) => match address(here, *node)? {
            Address::Text(text) => text,
            Address::Template(of, template) => return variable(here, of, name, template, dependencies),
        },
        VariableValue::NameOf(node) => match name_of(here, *node)? {
            Address::Text(text) => text,
            Address::Template(of, template) => return variable(here, of, name, template, dependencies),
        },
    };
    Ok(EnvVar { name, value: Some(literal(&text)), value_from: None })
}

/// An address that is known, or one that waits for deployment.
enum Address<'h> {
    Text(String),
    Template(DeploymentId, &'h Template),
}

fn address<'h>(here: &Here<'h>, node: NodeRef) -> Result<Address<'h>, String> {
    let of = node.deployment;
    match here.plan.node(node) {
        Node::Function(_) => Ok(Address::Text(format!("http://{}", here.service_host(node)))),
        Node::Event(event) => here
            .event_address(node)
            .map(Address::Text)
            .ok_or_else(|| format!("the address of `{}`", event.name.value)),
        Node::Store(store) => {
            let existing = store.sites.iter().find_map(|site| store.existing_at(*site));
            let url = existing.and_then(|existing| existing.url.as_ref());
            url.map(|url| Address::Template(of, &url.value)).ok_or_else(|| {
                format!("the address of `{}`, which is not `existing` with a `url`", store.name.value)
            })
        }
        Node::Service(service) => Ok(Address::Template(of, &service.url.value)),
    }
}

fn name_of<'h>(here: &Here<'h>, node: NodeRef) -> Result<Address<'h>, String> {
    let of = node.deployment;
    match here.plan.node(node) {
        Node::Function(_) => Ok(Address::Text(here.service_of(node))),
        Node::Event(event) => here
            .event_name(node)
            .map(Address::Text)
            .ok_or_else(|| format!("the name of `{}`", event.name.value)),
        Node::Store(store) => {
            let existing = store.sites.iter().find_map(|site| store.existing_at(*site));
            let name = existing.and_then(|existing| store_name(existing).as_ref());
            name.map(|name| Address::Template(of, &name.value))
                .ok_or_else(|| format!("the name of `{}`, which is not `existing`", store.name.value))
        }
        Node::Service(service) => Err(format!("the name of `{}`", service.name.value)),
    }
}
