//! runtime.json as a whole.

use faasc_artifacts::published_schema;
use faasc_model::{Authenticator, DataClass, Flow, Name, SiteId, Used};
use faasc_plan::Plan;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{RuntimeEvent, RuntimeFunction, RuntimeService, RuntimeStore};

/// The name and version of the format.
pub const SCHEMA: &str = "faasc.runtime/v1";

/// A value that the developer says in `.env`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Input<'p> {
    /// Its name in the spec.
    pub name: &'p Name,
    /// Its name in `.env`.
    pub variable: String,
    /// For readers.
    pub description: Option<&'p str>,
}

/// A secret that the developer says in `.env`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Secret<'p> {
    /// Its name in the spec.
    pub name: &'p Name,
    /// Its name in `.env`.
    pub variable: String,
    /// How many versions are valid at a time.
    pub versions: u64,
    /// For readers.
    pub description: Option<&'p str>,
}

/// The whole of runtime.json. Paths are relative to the folder of the app's faas.yaml, nodes are named as in the spec
/// (`charge-due`, of another app `shop/paid`), and lists of named things are sorted by name. What is absent or empty is
/// left out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RuntimeDocument<'p> {
    /// `faasc.runtime/v1`.
    schema: &'static str,
    /// Version of the format.
    version: u32,
    /// The app.
    app: &'p Name,
    /// The environment.
    environment: &'p Name,
    /// The site.
    site: &'p Name,
    /// Apps whose nodes this one uses.
    uses: Vec<&'p Used>,
    /// Nodes that other apps may use.
    exports: Vec<&'p Name>,
    /// Values from `.env`.
    pub inputs: Vec<Input<'p>>,
    /// Secrets from `.env`.
    pub secrets: Vec<Secret<'p>>,
    /// Data classes.
    classes: Vec<&'p DataClass>,
    /// Ways to know callers.
    authenticators: Vec<&'p Authenticator>,
    /// Events, made dead letters included.
    events: Vec<RuntimeEvent<'p>>,
    /// Stores.
    stores: Vec<RuntimeStore<'p>>,
    /// Services, with what answers in their place.
    services: Vec<RuntimeService<'p>>,
    /// Functions.
    functions: Vec<RuntimeFunction<'p>>,
    /// End-to-end promises.
    flows: Vec<&'p Flow>,
}

impl<'p> RuntimeDocument<'p> {
    /// What stands at `site` of `plan`.
    #[must_use]
    pub fn of(plan: &Plan<'p>, site: SiteId) -> Self {
        let of = plan.deployment;
        let events = of.events.iter().filter(|event| event.sites.contains(&site));
        let stores = of.stores.iter().filter(|store| store.sites.contains(&site));
        Self {
            schema: SCHEMA,
            version: 1,
            app: &of.app,
            environment: &of.environment,
            site: &of.site(site).name.value,
            uses: sorted(of.uses.iter().collect(), |used| &used.name.value),
            exports: sorted(of.exports.iter().map(|name| &name.value).collect(), |name| *name),
            inputs: sorted(of.inputs.iter().map(input).collect(), |input| input.name),
            secrets: sorted(of.secrets.iter().map(secret).collect(), |secret| secret.name),
            classes: sorted(of.classes.iter().collect(), |class| &class.name.value),
            authenticators: sorted(of.authenticators.iter().collect(), |of| &of.name.value),
            events: sorted(events.map(RuntimeEvent::of).collect(), RuntimeEvent::name),
            stores: sorted(stores.map(RuntimeStore::of).collect(), RuntimeStore::name),
            services: sorted(of.services.iter().map(RuntimeService::of).collect(), RuntimeService::name),
            functions: plan
                .functions_at(site)
                .into_iter()
                .map(|(_, function)| RuntimeFunction::of(plan, function))
                .collect(),
            flows: sorted(of.flows.iter().collect(), |flow| &flow.name.value),
        }
    }

    /// The key path of each node with the rule that put it here.
    pub fn nodes(&self) -> impl Iterator<Item = (String, &'static str)> {
        let path = |section: &str, name: &Name| format!("{section}.{name}");
        let events =
            self.events.iter().map(move |of| (path("events", of.name()), "event of the local broker"));
        let stores = self.stores.iter().map(move |of| (path("stores", of.name()), "local store"));
        let services =
            self.services.iter().map(move |of| (path("services", of.name()), "service or its stub"));
        let functions = self.functions.iter().map(move |of| (path("functions", of.name()), "local function"));
        events.chain(stores).chain(services).chain(functions)
    }
}

fn input(of: &faasc_model::Input) -> Input<'_> {
    // Where it comes from elsewhere is no matter here: on this machine all are read from `.env`.
    let faasc_model::Input { name, from: _, given_name: _, description, span: _ } = of;
    Input {
        name: &name.value,
        variable: name.value.as_variable(),
        description: description.as_ref().map(|text| text.value.as_str()),
    }
}

fn secret(of: &faasc_model::Secret) -> Secret<'_> {
    let faasc_model::Secret { name, description, existing: _, versions, rotate: _, span: _ } = of;
    Secret {
        name: &name.value,
        variable: name.value.as_variable(),
        versions: versions.value,
        description: description.as_ref().map(|text| text.value.as_str()),
    }
}

fn sorted<'p, T>(mut items: Vec<T>, name: impl Fn(&T) -> &'p Name) -> Vec<T> {
    items.sort_by(|a, b| name(a).cmp(name(b)));
    items
}

/// The published schema of runtime.json.
#[must_use]
pub fn schema() -> serde_json::Value {
    published_schema::<RuntimeDocument<'static>>("faasc runtime", SCHEMA)
}
