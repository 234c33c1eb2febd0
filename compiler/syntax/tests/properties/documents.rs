//! Generated documents: random values in a random dress, and rows of YAML fragments.

use proptest::prelude::*;

/// A value and how it is written.
#[derive(Clone, Debug)]
pub(crate) enum Written {
    /// Without quotes.
    Plain(String),
    /// In single quotes.
    Single(String),
    /// In double quotes.
    Double(String),
    /// After `|`, by lines.
    Literal(Vec<String>),
    /// A list; in brackets or not.
    Seq(bool, Vec<Written>),
    /// A mapping; in braces or not. The number makes its keys distinct.
    Map(bool, Vec<(Key, Written)>),
    /// With an anchor.
    Anchored(Box<Written>),
    /// An alias to one of the anchors that are complete, if there is one.
    Alias(usize),
}

/// A key and how it is written.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// The text, made distinct by a number when it is written.
    pub(crate) text: String,
    /// Whether it stands in double quotes.
    pub(crate) is_quoted: bool,
    /// Whether a comment and a blank line precede it in a block.
    pub(crate) has_comment: bool,
}

const PLAIN: &[&str] = &[
    "a",
    "NO",
    "yes",
    "on",
    "~",
    "null",
    "true",
    "False",
    "12",
    "-7",
    "3.25",
    "1e3",
    "0x1F",
    "0o17",
    ".inf",
    "1.10",
    "256MiB",
    "10%",
    "POST /a/{id}",
    "a-b_c",
    "x:y",
    "http://a.b/c",
    "a#b",
    "2026-01-01",
    "12:30",
    "é",
    "",
    "${a.b}",
];

fn text() -> impl Strategy<Value = String> {
    "[ -~éß\u{1f600}]{0,12}"
}

/// Any document.
pub(crate) fn written() -> impl Strategy<Value = Written> {
    let leaf = prop_oneof![
        4 => prop::sample::select(PLAIN).prop_map(|text| Written::Plain(text.to_owned())),
        1 => text().prop_map(Written::Single),
        1 => text().prop_map(Written::Double),
        1 => prop::collection::vec("[ a-z#:-]{0,8}[a-z]", 1..4).prop_map(Written::Literal),
        1 => any::<usize>().prop_map(Written::Alias),
    ];
    let key = ("[a-z][a-z -]{0,6}[a-z]", any::<bool>(), prop::bool::weighted(0.2))
        .prop_map(|(text, is_quoted, has_comment)| Key { text, is_quoted, has_comment });
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            (prop::bool::weighted(0.3), prop::collection::vec(inner.clone(), 0..5))
                .prop_map(|(is_flow, items)| Written::Seq(is_flow, items)),
            (prop::bool::weighted(0.3), prop::collection::vec((key.clone(), inner.clone()), 0..6))
                .prop_map(|(is_flow, entries)| Written::Map(is_flow, entries)),
            inner.prop_map(|inner| Written::Anchored(Box::new(inner))),
        ]
    })
}

/// A row of things that YAML gives a meaning.
pub(crate) fn fragments() -> impl Strategy<Value = String> {
    const FRAGMENTS: &[&str] = &[
        "a", "b: ", "c:\n", "- ", "-\n", "\n", "\n\n", "  ", "    ", "[", "]", "{", "}", ", ", ",", "&x ",
        "*x", "*y ", "!!str ", "!t ", "\"", "'", "|\n", ">-\n", "|2\n", "|+\n", "# c\n", " # d\n", "\t",
        "---\n", "...\n", "? ", ": ", "<<: ", "\r\n", "é", "\u{feff}", "%", "\\", "\\n", "1", "k: v\n",
        "  k: v\n", "- v\n", "  - v\n", "\u{7f}", "@", "`", "${x}", "\"q\"", "'q'", "\0", "x y\n", "{a: b}",
        "[a, b]",
    ];
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..24).prop_map(|parts| parts.concat())
}

/// Writes documents.
pub(crate) struct Writer {
    out: String,
    step: usize,
    keys: usize,
    anchors: usize,
    /// Anchors that are complete.
    known: Vec<usize>,
}

impl Writer {
    /// The text of `value`, indented by `step` spaces a level.
    pub(crate) fn write(value: &Written, step: usize) -> String {
        let mut writer = Self { out: String::new(), step, keys: 0, anchors: 0, known: Vec::new() };
        writer.value(value, 0, false, true);
        writer.out.push('\n');
        writer.out
    }

    /// `indent` is the column of the block that the value stands in; `is_root` says that there is none.
    fn value(&mut self, value: &Written, indent: usize, in_flow: bool, is_root: bool) {
        match value {
            Written::Plain(text) if in_flow && (text.contains(['{', '}']) || text.is_empty()) => {
                self.out.push_str("''")
            }
            Written::Plain(text) => self.out.push_str(text),
            Written::Single(text) => self.put(&["'", &text.replace('\'', "''"), "'"]),
            Written::Double(text) => self.double(text),
            Written::Literal(lines) if in_flow => self.double(&lines.join("\n")),
            Written::Literal(lines) => {
                self.out.push_str("|-");
                if lines[0].starts_with(' ') {
                    self.out.push_str(&self.step.to_string());
                }
                let column = if is_root { self.step } else { indent + self.step };
                for line in lines {
                    self.new_line(column);
                    self.out.push_str(line);
                }
            }
            Written::Seq(is_flow, items) if *is_flow || in_flow || items.is_empty() => {
                self.out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        self.out.push_str(if at % 2 == 0 { ",\n     " } else { " ,  " });
                    }
                    self.value(item, indent, true, false);
                }
                self.out.push(']');
            }
            Written::Map(is_flow, entries) if *is_flow || in_flow || entries.is_empty() => {
                self.out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    if at > 0 {
                        self.out.push_str(", ");
                    }
                    self.key(key);
                    self.out.push_str(": ");
                    self.value(value, indent, true, false);
                }
                self.out.push('}');
            }
            Written::Seq(_, items) => {
                let column = if is_root { 0 } else { indent + self.step };
                for item in items {
                    self.new_line(column);
                    self.out.push_str("- ");
                    self.value(item, column, false, false);
                }
            }
            Written::Map(_, entries) => {
                let column = if is_root { 0 } else { indent + self.step };
                for (key, value) in entries {
                    if key.has_comment {
                        self.out.push_str("\n\n\n");
                        self.out.push_str(&" ".repeat(column));
                        self.out.push_str("#  comment ");
                    }
                    self.new_line(column);
                    self.key(key);
                    self.out.push_str(":  ");
                    self.value(value, column, false, false);
                }
            }
            Written::Anchored(inner) if matches!(**inner, Written::Alias(_) | Written::Anchored(_)) => {
                self.value(inner, indent, in_flow, is_root);
            }
            Written::Anchored(inner) => {
                let anchor = self.anchors;
                self.anchors += 1;
                self.put(&["&a", &anchor.to_string(), " "]);
                self.value(inner, indent, in_flow, is_root);
                self.known.push(anchor);
            }
            Written::Alias(which) => match self.known.len() {
                0 => self.out.push_str("none"),
                count => self.put(&["*a", &self.known[which % count].to_string(), " "]),
            },
        }
    }

    fn key(&mut self, key: &Key) {
        self.keys += 1;
        let text = format!("{}{}", key.text, self.keys);
        if key.is_quoted { self.double(&text) } else { self.out.push_str(&text) }
    }

    fn double(&mut self, text: &str) {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        self.put(&["\"", &escaped, "\""]);
    }

    fn put(&mut self, parts: &[&str]) {
        self.out.extend(parts.iter().copied());
    }

    fn new_line(&mut self, column: usize) {
        self.out.push('\n');
        self.out.push_str(&" ".repeat(column));
    }
}
