//! Texts that wait for deployment, as values of environment variables.
//!
//! A value of a Secret is put into a longer text by the kubelet: the Secret's value becomes a variable of its own, and
//! `$(VARIABLE)` stands for it in the variables after it.

use std::collections::BTreeMap;

use faasc_model::{
    Attribute, DeploymentId, Existing, Id, InputOrigin, Name, Node, NodeId, NodeRef, Part, QualifiedName,
    Template,
};
use faasc_source::Spanned;
use k8s_openapi::api::core::v1::{EnvVar, EnvVarSource, SecretKeySelector};

use crate::here::Here;

/// The key under which a Secret of ours has its value.
pub(crate) const SECRET_KEY: &str = "value";

/// A place in a Secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SecretPlace {
    /// The Secret.
    pub(crate) name: String,
    /// The key in it.
    pub(crate) key: String,
}

impl SecretPlace {
    /// Reads `SECRET/KEY`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (name, key) = text.split_once('/').filter(|(name, key)| !name.is_empty() && !key.is_empty())?;
        (!key.contains('/')).then(|| Self { name: name.to_owned(), key: key.to_owned() })
    }

    /// The variable `variable` with the value that lies there.
    pub(crate) fn variable(&self, variable: String) -> EnvVar {
        let place = SecretKeySelector { name: self.name.clone(), key: self.key.clone(), optional: None };
        let source = EnvVarSource { secret_key_ref: Some(place), ..EnvVarSource::default() };
        EnvVar { name: variable, value: None, value_from: Some(source) }
    }
}

/// The variables of Secrets that others refer to, by name.
pub(crate) type Dependencies = BTreeMap<String, SecretPlace>;

/// The variable `name` with the value of `template`, a text of the deployment `of`; what it refers to is added to
/// `dependencies`. Fails with what cannot be put in.
pub(crate) fn variable(
    here: &Here<'_>,
    of: DeploymentId,
    name: String,
    template: &Template,
    dependencies: &mut Dependencies,
) -> Result<EnvVar, String> {
    if let [Part::Input(input)] = template.0.as_slice() {
        return Ok(input_place(here, of, input)?.variable(name));
    }
    let mut value = String::new();
    for part in &template.0 {
        match part {
            Part::Text(text) => value.push_str(&literal(text)),
            Part::Input(input) => {
                let variable = format!("FAASC_INPUT_{}", input.as_variable());
                dependencies.insert(variable.clone(), input_place(here, of, input)?);
                value.extend(["$(", &variable, ")"]);
            }
            Part::Node(section, name, attribute) => {
                value.push_str(&literal(&offered(here, of, section, name, *attribute)?));
            }
            Part::SiteRegion => value.push_str(&literal(&site_text(here, "region")?)),
            Part::SiteAccount => value.push_str(&literal(&site_text(here, "account")?)),
        }
    }
    Ok(EnvVar { name, value: Some(value), value_from: None })
}

/// A text that the kubelet leaves alone: `$(X)` would be a variable's value, and `$$(X)` is written for it.
pub(crate) fn literal(text: &str) -> String {
    text.replace("$(", "$$(")
}

/// Where the value of an input lies on this cluster.
fn input_place(here: &Here<'_>, of: DeploymentId, name: &Name) -> Result<SecretPlace, String> {
    let input = here.plan.program.deployment(of).inputs.iter().find(|input| input.name.value == *name);
    let input = input.ok_or_else(|| format!("the input `{name}`, which nothing declares"))?;
    let site = &here.site.name.value;
    let of_site = input.from.iter().find(|(at, _)| at.as_ref().is_some_and(|at| at.value == *site));
    let origin = of_site.or_else(|| input.from.iter().find(|(at, _)| at.is_none()));
    match origin.map(|(_, origin)| origin.value) {
        Some(InputOrigin::KubernetesSecret) => {}
        Some(_) => {
            return Err(format!("the input `{name}`, which comes from elsewhere than `kubernetes-secret`"));
        }
        None => return Err(format!("the input `{name}`, which comes from nowhere at `{site}`")),
    }
    let Some(given) = &input.given_name else {
        return Ok(SecretPlace { name: name.to_string(), key: SECRET_KEY.to_owned() });
    };
    let place = given.value.as_literal().and_then(SecretPlace::parse);
    place.ok_or_else(|| format!("the input `{name}`, whose `name` is not `SECRET/KEY`"))
}

fn site_text(here: &Here<'_>, key: &str) -> Result<String, String> {
    let found = if key == "region" { &here.site.region } else { &here.site.account };
    match found {
        Some(text) => Ok(text.value.clone()),
        None => Err(format!("`${{site.{key}}}`, as `{}` says no `{key}`", here.site.name.value)),
    }
}

/// What a node offers under `${SECTION.NAME.ATTRIBUTE}`, the name as the deployment `of` writes it.
fn offered(
    here: &Here<'_>,
    of: DeploymentId,
    section: &str,
    name: &QualifiedName,
    attribute: Attribute,
) -> Result<String, String> {
    let fault = || format!("`${{{section}.{name}.{}}}`", attribute.word());
    let node = find(here, of, section, name).ok_or_else(fault)?;
    let deployment = here.plan.program.deployment(node.deployment);
    match (here.plan.node(node), attribute) {
        (Node::Event(_), Attribute::Address) => here.event_address(node).ok_or_else(fault),
        (Node::Event(_), Attribute::Name) => here.event_name(node).ok_or_else(fault),
        (Node::Event(_), Attribute::Id) => here
            .event_reference(node)
            .map(|found| format!("{}/{}", found.namespace, found.name))
            .ok_or_else(fault),
        (Node::Function(_), Attribute::Name) => Ok(here.service_of(node)),
        (Node::Function(_), Attribute::Id) => {
            Ok(format!("{}/{}", here.namespace_of(node.deployment), here.service_of(node)))
        }
        (Node::Function(_), Attribute::Url) => match &deployment.domain {
            Some(domain) => Ok(format!("https://{}", domain.host.value)),
            None => Err(format!("{} without a `domain`", fault())),
        },
        (Node::Store(store), Attribute::Address | Attribute::Name | Attribute::Id) => {
            let existing = store.sites.iter().find_map(|site| store.existing_at(*site)).ok_or_else(fault)?;
            let place = if attribute == Attribute::Address { &existing.url } else { store_name(existing) };
            place.as_ref().and_then(|text| text.value.as_literal()).map(str::to_owned).ok_or_else(fault)
        }
        (Node::Service(service), Attribute::Url) => {
            service.url.value.as_literal().map(str::to_owned).ok_or_else(fault)
        }
        _ => Err(fault()),
    }
}

/// What the host calls a store that is there: its id, else its address, the one thing that is known of it.
pub(crate) const fn store_name(existing: &Existing) -> &Option<Spanned<Template>> {
    if existing.id.is_some() { &existing.id } else { &existing.url }
}

fn find(here: &Here<'_>, of: DeploymentId, section: &str, name: &QualifiedName) -> Option<NodeRef> {
    let own = here.plan.program.deployment(of);
    let deployment = match &name.app {
        None => of,
        Some(app) => own.uses.iter().find(|used| used.name.value == *app)?.deployment,
    };
    let found = here.plan.program.deployment(deployment);
    let named = |node: &Spanned<Name>| node.value == name.name;
    let node = match section {
        "events" => NodeId::Event(Id::new(found.events.iter().position(|node| named(&node.name))?)),
        "stores" => NodeId::Store(Id::new(found.stores.iter().position(|node| named(&node.name))?)),
        "services" => NodeId::Service(Id::new(found.services.iter().position(|node| named(&node.name))?)),
        "functions" => NodeId::Function(Id::new(found.functions.iter().position(|node| named(&node.name))?)),
        _ => return None,
    };
    Some(NodeRef { deployment, node })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dollar_before_a_bracket_stays_text() {
        assert_eq!(literal("a $(B) $x $"), "a $$(B) $x $");
    }

    #[test]
    fn a_place_in_a_secret_has_a_name_and_a_key() {
        let place = SecretPlace { name: "db".to_owned(), key: "url".to_owned() };
        assert_eq!(SecretPlace::parse("db/url"), Some(place));
        for text in ["db", "/url", "db/", "a/b/c"] {
            assert_eq!(SecretPlace::parse(text), None, "{text}");
        }
    }
}
