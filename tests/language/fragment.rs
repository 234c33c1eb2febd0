//! Makes whole apps of the fragments of the reference.

use faasc_diagnostics::Sink;
use faasc_source::{SourceMap, join, parent};
use faasc_syntax::{Node, Shape};
use faasc_tests::archive::Archive;
use serde_json::{Map, Value};

const WORLD: &str = include_str!("world.yaml");

/// The app of a fragment: what it does not say itself comes from the world beside it.
pub(crate) fn wrapped(text: &str, attribute: &str) -> Result<Archive, String> {
    let head = "faas: \"1\"\napp: example\ninclude: [world.yaml]\n";
    let main = match attribute {
        "fragment" => format!("{head}{text}"),
        "fragment=function" => {
            let indented: String = text.lines().map(|line| format!("    {line}\n")).collect();
            format!("{head}functions:\n  example:\n    source: ./src\n    runtime: python3.13\n{indented}")
        }
        other => return Err(format!("`{other}` is neither `fragment` nor `fragment=function`")),
    };
    let mut world = value_of(WORLD);
    if let (Value::Object(world), Value::Object(own)) = (&mut world, value_of(&main)) {
        leave_out(world, &own);
    }
    let mut archive = Archive::of_one("faas.yaml", &main);
    archive.files.push(("world.yaml".to_owned(), world.to_string()));
    Ok(archive)
}

/// Takes out of the world what the fragment says.
fn leave_out(world: &mut Map<String, Value>, own: &Map<String, Value>) {
    for (section, said) in own {
        match (world.get_mut(section), said) {
            (Some(Value::Object(entries)), Value::Object(said)) => {
                entries.retain(|name, _| !said.contains_key(name));
                if entries.is_empty() {
                    world.remove(section);
                }
            }
            (Some(_), _) => drop(world.remove(section)),
            (None, _) => {}
        }
    }
}

/// With the source folders and schemas that its files name.
pub(crate) fn with_files(mut archive: Archive) -> Archive {
    let mut named = Vec::new();
    for (path, text) in archive.files.iter().filter(|(path, _)| path.ends_with(".yaml")) {
        files_in(&value_of(text), parent(path), &mut named);
    }
    for (path, text) in named {
        if !archive.has(&path) {
            archive.files.push((path, text.to_owned()));
        }
    }
    archive
}

fn files_in(value: &Value, folder: &str, named: &mut Vec<(String, &'static str)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("source", Value::String(path)) if path.starts_with('.') => {
                        named.push((join(&join(folder, path), "main.py"), ""));
                    }
                    ("schema" | "expects", Value::String(path)) => named.push((join(folder, path), "{}")),
                    (_, value) => files_in(value, folder, named),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| files_in(item, folder, named)),
        _ => {}
    }
}

/// A text as plain data; what is broken in it is nothing.
fn value_of(text: &str) -> Value {
    let mut sources = SourceMap::new();
    let file = sources.add("a.yaml", text);
    let tree = faasc_syntax::parse(file, text, &mut Sink::new());
    tree.root().map_or(Value::Null, plain)
}

fn plain(node: Node<'_>) -> Value {
    match node.shape() {
        Shape::Null => Value::Null,
        Shape::Bool(value) => value.into(),
        Shape::Int(value) => value.into(),
        Shape::Float(value) => value.into(),
        Shape::Text(text) => text.into(),
        Shape::Seq(items) => items.iter().map(plain).collect(),
        Shape::Map(map) => map
            .entries()
            .map(|entry| (entry.key.text.to_owned(), plain(entry.value)))
            .collect::<Map<_, _>>()
            .into(),
    }
}
