//! A function: its log group, role, environment, and the function itself.

use faasc_artifacts::hcl::{Body, Expression};
use faasc_facts::Need;
use faasc_model::{Contract, Function, FunctionEncryption, Node};
use faasc_plan::{VariableValue, variables};

use super::scope::Scope;
use crate::module::{Owner, Sort};

impl Scope<'_> {
    /// The file of a function, without `.tf`.
    pub(crate) fn file_of(function: &Function) -> String {
        format!("function-{}", function.name.value)
    }

    /// Emits a function; what wakes it is emitted by its triggers.
    pub(crate) fn function(&mut self, owner: &Owner, function: &Function, name: &Expression) {
        let file = Self::file_of(function);
        let log_group = self.log_group(owner, function, &file, name);
        let (role, policy) = self.function_role(owner, function, &file, &log_group);
        let body = self.function_body(function, name, &role);
        let variables = self.environment(function);
        let mut body = body
            .with("depends_on", vec![Expression::reference(policy)])
            .block("ephemeral_storage", Body::new().with("size", function.ephemeral_disk.value.as_mib_up()));
        if !variables.is_empty() {
            body = body.block("environment", Body::new().with("variables", Expression::Object(variables)));
        }
        let logging = Body::new()
            .with("log_format", "Text")
            .with("log_group", Expression::reference(format!("{log_group}.name")));
        body = body.block("logging_config", logging);
        if function.is_traced.value {
            body = body.block("tracing_config", Body::new().with("mode", "Active"));
        }
        if function.is_private.value
            && let Some(network) = self.vpc_config()
        {
            body = body.block("vpc_config", network);
        }
        let sort = Sort { file: &file, kind: "aws_lambda_function", role: "", rule: "function" };
        self.module.resource(owner, sort, body);
        if function.egress.is_some() {
            self.module.remark(format!(
                "The `egress` of `{}` is declared only: AWS Lambda itself keeps no function from other hosts.",
                function.name.value
            ));
        }
    }

    fn function_body(&mut self, function: &Function, name: &Expression, role: &str) -> Body {
        let key = match &function.encryption.value {
            FunctionEncryption::Key(key) => Some(self.fill(&key.value)),
            FunctionEncryption::Platform | FunctionEncryption::Customer => None,
        };
        // AWS takes 256 characters; a longer text is for readers of the spec.
        let description =
            function.description.as_ref().map(|text| text.value.chars().take(256).collect::<String>());
        let body = Body::new()
            .with("function_name", name.clone())
            .with_some("description", description)
            .with("role", Expression::reference(format!("{role}.arn")));
        self.package(function, body)
            .with("memory_size", function.memory.value.as_mib_up())
            .with("timeout", function.timeout.value.as_secs_up())
            .with_some("reserved_concurrent_executions", function.scale.max.as_ref().map(|most| most.value))
            .with_some("kms_key_arn", key)
    }

    /// The variables of the contract and the user's own; for a portable function also what its bridge needs:
    /// `FAASC_TARGET_X` (what stands behind an address) and `FAASC_REF_X` (the ARN of the secret that goes into `X`).
    fn environment(&mut self, function: &Function) -> Vec<(String, Expression)> {
        let contract = function.contract.value;
        let mut found = Vec::new();
        for variable in variables(self.plan.program, function) {
            match &variable.value {
                VariableValue::Text(text) => found.push((variable.name, self.fill_for(text, contract))),
                VariableValue::NameOf(node) => {
                    let name = self.name_of(*node);
                    found.push((variable.name, name));
                }
                VariableValue::Address(node) => {
                    let is_service = matches!(self.plan.node(*node), Node::Service(_));
                    if contract == Contract::Portable && !is_service {
                        let rest = variable.name.trim_start_matches("FAASC_");
                        let target = format!("FAASC_TARGET_{rest}");
                        let value = self.target_of(*node);
                        found.push((target, value));
                    }
                    let address = self.address(*node, contract);
                    found.push((variable.name, address));
                }
            }
        }
        for used in &function.secrets {
            let arn = self.secret(&used.secret.value);
            found.push((format!("FAASC_REF_{}", used.variable), arn));
        }
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        found.dedup_by(|(a, _), (b, _)| a == b);
        found
    }

    /// Lets principals outside start a function.
    pub(crate) fn invoked_from_outside(&mut self, owner: &Owner, function: &Function) {
        let Some(invoke) = &function.invoke else { return };
        let faasc_model::Invoke::By { principals, .. } = &invoke.value else { return };
        let file = Self::file_of(function);
        for (index, principal) in principals.iter().enumerate() {
            let principal = self.fill(&principal.value);
            let is_service = principal.as_text().is_some_and(|text| text.ends_with(".amazonaws.com"));
            let account = is_service.then(|| self.account());
            let body = Body::new()
                .with("statement_id", format!("invoke-{index}"))
                .with("action", self.action_of(Need::StartOutside))
                .with(
                    "function_name",
                    Expression::reference(format!("aws_lambda_function.{}.function_name", owner.label)),
                )
                .with("principal", principal)
                .with_some("source_account", account);
            let role = format!("invoke-{index}");
            let rule = "permission to start a function";
            let sort = Sort { file: &file, kind: "aws_lambda_permission", role: &role, rule };
            self.module.resource(&owner.part("invoke"), sort, body);
        }
    }
}
