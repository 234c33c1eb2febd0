//! What a function asks.

use faasc_model::{
    Contract, Function, FunctionEncryption, Grant, Invoke, Provider, Scale, Secret, SecretStore, SecretUse,
};

use super::Gaps;
use crate::aws::logs;
use crate::aws::package::{handler, is_image, runtime};

impl Gaps<'_> {
    pub(super) fn of_function(&mut self, function: &Function) {
        let subject = function.key_path();
        let Function {
            name: _,
            // By the runtime and the contract.
            source: _,
            // Read by `faasc build`.
            build: _,
            runtime: _,
            entry: _,
            contract: _,
            memory: _,
            cpu,
            architecture: _,
            ephemeral_disk: _,
            timeout: _,
            scale,
            env,
            secrets,
            // Declared only, which is said.
            egress: _,
            is_private,
            grants,
            layers,
            is_traced: _,
            logs_retention,
            encryption,
            rollout,
            signing,
            permissions_boundary,
            owner: _,
            description: _,
            labels,
            was: _,
            given_name: _,
            triggers,
            invoke,
            calls,
            emits,
            reads,
            writes,
            // For the checks of law, guarantees, traffic and cost.
            transforms: _,
            accept: _,
            duration_p50: _,
            duration_p99: _,
            cold_start: _,
            error_rate: _,
            rate: _,
            sites: _,
            span: _,
        } = function;
        self.of_package(function, &subject);
        if let Some(cpu) = cpu {
            let today = "leave `cpu` out: on AWS Lambda it follows `memory`";
            self.missing(cpu.span, "a processor's share apart from memory", &subject, today);
        }
        self.of_scale(scale, &subject);
        for (_, text) in env {
            self.of_template(text, &subject);
        }
        for used in secrets {
            self.of_secret(used, &subject);
        }
        if is_private.value && self.site.network.is_none() {
            let today = "name the subnets of the site: `network: { subnets: … }`";
            self.missing(is_private.span, "a network that the site does not name", &subject, today);
        }
        for grant in grants {
            self.of_grant(grant, &subject);
        }
        self.of_templates(layers, &subject);
        if !logs::can_keep(logs_retention.value) {
            let today = "keep them at most 3653d, or copy them elsewhere";
            self.missing(logs_retention.span, "logs that are kept longer than ten years", &subject, today);
        }
        match &encryption.value {
            FunctionEncryption::Platform => {}
            FunctionEncryption::Key(key) => self.of_template(key, &subject),
            FunctionEncryption::Customer => {
                let today = "name a key that is there: `encryption: { key: ARN }`";
                self.missing(encryption.span, "a key of one's own for a function", &subject, today);
            }
        }
        if let Some(rollout) = rollout {
            let today = "leave `rollout` out: a new version takes over at once";
            self.missing(rollout.span, "a gradual rollout", &subject, today);
        }
        if let Some(signing) = signing {
            self.missing(signing.span, "signed code", &subject, "leave `signing` out");
        }
        if let Some(boundary) = permissions_boundary {
            self.of_template(boundary, &subject);
        }
        for (key, _) in labels {
            self.of_label(key, &subject);
        }
        if let Some(Invoke::By { principals, because: _ }) = invoke.as_ref().map(|invoke| &invoke.value) {
            self.of_templates(principals, &subject);
        }
        for edge in calls.iter().chain(emits).chain(reads).chain(writes) {
            self.reach(edge.to.node, edge.to.span, &subject);
            if let faasc_model::Node::Service(service) = self.plan.node(edge.to.node) {
                self.of_template(&service.url, &subject);
            }
        }
        for trigger in triggers {
            self.of_trigger(function, trigger);
        }
    }

    fn of_scale(&mut self, scale: &Scale, subject: &str) {
        let Scale { min, max: _, per_instance } = scale;
        if min.value > 0 {
            let today = "leave `min` at 0 and bear cold starts";
            self.missing(min.span, "instances that are kept warm", subject, today);
        }
        if per_instance.value > 1 {
            let today = "leave `per_instance` at 1: an instance of AWS Lambda handles one request at a time";
            self.missing(per_instance.span, "several requests at once in an instance", subject, today);
        }
    }

    /// What runs: images always can; a zip needs a managed runtime and a handler.
    fn of_package(&mut self, function: &Function, subject: &str) {
        if function.contract.value == Contract::Portable {
            return;
        }
        if let Some(used) = function.secrets.first() {
            let today = "read the secret in the handler, and allow that by a grant: `grants: [{ aws: … }]`";
            let what = "the wrapper that puts secrets into the environment of an `aws-lambda` function";
            self.missing(used.secret.span, what, subject, today);
        }
        if is_image(function) {
            if let Some(layer) = function.layers.first() {
                self.missing(
                    layer.span,
                    "layers of an image",
                    subject,
                    "put what is in the layer into the image",
                );
            }
            return;
        }
        let span = function.runtime.as_ref().map_or(function.span, |runtime| runtime.span);
        if runtime(function).is_none() {
            let today = "use a runtime that AWS Lambda manages, or an image";
            self.missing(span, "a zip for this runtime", subject, today);
        } else if handler(function).is_none() {
            self.missing(span, "a handler that the spec does not name", subject, "write `entry`");
        }
    }

    fn of_secret(&mut self, used: &SecretUse, subject: &str) {
        let deployment = self.deployment();
        let found = deployment.secrets.iter().find(|secret| secret.name.value == used.secret.value);
        let Some(Secret { name: _, description: _, existing, versions, rotate: _, span: _ }) = found else {
            return;
        };
        let here = existing.iter().find(|(site, _)| *site == self.id);
        if let Some((_, id)) = here {
            self.of_template(id, subject);
        }
        let is_parameter =
            self.site.secrets.as_ref().is_some_and(|store| store.value == SecretStore::AwsParameterStore);
        if is_parameter && here.is_none() {
            let today =
                "make the parameter yourself and name it under `existing`, or use `aws-secretsmanager`";
            let what = format!("an empty parameter for the secret `{}`", used.secret.value);
            self.missing(used.secret.span, &what, subject, today);
        }
        if versions.value > 1 {
            let today = "leave `versions` at 1";
            self.missing(versions.span, "two valid versions of a secret", subject, today);
        }
    }

    fn of_grant(&mut self, grant: &Grant, subject: &str) {
        let Grant { provider, actions, resources, conditions: _, because: _, span: _ } = grant;
        if provider.value == Provider::Aws {
            self.of_templates(actions, subject);
            self.of_templates(resources, subject);
        }
    }
}
