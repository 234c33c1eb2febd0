//! Texts that are known only at deployment: what cannot be filled in at a site.

use faasc_model::{Attribute, InputOrigin, Node, NodeRef, Part, Template, TriggerKind};
use faasc_source::{Span, Spanned};

use super::Gaps;
use crate::aws::input::origin_at;

impl Gaps<'_> {
    pub(super) fn of_templates(&mut self, texts: &[Spanned<Template>], subject: &str) {
        for text in texts {
            self.of_template(text, subject);
        }
    }

    pub(super) fn of_template(&mut self, text: &Spanned<Template>, subject: &str) {
        for part in &text.value.0 {
            match part {
                Part::Text(_) | Part::SiteRegion | Part::SiteAccount => {}
                Part::Input(name) => self.of_input(name, text.span, subject),
                Part::Node(section, name, attribute) => {
                    if let Some(node) = self.names.find(section, name) {
                        self.of_attribute(node, *attribute, text.span, subject);
                    }
                }
            }
        }
    }

    fn of_input(&mut self, name: &str, span: Span, subject: &str) {
        let deployment = self.deployment();
        let Some(input) = deployment.inputs.iter().find(|input| *input.name.value == *name) else { return };
        match origin_at(input, &self.site.name.value) {
            None => {
                let what = format!(
                    "the input `{name}`, which has no origin at the site `{}`,",
                    self.site.name.value
                );
                self.missing(span, &what, subject, "say under `from` where it comes from at this site");
            }
            Some(InputOrigin::KubernetesSecret) => {
                let what = format!("the input `{name}`, which comes from a Secret of a cluster,");
                self.missing(
                    span,
                    &what,
                    subject,
                    "give it another origin for this site, such as `parameter-store`",
                );
            }
            Some(InputOrigin::Terraform) => {
                let address =
                    input.given_name.as_ref().and_then(|name| name.value.as_literal()).unwrap_or_default();
                let is_address = matches!(
                    address.parse::<hcl::Expression>(),
                    Ok(hcl::Expression::Traversal(_) | hcl::Expression::Variable(_))
                );
                if !is_address {
                    let what =
                        format!("the input `{name}` from `{address}`, which is no address of Terraform,");
                    let span = input.given_name.as_ref().map_or(span, |name| name.span);
                    self.missing(
                        span,
                        &what,
                        subject,
                        "write an address such as `aws_cognito_user_pool.main.arn`",
                    );
                }
            }
            Some(InputOrigin::StackOutput) => {
                let given = input.given_name.as_ref().and_then(|name| name.value.as_literal());
                if !given.is_some_and(|given| given.contains('/')) {
                    let what = format!("the input `{name}`, which names no output of a stack,");
                    self.missing(span, &what, subject, "write `name: STACK/OUTPUT`");
                }
            }
            Some(InputOrigin::TerraformVariable | InputOrigin::ParameterStore) => {}
        }
    }

    fn of_attribute(&mut self, node: NodeRef, attribute: Attribute, span: Span, subject: &str) {
        self.reach(node, span, subject);
        let word = attribute.word();
        match (self.plan.node(node), attribute) {
            (_, Attribute::Socket) => {
                self.missing(span, "sockets", subject, "answer over HTTP, or run the app on a local site");
            }
            (Node::Service(service), _) if node.deployment == self.plan.id => {
                self.of_template(&service.url, subject);
            }
            (Node::Function(function), Attribute::Url) => {
                let is_ours = node.deployment == self.plan.id && function.sites.contains(&self.id);
                let has_route = function
                    .triggers
                    .iter()
                    .any(|trigger| trigger.is_enabled.value && matches!(trigger.kind, TriggerKind::Http(_)));
                if !(is_ours && has_route) {
                    let what =
                        format!("`{word}` of `{}`, which has no route at this site,", function.name.value);
                    self.missing(span, &what, subject, "pass the address by an input");
                }
            }
            _ => {}
        }
    }
}
