//! Another text of the same meaning: mappings in another order, lists in theirs, comments between the lines.

use std::fmt::Write as _;

use faasc_diagnostics::Sink;
use faasc_source::FileId;
use faasc_syntax::{Node, Shape, parse};

/// Writes `text` anew. The order of keys and the comments follow from `seed`.
pub(crate) fn shuffled(text: &str, seed: u64) -> String {
    let mut sink = Sink::new();
    let tree = parse(FileId(0), text, &mut sink);
    assert!(!sink.has_errors(), "{:?}", sink.found());
    let mut writer = Writer { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, out: String::new() };
    writer.comment(0);
    if let Some(root) = tree.root() {
        writer.node(root, 0);
    }
    writer.out.push_str("# the end\n");
    writer.out
}

struct Writer {
    state: u64,
    out: String,
}

impl Writer {
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % end as u64).unwrap_or(0)
    }

    fn comment(&mut self, depth: usize) {
        if self.below(3) == 0 {
            let number = self.below(1_000);
            let _ = writeln!(self.out, "{:1$}# a comment: {{ {number} }} [- *x", "", depth * 2);
        }
    }

    /// Writes a value whose first character stands after a key or a dash.
    fn node(&mut self, node: Node<'_>, depth: usize) {
        match node.shape() {
            Shape::Map(map) if !map.is_empty() => {
                let mut entries: Vec<_> = map.entries().collect();
                for at in (1..entries.len()).rev() {
                    let other = self.below(at + 1);
                    entries.swap(at, other);
                }
                self.out.push('\n');
                for entry in entries {
                    self.comment(depth);
                    let _ = write!(self.out, "{:1$}{2}: ", "", depth * 2, quoted(entry.key.text));
                    self.node(entry.value, depth + 1);
                }
            }
            Shape::Seq(list) if !list.is_empty() => {
                self.out.push('\n');
                for item in list.iter() {
                    self.comment(depth);
                    let _ = write!(self.out, "{:1$}- ", "", depth * 2);
                    self.node(item, depth + 1);
                }
            }
            Shape::Map(_) => self.out.push_str("{}\n"),
            Shape::Seq(_) => self.out.push_str("[]\n"),
            Shape::Text(text) => {
                let _ = writeln!(self.out, "{} # said", quoted(text));
            }
            Shape::Null => self.out.push_str("null\n"),
            Shape::Bool(_) | Shape::Int(_) | Shape::Float(_) => {
                let _ = writeln!(self.out, "{}", node.text().unwrap_or_default());
            }
        }
    }
}

/// A double-quoted text: JSON's escapes are YAML's, too.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
