//! The document: what `--format json` writes, and what every other format is drawn from.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// Name and version of the form.
pub const SCHEMA: &str = "faasc.flow/v1";

/// Where data classes flow.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "faasc flow report")]
pub struct Report {
    /// `faasc.flow/v1`; a later version may add keys and never changes the meaning of one.
    pub schema: &'static str,
    /// The version of the compiler.
    pub version: String,
    /// The day by which expiries and lists are judged.
    pub today: String,
    /// That none of it is legal advice.
    pub notice: String,
    /// The laws that bind a class of the report, by id.
    pub laws: Vec<Law>,
    /// Deployments that links hold together, each set once.
    pub graphs: Vec<Graph>,
}

/// A law of the fact base.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Law {
    /// Its name in the fact base.
    pub regime: String,
    /// In words.
    pub name: String,
    /// `checked`: confirmed in its source; others only warn.
    pub confidence: &'static str,
    /// The date of the source.
    pub as_of: String,
    /// Titles of the documents.
    pub sources: Vec<String>,
}

/// Linked deployments.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Graph {
    /// `shop · production`.
    pub title: String,
    /// The apps with the environment of each.
    pub deployments: Vec<Deployment>,
    /// Data classes, by app and name.
    pub classes: Vec<Class>,
    /// The edges over which a class of the report goes.
    pub edges: Vec<Edge>,
    /// What is taken on trust.
    pub trusts: Vec<Trust>,
    /// How many nodes there are, those without data included.
    pub nodes: usize,
}

/// An environment of an app.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Deployment {
    /// The app.
    pub app: String,
    /// The environment.
    pub environment: String,
    /// Who answers for the app.
    pub owner: Option<String>,
}

/// A data class.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Class {
    /// The app that declares it.
    pub app: String,
    /// Its name.
    pub class: String,
    /// For readers.
    pub description: Option<String>,
    /// Categories of the fact base.
    pub contains: Vec<String>,
    /// Where the people live.
    pub subjects: Vec<String>,
    /// What it is for.
    pub purpose: Option<String>,
    /// The legal basis.
    pub basis: Option<String>,
    /// Who decides about it.
    pub controller: Option<String>,
    /// The app's own promise.
    pub stay_in: Vec<String>,
    /// Regimes that bind it.
    pub regimes: Vec<String>,
    /// Regimes that may bind it: a question that is not answered yet.
    pub possible_regimes: Vec<String>,
    /// Where it comes in.
    pub enters: Vec<Enters>,
    /// What holds it, where.
    pub holds: Vec<Holds>,
    /// The borders that it crosses.
    pub crossings: Vec<Crossing>,
    /// Where it is declared.
    pub source: String,
}

/// A node of a graph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Node {
    /// `function`, `event`, `dead-letter`, `store` or `service`.
    pub kind: &'static str,
    /// Its name; with the app before it where several apps are linked.
    pub name: String,
}

/// Where something lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Place {
    /// Countries or subdivisions: in each of them, or in any of them. Empty where nobody knows.
    pub countries: Vec<String>,
    /// Whether the provider may put it anywhere.
    pub is_anywhere: bool,
    /// Whether it is the developer's own machine, where no law is judged.
    pub is_here: bool,
    /// The site whose place it is.
    pub site: Option<String>,
    /// The site's provider.
    pub provider: Option<&'static str>,
    /// The site's region.
    pub region: Option<String>,
}

/// A way in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Enters {
    /// The node that then holds the class.
    pub node: Node,
    /// `collected`: callers bring it; `declared`: the node says that it holds it; `returned`: a service answers with it;
    /// `made`: a transform makes it of others.
    pub how: &'static str,
    /// The entry, or the service.
    pub by: Option<String>,
    /// Where that node is.
    pub places: Vec<Place>,
    /// Where it is written.
    pub source: String,
}

/// A node that holds a class at a place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Holds {
    /// The node.
    pub node: Node,
    /// The place.
    pub place: Place,
    /// Who runs it, where it is a service that says so.
    pub operator: Option<String>,
    /// How long it is kept there, where the file says so.
    pub retention: Option<String>,
    /// What is there: `main`, `entry`, `replica`, `failover`, `backup`, `logs`, `telemetry`, `state`, `access`.
    pub roles: Vec<&'static str>,
    /// On what ground it may be there; empty where none is needed.
    pub grounds: Vec<Ground>,
}

/// What a law, or the app's own promise, says about a class at a place outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Ground {
    /// The regime, or `stay_in`.
    pub regime: String,
    /// The country or countries that it is about.
    pub place: String,
    /// The kind of ground.
    pub kind: GroundKind,
    /// The mechanism that was declared.
    pub mechanism: Option<String>,
    /// What proves the mechanism.
    pub evidence: Option<String>,
    /// The last day: of the mechanism, else of the adequacy finding.
    pub until: Option<String>,
    /// For which recipients or data the adequacy finding holds.
    pub scope: Option<String>,
}

/// Kinds of ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroundKind {
    /// The place is on the regime's list.
    Adequacy,
    /// The place is on the list under a condition, and the mechanism claims that it is met.
    ConditionalAdequacy,
    /// A mechanism that the regime accepts.
    Mechanism,
    /// A first copy was written inside.
    FirstInside,
    /// There is none: the law is broken.
    Forbidden,
    /// Nobody knows where the place is.
    Unplaced,
}

/// A border that a class crosses.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Crossing {
    /// Where it comes from; absent where people bring it in from their countries.
    pub from: Option<CrossingEnd>,
    /// The countries where it comes from.
    pub from_countries: Vec<String>,
    /// Where it goes to.
    pub to: CrossingEnd,
    /// How: `emits`, `writes`, `calls`, `reads`, `delivers`, `gives-up`, `answers`, `collects`, `copies` (to a replica,
    /// a backup, logs, telemetry, state, the site that takes over) or `shows` (people read it from there).
    pub how: &'static str,
    /// On what ground; empty where none is needed: no law that binds the class cares, or all of the place is inside.
    pub grounds: Vec<Ground>,
    /// What enforces it.
    pub enforced: Vec<Enforced>,
    /// Where it is written.
    pub source: String,
}

/// An end of a crossing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct CrossingEnd {
    /// The node.
    pub node: Node,
    /// What of it.
    pub role: &'static str,
    /// Its place.
    pub place: Place,
    /// Who runs it, where it is a service that says so.
    pub operator: Option<String>,
}

/// An edge with classes on it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Edge {
    /// Where data comes from.
    pub from: Node,
    /// Where it goes.
    pub to: Node,
    /// `emits`, `writes`, `calls`, `reads`, `delivers`, `gives-up`, `answers`.
    pub how: &'static str,
    /// The classes, by name.
    pub classes: Vec<String>,
    /// What enforces it, by site of the function.
    pub enforced: Vec<Enforced>,
    /// Where it is written.
    pub source: String,
}

/// What enforces an edge when it runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Enforced {
    /// The object that does; absent where nothing does: the edge is declared only.
    pub by: Option<&'static str>,
    /// Whether this version emits that object.
    pub is_emitted: bool,
    /// Why nothing does.
    pub because: Option<&'static str>,
    /// The site of the function.
    pub site: Option<String>,
}

/// A trust point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Trust {
    /// `transform`, `drop`, `closed-schema`, `not-regime` or `mechanism`.
    pub kind: &'static str,
    /// The key path of the node or class; with the app before it where several apps are linked.
    pub at: String,
    /// The classes that it is about.
    pub classes: Vec<String>,
    /// The method, the regime or the mechanism.
    pub by: Option<String>,
    /// Why, in the file's words.
    pub because: Option<String>,
    /// What proves it.
    pub evidence: Option<String>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// Its last day.
    pub until: Option<String>,
    /// Where it is written.
    pub source: String,
}

/// The document as JSON.
///
/// # Panics
/// Never: plain data has a JSON form.
#[must_use]
pub fn json(report: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("plain data has a JSON form");
    text.push('\n');
    faasc_report::inert_json(text)
}

/// The JSON Schema of the document.
#[must_use]
pub fn schema() -> Value {
    let generator = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.into_root_schema_for::<Report>().to_value()
}

/// Name and version of the form of [`Creep`].
pub const CREEP_SCHEMA: &str = "faasc.flow-creep/v1";

/// How far data classes reach.
#[derive(Clone, Debug, Serialize)]
pub struct Creep {
    /// `faasc.flow-creep/v1`.
    pub schema: &'static str,
    /// The version of the compiler.
    pub version: String,
    /// Deployments that links hold together.
    pub graphs: Vec<CreepGraph>,
}

/// How far the classes of linked deployments reach.
#[derive(Clone, Debug, Serialize)]
pub struct CreepGraph {
    /// `shop · production`.
    pub title: String,
    /// How many nodes there are.
    pub nodes: usize,
    /// The classes, the widest first.
    pub classes: Vec<CreepClass>,
}

/// How far a class reaches.
#[derive(Clone, Debug, Serialize)]
pub struct CreepClass {
    /// Its name.
    pub class: String,
    /// How many nodes hold it.
    pub reached: usize,
    /// Where it entered, with the nodes that have it from there by the shortest way.
    pub origins: Vec<CreepOrigin>,
}

/// A node where a class enters.
#[derive(Clone, Debug, Serialize)]
pub struct CreepOrigin {
    /// The node.
    pub node: Node,
    /// What has the class from here, the nearest first, itself included.
    pub reached: Vec<Reached>,
}

/// A node that a class reaches.
#[derive(Clone, Debug, Serialize)]
pub struct Reached {
    /// The node.
    pub node: Node,
    /// Steps from where the class entered.
    pub steps: usize,
}
