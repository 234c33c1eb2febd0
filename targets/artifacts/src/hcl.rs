//! HCL bodies and how they are written: exactly as `terraform fmt` would leave them, and as Terraform's JSON syntax.

mod write;

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

pub use write::to_string;
use write::{mark_free, write_inline, write_parts};

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// No value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text, parts of which may be known only to Terraform.
    Template(Vec<Part>),
    /// A list.
    List(Vec<Expression>),
    /// An object; keys keep their order.
    Object(Vec<(String, Expression)>),
    /// An address: `aws_sqs_queue.charge_due.arn`.
    Reference(String),
    /// A function of Terraform's.
    Call(&'static str, Vec<Expression>),
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Literal text.
    Text(String),
    /// A value put in.
    Value(Expression),
}

impl Expression {
    /// A literal text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::Template(if text.is_empty() { Vec::new() } else { vec![Part::Text(text)] })
    }

    /// A text of parts; neighbouring literals are joined, and a lone value stands for itself.
    #[must_use]
    pub fn template(parts: impl IntoIterator<Item = Part>) -> Self {
        let mut joined: Vec<Part> = Vec::new();
        for part in flat(parts) {
            match (joined.last_mut(), part) {
                (_, Part::Text(text)) if text.is_empty() => {}
                (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
                (_, part) => joined.push(part),
            }
        }
        match (joined.len(), joined.pop()) {
            (1, Some(Part::Value(value))) => value,
            (_, last) => {
                joined.extend(last);
                Self::Template(joined)
            }
        }
    }

    /// An address.
    #[must_use]
    pub fn reference(address: impl Into<String>) -> Self {
        Self::Reference(address.into())
    }

    /// A whole number.
    #[must_use]
    pub fn number(number: impl Into<Number>) -> Self {
        Self::Number(number.into())
    }

    /// An object.
    #[must_use]
    pub fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// A list of texts.
    #[must_use]
    pub fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// The literal text, when it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Template(parts) => match parts.as_slice() {
                [] => Some(""),
                [Part::Text(text)] => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// It as a part of a longer text.
    #[must_use]
    pub fn into_part(self) -> Part {
        Part::Value(self)
    }

    /// It on one line, as it stands inside `${…}`.
    #[must_use]
    pub fn inline(&self) -> String {
        let mut out = String::new();
        write_inline(self, &mut out);
        out
    }

    /// It in Terraform's JSON syntax.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(value) => Value::Number(value.clone()),
            Self::Template(parts) => {
                let mut text = String::new();
                write_parts(parts, &mut text, |text, out| out.push_str(&mark_free(text)));
                Value::String(text)
            }
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Object(entries) => {
                entries.iter().map(|(key, value)| (mark_free(key).into_owned(), value.to_json())).collect()
            }
            Self::Reference(_) | Self::Call(..) => Value::String(format!("${{{}}}", self.inline())),
        }
    }
}

/// Templates inside templates are opened, so that their texts join.
fn flat(parts: impl IntoIterator<Item = Part>) -> Vec<Part> {
    let mut found = Vec::new();
    for part in parts {
        match part {
            Part::Value(Expression::Template(inner)) => found.extend(flat(inner)),
            part => found.push(part),
        }
    }
    found
}

impl From<&str> for Expression {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Expression {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<bool> for Expression {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u64> for Expression {
    fn from(value: u64) -> Self {
        Self::number(value)
    }
}

impl From<Vec<Expression>> for Expression {
    fn from(items: Vec<Expression>) -> Self {
        Self::List(items)
    }
}

impl From<&Value> for Expression {
    /// A literal of the same shape; nothing in it is interpolated.
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(value) => Self::Number(value.clone()),
            Value::String(text) => Self::text(text),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(map) => {
                Self::object(map.iter().map(|(key, value)| (key.clone(), Self::from(value))))
            }
        }
    }
}

/// What a block holds: attributes first, then blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    attributes: Vec<(Cow<'static, str>, Expression)>,
    blocks: Vec<Block>,
}

impl Body {
    /// An empty body.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With an attribute.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Expression>) -> Self {
        self.set(name, value);
        self
    }

    /// With an attribute, when there is a value.
    #[must_use]
    pub fn with_some(self, name: impl Into<Cow<'static, str>>, value: Option<impl Into<Expression>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With a block without labels.
    #[must_use]
    pub fn block(mut self, kind: &str, body: Self) -> Self {
        self.push(Block::new(kind, [], body));
        self
    }

    /// Adds an attribute.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Expression>) {
        self.attributes.push((name.into(), value.into()));
    }

    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// An attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Expression> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value)
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.blocks.is_empty()
    }

    /// It in Terraform's JSON syntax: a block that stands once is an object, one that stands more often a list.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut map = Map::new();
        for (name, value) in &self.attributes {
            let value = if name == "depends_on" { addresses(value) } else { value.to_json() };
            map.insert(name.clone().into_owned(), value);
        }
        for block in &self.blocks {
            let body = match block.body.get("ignore_changes") {
                Some(ignored) if block.kind == "lifecycle" => {
                    let mut body = block.body.to_json();
                    body["ignore_changes"] = addresses(ignored);
                    body
                }
                _ => block.body.to_json(),
            };
            match map.get_mut(&block.kind) {
                None => {
                    map.insert(block.kind.clone(), body);
                }
                Some(Value::Array(items)) => items.push(body),
                Some(first) => *first = Value::Array(vec![first.take(), body]),
            }
        }
        Value::Object(map)
    }
}

/// Addresses stand bare where Terraform evaluates nothing.
fn addresses(value: &Expression) -> Value {
    match value {
        Expression::List(items) => items.iter().map(addresses).collect(),
        Expression::Reference(address) => Value::String(address.clone()),
        other => other.to_json(),
    }
}

/// A block: `resource "aws_sqs_queue" "charge_due" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// `resource`, `variable`, …
    pub kind: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// What it holds.
    pub body: Body,
}

impl Block {
    /// A block.
    #[must_use]
    pub fn new<'l>(kind: &str, labels: impl IntoIterator<Item = &'l str>, body: Body) -> Self {
        Self { kind: kind.to_owned(), labels: labels.into_iter().map(str::to_owned).collect(), body }
    }
}

#[cfg(test)]
mod tests;
