//! Where code and schemas are.

use faasc_model::{Format, Source};
use faasc_source::{EntryKind, Spanned, join};
use faasc_syntax::Node;

use super::Cx;
use super::scope::once;
use crate::fault::name as fault;
use crate::view::View;

/// `source`: a folder, a repository or an image. A folder must be there, unless it is what a build makes.
pub(crate) fn source(cx: &mut Cx<'_>, node: Node<'_>) -> Option<Source> {
    if cx.reader.bad.has(node) {
        return None;
    }
    if node.as_map().is_none() {
        return folder(cx, node, "the source folder").map(Source::Folder);
    }
    let view = View::of(node);
    if view.node("image").is_some() {
        return cx.reader.text(&view, "image").map(Source::Image);
    }
    Some(Source::Git {
        url: cx.reader.text(&view, "git")?,
        rev: cx.reader.text(&view, "rev")?,
        path: cx.reader.text(&view, "path"),
    })
}

/// `entry`: its file must lie in the source folder, unless a build makes it or it names no file (`com.example.App`).
pub(crate) fn entry(cx: &mut Cx<'_>, source: Option<Node<'_>>, view: &View<'_>) -> Option<Spanned<String>> {
    let entry = cx.reader.text(view, "entry")?;
    let file = entry.value.split(':').next().unwrap_or_default();
    let is_file = [".py", ".js", ".mjs", ".cjs"].iter().any(|ending| file.ends_with(ending));
    if is_file
        && view.lacks("build")
        && let Some(folder) = source.filter(|source| source.as_map().is_none() && !cx.reader.bad.has(*source))
        && let Some((_, folder)) = cx.path_of(folder)
        && once(&cx.seen.folders, &folder, || cx.files.kind(&folder) == Some(EntryKind::Folder))
    {
        let looked = join(&folder, file);
        if !once(&cx.seen.entries, &looked, || cx.files.kind(&looked) == Some(EntryKind::File)) {
            cx.say(
                fault::missing_file(entry.span, file, "the entry", file)
                    .note(format!("looked for `{looked}`; an entry is a file of the source folder")),
            );
        }
    }
    Some(entry)
}

/// A folder that must be there, as a path from the folder of the app's faas.yaml.
pub(crate) fn folder(cx: &mut Cx<'_>, node: Node<'_>, what: &str) -> Option<Spanned<String>> {
    let (path, looked) = cx.path_of(node)?;
    let is_there = once(&cx.seen.folders, &looked, || cx.files.kind(&looked) == Some(EntryKind::Folder));
    if !is_there {
        let written = node.text().unwrap_or_default();
        cx.say(fault::missing_file(node.span(), written, what, &looked));
    }
    Some(path)
}

/// A schema file: it must be there, and one of JSON must be a JSON Schema.
pub(crate) fn schema(cx: &mut Cx<'_>, node: Option<Node<'_>>, format: Format) -> Option<Spanned<String>> {
    let node = node?;
    let (path, looked) = cx.path_of(node)?;
    let written = node.text().unwrap_or_default();
    let is_json = format == Format::Json;
    let found = once(&cx.seen.schemas, &looked, || match cx.files.read(&looked) {
        Ok(bytes) => judge(&bytes).err().map(Some),
        Err(_) => Some(None),
    });
    match found {
        Some(None) => cx.say(fault::missing_file(node.span(), written, "the schema", &looked)),
        Some(Some(cause)) if is_json => {
            cx.say(fault::broken_schema(node.span(), &cause).note(format!("the file is `{looked}`")));
        }
        Some(Some(_)) | None => {}
    }
    Some(path)
}

/// Why a text is no JSON Schema that stands alone.
fn judge(bytes: &[u8]) -> Result<(), String> {
    let schema: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|fault| format!("it is no JSON: {fault}"))?;
    if !schema.is_object() && !schema.is_boolean() {
        return Err("it is neither a mapping nor a boolean".to_owned());
    }
    jsonschema::options().build(&schema).map(drop).map_err(|fault| fault.to_string())
}
