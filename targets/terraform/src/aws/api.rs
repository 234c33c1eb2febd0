//! The HTTP API of an app at a site: the API itself, its stage, its authorizers.

use faasc_artifacts::hcl::{Body, Expression, Part};
use faasc_model::{AuthenticatorKind, Function, Gateway, Http, Trigger, TriggerKind};
use faasc_plan::{NameKind, Role};
use serde_json::Number;

use super::scope::Scope;
use crate::label::label;
use crate::module::{Owner, Sort};

/// Where the app's routes are.
pub(crate) const API: &str = "aws_apigatewayv2_api.app";
/// An API that is there.
const GIVEN: &str = "data.aws_apigatewayv2_api.app";

/// A route: its function, its trigger, what it says.
pub(crate) type Route<'p> = (&'p Function, &'p Trigger, &'p Http);

impl<'p> Scope<'p> {
    /// The routes that are served at the site, sorted by function and trigger; a disabled one is none.
    pub(crate) fn routes(&self) -> Vec<Route<'p>> {
        let mut found = Vec::new();
        for (_, function) in self.plan.functions_at(self.id) {
            for trigger in function.triggers.iter().filter(|trigger| trigger.is_enabled.value) {
                if let TriggerKind::Http(http) = &trigger.kind {
                    found.push((function, trigger, http));
                }
            }
        }
        found.sort_by(|a, b| (&a.0.name.value, &a.1.id).cmp(&(&b.0.name.value, &b.1.id)));
        found
    }

    /// Whether the routes are added to an API that is there.
    pub(crate) fn has_given_api(&self) -> bool {
        matches!(self.site.gateway.as_ref().map(|gateway| &gateway.value), Some(Gateway::Api(_)))
    }

    fn api(&self, attribute: &str) -> Expression {
        Expression::reference(format!("{}.{attribute}", if self.has_given_api() { GIVEN } else { API }))
    }

    /// The id of the API.
    pub(crate) fn api_id(&self) -> Expression {
        if self.has_given_api() { self.api("api_id") } else { self.api("id") }
    }

    /// What ARNs of its routes begin with.
    pub(crate) fn api_execution(&self) -> Expression {
        self.api("execution_arn")
    }

    /// The base of all routes.
    pub(crate) fn api_endpoint(&self) -> Expression {
        self.api("api_endpoint")
    }

    /// Emits the API and its routes, when there are any.
    pub(crate) fn gateway(&mut self) {
        let routes = self.routes();
        if routes.is_empty() {
            return;
        }
        let owner = self.shared();
        match &self.site.gateway.as_ref().map(|gateway| &gateway.value) {
            Some(Gateway::Api(id)) => {
                let id = self.fill(&id.value);
                let sort = Sort {
                    file: "gateway",
                    kind: "aws_apigatewayv2_api",
                    role: "",
                    rule: "API that is there",
                };
                self.module.data(&owner, sort, Body::new().with("api_id", id));
                self.module.remark(format!(
                    "Routes are added to the API of `{}` that is there; that its stage deploys them by itself is assumed.",
                    self.site.name.value
                ));
            }
            _ => self.make_api(&owner, &routes),
        }
        self.authorizers(&routes);
        for (function, trigger, http) in &routes {
            self.route(function, trigger, http);
        }
        let endpoint = self.api_endpoint();
        self.module.output("url", "Base of all routes of the app.", endpoint);
    }

    fn make_api(&mut self, owner: &Owner, routes: &[Route<'p>]) {
        let name = self.plan.name(NameKind::AwsApi, "", Role::Itself, self.id);
        let name = self.spelled(name);
        let description = self.deployment().description.as_ref().map(|text| Expression::text(&text.value));
        let mut body = Body::new()
            .with("name", name)
            .with_some("description", description)
            .with("protocol_type", "HTTP");
        if let Some(cors) = cors(routes) {
            body = body.block("cors_configuration", cors);
        }
        let sort =
            Sort { file: "gateway", kind: "aws_apigatewayv2_api", role: "", rule: "HTTP API of the app" };
        self.module.resource(owner, sort, body);
        // A limit is refused for a route that the stage does not have yet.
        let addresses = routes.iter().map(|(function, trigger, _)| {
            Expression::reference(format!(
                "aws_apigatewayv2_route.{}__{}",
                label(&function.name.value),
                label(&trigger.id)
            ))
        });
        let limits: Vec<Body> = routes.iter().filter_map(|(_, _, http)| limit(http)).collect();
        let needs_routes = !limits.is_empty();
        let mut body =
            Body::new().with("api_id", self.api_id()).with("name", "$default").with("auto_deploy", true);
        if needs_routes {
            body.set("depends_on", addresses.collect::<Vec<_>>());
        }
        for limit in limits {
            body = body.block("route_settings", limit);
        }
        let sort =
            Sort { file: "gateway", kind: "aws_apigatewayv2_stage", role: "", rule: "stage of the HTTP API" };
        self.module.resource(owner, sort, body);
    }

    /// An authorizer of the API for each token that its routes ask for.
    fn authorizers(&mut self, routes: &[Route<'p>]) {
        let deployment = self.deployment();
        let mut names: Vec<_> =
            routes.iter().flat_map(|(_, _, http)| http.auth.value.names()).map(|name| &name.value).collect();
        names.sort();
        names.dedup();
        for name in names {
            let found = deployment.authenticators.iter().find(|found| found.name.value == *name);
            let Some(AuthenticatorKind::Jwt { issuer, audience, jwks, .. }) = found.map(|found| &found.kind)
            else {
                continue;
            };
            if jwks.is_some() {
                self.module.remark(format!(
                    "API Gateway takes the keys of `{name}` from its issuer's discovery document, which leads to its `jwks`."
                ));
            }
            let owner = self.owner(format!("auth.{name}"), name, None);
            let issuer = self.fill(&issuer.value);
            let audience: Vec<Expression> =
                audience.iter().map(|audience| self.fill(&audience.value)).collect();
            let body = Body::new()
                .with("api_id", self.api_id())
                .with("name", name.as_str())
                .with("authorizer_type", "JWT")
                .with("identity_sources", Expression::texts(["$request.header.Authorization"]))
                .block("jwt_configuration", Body::new().with("issuer", issuer).with("audience", audience));
            let kind = "aws_apigatewayv2_authorizer";
            self.module.resource(
                &owner,
                Sort { file: "gateway", kind, role: "", rule: "check of a bearer token" },
                body,
            );
        }
    }
}

/// The API's answer to preflights: all its routes agree on it, but for their methods.
fn cors(routes: &[Route<'_>]) -> Option<Body> {
    let cors = routes.iter().find_map(|(_, _, http)| http.cors.as_ref())?;
    let mut methods: Vec<String> = Vec::new();
    for (_, _, http) in routes {
        let Some(cors) = &http.cors else { continue };
        if cors.value.methods.is_empty() {
            methods.push(if http.route.value.method == "ANY" {
                "*".to_owned()
            } else {
                http.route.value.method.clone()
            });
        }
        methods.extend(cors.value.methods.iter().map(|method| method.value.clone()));
    }
    methods.sort();
    methods.dedup();
    if methods.iter().any(|method| method == "*") {
        methods = vec!["*".to_owned()];
    }
    let texts = |list: &[faasc_source::Spanned<String>]| {
        (!list.is_empty()).then(|| Expression::texts(list.iter().map(|item| item.value.clone())))
    };
    let cors = &cors.value;
    Some(
        Body::new()
            .with_some("allow_origins", texts(&cors.origins))
            .with("allow_methods", Expression::texts(methods))
            .with_some("allow_headers", texts(&cors.headers))
            .with_some("expose_headers", texts(&cors.expose_headers))
            .with("allow_credentials", cors.credentials)
            .with_some("max_age", cors.max_age.as_ref().map(|age| age.value.as_secs_up())),
    )
}

/// The settings of a route with a limit.
fn limit(http: &Http) -> Option<Body> {
    let rate = per_second(http)?;
    let burst = rate.as_f64().map_or(1.0, f64::ceil).max(1.0);
    Some(
        Body::new()
            .with("route_key", route_key(http))
            .with("throttling_rate_limit", Expression::Number(rate))
            .with("throttling_burst_limit", Expression::Number(Number::from(burst as u64))),
    )
}

/// The limit of a route in requests a second, to six places; absent when there is none, or none that is left.
pub(crate) fn per_second(http: &Http) -> Option<Number> {
    let rate = http.rate_limit.as_ref()?.value;
    let second = (rate.count / rust_decimal::Decimal::from(rate.per.seconds())).round_dp(6).normalize();
    if second.is_zero() { None } else { serde_json::from_str(&second.to_string()).ok() }
}

/// `METHOD /path`, in which the language and API Gateway write parameters alike.
pub(crate) fn route_key(http: &Http) -> String {
    format!("{} {}", http.route.value.method, http.route.value.path)
}

/// The end of the ARN under which API Gateway starts a function for a route.
pub(crate) fn route_arn(http: &Http) -> Part {
    let method = if http.route.value.method == "ANY" { "*" } else { &http.route.value.method };
    let path: Vec<&str> = http
        .route
        .value
        .path
        .split('/')
        .map(|segment| if segment.starts_with('{') { "*" } else { segment })
        .collect();
    Part::Text(format!("/*/{method}{}", path.join("/")))
}
