//! A route of the API: its integration, what it asks of the caller, and its permission to start the function.

use faasc_artifacts::hcl::{Body, Expression, Part};
use faasc_facts::Need;
use faasc_model::{Auth, AuthenticatorKind, Contract, Function, Http, Name, Trigger};

use super::api::{route_arn, route_key};
use super::scope::Scope;
use crate::label::label;
use crate::module::{Owner, Sort};

/// The longest that API Gateway waits for a function.
const MOST_WAIT: u64 = 30_000;

impl Scope<'_> {
    /// Emits a route.
    pub(crate) fn route(&mut self, function: &Function, trigger: &Trigger, http: &Http) {
        let owner = self.function_owner(function);
        let part = owner.part(&format!("triggers.{}", trigger.id));
        let integration = self.integration(&owner, function);
        let target = Part::Value(Expression::reference(format!("{integration}.id")));
        let body = Body::new()
            .with("api_id", self.api_id())
            .with("route_key", route_key(http))
            .with("target", Expression::template([Part::Text("integrations/".to_owned()), target]));
        let body = self.authorized(body, &http.auth.value);
        let role = trigger.id.as_str();
        let sort = Sort { file: "gateway", kind: "aws_apigatewayv2_route", role, rule: "route" };
        self.module.resource(&part, sort, body);
        let body = Body::new()
            .with("statement_id", trigger.id.as_str())
            .with("action", self.action_of(Need::StartHttp))
            .with(
                "function_name",
                Expression::reference(format!("aws_lambda_function.{}.function_name", owner.label)),
            )
            .with("principal", "apigateway.amazonaws.com")
            .with("source_arn", Expression::template([self.api_execution().into_part(), route_arn(http)]));
        let rule = "permission of a route to start its function";
        let sort = Sort { file: "gateway", kind: "aws_lambda_permission", role, rule };
        self.module.resource(&part, sort, body);
    }

    /// The integration of a function, made once.
    fn integration(&mut self, owner: &Owner, function: &Function) -> String {
        let address = format!("aws_apigatewayv2_integration.{}", owner.label);
        if self.module.has(&address) {
            return address;
        }
        let format = if function.contract.value == Contract::AwsLambdaV1 { "1.0" } else { "2.0" };
        let body = Body::new()
            .with("api_id", self.api_id())
            .with("integration_type", "AWS_PROXY")
            .with(
                "integration_uri",
                Expression::reference(format!("aws_lambda_function.{}.invoke_arn", owner.label)),
            )
            .with("payload_format_version", format)
            .with("timeout_milliseconds", MOST_WAIT);
        let kind = "aws_apigatewayv2_integration";
        let sort = Sort { file: "gateway", kind, role: "", rule: "integration of a function" };
        self.module.resource(owner, sort, body)
    }

    fn authorized(&self, body: Body, auth: &Auth) -> Body {
        let (name, scopes) = match auth {
            Auth::By(name) => (&name.value, &[][..]),
            Auth::Then { check, scopes, .. } => (&check.value, scopes.as_slice()),
            Auth::None(_) | Auth::Any(_) | Auth::All(_) => return body.with("authorization_type", "NONE"),
        };
        if self.is_cloud_iam(name) {
            return body.with("authorization_type", "AWS_IAM");
        }
        let authorizer = format!("aws_apigatewayv2_authorizer.{}.id", label(name));
        let scopes =
            (!scopes.is_empty()).then(|| Expression::texts(scopes.iter().map(|scope| scope.value.clone())));
        body.with("authorization_type", "JWT")
            .with("authorizer_id", Expression::reference(authorizer))
            .with_some("authorization_scopes", scopes)
    }

    fn is_cloud_iam(&self, name: &Name) -> bool {
        let found = self.deployment().authenticators.iter().find(|found| found.name.value == *name);
        matches!(found.map(|found| &found.kind), Some(AuthenticatorKind::CloudIam))
    }
}
