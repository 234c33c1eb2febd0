//! The apps that are compiled: every example, and a generated one.

use std::path::Path;

use faasc_tests::folder::{Folder, files_below};
use faasc_tests::generate;

use crate::shuffle::shuffled;

/// The files of one or more apps that belong together.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) name: String,
    files: Vec<(String, String)>,
}

impl App {
    /// A folder with it under `app`.
    pub(crate) fn unpack(&self, name: &str) -> Folder {
        let folder = Folder::new(name);
        for (path, text) in &self.files {
            folder.write(&format!("app/{path}"), text);
        }
        folder
    }

    /// The same with other texts of the same meaning.
    pub(crate) fn shuffled(&self, seed: u64) -> Self {
        let files = self.files.iter().map(|(path, text)| {
            let text = if path.ends_with(".yaml") { shuffled(text, seed) } else { text.clone() };
            (path.clone(), text)
        });
        Self { name: self.name.clone(), files: files.collect() }
    }
}

/// All apps.
pub(crate) fn all() -> Vec<App> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut apps: Vec<App> = ["hello", "shop", "video"]
        .into_iter()
        .map(|name| App { name: name.to_owned(), files: texts_below(&examples.join(name)) })
        .collect();
    apps.push(App { name: "generated".to_owned(), files: generate::app(60, 7) });
    apps
}

/// The sources of an example, without what was compiled from it.
fn texts_below(folder: &Path) -> Vec<(String, String)> {
    files_below(folder)
        .into_iter()
        .filter(|(path, _)| !path.split('/').any(|part| part == "dist" || part == "__pycache__"))
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)))
        .collect()
}
