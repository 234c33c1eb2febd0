//! What a scalar is by the core schema of YAML 1.2.

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    Single,
    /// In double quotes.
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// The tag that a scalar carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    /// None: plain ones are resolved, others are texts.
    None,
    /// `!!str`, and `!` alone.
    Str,
    /// `!!int`
    Int,
    /// `!!float`
    Float,
    /// `!!bool`
    Bool,
    /// `!!null`
    Null,
}

/// A scalar's value; a text is the scalar's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text,
}

impl Value {
    /// As people say it.
    pub(crate) const fn describe(self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text => "a text",
        }
    }
}

impl Tag {
    /// What a value of this tag is, as people say it.
    pub(crate) const fn describe(self) -> &'static str {
        match self {
            Self::None | Self::Str => "a text",
            Self::Int => "a whole number",
            Self::Float => "a number",
            Self::Bool => "`true` or `false`",
            Self::Null => "`null`",
        }
    }
}

/// The value of a scalar; `None` when it is not what its tag says.
pub(crate) fn value(text: &str, style: Style, tag: Tag) -> Option<Value> {
    match tag {
        Tag::None if style == Style::Plain => Some(resolve(text)),
        Tag::None | Tag::Str => Some(Value::Text),
        _ => match (tag, resolve(text)) {
            (Tag::Float, Value::Int(whole)) =>
            {
                #[expect(clippy::cast_precision_loss, reason = "a float is what the tag asks for")]
                Some(Value::Float(whole as f64))
            }
            (Tag::Int, value @ Value::Int(_))
            | (Tag::Float, value @ Value::Float(_))
            | (Tag::Bool, value @ Value::Bool(_))
            | (Tag::Null, value @ Value::Null) => Some(value),
            _ => None,
        },
    }
}

/// Resolves a plain scalar. A whole number that an `i64` cannot hold is a float; its digits stay in the text.
pub(crate) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Value::Float(f64::NAN),
        _ => {}
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Value::Text;
    }
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Value::Float(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY });
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().map_or_else(|_| float(text), Value::Int);
    }
    if is_float(unsigned) { float(text) } else { Value::Text }
}

fn float(text: &str) -> Value {
    text.parse().map_or(Value::Text, Value::Float)
}

/// `0o17` and `0x1F`; a sign is not allowed there.
fn radix(digits: &str, base: u32) -> Value {
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(base)) {
        return Value::Text;
    }
    i64::from_str_radix(digits, base).map_or_else(
        |_| {
            Value::Float(
                digits.chars().fold(0.0, |sum, c| {
                    sum * f64::from(base) + f64::from(c.to_digit(base).unwrap_or_default())
                }),
            )
        },
        Value::Int,
    )
}

/// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_float(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let mut rest = &text[whole..];
    if let Some(after) = rest.strip_prefix('.') {
        let part = digits(after);
        if whole == 0 && part == 0 {
            return false;
        }
        rest = &after[part..];
    } else if whole == 0 {
        return false;
    }
    match rest.strip_prefix(['e', 'E']) {
        Some(exponent) => {
            let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !exponent.is_empty() && digits(exponent) == exponent.len()
        }
        None => rest.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_resolve_by_the_core_schema() {
        for (text, wanted) in [
            ("", Value::Null),
            ("~", Value::Null),
            ("NULL", Value::Null),
            ("nUll", Value::Text),
            ("true", Value::Bool(true)),
            ("FALSE", Value::Bool(false)),
            ("NO", Value::Text),
            ("yes", Value::Text),
            ("on", Value::Text),
            ("y", Value::Text),
            ("0", Value::Int(0)),
            ("-12", Value::Int(-12)),
            ("+12", Value::Int(12)),
            ("007", Value::Int(7)),
            ("0o17", Value::Int(15)),
            ("0o8", Value::Text),
            ("0x1F", Value::Int(31)),
            ("-0x1F", Value::Text),
            ("0x", Value::Text),
            ("0b11", Value::Text),
            ("1_000", Value::Text),
            ("9223372036854775807", Value::Int(i64::MAX)),
            ("9223372036854775808", Value::Float(9_223_372_036_854_775_808.0)),
            ("0xFFFFFFFFFFFFFFFF", Value::Float(18_446_744_073_709_551_615.0)),
            ("1.", Value::Float(1.0)),
            (".5", Value::Float(0.5)),
            ("1.10", Value::Float(1.1)),
            ("1e3", Value::Float(1000.0)),
            ("-1.5E-1", Value::Float(-0.15)),
            ("1e", Value::Text),
            (".", Value::Text),
            ("-", Value::Text),
            ("+.", Value::Text),
            ("-.inf", Value::Float(f64::NEG_INFINITY)),
            ("+.INF", Value::Float(f64::INFINITY)),
            ("inf", Value::Text),
            ("nan", Value::Text),
            ("1.2.3", Value::Text),
            ("12:30", Value::Text),
            ("2026-01-01", Value::Text),
            ("256MiB", Value::Text),
            ("<<", Value::Text),
        ] {
            assert_eq!(resolve(text), wanted, "{text}");
        }
        assert!(matches!(resolve(".NaN"), Value::Float(value) if value.is_nan()));
    }

    #[test]
    fn a_tag_decides_or_does_not_fit() {
        for (text, style, tag, wanted) in [
            ("12", Style::Plain, Tag::Str, Some(Value::Text)),
            ("12", Style::Double, Tag::None, Some(Value::Text)),
            ("12", Style::Double, Tag::Int, Some(Value::Int(12))),
            ("12", Style::Plain, Tag::Float, Some(Value::Float(12.0))),
            ("x", Style::Plain, Tag::Int, None),
            ("1.5", Style::Plain, Tag::Int, None),
            ("", Style::Plain, Tag::Null, Some(Value::Null)),
            ("yes", Style::Plain, Tag::Bool, None),
        ] {
            assert_eq!(value(text, style, tag), wanted, "{text} {tag:?}");
        }
    }
}
