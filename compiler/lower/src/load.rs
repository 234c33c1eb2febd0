//! Reads the files of all apps: each faas.yaml, what it includes, and the apps that it uses.

use std::collections::{BTreeMap, BTreeSet};

use faasc_diagnostics::Sink;
use faasc_source::{EntryKind, FileFault, FileId, Files, SourceMap, Span, join, normalize, parent};
use faasc_syntax::{Tree, parse, read_text};

use crate::exports;
use crate::fault::{app as app_fault, file as fault};
use crate::names::Names;
use crate::parallel::each;
use crate::walk::{self, Found};

/// How many bytes are worth the start of threads.
const WORTH_A_THREAD: usize = 256 * 1024;

/// What to read first.
#[derive(Clone, Debug)]
pub enum Root {
    /// The path of a faas.yaml.
    File(String),
    /// A text that comes from elsewhere, such as standard input.
    Text {
        /// How the place is shown; relative paths in it start from the current folder.
        path: String,
        /// The text.
        text: String,
    },
}

/// The files of one app.
#[derive(Debug)]
pub(crate) struct AppSource {
    /// The faas.yaml first, then what it includes.
    pub(crate) trees: Vec<Tree>,
    pub(crate) folder: String,
    /// The app's own name and its place.
    pub(crate) name: (String, Span),
    pub(crate) is_outside: bool,
    /// Whether it was read from an `exports.json`.
    pub(crate) is_exports_only: bool,
    pub(crate) names: Names,
    /// Name under `uses`, its place, and the app.
    pub(crate) uses: Vec<(String, Span, usize)>,
}

impl AppSource {
    /// Whether a syntax error cut a file of the app short: what seems to be missing may be in the rest.
    pub(crate) fn is_broken(&self) -> bool {
        self.trees.iter().any(Tree::is_broken)
    }
}

/// All that was read.
pub(crate) struct Loaded {
    pub(crate) sources: SourceMap,
    pub(crate) apps: Vec<AppSource>,
}

struct Loader<'f> {
    files: &'f dyn Files,
    sources: SourceMap,
    apps: Vec<AppSource>,
    by_path: BTreeMap<String, usize>,
    /// Included files that are read and not yet met on the way.
    ahead: BTreeMap<String, Tree>,
    sink: &'f mut Sink,
}

/// Reads the roots and all that they reach.
pub(crate) fn load(roots: Vec<Root>, files: &dyn Files, sink: &mut Sink) -> Loaded {
    let mut loader = Loader {
        files,
        sources: SourceMap::new(),
        apps: Vec::new(),
        by_path: BTreeMap::new(),
        ahead: BTreeMap::new(),
        sink,
    };
    for root in roots {
        match root {
            Root::File(path) => {
                let path = normalize(&path);
                if !loader.by_path.contains_key(&path) {
                    loader.file(&path, None, false);
                }
            }
            Root::Text { path, text } => {
                let file = loader.sources.add(path.clone(), text);
                loader.app(file, path, ".".to_owned(), false);
            }
        }
    }
    // Apps are appended while their users are read, so this reaches all of them.
    let mut at = 0;
    while at < loader.apps.len() {
        loader.uses(at);
        at += 1;
    }
    loader.report_names();
    Loaded { sources: loader.sources, apps: loader.apps }
}

impl Loader<'_> {
    /// Reads the faas.yaml at `path`; `from` is the place that asks for it.
    fn file(&mut self, path: &str, from: Option<Span>, is_outside: bool) -> Option<usize> {
        let file = self.text(path, from)?;
        let folder = parent(path).to_owned();
        Some(self.app(file, path.to_owned(), folder, is_outside))
    }

    /// Reads the `exports.json` at `path` as the spec that it stands for.
    fn exports(&mut self, path: &str, from: Span) -> Option<usize> {
        let file = self.text(path, Some(from))?;
        match exports::as_spec(self.sources.file(file).text()) {
            Ok(spec) => {
                // Places in it are never shown as the user's: all that it says was judged when it was compiled.
                let file = self.sources.add(path, spec);
                let app = self.app(file, path.to_owned(), parent(path).to_owned(), true);
                self.apps[app].is_exports_only = true;
                Some(app)
            }
            Err(cause) => {
                self.sink.push(fault::no_exports(from, path, &cause));
                None
            }
        }
    }

    /// Reads a text into the source map.
    fn text(&mut self, path: &str, from: Option<Span>) -> Option<FileId> {
        match self.files.read(path) {
            Ok(bytes) => match read_text(path, bytes) {
                Ok(text) => Some(self.sources.add(path, text)),
                Err(fault) => {
                    let file = self.sources.add(path, fault.readable());
                    self.sink.push(fault.diagnostic(file));
                    None
                }
            },
            Err(fault) => {
                self.unreadable(path, from, &fault);
                None
            }
        }
    }

    fn unreadable(&mut self, path: &str, from: Option<Span>, fault: &FileFault) {
        let span = from.unwrap_or_else(|| Span::start_of(self.sources.add(path, "")));
        self.sink.push(fault::unreadable(span, path, fault));
    }

    fn app(&mut self, file: FileId, path: String, folder: String, is_outside: bool) -> usize {
        let index = self.apps.len();
        self.by_path.insert(path.clone(), index);
        let main = self.tree(file);
        let name = main.root().and_then(|root| root.as_map()?.get("app")).map_or_else(
            || (String::new(), Span::start_of(file)),
            |entry| (entry.value.text().unwrap_or_default().to_owned(), entry.value.span()),
        );
        let mut trees = vec![main];
        let mut seen = BTreeMap::from([(path.clone(), Span::start_of(file))]);
        self.includes(&folder, &mut trees, &path, &mut seen);
        let names = Names::of(&trees.iter().collect::<Vec<_>>(), self.sink);
        self.apps.push(AppSource {
            trees,
            folder,
            name,
            is_outside,
            is_exports_only: false,
            names,
            uses: Vec::new(),
        });
        index
    }

    fn tree(&mut self, file: FileId) -> Tree {
        let tree = parse(file, self.sources.file(file).text(), self.sink);
        self.judge(&tree);
        tree
    }

    /// A file holds a mapping.
    fn judge(&mut self, tree: &Tree) {
        let path = self.sources.file(tree.file()).path();
        match tree.root() {
            Some(root) if root.as_map().is_none() && !root.is_faulty() => {
                self.sink.push(fault::empty(root.span(), path, root.describe()));
            }
            None if !tree.is_broken() => {
                self.sink.push(fault::empty(Span::start_of(tree.file()), path, "nothing"))
            }
            _ => {}
        }
    }

    /// Reads what the main file of `trees` includes, and what that includes in turn, depth first.
    /// The way is a list and not the call stack: files may include each other in a chain of any length.
    fn includes(
        &mut self,
        folder: &str,
        trees: &mut Vec<Tree>,
        main: &str,
        seen: &mut BTreeMap<String, Span>,
    ) {
        let mut open = BTreeSet::from([main.to_owned()]);
        let mut way = vec![(main.to_owned(), self.included(&trees[0], folder, seen))];
        while let Some((_, waiting)) = way.last_mut() {
            let Some((path, span)) = waiting.next() else {
                way.pop().inspect(|(path, _)| {
                    open.remove(path);
                });
                continue;
            };
            if open.contains(&path) {
                let first = seen.get(&path).copied().unwrap_or(span);
                self.sink.push(fault::include_cycle(span, &path, first));
                continue;
            }
            // A file that two others include is read once.
            if seen.insert(path.clone(), span).is_some() {
                continue;
            }
            let Some(tree) = self.ahead.remove(&path) else { continue };
            let inner = self.included(&tree, parent(&path), seen);
            trees.push(tree);
            open.insert(path.clone());
            way.push((path, inner));
        }
    }

    /// The files that `tree`, a file in `folder`, includes, each with the place that asks for it.
    fn included(
        &mut self,
        tree: &Tree,
        folder: &str,
        seen: &BTreeMap<String, Span>,
    ) -> std::vec::IntoIter<(String, Span)> {
        let mut found = Vec::new();
        for (glob, span) in texts_under(tree, "include") {
            found.extend(self.matching(folder, &glob, span).into_iter().map(|path| (path, span)));
        }
        self.read_ahead(&found, seen);
        found.into_iter()
    }

    /// Reads those of `found` that were not met yet, all at once where that is worth it.
    fn read_ahead(&mut self, found: &[(String, Span)], seen: &BTreeMap<String, Span>) {
        let mut files: Vec<(String, FileId)> = Vec::new();
        let mut asked = BTreeSet::new();
        for (path, span) in found {
            if !seen.contains_key(path) && !self.ahead.contains_key(path) && asked.insert(path) {
                files.extend(self.text(path, Some(*span)).map(|file| (path.clone(), file)));
            }
        }
        let sources = &self.sources;
        let size: usize = files.iter().map(|(_, file)| sources.file(*file).text().len()).sum();
        let parsed = each(&mut files, size > WORTH_A_THREAD, |_, (path, file)| {
            let mut sink = Sink::new();
            let tree = parse(*file, sources.file(*file).text(), &mut sink);
            (std::mem::take(path), tree, sink)
        });
        for (path, tree, sink) in parsed {
            self.sink.append(sink);
            self.judge(&tree);
            self.ahead.insert(path, tree);
        }
    }

    /// The files that `glob` matches from `folder`, sorted.
    fn matching(&mut self, folder: &str, glob: &str, span: Span) -> Vec<String> {
        if !glob.contains(['*', '?', '[', '{']) {
            let path = join(folder, glob);
            return match self.files.kind(&path) {
                Some(EntryKind::File) => vec![path],
                _ => {
                    self.sink.push(fault::no_match(span, glob));
                    Vec::new()
                }
            };
        }
        let built = globset::GlobBuilder::new(glob).literal_separator(true).build();
        let Ok(matcher) = built.map(|glob| glob.compile_matcher()) else {
            self.sink.push(fault::no_match(span, glob).note("it is no glob"));
            return Vec::new();
        };
        let fixed = glob
            .split('/')
            .take_while(|part| !part.contains(['*', '?', '[', '{']))
            .collect::<Vec<_>>()
            .join("/");
        let start = join(folder, &fixed);
        // Without `**` a glob says itself how deep it looks.
        let parts = |text: &str| text.split('/').filter(|part| !part.is_empty()).count();
        let deepest = if glob.contains("**") { 32 } else { parts(glob).saturating_sub(parts(&fixed) + 1) };
        let Found { paths: found, closed } = walk::search(self.files, &matcher, deepest, (&start, &fixed));
        // What lies in a folder that cannot be read might be part of the app.
        for (path, fault) in &closed {
            self.unreadable(path, Some(span), fault);
        }
        if found.is_empty() && closed.is_empty() {
            self.sink.push(fault::no_match(span, glob));
        }
        found
    }

    /// Reads the apps that `apps[at]` uses.
    fn uses(&mut self, at: usize) {
        let mut wanted = Vec::new();
        for tree in &self.apps[at].trees {
            let folder = parent(self.sources.file(tree.file()).path()).to_owned();
            let map = tree.root().and_then(|root| root.as_map()?.get("uses")?.value.as_map());
            for entry in map.into_iter().flat_map(faasc_syntax::Map::entries) {
                if let Some(path) = entry.value.text().filter(|text| !text.is_empty()) {
                    wanted.push((
                        entry.key.text.to_owned(),
                        entry.key.span,
                        entry.value.span(),
                        join(&folder, path),
                    ));
                }
            }
        }
        for (alias, alias_span, span, path) in wanted {
            let path = if self.files.kind(&path) == Some(EntryKind::Folder) {
                join(&path, "faas.yaml")
            } else {
                path
            };
            let found = match self.by_path.get(&path) {
                Some(found) => Some(*found),
                None if path.ends_with(".json") => self.exports(&path, span),
                None => self.file(&path, Some(span), true),
            };
            if let Some(found) = found {
                self.apps[at].uses.push((alias, alias_span, found));
            }
        }
    }

    fn report_names(&mut self) {
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for app in &self.apps {
            let (name, span) = (&app.name.0, app.name.1);
            if name.is_empty() {
                continue;
            }
            match first.get(name.as_str()) {
                Some(other) => self.sink.push(app_fault::same_app(span, name, *other)),
                None => {
                    first.insert(name, span);
                }
            }
        }
    }
}

/// The texts of a list at the top level, with their places.
fn texts_under(tree: &Tree, key: &str) -> Vec<(String, Span)> {
    let list = tree.root().and_then(|root| root.as_map()?.get(key)?.value.as_seq());
    list.into_iter()
        .flat_map(|list| list.iter())
        .filter_map(|item| Some((item.text()?.to_owned(), item.span())))
        .filter(|(text, _)| !text.is_empty())
        .collect()
}
