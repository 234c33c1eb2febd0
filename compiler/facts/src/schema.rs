//! The JSON Schema of fact files, made from the rows themselves.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::intake::FactFile;
use crate::row::{Amount, Exact, Ordered, Scalar, Source};

/// The schema of a file for `--facts DIR`, which is the form of our own files.
#[must_use]
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(FactFile);
    schema.insert("$id".to_owned(), "https://faasc.dev/schemas/facts.schema.json".into());
    schema.insert("title".to_owned(), "Facts for faasc".into());
    schema.to_value()
}

macro_rules! figures {
    ($($kind:ident: $about:literal,)*) => {
        $(
            impl JsonSchema for $kind {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($kind).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "description": $about, "type": ["number", "string"] })
                }
            }
        )*
    };
}

figures! {
    Exact: "A decimal figure, read from its digits.",
    Amount: "A decimal figure in USD, or `unknown`.",
    Scalar: "A figure, words, or `unknown`.",
}

impl JsonSchema for Source {
    fn schema_name() -> Cow<'static, str> {
        "Source".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Names of entries under `sources`, or a citation in words.",
            "oneOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
        })
    }
}

/// `any`, or a list of places.
pub(crate) fn one_or_many(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "oneOf": [{ "const": "any" }, { "type": "array", "items": { "type": "string" } }] })
}

impl<V: JsonSchema> JsonSchema for Ordered<V> {
    fn schema_name() -> Cow<'static, str> {
        format!("MapOf{}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<V>() })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas/facts.schema.json");

    fn data_files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                data_files(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                found.push(path);
            }
        }
    }

    /// `BLESS=1 cargo test -p faasc-facts published` writes it anew.
    #[test]
    fn the_published_schema_is_current() {
        let made = format!("{}\n", serde_json::to_string_pretty(&super::schema()).unwrap());
        if std::env::var_os("BLESS").is_some() {
            fs::write(PUBLISHED, &made).unwrap();
        }
        assert!(fs::read_to_string(PUBLISHED).is_ok_and(|published| published == made), "run with BLESS=1");
    }

    #[test]
    fn every_shipped_file_fits_the_schema() {
        let validator = jsonschema::validator_for(&super::schema()).unwrap();
        let mut files = Vec::new();
        data_files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data")), &mut files);
        assert!(files.len() > 20);
        for path in files {
            let value: serde_json::Value = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let faults: Vec<String> = validator
                .iter_errors(&value)
                .map(|fault| format!("{}: {fault}", fault.instance_path()))
                .collect();
            assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
        }
    }

    #[test]
    fn the_schema_refuses_what_the_reader_refuses() {
        let validator = jsonschema::validator_for(&super::schema()).unwrap();
        for text in [
            "{}",
            "{facts: \"2\"}",
            "{facts: \"1\", limit: []}",
            "{facts: \"1\", limits: [{kind: hard}]}",
            "{facts: \"1\", limits: [{id: a.b, kind: harsh, max: 1}]}",
            "{facts: \"1\", limits: [{id: a.b, kind: hard, maximum: 1}]}",
            "{facts: \"1\", limits: [{id: a.b, kind: hard, max: [1]}]}",
        ] {
            let value: serde_json::Value = serde_yaml::from_str(text).unwrap();
            assert!(!validator.is_valid(&value), "schema takes {text}");
            assert!(crate::intake::FactFile::read("x", text).is_err(), "reader takes {text}");
        }
    }
}
