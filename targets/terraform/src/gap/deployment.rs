//! What an environment asks of Terraform beyond its nodes.

use std::collections::BTreeMap;

use faasc_model::{Deployment, Function, TriggerKind};

use super::Gaps;
use crate::aws::input::variable_name;
use crate::aws::package::{image_variable, package_variable};
use crate::aws::provider::OUR_TAGS;

impl Gaps<'_> {
    pub(super) fn of_deployment(&mut self) {
        let Deployment {
            app_id: _,
            app: _,
            environment: _,
            declared: _,
            span: _,
            site: _,
            // Tags.
            owner: _,
            description: _,
            labels,
            expires: _,
            domain,
            // For checks, cost and the graph.
            scale_traffic: _,
            budget: _,
            failover,
            exports: _,
            uses: _,
            inputs: _,
            classes: _,
            // By the routes that use them.
            authenticators: _,
            // By the functions that use them.
            secrets: _,
            sites: _,
            events: _,
            stores: _,
            services: _,
            functions: _,
            flows: _,
            policy: _,
            waivers: _,
            // Applied to what is emitted.
            patches: _,
        } = self.deployment();
        let subject = format!("environments.{}", self.deployment().declared);
        if let Some(domain) = domain
            && self.plan.functions_at(self.id).iter().any(|(_, function)| has_route(function))
        {
            let today = "leave `domain` out: the routes answer under the API's own host name, an output of the module";
            self.missing(domain.span, "a host name of one's own", &subject, today);
        }
        for (from, _, span) in failover {
            if *from == self.id {
                self.missing(*span, "failover", &subject, "place everything at one site");
            }
        }
        for (key, _) in labels {
            self.of_label(key, &subject);
        }
        self.of_variables();
    }

    /// A label that has the name of one of our tags.
    pub(super) fn of_label(&mut self, key: &faasc_source::Spanned<String>, subject: &str) {
        if OUR_TAGS.contains(&key.value.as_str()) {
            let what = format!("a label `{}`, which is a tag that faasc itself sets,", key.value);
            self.missing(key.span, &what, subject, "give the label another name");
        }
    }

    /// Two variables of one name would be one.
    fn of_variables(&mut self) {
        let deployment = self.deployment();
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        for (_, function) in self.plan.functions_at(self.id) {
            taken.insert(image_variable(function), format!("the image of `{}`", function.name.value));
            taken.insert(package_variable(function), format!("the package of `{}`", function.name.value));
        }
        let mut inputs: Vec<_> = deployment.inputs.iter().collect();
        inputs.sort_by(|a, b| a.name.value.cmp(&b.name.value));
        for input in inputs {
            let name = variable_name(input);
            let subject = format!("inputs.{}", input.name.value);
            let of_terraform = crate::aws::input::origin_at(input, &self.site.name.value)
                == Some(faasc_model::InputOrigin::TerraformVariable);
            if !of_terraform {
                continue;
            }
            let is_identifier = hcl::Identifier::new(name.as_str()).is_ok();
            if !is_identifier {
                let what = format!("a variable `{name}`, which is no name for one,");
                self.missing(input.span, &what, &subject, "give it a `name` of letters, digits and `_`");
            }
            let clash = taken.get(&name).cloned();
            // One variable under two inputs is meant when both name it.
            let is_meant = input.given_name.is_some()
                && clash.as_ref().is_some_and(|what| what.starts_with("the input"));
            if let Some(clash) = clash.filter(|_| !is_meant) {
                let what = format!("a variable `{name}` that is also {clash}");
                self.missing(input.span, &what, &subject, "give the input another `name`");
            }
            taken.insert(name, format!("the input `{}`", input.name.value));
        }
    }
}

fn has_route(function: &Function) -> bool {
    function
        .triggers
        .iter()
        .any(|trigger| matches!(trigger.kind, TriggerKind::Http(_) | TriggerKind::Webhook(_)))
}
