//! Inputs: values that Terraform is given or looks up.

use std::collections::BTreeMap;

use faasc_artifacts::hcl::{Body, Expression};
use faasc_model::{Input, InputOrigin, Name, Part, Template};

use super::scope::Scope;
use crate::module::{Owner, Sort};

impl Scope<'_> {
    /// The value of an input: a text, or where `as_list` a list.
    pub(crate) fn input(&mut self, name: &Name, as_list: bool) -> Expression {
        let deployment = self.deployment();
        let Some(input) = deployment.inputs.iter().find(|input| input.name.value == *name) else {
            return Expression::Null;
        };
        let Some(origin) = origin_at(input, &self.site.name.value) else { return Expression::Null };
        let given = input.given_name.as_ref().and_then(|name| name.value.as_literal()).unwrap_or(name);
        match origin {
            InputOrigin::TerraformVariable => self.variable(input, as_list),
            InputOrigin::Terraform => Expression::reference(given),
            InputOrigin::ParameterStore => {
                let sort = Sort { file: "main", kind: "aws_ssm_parameter", role: "", rule: "input" };
                let owner = input_owner(input);
                let address = self.module.data(&owner, sort, Body::new().with("name", given));
                split(Expression::reference(format!("{address}.insecure_value")), as_list)
            }
            InputOrigin::StackOutput => {
                let (stack, output) = given.split_once('/').unwrap_or((given, ""));
                let sort = Sort { file: "main", kind: "aws_cloudformation_stack", role: "", rule: "input" };
                let owner = input_owner(input);
                let address = self.module.data(&owner, sort, Body::new().with("name", stack));
                let key = Expression::text(output).inline();
                split(Expression::reference(format!("{address}.outputs[{key}]")), as_list)
            }
            InputOrigin::KubernetesSecret => Expression::Null,
        }
    }

    fn variable(&mut self, input: &Input, as_list: bool) -> Expression {
        let is_list = self.is_list(&input.name.value);
        let kind = if is_list { "list(string)" } else { "string" };
        let description = input.description.as_ref().map(|text| Expression::text(&text.value));
        let body = Body::new()
            .with_some("description", description)
            .with("type", Expression::reference(kind))
            .with("nullable", false);
        let value = self.module.variable(&variable_name(input), body);
        if is_list && !as_list { Expression::Call("join", vec![Expression::text(","), value]) } else { value }
    }

    /// Whether an input stands for a whole list somewhere at this site.
    fn is_list(&self, name: &Name) -> bool {
        let Some(network) = &self.site.network else { return false };
        [&network.subnets, &network.security_groups]
            .into_iter()
            .any(|list| matches!(list.as_slice(), [only] if lone_input(&only.value) == Some(name)))
    }

    /// A list of ids; an input may stand for the whole of it.
    pub(crate) fn list(&mut self, items: &[faasc_source::Spanned<Template>]) -> Expression {
        match items {
            [only] => match lone_input(&only.value) {
                Some(name) => self.input(name, true),
                None => Expression::List(vec![self.fill(&only.value)]),
            },
            items => Expression::List(items.iter().map(|item| self.fill(&item.value)).collect()),
        }
    }
}

/// The name of the variable: as given, else the input's own with `_` for `-`, so that `TF_VAR_…` can be set.
pub(crate) fn variable_name(input: &Input) -> String {
    let given = input.given_name.as_ref().and_then(|name| name.value.as_literal());
    given.map_or_else(|| input.name.value.replace('-', "_"), str::to_owned)
}

/// Where an input comes from at a site.
pub(crate) fn origin_at(input: &Input, site: &Name) -> Option<InputOrigin> {
    let here = input.from.iter().find(|(at, _)| at.as_ref().is_some_and(|at| at.value == *site));
    let anywhere = input.from.iter().find(|(at, _)| at.is_none());
    here.or(anywhere).map(|(_, origin)| origin.value)
}

fn lone_input(template: &Template) -> Option<&Name> {
    match template.0.as_slice() {
        [Part::Input(name)] => Some(name),
        _ => None,
    }
}

fn input_owner(input: &Input) -> Owner {
    let key_path = format!("inputs.{}", input.name.value);
    let label = input.name.value.to_string();
    Owner { node: key_path.clone(), key_path, label, was: None, tags: BTreeMap::new() }
}

fn split(value: Expression, as_list: bool) -> Expression {
    if as_list { Expression::Call("split", vec![Expression::text(","), value]) } else { value }
}
