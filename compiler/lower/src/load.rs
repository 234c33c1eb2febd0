//! Reads the files of all apps: each faas.yaml, what it includes, and the apps that it uses.

use std::collections::BTreeMap;

use faasc_diagnostics::Sink;
use faasc_source::{EntryKind, FileFault, FileId, Files, SourceMap, Span, join, normalize, parent};
use faasc_syntax::{Tree, parse, read_text};

use crate::fault::{app as app_fault, file as fault};
use crate::names::Names;
use crate::parallel::each;

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
    pub(crate) names: Names,
    /// Name under `uses`, its place, and the app.
    pub(crate) uses: Vec<(String, Span, usize)>,
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
    sink: &'f mut Sink,
}

/// Reads the roots and all that they reach.
pub(crate) fn load(roots: Vec<Root>, files: &dyn Files, sink: &mut Sink) -> Loaded {
    let mut loader =
        Loader { files, sources: SourceMap::new(), apps: Vec::new(), by_path: BTreeMap::new(), sink };
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
        let mut way = vec![path.clone()];
        self.includes(0, &folder, &mut trees, &mut seen, &mut way);
        let names = Names::of(&trees.iter().collect::<Vec<_>>(), self.sink);
        self.apps.push(AppSource { trees, folder, name, is_outside, names, uses: Vec::new() });
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
            None if !tree.is_broken() => self.sink.push(fault::empty(Span::start_of(tree.file()), path, "nothing")),
            _ => {}
        }
    }

    /// The trees of several files, read at once where that is worth it.
    fn trees(&mut self, files: &[FileId]) -> Vec<Tree> {
        let sources = &self.sources;
        let size: usize = files.iter().map(|file| sources.file(*file).text().len()).sum();
        let parsed = each(&mut files.to_vec(), size > WORTH_A_THREAD, |_, file| {
            let mut sink = Sink::new();
            (parse(*file, sources.file(*file).text(), &mut sink), sink)
        });
        let mut trees = Vec::with_capacity(parsed.len());
        for (tree, sink) in parsed {
            self.sink.append(sink);
            self.judge(&tree);
            trees.push(tree);
        }
        trees
    }

    /// Reads what the tree at `at` includes, in turn.
    fn includes(
        &mut self,
        at: usize,
        folder: &str,
        trees: &mut Vec<Tree>,
        seen: &mut BTreeMap<String, Span>,
        way: &mut Vec<String>,
    ) {
        let globs = texts_under(&trees[at], "include");
        for (glob, span) in globs {
            let mut read = Vec::new();
            for path in self.matching(folder, &glob, span) {
                if way.contains(&path) {
                    let first = seen.get(&path).copied().unwrap_or(span);
                    self.sink.push(fault::include_cycle(span, &path, first));
                    continue;
                }
                // A file that two others include is read once.
                if seen.insert(path.clone(), span).is_none() {
                    read.extend(self.text(&path, Some(span)).map(|file| (path, file)));
                }
            }
            let files: Vec<FileId> = read.iter().map(|(_, file)| *file).collect();
            for ((path, _), tree) in read.into_iter().zip(self.trees(&files)) {
                trees.push(tree);
                let folder = parent(&path).to_owned();
                way.push(path);
                self.includes(trees.len() - 1, &folder, trees, seen, way);
                way.pop();
            }
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
        let mut found = Vec::new();
        self.walk(&start, &fixed, &matcher, 0, &mut found);
        found.sort();
        if found.is_empty() {
            self.sink.push(fault::no_match(span, glob));
        }
        found
    }

    fn walk(
        &self,
        folder: &str,
        shown: &str,
        matcher: &globset::GlobMatcher,
        depth: usize,
        found: &mut Vec<String>,
    ) {
        let Ok(entries) = self.files.list(folder) else { return };
        for entry in entries {
            let path = join(folder, &entry.name);
            let shown = if shown.is_empty() { entry.name.clone() } else { format!("{shown}/{}", entry.name) };
            match entry.kind {
                EntryKind::File if matcher.is_match(&shown) => found.push(path),
                EntryKind::Folder if depth < 32 && !entry.name.starts_with('.') => {
                    self.walk(&path, &shown, matcher, depth + 1, found);
                }
                _ => {}
            }
        }
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
