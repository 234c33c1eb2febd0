//! Functions.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::{Duration, Estimate, Number, Rate, Share, Size};
use crate::{Accept, Edge, Name, Provider, QualifiedName, SiteId, Template, Trigger};

/// Where the code comes from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A folder, relative to the folder of the app's faas.yaml.
    Folder(Spanned<String>),
    /// A repository.
    Git {
        /// Its address.
        url: Spanned<String>,
        /// The revision.
        rev: Spanned<String>,
        /// The folder in it.
        path: Option<Spanned<String>>,
    },
    /// An image.
    Image(Spanned<String>),
}

/// How it is built.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Build {
    /// Runs in the source folder after the dependencies are there.
    pub command: Option<Spanned<String>>,
    /// What the command makes.
    pub output: Option<Spanned<String>>,
    /// A Dockerfile of one's own.
    pub dockerfile: Option<Spanned<String>>,
    /// Build arguments.
    pub args: Vec<(Spanned<String>, Spanned<String>)>,
    /// What stays out of the package.
    pub exclude: Vec<Spanned<String>>,
}

/// A language runtime as written: `python3.13`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Runtime(pub Name);

impl Runtime {
    /// The family: `python`, `node`, `java`, `dotnet`, `ruby`, `go`, `rust` or `container`.
    #[must_use]
    pub fn family(&self) -> &str {
        self.0.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
    }

    /// The version, which `go`, `rust` and `container` have not.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.0[self.family().len()..]
    }
}

/// How the function is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Contract {
    /// HTTP and CloudEvents on `$PORT`.
    Portable,
    /// AWS's own events; HTTP in format 2.0.
    AwsLambda,
    /// AWS's own events; HTTP in format 1.0.
    AwsLambdaV1,
}

/// The processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Architecture {
    /// 64-bit x86.
    #[serde(rename = "x86_64")]
    X86_64,
    /// 64-bit ARM.
    #[serde(rename = "arm64")]
    Arm64,
}

/// How many run at once.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Scale {
    /// Kept warm.
    pub min: Spanned<u64>,
    /// The ceiling; absent: the site's.
    pub max: Option<Spanned<u64>>,
    /// Concurrent requests of one instance.
    pub per_instance: Spanned<u64>,
}

/// A secret that the function finds in its environment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SecretUse {
    /// The variable.
    pub variable: String,
    /// The secret.
    pub secret: Spanned<Name>,
    /// Whether it comes from the `credential` of a called service.
    pub is_credential: bool,
}

/// A further permission in a provider's own words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Grant {
    /// Whose words.
    pub provider: Spanned<Provider>,
    /// What is allowed.
    pub actions: Vec<Spanned<Template>>,
    /// On what.
    pub resources: Vec<Spanned<Template>>,
    /// When.
    pub conditions: serde_json::Value,
    /// Why.
    pub because: Spanned<String>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// Whose key encrypts environment and logs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FunctionEncryption {
    /// The host's.
    Platform,
    /// One of one's own, made for it.
    Customer,
    /// One that is there.
    Key(Spanned<Template>),
}

/// How a new version takes over.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Rollout {
    /// The part that goes first.
    pub canary: Spanned<Share>,
    /// The time between steps.
    pub every: Spanned<Duration>,
}

/// Who starts it from outside.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Invoke {
    /// Whoever the account's own policies let.
    External,
    /// These principals, who get the permission.
    By {
        /// The principals, in the host's words.
        principals: Vec<Spanned<Template>>,
        /// Why.
        because: Spanned<String>,
    },
}

/// A declassification: a trust point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Transform {
    /// What goes in.
    pub from: Vec<Spanned<QualifiedName>>,
    /// What comes out; absent: nothing classified.
    pub to: Option<Spanned<QualifiedName>>,
    /// A method of the fact base.
    pub by: Spanned<Name>,
    /// Why it does.
    pub because: Spanned<String>,
    /// What proves it.
    pub evidence: Spanned<String>,
    /// Who approved.
    pub approved_by: Spanned<String>,
    /// The last day on which it holds.
    pub expires: Spanned<crate::unit::Date>,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// A function of one environment, defaults and overrides merged in.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Function {
    /// Its name.
    pub name: Spanned<Name>,
    /// Where the code comes from.
    pub source: Source,
    /// How it is built.
    pub build: Build,
    /// The runtime; absent when the source is an image.
    pub runtime: Option<Spanned<Runtime>>,
    /// The handler in the source; absent: the runtime's own default.
    pub entry: Option<Spanned<String>>,
    /// How it is spoken to.
    pub contract: Spanned<Contract>,
    /// Memory.
    pub memory: Spanned<Size>,
    /// Processors, in vCPU; absent: what goes with the memory.
    pub cpu: Option<Spanned<Number>>,
    /// The processor.
    pub architecture: Spanned<Architecture>,
    /// Scratch space.
    pub ephemeral_disk: Spanned<Size>,
    /// The longest run.
    pub timeout: Spanned<Duration>,
    /// How many run at once.
    pub scale: Scale,
    /// Environment variables.
    pub env: Vec<(Spanned<String>, Spanned<Template>)>,
    /// Secrets in the environment, credentials of called services included.
    pub secrets: Vec<SecretUse>,
    /// All hosts that it may reach; absent: not said.
    pub egress: Option<Vec<Spanned<Template>>>,
    /// Whether it runs in the site's network.
    pub is_private: Spanned<bool>,
    /// Further permissions.
    pub grants: Vec<Grant>,
    /// Layers.
    pub layers: Vec<Spanned<Template>>,
    /// Whether traces are taken.
    pub is_traced: Spanned<bool>,
    /// How long logs are kept.
    pub logs_retention: Spanned<Duration>,
    /// Whose key encrypts environment and logs.
    pub encryption: Spanned<FunctionEncryption>,
    /// How a new version takes over; absent: at once.
    pub rollout: Option<Spanned<Rollout>>,
    /// The profile that signs the code.
    pub signing: Option<Spanned<Template>>,
    /// The boundary of its role.
    pub permissions_boundary: Option<Spanned<Template>>,
    /// Who answers for it.
    pub owner: Option<Spanned<String>>,
    /// For readers.
    pub description: Option<Spanned<String>>,
    /// Labels.
    pub labels: Vec<(Spanned<String>, Spanned<String>)>,
    /// The name that it had.
    pub was: Option<Spanned<Name>>,
    /// The emitted name, when the user sets it.
    pub given_name: Option<Spanned<String>>,
    /// What wakes it.
    pub triggers: Vec<Trigger>,
    /// Who starts it from outside.
    pub invoke: Option<Spanned<Invoke>>,
    /// Synchronous requests to functions and services.
    pub calls: Vec<Edge>,
    /// Messages.
    pub emits: Vec<Edge>,
    /// Reads of stores.
    pub reads: Vec<Edge>,
    /// Writes to stores.
    pub writes: Vec<Edge>,
    /// Declassifications.
    pub transforms: Vec<Transform>,
    /// Weaker guarantees that are accepted.
    pub accept: Vec<Accept>,
    /// Median duration.
    pub duration_p50: Option<Estimate<Duration>>,
    /// 99th percentile of the duration.
    pub duration_p99: Option<Estimate<Duration>>,
    /// Time of a cold start.
    pub cold_start: Option<Estimate<Duration>>,
    /// How often it fails, from 0 to 1.
    pub error_rate: Option<Estimate<Number>>,
    /// Rate of what starts it from outside.
    pub rate: Option<Estimate<Rate>>,
    /// Where it runs: each of these sites.
    #[serde(skip)]
    pub sites: Vec<SiteId>,
    /// The whole declaration.
    #[serde(skip)]
    pub span: Span,
}

impl Function {
    /// The key path (`functions.charge`).
    #[must_use]
    pub fn key_path(&self) -> String {
        format!("functions.{}", self.name.value)
    }

    /// All edges out of it.
    pub fn edges(&self) -> impl Iterator<Item = &Edge> {
        self.calls.iter().chain(&self.emits).chain(&self.reads).chain(&self.writes)
    }
}
