//! Functions as the local runtime needs them.

use faasc_model::unit::{Duration, Estimate, Number, Rate, Size};
use faasc_model::{Build, Contract, Function, Invoke, Name, NodeRef, Runtime, Template, Transform, Trigger};
use faasc_plan::{Plan, VariableValue, entry, variables};
use schemars::JsonSchema;
use serde::Serialize;

/// Where the code is.
pub use faasc_model::Source;

/// What a variable holds.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Value<'p> {
    /// A text; `${inputs.X}` and `${events.X.address}` in it are put in at start.
    Text(&'p Template),
    /// The address of a node, which the runtime gives it: its key path (`events.charge-due`, `shop/events.paid`).
    AddressOf(String),
    /// The name of a node: its key path.
    NameOf(String),
    /// The value of a secret: its name.
    Secret(&'p Name),
}

/// A variable of the environment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Variable<'p> {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub value: Value<'p>,
}

/// An edge out of a function.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Edge<'p> {
    /// The key path of the other end.
    pub to: String,
    /// Expected operations for each handled unit.
    pub count: Number,
    /// Of a bucket: the only part that is touched.
    pub prefix: Option<&'p str>,
}

/// How many run at once.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Scale {
    /// Kept warm.
    pub min: u64,
    /// The ceiling; absent: the machine's.
    pub max: Option<u64>,
    /// Concurrent requests of one instance.
    pub per_instance: u64,
}

/// A function: its code, what it gets, what wakes it and what it may reach.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RuntimeFunction<'p> {
    name: &'p Name,
    /// For readers.
    description: Option<&'p str>,
    /// Where the code is.
    source: &'p Source,
    /// How it is built.
    build: &'p Build,
    /// The runtime; absent when the source is an image.
    runtime: Option<&'p Runtime>,
    /// The handler in the source; absent: the runtime's own default.
    entry: Option<String>,
    /// How it is spoken to.
    contract: Contract,
    /// Memory.
    memory: Size,
    /// Scratch space.
    ephemeral_disk: Size,
    /// The longest run, after which it is killed.
    timeout: Duration,
    /// How many run at once.
    scale: Scale,
    /// Its environment, sorted by name.
    environment: Vec<Variable<'p>>,
    /// All hosts that it may reach; absent: not said.
    egress: Option<Vec<&'p Template>>,
    /// What wakes it, sorted by id.
    triggers: Vec<&'p Trigger>,
    /// Who starts it from outside.
    invoke: Option<&'p Invoke>,
    /// Synchronous requests.
    calls: Vec<Edge<'p>>,
    /// Messages.
    emits: Vec<Edge<'p>>,
    /// Reads of stores.
    reads: Vec<Edge<'p>>,
    /// Writes to stores.
    writes: Vec<Edge<'p>>,
    /// Declassifications.
    transforms: &'p [Transform],
    /// Median duration.
    duration_p50: Option<Estimate<Duration>>,
    /// 99th percentile of the duration.
    duration_p99: Option<Estimate<Duration>>,
    /// How often it fails, from 0 to 1.
    error_rate: Option<Estimate<Number>>,
    /// Rate of what starts it from outside.
    rate: Option<Estimate<Rate>>,
}

impl<'p> RuntimeFunction<'p> {
    pub(crate) fn of(plan: &Plan<'p>, function: &'p Function) -> Self {
        let Function {
            name,
            description,
            source,
            build,
            runtime,
            contract,
            memory,
            ephemeral_disk,
            timeout,
            scale,
            egress,
            triggers,
            invoke,
            calls,
            emits,
            reads,
            writes,
            transforms,
            duration_p50,
            duration_p99,
            error_rate,
            rate,
            // A file that is started has a usual handler; what else is named is passed on.
            entry: written,
            // Read where the environment is put together.
            env: _,
            secrets: _,
            // Matters of a host, which this machine has not.
            cpu: _,
            architecture: _,
            is_private: _,
            grants: _,
            layers: _,
            is_traced: _,
            logs_retention: _,
            encryption: _,
            rollout: _,
            signing: _,
            permissions_boundary: _,
            owner: _,
            labels: _,
            was: _,
            given_name: _,
            accept: _,
            cold_start: _,
            sites: _,
            span: _,
        } = function;
        let mut triggers: Vec<_> = triggers.iter().collect();
        triggers.sort_by(|a, b| a.id.cmp(&b.id));
        Self {
            name: &name.value,
            description: description.as_ref().map(|text| text.value.as_str()),
            source,
            build,
            runtime: runtime.as_ref().map(|runtime| &runtime.value),
            entry: entry(function)
                .map(|entry| entry.to_string())
                .or_else(|| written.as_ref().map(|entry| entry.value.clone())),
            contract: contract.value,
            memory: memory.value,
            ephemeral_disk: ephemeral_disk.value,
            timeout: timeout.value,
            scale: Scale {
                min: scale.min.value,
                max: scale.max.as_ref().map(|max| max.value),
                per_instance: scale.per_instance.value,
            },
            environment: environment(plan, function),
            egress: egress.as_ref().map(|hosts| hosts.iter().map(|host| &host.value).collect()),
            triggers,
            invoke: invoke.as_ref().map(|invoke| &invoke.value),
            calls: edges(plan, calls),
            emits: edges(plan, emits),
            reads: edges(plan, reads),
            writes: edges(plan, writes),
            transforms,
            duration_p50: *duration_p50,
            duration_p99: *duration_p99,
            error_rate: *error_rate,
            rate: *rate,
        }
    }

    pub(crate) const fn name(&self) -> &'p Name {
        self.name
    }
}

fn environment<'p>(plan: &Plan<'p>, function: &'p Function) -> Vec<Variable<'p>> {
    let contract = variables(plan.program, function).into_iter().filter_map(|variable| {
        let value = match variable.value {
            VariableValue::Address(node) => Value::AddressOf(path(plan, node)),
            VariableValue::NameOf(node) => Value::NameOf(path(plan, node)),
            // The user's own are borrowed from the function below.
            VariableValue::Text(_) => return None,
        };
        Some(Variable { name: variable.name, value })
    });
    let own = function
        .env
        .iter()
        .map(|(name, value)| Variable { name: name.value.clone(), value: Value::Text(&value.value) });
    let secrets = function
        .secrets
        .iter()
        .map(|used| Variable { name: used.variable.clone(), value: Value::Secret(&used.secret.value) });
    let mut found: Vec<_> = contract.chain(own).chain(secrets).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn edges<'p>(plan: &Plan<'p>, edges: &'p [faasc_model::Edge]) -> Vec<Edge<'p>> {
    let mut found: Vec<_> = edges
        .iter()
        .map(|edge| Edge {
            to: path(plan, edge.to.node),
            count: edge.count.value,
            prefix: edge.prefix.as_ref().map(|prefix| prefix.value.as_str()),
        })
        .collect();
    found.sort_by(|a, b| a.to.cmp(&b.to));
    found
}

/// The key path of a node, with its app before it when that is another one.
fn path(plan: &Plan<'_>, node: NodeRef) -> String {
    let path = plan.node(node).key_path();
    if node.deployment == plan.id {
        return path;
    }
    format!("{}/{path}", plan.program.deployment(node.deployment).app)
}
