//! How bodies are written: as `terraform fmt` would leave them.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{Block, Expression, Part};

/// The text of a file: blocks with an empty line between them.
#[must_use]
pub fn to_string<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> String {
    let mut out = String::with_capacity(1024);
    for (index, block) in blocks.into_iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        write_block(block, 0, &mut out);
    }
    out
}

fn write_block(block: &Block, depth: usize, out: &mut String) {
    indent(depth, out);
    out.push_str(&block.kind);
    for label in &block.labels {
        out.push(' ');
        write_quoted(label, out);
    }
    if block.body.is_empty() {
        out.push_str(" {}\n");
        return;
    }
    out.push_str(" {\n");
    write_entries(&block.body.attributes, depth + 1, |name| Cow::Borrowed(name), out);
    for (index, inner) in block.body.blocks.iter().enumerate() {
        if index > 0 || !block.body.attributes.is_empty() {
            out.push('\n');
        }
        write_block(inner, depth + 1, out);
    }
    indent(depth, out);
    out.push_str("}\n");
}

/// Attributes or entries, one a line; neighbours on one line each share the column of their `=`.
fn write_entries<K: AsRef<str>>(
    entries: &[(K, Expression)],
    depth: usize,
    key: fn(&str) -> Cow<'_, str>,
    out: &mut String,
) {
    let mut texts = String::with_capacity(64 * entries.len());
    let lines: Vec<Line<'_>> = entries
        .iter()
        .map(|(name, value)| {
            let start = texts.len();
            write_value(value, depth, &mut texts);
            let is_one_line = !texts[start..].contains('\n');
            Line { key: key(name.as_ref()), start, end: texts.len(), is_one_line }
        })
        .collect();
    let mut width = 0;
    for (index, line) in lines.iter().enumerate() {
        let begins_run = index == 0 || !lines[index - 1].is_one_line;
        if !line.is_one_line {
            width = line.key.len();
        } else if begins_run {
            let run = lines[index..].iter().take_while(|line| line.is_one_line);
            width = run.map(|line| line.key.len()).max().unwrap_or(0);
        }
        indent(depth, out);
        out.push_str(&line.key);
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(line.key.len())));
        out.push_str(" = ");
        out.push_str(&texts[line.start..line.end]);
        out.push('\n');
    }
}

/// A key, and where the text of its value stands.
struct Line<'e> {
    key: Cow<'e, str>,
    start: usize,
    end: usize,
    is_one_line: bool,
}

fn write_value(value: &Expression, depth: usize, out: &mut String) {
    match value {
        Expression::Object(entries) if !entries.is_empty() => {
            out.push_str("{\n");
            write_entries(entries, depth + 1, key, out);
            indent(depth, out);
            out.push('}');
        }
        Expression::List(items) if !fits(items, depth) => {
            out.push_str("[\n");
            for item in items {
                indent(depth + 1, out);
                write_value(item, depth + 1, out);
                out.push_str(",\n");
            }
            indent(depth, out);
            out.push(']');
        }
        Expression::Call(name, arguments) if arguments.len() == 1 => {
            let _ = write!(out, "{name}(");
            write_value(&arguments[0], depth, out);
            out.push(')');
        }
        other => write_inline(other, out),
    }
}

/// Whether a list stands on one line: short, and nothing in it opens lines of its own.
fn fits(items: &[Expression], depth: usize) -> bool {
    let is_plain = |item: &Expression| match item {
        Expression::Object(entries) => entries.is_empty(),
        Expression::List(items) => items.is_empty(),
        _ => true,
    };
    if !items.iter().all(is_plain) {
        return false;
    }
    if items.len() < 2 {
        return true;
    }
    let mut text = String::new();
    items.iter().for_each(|item| write_inline(item, &mut text));
    text.len() + 2 * items.len() + 2 * depth <= 90
}

pub(super) fn write_inline(value: &Expression, out: &mut String) {
    match value {
        Expression::Null => out.push_str("null"),
        Expression::Bool(value) => {
            let _ = write!(out, "{value}");
        }
        Expression::Number(value) => {
            let _ = write!(out, "{value}");
        }
        Expression::Template(parts) => {
            out.push('"');
            write_parts(parts, out, escape);
            out.push('"');
        }
        Expression::List(items) => write_all("[", items, "]", out),
        Expression::Object(entries) if entries.is_empty() => out.push_str("{}"),
        Expression::Object(entries) => {
            out.push_str("{ ");
            for (index, (name, value)) in entries.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                out.push_str(&key(name));
                out.push_str(" = ");
                write_inline(value, out);
            }
            out.push_str(" }");
        }
        Expression::Reference(address) => out.push_str(address),
        Expression::Call(name, arguments) => write_all(&format!("{name}("), arguments, ")", out),
    }
}

fn write_all(open: &str, items: &[Expression], close: &str, out: &mut String) {
    out.push_str(open);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index > 0 { ", " } else { "" });
        write_inline(item, out);
    }
    out.push_str(close);
}

/// The parts of a text. A `$` right before a value would make the value's mark a literal one, so it is put in itself.
pub(super) fn write_parts(parts: &[Part], out: &mut String, literal: fn(&str, &mut String)) {
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Text(text) if matches!(parts.get(index + 1), Some(Part::Value(_))) => {
                let head = text.trim_end_matches('$');
                literal(head, out);
                if head.len() < text.len() {
                    let _ = write!(out, "${{\"{}\"}}", &text[head.len()..]);
                }
            }
            Part::Text(text) => literal(text, out),
            Part::Value(value) => {
                out.push_str("${");
                write_inline(value, out);
                out.push('}');
            }
        }
    }
}

/// `text` with the marks of templates made literal.
pub(super) fn mark_free(text: &str) -> Cow<'_, str> {
    if text.contains("${") || text.contains("%{") {
        Cow::Owned(text.replace("${", "$${").replace("%{", "%%{"))
    } else {
        Cow::Borrowed(text)
    }
}

fn escape(text: &str, out: &mut String) {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\' | b'$' | b'%');
    if text.bytes().all(is_plain) {
        out.push_str(text);
        return;
    }
    for c in mark_free(text).chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

fn write_quoted(text: &str, out: &mut String) {
    out.push('"');
    escape(text, out);
    out.push('"');
}

/// A key of an object: bare when it is an identifier. Beyond ASCII it is escaped, so that its width is its length.
fn key(name: &str) -> Cow<'_, str> {
    let mut bytes = name.bytes();
    let is_word = bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_word && !matches!(name, "for" | "null" | "true" | "false") {
        return Cow::Borrowed(name);
    }
    let mut quoted = String::new();
    write_quoted(name, &mut quoted);
    let mut out = String::with_capacity(quoted.len());
    for c in quoted.chars() {
        match u32::from(c) {
            0..=0x7f => out.push(c),
            code @ 0x80..=0xffff => {
                let _ = write!(out, "\\u{code:04x}");
            }
            code => {
                let _ = write!(out, "\\U{code:08x}");
            }
        }
    }
    Cow::Owned(out)
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}
