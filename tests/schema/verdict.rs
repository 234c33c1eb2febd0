//! What lowering and the schema say of one text, and whether they agree.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use faasc_diagnostics::{Diagnostic, Sink};
use faasc_facts::Facts;
use faasc_lower::{Options, Root, json_schema, json_schema_of_part, lower};
use faasc_model::unit::Date;
use faasc_source::{Files, MemoryFiles, SourceMap};
use faasc_syntax::{Node, Shape};
use jsonschema::Validator;
use serde_json::Value;

/// The codes of form: unknown key, wrong kind, wrong grammar, missing key and their kin. A file that holds no mapping
/// (`F0133`) is refused for form, too. Names, duplicates, meaning and sizes that no machine has (`F0212`) are
/// lowering's alone.
const FORM: [&str; 14] = [
    "F0133", "F0201", "F0202", "F0203", "F0204", "F0205", "F0206", "F0207", "F0208", "F0209", "F0210",
    "F0211", "F0213", "F0214",
];

/// A value where only the name of a secret may stand is taken for a credential: this is said in place of what is wrong
/// with its form, and hides it. Of such a text the schema may think either way.
const CREDENTIAL: &str = "F1043";

static MAIN: LazyLock<Validator> = LazyLock::new(|| jsonschema::validator_for(&json_schema()).unwrap());
static PART: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&json_schema_of_part()).unwrap());

/// Whether a text is a faas.yaml or a file that one includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Main,
    Part,
}

/// A text that both looked at.
pub(crate) struct Verdict {
    text: String,
    value: Value,
    role: Role,
    /// What lowering found for form.
    form: Vec<String>,
    /// Whether a finding about a credential stands in place of one about form.
    is_hidden: bool,
    is_refused: bool,
}

impl Verdict {
    pub(crate) fn agrees(&self) -> bool {
        self.is_hidden || self.form.is_empty() != self.is_refused
    }

    pub(crate) fn is_accepted(&self) -> bool {
        self.form.is_empty() && !self.is_hidden && !self.is_refused
    }

    pub(crate) fn say(&self) -> String {
        let list = |found: &[String]| if found.is_empty() { "accepts".to_owned() } else { found.join("; ") };
        format!(
            "{}\n  lowering: {}\n  schema:   {}",
            self.text,
            list(&self.form),
            list(&refusals(&self.value, self.role))
        )
    }
}

/// Judges one text. `None` when it is no well-formed YAML, of which the schema never hears.
pub(crate) fn judge(text: &str, role: Role) -> Option<Verdict> {
    let value = value_of(text)?;
    let (root, files) = match role {
        Role::Main => (text.to_owned(), MemoryFiles::new()),
        Role::Part => (
            "{faas: \"1\", app: a, include: [part.yaml], x-a: 1, functions: {f: {source: ./f}}}".to_owned(),
            MemoryFiles::new().with("part.yaml", text),
        ),
    };
    let (found, sources) = findings(vec![Root::Text { path: "faas.yaml".to_owned(), text: root }], &files);
    let path = if role == Role::Main { "faas.yaml" } else { "part.yaml" };
    Some(Verdict {
        text: text.to_owned(),
        form: of_form(&found, &sources, path),
        is_hidden: hides_form(&found),
        is_refused: !validator(role).is_valid(&value),
        value,
        role,
    })
}

/// All that lowering finds.
pub(crate) fn findings(roots: Vec<Root>, files: &dyn Files) -> (Vec<Diagnostic>, SourceMap) {
    let options = Options {
        files,
        facts: Facts::builtin(),
        environments: Vec::new(),
        vars: Vec::new(),
        today: Date::parse(faasc_tests::run::TODAY).unwrap(),
    };
    let lowered = lower(roots, &options);
    (lowered.sink.finish(), lowered.sources)
}

/// The findings of form in the file at `path`, but for those that other files decide: what a variable brings, and
/// functions that no included file has.
pub(crate) fn of_form(found: &[Diagnostic], sources: &SourceMap, path: &str) -> Vec<String> {
    let is_of_others =
        |found: &Diagnostic| found.notes.iter().any(|note| note.contains("` in the environment `"));
    let said: BTreeSet<String> = found
        .iter()
        .filter(|found| FORM.contains(&found.code.id) && !is_of_others(found))
        .filter(|found| sources.file(found.primary.span.file).path() == path)
        .map(|found| format!("{} {}", found.code.id, found.message))
        .collect();
    said.into_iter().collect()
}

/// Whether a finding about a credential stands in place of one about form.
pub(crate) fn hides_form(found: &[Diagnostic]) -> bool {
    found.iter().any(|found| found.code.id == CREDENTIAL)
}

fn validator(role: Role) -> &'static Validator {
    if role == Role::Main { &MAIN } else { &PART }
}

/// Why the schema refuses a value.
pub(crate) fn refusals(value: &Value, role: Role) -> Vec<String> {
    validator(role)
        .iter_errors(value)
        .take(3)
        .map(|fault| format!("{}: {}", fault.instance_path(), short(&fault.to_string())))
        .collect()
}

fn short(text: &str) -> String {
    text.chars().take(160).collect()
}

/// A text as JSON, as an editor hands it to the schema. `None` when it is not well-formed.
pub(crate) fn value_of(text: &str) -> Option<Value> {
    let mut sources = SourceMap::new();
    let file = sources.add("a.yaml", text);
    let mut sink = Sink::new();
    let tree = faasc_syntax::parse(file, text, &mut sink);
    if sink.has_errors() {
        return None;
    }
    Some(tree.root().map_or(Value::Null, json))
}

/// Numbers that JSON does not have (`.inf`) are numbers out of every range.
fn json(node: Node<'_>) -> Value {
    match node.shape() {
        Shape::Null => Value::Null,
        Shape::Bool(value) => value.into(),
        Shape::Int(value) => value.into(),
        Shape::Float(value) => serde_json::Number::from_f64(value)
            .unwrap_or_else(|| serde_json::Number::from_f64(f64::MAX.copysign(value)).unwrap())
            .into(),
        Shape::Text(text) => text.into(),
        Shape::Seq(items) => items.iter().map(json).collect(),
        Shape::Map(map) => map
            .entries()
            .map(|entry| (entry.key.text.to_owned(), json(entry.value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}
