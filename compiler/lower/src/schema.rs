//! The JSON Schemas of the language, made of the declarations.

use std::collections::BTreeMap;

use faasc_model::unit::{Date, Duration, Money, Rate, Share, Size};
use serde_json::{Map, Value, json};

use crate::form::{Form, Grammar, Key, Kind, KindsForm, MapForm, NameOf, NamedForm, Need, Scalar, grammar};
use crate::interpolation;
use crate::key::top::{MAIN_ONLY, TOP};
use crate::reference::{address, say, under_name};

/// The schema of a faas.yaml, for editors. It refuses exactly what lowering refuses for form.
#[must_use]
pub fn json_schema() -> Value {
    let mut whole = Writer::default().whole("faas.schema.json", "faas.yaml", |_| true);
    // Functions may stand in an included file, and that is all the schema can know of it.
    whole.insert("required".to_owned(), json!(["faas", "app"]));
    whole.insert(
        "anyOf".to_owned(),
        json!([{ "required": ["functions"] }, { "required": ["include"], "properties": { "include": { "minItems": 1 } } }]),
    );
    Value::Object(whole)
}

/// The schema of a file that a faas.yaml includes: the same keys but those that a faas.yaml alone has, none required.
#[must_use]
pub fn json_schema_of_part() -> Value {
    let is_shared = |key: &Key| !MAIN_ONLY.contains(&key.name);
    Value::Object(Writer::default().whole("faas-part.schema.json", "part of a faas.yaml", is_shared))
}

/// Writes each mapping once, under the path at which it is first met; elsewhere a reference stands for it.
#[derive(Default)]
struct Writer {
    names: BTreeMap<usize, String>,
    definitions: Map<String, Value>,
}

impl Writer {
    fn whole(mut self, file: &str, title: &str, has: impl Fn(&Key) -> bool) -> Map<String, Value> {
        // What `defaults` shares with functions is named after functions.
        self.properties(TOP.keys.iter().filter(|key| key.name == "functions"), "");
        let properties = self.properties(TOP.keys.iter().filter(|key| has(key)), "");
        let mut whole = Map::new();
        whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        whole.insert("$id".to_owned(), json!(format!("https://faasc.dev/schemas/{file}")));
        whole.insert("title".to_owned(), json!(title));
        whole.insert("type".to_owned(), json!("object"));
        whole.insert("properties".to_owned(), Value::Object(properties));
        whole.insert("patternProperties".to_owned(), json!({ "^x-": true }));
        whole.insert("additionalProperties".to_owned(), json!(false));
        self.definitions.sort_keys();
        whole.insert("$defs".to_owned(), Value::Object(self.definitions));
        whole
    }

    fn form(&mut self, form: &Form, path: &str) -> Value {
        match form {
            Form::Scalar(value) => self.scalar(*value),
            Form::Verbatim(value) => plain(*value),
            Form::List(item) => json!({ "type": "array", "items": self.form(item, &item_of(path)) }),
            Form::NonEmptyList(item) => self.filled_list(item, &item_of(path)),
            Form::OneOrMany(item) => {
                json!({ "anyOf": [self.form(item, path), self.filled_list(item, path)] })
            }
            Form::Map(found) => self.defined(address(*found), path, |writer| writer.map(found, path)),
            Form::Named(found) => self.named(found, path),
            Form::Kinds(found) => self.defined(address(*found), path, |writer| writer.kinds(found, path)),
            Form::Either(forms) => {
                json!({ "anyOf": forms.iter().map(|form| self.form(form, path)).collect::<Vec<_>>() })
            }
            Form::Estimate(value) => self.estimate(*value),
            Form::Literal(_) => json!({}),
        }
    }

    /// A single value; what many keys have is written once.
    fn scalar(&mut self, value: Scalar) -> Value {
        let name = match value {
            Scalar::Bool => "boolean",
            Scalar::Number => "number",
            Scalar::Duration => "duration",
            Scalar::Size => "size",
            Scalar::Rate => "rate",
            Scalar::Money => "amount",
            Scalar::MoneyPerCall => "price",
            Scalar::Share => "share",
            Scalar::Date => "date",
            Scalar::Country(true) => "country-or-group",
            _ => return scalar(value),
        };
        self.definitions.entry(name).or_insert_with(|| scalar(value));
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    fn estimate(&mut self, value: Scalar) -> Value {
        let part = self.scalar(value);
        json!({ "anyOf": [part, {
            "type": "object",
            "properties": { "low": part, "expected": part, "high": part },
            "required": ["low", "expected", "high"],
            "additionalProperties": false,
        }] })
    }

    fn filled_list(&mut self, item: &Form, path: &str) -> Value {
        json!({ "type": "array", "items": self.form(item, path), "minItems": 1 })
    }

    /// A reference to the definition of the declaration at `address`, which is written when it is met first.
    fn defined(&mut self, address: usize, path: &str, write: impl FnOnce(&mut Self) -> Value) -> Value {
        let name = match self.names.get(&address) {
            Some(name) => name.clone(),
            None => {
                // The name is there before what it stands for, since a declaration may hold itself.
                self.names.insert(address, path.to_owned());
                let schema = write(self);
                self.definitions.insert(path.to_owned(), schema);
                path.to_owned()
            }
        };
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// The schema of a key's value, with the words that editors show.
    fn key(&mut self, key: &Key, path: &str) -> Value {
        let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        let mut schema = self.form(&key.form, &path);
        if let Value::Object(object) = &mut schema {
            object.insert("description".to_owned(), json!(describe(key)));
        }
        schema
    }

    fn properties<'k>(&mut self, keys: impl Iterator<Item = &'k Key>, path: &str) -> Map<String, Value> {
        keys.map(|found| (found.name.to_owned(), self.key(found, path))).collect()
    }

    fn map(&mut self, found: &MapForm, path: &str) -> Value {
        let mut schema = json!({
            "title": found.what,
            "type": "object",
            "properties": self.properties(found.keys.iter(), path),
            "additionalProperties": false,
        });
        let required = required(found.keys.iter());
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        if found.has_own_keys {
            schema["patternProperties"] = json!({ "^x-": true });
        }
        schema
    }

    fn named(&mut self, found: &NamedForm, path: &str) -> Value {
        let names = match found.names {
            NameOf::Declared => Some(grammar::NAME.pattern),
            NameOf::DeclaredWithUnderscore => Some(grammar::NAME_WITH_UNDERSCORE.pattern),
            NameOf::Grammar(grammar) => Some(grammar.pattern),
            NameOf::Ref(target) => Some(target.grammar().pattern),
            // Whether the fact base has a name is lowering's alone.
            NameOf::Fact(_) => None,
        };
        let mut value = self.form(&found.value, &under_name(path));
        if let Value::Object(object) = &mut value {
            object.entry("description").or_insert_with(|| json!(format!("{}.", say(found.what))));
        }
        let mut schema = json!({ "type": "object", "additionalProperties": value });
        if let Some(pattern) = names {
            schema["propertyNames"] = json!({ "pattern": pattern });
        }
        if found.is_filled {
            schema["minProperties"] = json!(1);
        }
        schema
    }

    fn kinds(&mut self, found: &KindsForm, path: &str) -> Value {
        let mut alternatives: Vec<Value> =
            found.kinds.iter().map(|kind| self.kind(found, kind, path)).collect();
        match alternatives.len() {
            1 => alternatives.remove(0),
            _ => json!({ "oneOf": alternatives }),
        }
    }

    fn kind(&mut self, found: &KindsForm, kind: &Kind, path: &str) -> Value {
        let keys = || std::iter::once(&kind.key).chain(kind.own).chain(found.common);
        json!({
            "title": format!("{}: {}", found.what, kind.key.name),
            "type": "object",
            "properties": self.properties(keys(), path),
            "required": required(keys()),
            "additionalProperties": false,
        })
    }
}

/// The path of an item, in characters that a reference may have.
fn item_of(path: &str) -> String {
    format!("{path}.ITEM")
}

/// What a key means, what holds without it, and how it is written.
fn describe(key: &Key) -> String {
    let default = match key.default {
        "" | "none" => String::new(),
        default => format!("\n\nDefault: {default}."),
    };
    format!("{}{default}\n\nExample: `{}: {}`", key.doc, key.name, key.example)
}

fn required<'k>(keys: impl Iterator<Item = &'k Key>) -> Vec<&'static str> {
    keys.filter(|key| key.need == Need::Required).map(|key| key.name).collect()
}

fn of_pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// With words for those editors that know the keyword, since a pattern tells people little.
fn of_words(pattern: &str, words: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "patternErrorMessage": words })
}

fn of_grammar(grammar: &Grammar) -> Value {
    of_words(grammar.pattern, &format!("This is not {}: {}.", grammar.what, grammar.words))
}

fn of_unit(pattern: &str, value: Scalar) -> Value {
    of_words(pattern, &format!("This is not {}.", crate::inspect::in_words(value)))
}

/// A single value into which nothing is put.
fn plain(value: Scalar) -> Value {
    match value {
        Scalar::Text | Scalar::Path | Scalar::Passed(_) => json!({ "type": "string", "minLength": 1 }),
        Scalar::Reason => of_words(r"\S", "A reason says in a few words why it is all right."),
        Scalar::Ref(target) => of_grammar(target.grammar()),
        Scalar::Fact(_) => json!({ "type": "string" }),
        Scalar::Variable | Scalar::Plain => json!({ "type": ["string", "number", "boolean"] }),
        Scalar::True => json!({ "const": true }),
        Scalar::Bool => json!({ "type": "boolean" }),
        Scalar::Integer(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Scalar::Number => {
            json!({ "type": "number", "minimum": 0, "exclusiveMaximum": 1_000_000_000_000_000_000_u64 })
        }
        Scalar::Duration => of_unit(Duration::PATTERN, value),
        Scalar::Size => of_unit(Size::PATTERN, value),
        Scalar::Rate => of_unit(Rate::PATTERN, value),
        Scalar::Money => of_unit(Money::PATTERN, value),
        Scalar::MoneyPerCall => of_unit(Money::PATTERN_PER_CALL, value),
        Scalar::Share => of_unit(Share::PATTERN, value),
        Scalar::Date => of_unit(Date::PATTERN, value),
        Scalar::Word(words) => json!({ "enum": words }),
        Scalar::Grammar(grammar) => of_grammar(grammar),
        Scalar::Country(groups) => {
            of_grammar(if groups { &grammar::COUNTRY_OR_GROUP } else { &grammar::COUNTRY })
        }
    }
}

/// A single value. A text that something is put into may become a value of any form.
fn scalar(value: Scalar) -> Value {
    let takes_any_text = matches!(
        value,
        Scalar::Text | Scalar::Path | Scalar::Passed(_) | Scalar::Reason | Scalar::Variable | Scalar::Plain
    );
    if takes_any_text || !value.takes_variables() {
        return plain(value);
    }
    json!({ "anyOf": [plain(value), of_pattern(interpolation::PATTERN)] })
}
