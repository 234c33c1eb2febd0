//! The handler of a function: the file that is started and the function in it.

use faasc_model::{Function, Source};

/// The name of a handler that nobody named.
const HANDLER: &str = "handler";

/// A file of the source and a function in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'f> {
    /// The file, relative to the source.
    pub file: &'f str,
    /// The function.
    pub handler: &'f str,
}

impl std::fmt::Display for Entry<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.handler)
    }
}

/// The handler of a function in a language whose files are started: `handler` in `main.py` or `index.js` where the spec
/// says nothing. Absent where a build makes what is started, where a class is named, and where an image knows itself.
#[must_use]
pub fn entry(function: &Function) -> Option<Entry<'_>> {
    let usual = match function.runtime.as_ref()?.value.family() {
        "python" => Some("main.py"),
        "node" => Some("index.js"),
        "ruby" => None,
        _ => return None,
    };
    if let Some(entry) = &function.entry {
        let (file, handler) = entry.value.split_once(':').unwrap_or((&entry.value, HANDLER));
        return Some(Entry { file, handler });
    }
    let is_image = matches!(function.source, Source::Image(_));
    usual.filter(|_| !is_image).map(|file| Entry { file, handler: HANDLER })
}
