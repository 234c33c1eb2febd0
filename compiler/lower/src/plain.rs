//! Numbers and booleans as the language writes them, however YAML spelled them: `1e3` is `1000`, `True` is `true`.

use std::borrow::Cow;

use faasc_syntax::{Node, Shape};
use rust_decimal::Decimal;

/// The text of a single value in one spelling. `None` for lists and mappings. What has no such spelling (`.inf`)
/// stays as it was written.
pub(crate) fn plain(node: Node<'_>) -> Option<Cow<'_, str>> {
    let text = node.text()?;
    Some(match node.shape() {
        Shape::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
        Shape::Int(value) => exactly(text, value.to_string()),
        Shape::Float(_) => decimal(text).map_or(Cow::Borrowed(text), |value| exactly(text, value)),
        _ => Cow::Borrowed(text),
    })
}

fn exactly(written: &str, spelled: String) -> Cow<'_, str> {
    if written == spelled { Cow::Borrowed(written) } else { Cow::Owned(spelled) }
}

/// The digits of a float, exact.
fn decimal(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let value = if unsigned.contains(['e', 'E']) {
        Decimal::from_scientific(unsigned).ok()?
    } else {
        unsigned.parse().ok()?
    };
    Some(value.normalize().to_string())
}

/// Whether the number that `text` spells is one that a key may have: not negative, and with at most 18 digits before
/// the point. The schema says the same of the number itself.
pub(crate) fn is_within(text: &str) -> bool {
    const MOST: i128 = 1_000_000_000_000_000_000;
    match text.parse::<i128>() {
        Ok(whole) => (0..MOST).contains(&whole),
        #[expect(clippy::cast_precision_loss, reason = "a power of ten that a float holds exactly")]
        Err(_) => text.parse::<f64>().is_ok_and(|value| (0.0..MOST as f64).contains(&value)),
    }
}

#[cfg(test)]
mod tests {
    use faasc_diagnostics::Sink;
    use faasc_source::SourceMap;

    use super::plain;

    #[test]
    fn every_spelling_of_a_number_is_one_text() {
        for (written, spelled) in [
            ("1e3", "1000"),
            ("0x1F", "31"),
            ("+5", "5"),
            ("007", "7"),
            ("3.0", "3"),
            (".5", "0.5"),
            ("1.", "1"),
            ("1.10", "1.1"),
            ("-0.0", "0"),
            ("1.5e-2", "0.015"),
            ("TRUE", "true"),
            (".inf", ".inf"),
            ("\"1e3\"", "1e3"),
        ] {
            let mut sources = SourceMap::new();
            let file = sources.add("a.yaml", written);
            let tree = faasc_syntax::parse(file, written, &mut Sink::new());
            assert_eq!(plain(tree.root().unwrap()).unwrap(), spelled, "{written}");
        }
    }
}
