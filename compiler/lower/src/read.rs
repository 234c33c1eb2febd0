//! Reading well-formed values: typed, with their places, after `${…}` is put in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use faasc_diagnostics::Sink;
use faasc_model::unit::{Date, Duration, Estimate, Money, Number, Rate, Share, Size, UnitFault};
use faasc_model::{Attribute, Country, Name, Part, QualifiedName, Template};
use faasc_source::{SourceMap, Span, Spanned};
use faasc_syntax::{Node, Shape};

use crate::form::Scalar;
use crate::inspect::{Bad, Verdict, finding, judge};
use crate::interpolation::{Insert, Piece, has_any, split};
use crate::plain::plain;
use crate::view::View;

/// The values of variables in one environment, and where one without a value was needed.
#[derive(Debug, Default)]
pub(crate) struct Vars {
    pub(crate) values: BTreeMap<String, Option<String>>,
    pub(crate) missing: BTreeMap<String, Vec<Span>>,
}

/// Reads the values of one app in one environment.
pub(crate) struct Reader<'a> {
    pub(crate) sources: &'a SourceMap,
    pub(crate) bad: &'a Bad,
    pub(crate) vars: Vars,
    /// The name under which the environment is compiled.
    pub(crate) environment: String,
    /// The nodes that values name by `${…}`: section, name and place. Whether they exist here is judged at the end.
    pub(crate) named: Vec<(&'static str, QualifiedName, Span)>,
    pub(crate) sink: Sink,
}

macro_rules! units {
    ($($name:ident: $type:ty, $scalar:expr, $parse:path;)*) => { $(
        pub(crate) fn $name(&mut self, view: &View<'_>, key: &str) -> Option<Spanned<$type>> {
            let node = view.node(key)?;
            self.parsed(node, $scalar, $parse)
        }
    )* };
}

impl<'a> Reader<'a> {
    units! {
        duration: Duration, Scalar::Duration, Duration::parse;
        size: Size, Scalar::Size, Size::parse;
        rate: Rate, Scalar::Rate, Rate::parse;
        money: Money, Scalar::Money, Money::parse;
        share: Share, Scalar::Share, Share::parse;
        date: Date, Scalar::Date, Date::parse;
    }

    /// The text of a single value with variables put in; `None` when it was reported or a variable has no value.
    pub(crate) fn raw<'t>(&mut self, node: Node<'t>) -> Option<Cow<'t, str>> {
        if self.bad.has(node) {
            return None;
        }
        let text = node.text()?;
        if !has_any(text) {
            return Some(Cow::Borrowed(text));
        }
        let mut whole = String::new();
        for piece in split(text) {
            match piece {
                Piece::Text(text) => whole.push_str(&text),
                Piece::Insert(_, Insert::Environment) => whole.push_str(&self.environment),
                Piece::Insert(_, Insert::Var(name)) => whole.push_str(&self.var(name, node.span())?),
                Piece::Insert(..) => return None,
            }
        }
        Some(Cow::Owned(whole))
    }

    fn var(&mut self, name: &str, span: Span) -> Option<String> {
        match self.vars.values.get(name)? {
            Some(value) => Some(value.clone()),
            None => {
                self.vars.missing.entry(name.to_owned()).or_default().push(span);
                None
            }
        }
    }

    /// A value of a unit or grammar. What a variable brought is judged here, since the inspection could not.
    pub(crate) fn parsed<T>(
        &mut self,
        node: Node<'_>,
        scalar: Scalar,
        parse: impl Fn(&str) -> Result<T, UnitFault>,
    ) -> Option<Spanned<T>> {
        let text = self.judged(node, scalar)?;
        Some(Spanned::new(parse(&text).ok()?, node.span()))
    }

    /// The text of a single value, judged when a variable brought it.
    pub(crate) fn judged<'t>(&mut self, node: Node<'t>, scalar: Scalar) -> Option<Cow<'t, str>> {
        let mut text = self.raw(node)?;
        if matches!(scalar, Scalar::Number | Scalar::Integer(..)) && matches!(text, Cow::Borrowed(_)) {
            text = plain(node)?;
        }
        if let Cow::Owned(owned) = &text {
            match judge(scalar, owned) {
                Verdict::Good => {}
                verdict => {
                    let written = node.text().unwrap_or_default();
                    let found = finding(verdict, node.span(), scalar, owned, "this value")
                        .note(format!("`{written}` is `{owned}` in the environment `{}`", self.environment));
                    self.sink.push(found);
                    return None;
                }
            }
        }
        Some(text)
    }

    pub(crate) fn text(&mut self, view: &View<'_>, key: &str) -> Option<Spanned<String>> {
        self.text_of(view.node(key)?)
    }

    pub(crate) fn text_of(&mut self, node: Node<'_>) -> Option<Spanned<String>> {
        let text = self.judged(node, Scalar::Text)?;
        Some(Spanned::new(text.into_owned(), node.span()))
    }

    pub(crate) fn reason_of(&mut self, node: Node<'_>) -> Option<Spanned<String>> {
        let text = self.judged(node, Scalar::Reason)?;
        Some(Spanned::new(text.into_owned(), node.span()))
    }

    /// A text with a grammar.
    pub(crate) fn of_grammar(
        &mut self,
        view: &View<'_>,
        key: &str,
        grammar: &'static crate::form::Grammar,
    ) -> Option<Spanned<String>> {
        let node = view.node(key)?;
        let text = self.judged(node, Scalar::Grammar(grammar))?;
        Some(Spanned::new(text.into_owned(), node.span()))
    }

    pub(crate) fn name_of(&mut self, node: Node<'_>) -> Option<Spanned<Name>> {
        let text = self.raw(node)?;
        Some(Spanned::new(Name::from(&*text), node.span()))
    }

    pub(crate) fn name(&mut self, view: &View<'_>, key: &str) -> Option<Spanned<Name>> {
        self.name_of(view.node(key)?)
    }

    pub(crate) fn qualified_of(&mut self, node: Node<'_>) -> Option<Spanned<QualifiedName>> {
        let text = self.raw(node)?;
        Some(Spanned::new(qualified(&text), node.span()))
    }

    /// A word: `pick` gives its meaning.
    pub(crate) fn word<T>(
        &mut self,
        view: &View<'_>,
        key: &str,
        words: &'static [&'static str],
        pick: impl Fn(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        self.word_of(view.node(key)?, words, pick)
    }

    pub(crate) fn word_of<T>(
        &mut self,
        node: Node<'_>,
        words: &'static [&'static str],
        pick: impl Fn(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let text = self.judged(node, Scalar::Word(words))?;
        Some(Spanned::new(pick(&text)?, node.span()))
    }

    pub(crate) fn bool(&mut self, view: &View<'_>, key: &str) -> Option<Spanned<bool>> {
        let node = view.node(key)?;
        let text = self.raw(node)?;
        match &*text {
            "true" | "True" | "TRUE" => Some(Spanned::new(true, node.span())),
            "false" | "False" | "FALSE" => Some(Spanned::new(false, node.span())),
            _ => {
                let words: &'static [&'static str] = &["true", "false"];
                self.judged(node, Scalar::Word(words))?;
                None
            }
        }
    }

    pub(crate) fn whole(
        &mut self,
        view: &View<'_>,
        key: &str,
        least: u64,
        most: u64,
    ) -> Option<Spanned<u64>> {
        self.whole_of(view.node(key)?, least, most)
    }

    pub(crate) fn whole_of(&mut self, node: Node<'_>, least: u64, most: u64) -> Option<Spanned<u64>> {
        let text = self.judged(node, Scalar::Integer(least, most))?;
        Some(Spanned::new(text.parse().ok()?, node.span()))
    }

    pub(crate) fn number(&mut self, view: &View<'_>, key: &str) -> Option<Spanned<Number>> {
        self.number_of(view.node(key)?)
    }

    pub(crate) fn number_of(&mut self, node: Node<'_>) -> Option<Spanned<Number>> {
        self.parsed(node, Scalar::Number, Number::parse)
    }

    /// The items of a list, or the one value that stands for it.
    pub(crate) fn items<'t>(&self, view: &View<'t>, key: &str) -> Vec<Node<'t>> {
        let Some(node) = view.node(key).filter(|node| !self.bad.has(*node)) else { return Vec::new() };
        let items: Vec<Node<'t>> = match node.as_seq() {
            Some(list) => list.iter().collect(),
            None => vec![node],
        };
        items.into_iter().filter(|item| !self.bad.has(*item)).collect()
    }

    pub(crate) fn texts(&mut self, view: &View<'_>, key: &str) -> Vec<Spanned<String>> {
        self.items(view, key).into_iter().filter_map(|item| self.text_of(item)).collect()
    }

    pub(crate) fn names(&mut self, view: &View<'_>, key: &str) -> Vec<Spanned<Name>> {
        self.items(view, key).into_iter().filter_map(|item| self.name_of(item)).collect()
    }

    pub(crate) fn classes(&mut self, view: &View<'_>, key: &str) -> Option<Vec<Spanned<QualifiedName>>> {
        view.node(key).filter(|node| !self.bad.has(*node))?;
        Some(self.items(view, key).into_iter().filter_map(|item| self.qualified_of(item)).collect())
    }

    pub(crate) fn countries(&mut self, view: &View<'_>, key: &str) -> Vec<Spanned<Country>> {
        let mut found = Vec::new();
        for item in self.items(view, key) {
            if let Some(text) = self.judged(item, Scalar::Country(true)) {
                found.push(Spanned::new(Country(Name::from(&*text)), item.span()));
            }
        }
        found
    }

    pub(crate) fn country(&mut self, view: &View<'_>, key: &str) -> Option<Spanned<Country>> {
        let node = view.node(key)?;
        let text = self.judged(node, Scalar::Country(false))?;
        Some(Spanned::new(Country(Name::from(&*text)), node.span()))
    }

    /// A text that is passed on unread.
    pub(crate) fn template(&mut self, view: &View<'_>, key: &str) -> Option<Spanned<Template>> {
        self.template_of(view.node(key)?)
    }

    pub(crate) fn templates(&mut self, view: &View<'_>, key: &str) -> Vec<Spanned<Template>> {
        self.items(view, key).into_iter().filter_map(|item| self.template_of(item)).collect()
    }

    pub(crate) fn template_of(&mut self, node: Node<'_>) -> Option<Spanned<Template>> {
        if self.bad.has(node) {
            return None;
        }
        let text = node.text()?;
        if !has_any(text) {
            return Some(Spanned::new(Template::literal(text), node.span()));
        }
        let mut parts: Vec<Part> = Vec::new();
        for piece in split(text) {
            let part = match piece {
                Piece::Text(text) => Part::Text(text),
                Piece::Insert(_, Insert::Environment) => Part::Text(self.environment.clone()),
                Piece::Insert(_, Insert::Var(name)) => Part::Text(self.var(name, node.span())?),
                Piece::Insert(_, Insert::Input(name)) => Part::Input(Name::from(name)),
                Piece::Insert(_, Insert::Node(section, name, attribute)) => {
                    let section = section_word(section)?;
                    self.named.push((section, qualified(name), node.span()));
                    Part::Node(section, qualified(name), attribute_of(attribute)?)
                }
                Piece::Insert(_, Insert::SiteRegion) => Part::SiteRegion,
                Piece::Insert(_, Insert::SiteAccount) => Part::SiteAccount,
                Piece::Insert(_, Insert::Unknown) => return None,
            };
            match (parts.last_mut(), part) {
                (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
                (_, part) => parts.push(part),
            }
        }
        Some(Spanned::new(Template(parts), node.span()))
    }

    /// An expected value with its range.
    pub(crate) fn estimate<T: Copy>(
        &mut self,
        view: Option<&View<'_>>,
        key: &str,
        scalar: Scalar,
        parse: impl Fn(&str) -> Result<T, UnitFault>,
    ) -> Option<Estimate<T>> {
        let node = view?.node(key)?;
        let Some(map) = node.as_map() else {
            return Some(Estimate::exactly(self.parsed(node, scalar, parse)?.value));
        };
        let mut part = |key| Some(self.parsed(map.get(key)?.value, scalar, &parse)?.value);
        Some(Estimate { low: part("low")?, expected: part("expected")?, high: part("high")? })
    }

    /// A value of any shape as JSON, variables put in.
    pub(crate) fn literal(&mut self, node: Node<'_>) -> serde_json::Value {
        match node.shape() {
            Shape::Null => serde_json::Value::Null,
            Shape::Bool(value) => value.into(),
            Shape::Int(value) => value.into(),
            // A whole number that an `i64` cannot hold is a float; its digits are not lost.
            Shape::Float(value) => {
                node.text().and_then(|text| text.parse::<u64>().ok()).map_or_else(|| value.into(), Into::into)
            }
            Shape::Text(_) => self.raw(node).map_or(serde_json::Value::Null, |text| text.into_owned().into()),
            Shape::Seq(items) => items.iter().map(|item| self.literal(item)).collect::<Vec<_>>().into(),
            Shape::Map(map) => self.mapping(map, Self::literal),
        }
    }

    /// A mapping as JSON, its keys sorted: their order in the text means nothing, and must not reach an output.
    fn mapping(
        &mut self,
        map: faasc_syntax::Map<'_>,
        read: fn(&mut Self, Node<'_>) -> serde_json::Value,
    ) -> serde_json::Value {
        let mut entries: Vec<_> = map.entries().collect();
        entries.sort_by(|a, b| a.key.text.cmp(b.key.text));
        let entries = entries.into_iter().map(|entry| (entry.key.text.to_owned(), read(self, entry.value)));
        entries.collect::<serde_json::Map<_, _>>().into()
    }

    /// A value of any shape as JSON for a patch: `${…}` of deployment stays as it is written.
    pub(crate) fn passed(&mut self, node: Node<'_>) -> serde_json::Value {
        match node.shape() {
            Shape::Text(_) => {
                self.template_of(node).map_or(serde_json::Value::Null, |text| text.value.to_string().into())
            }
            Shape::Seq(items) => items.iter().map(|item| self.passed(item)).collect::<Vec<_>>().into(),
            Shape::Map(map) => self.mapping(map, Self::passed),
            _ => self.literal(node),
        }
    }

    /// A single value of any type as JSON, with its place.
    pub(crate) fn plain_of(&mut self, node: Node<'_>) -> Option<Spanned<serde_json::Value>> {
        if self.bad.has(node) {
            return None;
        }
        Some(Spanned::new(self.literal(node), node.span()))
    }

    /// The entries of a mapping that were not reported, sorted by key.
    pub(crate) fn sorted<'t>(&self, view: Option<&View<'t>>) -> Vec<faasc_syntax::Entry<'t>> {
        let mut found: Vec<_> = view.map(View::entries).unwrap_or_default();
        found.retain(|entry| !self.bad.has(entry.value));
        found.sort_by(|a, b| a.key.text.cmp(b.key.text));
        found
    }
}

/// `NAME` or `APP/NAME`.
pub(crate) fn qualified(text: &str) -> QualifiedName {
    match text.split_once('/') {
        Some((app, name)) => QualifiedName { app: Some(Name::from(app)), name: Name::from(name) },
        None => QualifiedName::own(Name::from(text)),
    }
}

fn section_word(section: &str) -> Option<&'static str> {
    ["events", "stores", "functions", "services"].into_iter().find(|word| *word == section)
}

fn attribute_of(word: &str) -> Option<Attribute> {
    [Attribute::Address, Attribute::Name, Attribute::Id, Attribute::Url, Attribute::Socket]
        .into_iter()
        .find(|attribute| attribute.word() == word)
}
