//! Credentials that stand in a file: by their shape wherever they are, comments and keys included; and by their place,
//! where a key names a credential or a secret is declared or named. They are reported and hidden, never shown.

mod line;
mod place;

use faasc_diagnostics::{Diagnostic, Hidden, Sink};
use faasc_facts::{Credential, Credentials, Fact, Sighting, Suspect};
use faasc_source::Span;
use faasc_syntax::{Entry, Map, Node, Shape, Tree};
use rustc_hash::FxHashMap;

use crate::fault::credential as fault;
use place::{Literal, Place};

/// Looks through a file of an app that declares `secrets`.
pub(crate) fn search(
    tree: &Tree,
    text: &str,
    known: &Credentials<'_>,
    secrets: &dyn Fn(&str) -> Option<bool>,
    sink: &mut Sink,
) {
    let seen = known.seen_in(text).into_iter().map(|sighting| (sighting, false)).collect();
    let mut search =
        Search { text, known, secrets, seen, suspects: FxHashMap::default(), path: Vec::new(), sink };
    if let Some(root) = tree.root() {
        search.value(root, root.span());
    }
    search.outside_values(tree);
    search.where_yaml_ends(tree);
}

struct Search<'a> {
    text: &'a str,
    known: &'a Credentials<'a>,
    /// Whether a name is that of a secret; false when it is nearly one, none when it is far from any.
    secrets: &'a dyn Fn(&str) -> Option<bool>,
    /// What has a known shape, in the order of the text, and whether it was reported.
    seen: Vec<(Sighting<'a>, bool)>,
    /// Of keys that were met: which values they make credentials.
    suspects: FxHashMap<&'a str, Option<Suspect>>,
    /// The keys that lead to the present value.
    path: Vec<&'a str>,
    sink: &'a mut Sink,
}

impl<'a> Search<'a> {
    /// Looks into a value; `entry` is the key with it. Whether it is a credential, and of which known shape.
    fn value(&mut self, node: Node<'a>, entry: Span) -> Option<Option<Fact<'a, Credential>>> {
        // What an alias stands for is looked at where it stands.
        if node.is_alias() || node.is_faulty() && node.text().is_none() {
            return None;
        }
        match node.shape() {
            Shape::Map(map) => self.map(map),
            Shape::Seq(items) => {
                for item in items.iter() {
                    self.value(item, item.span());
                }
            }
            _ => return self.scalar(node, entry),
        }
        None
    }

    fn map(&mut self, map: Map<'a>) {
        let mut shapes = Vec::new();
        let mut others = Vec::new();
        for entry in map.own_entries() {
            self.key(entry);
            self.path.push(place::key_of(map, entry));
            match self.value(entry.value, entry.key.span.to(entry.value.span())) {
                Some(shape) => shapes.extend(shape),
                None => others.push(entry),
            }
            self.path.pop();
        }
        for shape in shapes {
            for entry in &others {
                let Some(text) = entry.value.text() else { continue };
                if let Some(beside) = self.known.beside(&shape.row().id, text) {
                    let found = fault::shape(entry.value.span(), Some(entry.key.text), beside);
                    self.report(found, entry.key.span.to(entry.value.span()), text);
                }
            }
        }
    }

    fn key(&mut self, entry: Entry<'a>) {
        if let Some(shape) = self.seen_under(entry.key.span) {
            let found = fault::shape_of_key(entry.key.span, shape);
            self.report(found, entry.key.span.to(entry.value.span()), entry.key.text);
        }
    }

    fn scalar(&mut self, node: Node<'a>, entry: Span) -> Option<Option<Fact<'a, Credential>>> {
        let (text, span) = (node.text()?, node.span());
        if let Some(shape) = self.seen_under(span).or_else(|| self.seen_decoded(text, span)) {
            let found = fault::shape(span, self.path.last().copied(), shape);
            self.report(found, entry, text);
            return Some(Some(shape));
        }
        let literal = Literal { text, is_text: matches!(node.shape(), Shape::Text(_)), path: &self.path };
        let (known, suspects) = (self.known, &mut self.suspects);
        let mut suspect = |key| *suspects.entry(key).or_insert_with(|| known.suspect(key));
        let found = match literal.place(&mut suspect, self.secrets)? {
            Place::Named(key) => fault::named(span, key),
            Place::Declared(name) => fault::declared(span, name),
            Place::InsteadOfName(key) => fault::instead_of_name(span, key),
        };
        self.report(found, entry, text);
        Some(None)
    }

    /// The first known shape in a place of the text; all there are done with.
    fn seen_under(&mut self, span: Span) -> Option<Fact<'a, Credential>> {
        let first = self.seen.partition_point(|(sighting, _)| sighting.end <= span.start as usize);
        let here =
            self.seen[first..].iter_mut().take_while(|(sighting, _)| sighting.start < span.end as usize);
        let mut shape = None;
        for (sighting, is_reported) in here {
            *is_reported = true;
            shape.get_or_insert(sighting.shape);
        }
        shape
    }

    /// A known shape that escapes or line breaks keep apart in the text.
    fn seen_decoded(&self, text: &str, span: Span) -> Option<Fact<'a, Credential>> {
        let raw = self.text.get(span.start as usize..span.end as usize)?;
        let differs = raw.contains(['\\', '\n']);
        differs.then(|| self.known.seen_in(text).first().map(|sighting| sighting.shape)).flatten()
    }

    /// What stands in comments, and in what a syntax error cut off.
    fn outside_values(&mut self, tree: &Tree) {
        for (sighting, is_reported) in std::mem::take(&mut self.seen) {
            if !is_reported {
                let span = span(tree, sighting.start, sighting.end);
                let text = self.text.get(sighting.start..sighting.end).unwrap_or_default();
                self.report(fault::shape(span, None, sighting.shape), span, text);
            }
        }
    }

    /// In a file with errors, values that the tree does not have: they are not reported, and still never shown.
    fn where_yaml_ends(&mut self, tree: &Tree) {
        if !self.sink.has_errors() {
            return;
        }
        let (known, secrets) = (self.known, self.secrets);
        for (start, value) in line::values(self.text, |key| known.suspect(key)) {
            if secrets(value) == Some(true) {
                continue;
            }
            let whole = span(tree, start, start + value.len());
            // What is wrong there is said: the finding about it is all that there is.
            let entry = span(tree, start, start);
            let code = fault::NAMED.id;
            self.sink.hide(Hidden { span: whole, entry, text: value.to_owned(), code });
        }
    }

    fn report(&mut self, found: Diagnostic, entry: Span, text: &str) {
        let found = match self.path.as_slice() {
            [section, name, ..] => found.about(format!("{section}.{name}")),
            _ => found,
        };
        let (span, code) = (found.primary.span, found.code.id);
        self.sink.hide(Hidden { span, entry, text: text.to_owned(), code });
        self.sink.push(found);
    }
}

/// From a byte of the file to another.
fn span(tree: &Tree, start: usize, end: usize) -> Span {
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Span::new(tree.file(), at(start), at(end))
}
