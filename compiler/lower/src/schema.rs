//! The JSON Schema of the language, made of the declarations.

use faasc_model::unit::{Date, Duration, Money, Rate, Share, Size};
use serde_json::{Map, Value, json};

use crate::form::{Form, Grammar, Key, KindsForm, MapForm, NameOf, NamedForm, Need, Scalar, grammar};
use crate::interpolation;
use crate::key::top::TOP;

/// The schema of a faas.yaml, for editors. It refuses exactly what lowering refuses for form.
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = map(&TOP);
    if let Value::Object(object) = &mut schema {
        let mut whole = Map::new();
        whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        whole.insert("$id".to_owned(), json!("https://faasc.dev/schemas/faas.schema.json"));
        whole.insert("title".to_owned(), json!("faas.yaml"));
        whole.append(object);
        return Value::Object(whole);
    }
    schema
}

fn form(form: &Form) -> Value {
    match form {
        Form::Scalar(value) => scalar(*value),
        Form::List(item) => json!({ "type": "array", "items": self::form(item) }),
        Form::NonEmptyList(item) => json!({ "type": "array", "items": self::form(item), "minItems": 1 }),
        Form::OneOrMany(item) => json!({ "anyOf": [self::form(item), self::form(&Form::NonEmptyList(item))] }),
        Form::Map(found) => map(found),
        Form::Named(found) => named(found),
        Form::Kinds(found) => kinds(found),
        Form::Either(forms) => json!({ "anyOf": forms.iter().map(self::form).collect::<Vec<_>>() }),
        Form::Estimate(value) => {
            let part = scalar(*value);
            json!({ "anyOf": [part, {
                "type": "object",
                "properties": { "low": part, "expected": part, "high": part },
                "required": ["low", "expected", "high"],
                "additionalProperties": false,
            }] })
        }
        Form::Literal => json!(true),
    }
}

/// The schema of a key's value, with the words that editors show.
fn key(key: &Key) -> Value {
    let mut schema = form(&key.form);
    if schema == json!(true) {
        schema = json!({});
    }
    if let Value::Object(object) = &mut schema {
        let default = if key.default.is_empty() { String::new() } else { format!("\n\nDefault: {}.", key.default) };
        let example = format!("\n\nExample: `{}: {}`", key.name, key.example);
        object.insert("description".to_owned(), json!(format!("{}{default}{example}", key.doc)));
    }
    schema
}

fn properties<'k>(keys: impl Iterator<Item = &'k Key>) -> Map<String, Value> {
    keys.map(|found| (found.name.to_owned(), key(found))).collect()
}

fn required<'k>(keys: impl Iterator<Item = &'k Key>) -> Vec<&'static str> {
    keys.filter(|key| key.need == Need::Required).map(|key| key.name).collect()
}

fn map(found: &MapForm) -> Value {
    let mut schema = json!({
        "type": "object",
        "properties": properties(found.keys.iter()),
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

fn named(found: &NamedForm) -> Value {
    let names = match found.names {
        NameOf::Declared => Some(grammar::NAME.pattern),
        NameOf::DeclaredWithUnderscore => Some(grammar::NAME_WITH_UNDERSCORE.pattern),
        NameOf::Grammar(grammar) => Some(grammar.pattern),
        // References and facts are names: lowering's alone.
        NameOf::Ref(_) | NameOf::Fact(_) => None,
    };
    let mut schema = json!({ "type": "object", "additionalProperties": form(&found.value) });
    if let Some(pattern) = names {
        schema["propertyNames"] = json!({ "pattern": pattern });
    }
    if found.is_filled {
        schema["minProperties"] = json!(1);
    }
    schema
}

fn kinds(found: &KindsForm) -> Value {
    let mut alternatives = Vec::new();
    for kind in found.kinds {
        let keys = || std::iter::once(&kind.key).chain(kind.own).chain(found.common);
        alternatives.push(json!({
            "type": "object",
            "properties": properties(keys()),
            "required": required(keys()),
            "additionalProperties": false,
        }));
    }
    match alternatives.as_slice() {
        [only] => only.clone(),
        _ => json!({ "oneOf": alternatives }),
    }
}

fn of_pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn of_grammar(grammar: &Grammar) -> Value {
    json!({ "type": "string", "pattern": grammar.pattern })
}

fn scalar(value: Scalar) -> Value {
    let plain = match value {
        Scalar::Text | Scalar::Path | Scalar::Passed(_) => return json!({ "type": "string", "minLength": 1 }),
        Scalar::Reason => of_pattern(r"\S"),
        Scalar::True => json!({ "const": true }),
        Scalar::Bool => json!({ "type": "boolean" }),
        Scalar::Integer(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Scalar::Number => json!({ "type": "number", "minimum": 0 }),
        Scalar::Duration => of_pattern(Duration::PATTERN),
        Scalar::Size => of_pattern(Size::PATTERN),
        Scalar::Rate => of_pattern(Rate::PATTERN),
        Scalar::Money => of_pattern(Money::PATTERN),
        Scalar::MoneyPerCall => of_pattern(Money::PATTERN_PER_CALL),
        Scalar::Share => of_pattern(Share::PATTERN),
        Scalar::Date => of_pattern(Date::PATTERN),
        Scalar::Word(words) => json!({ "enum": words }),
        Scalar::Grammar(grammar) => of_grammar(grammar),
        Scalar::Country(groups) => of_grammar(if groups { &grammar::COUNTRY_OR_GROUP } else { &grammar::COUNTRY }),
        Scalar::Ref(target) => return reference(target),
        Scalar::Fact(_) => return json!({ "type": "string" }),
        Scalar::Variable | Scalar::Plain => return json!({ "type": ["string", "number", "boolean"] }),
    };
    // A text that a variable is put into may become a value of any form.
    json!({ "anyOf": [plain, { "type": "string", "pattern": interpolation::PATTERN }] })
}

fn reference(target: crate::form::Ref) -> Value {
    if target == crate::form::Ref::Placeable {
        return of_pattern(r"^[a-z][a-z0-9-]{0,99}(\.backup)?$");
    }
    of_grammar(if target.is_qualified() { &grammar::QUALIFIED } else { &grammar::NAME })
}
