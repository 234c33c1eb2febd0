//! JSON documents without what says nothing: written at once, and what turns out to be absent or empty is taken back.
//!
//! A tree of values in between would be several times as large as the text, and plans are large.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

/// Keys under which an empty list is said on purpose: nothing, as against not said.
const fn is_said_empty(key: &[u8]) -> bool {
    matches!(key, b"\"access\"" | b"\"carries\"" | b"\"egress\"" | b"\"receives\"")
}

/// Keys under which stands JSON of the user's own: there a null and an empty list mean what they say.
const fn is_as_written(key: &[u8]) -> bool {
    matches!(key, b"\"conditions\"" | b"\"json_patch\"" | b"\"merge\"" | b"\"payload\"" | b"\"respond\"")
}

/// `value` as a JSON document without nulls, empty lists and empty mappings inside mappings; what a user wrote as JSON
/// stays whole. Two spaces, keys in the order in which they stand, a line break at the end.
///
/// # Panics
/// When a value has no place in JSON (a map key that is no text): a bug of a target.
#[must_use]
pub fn to_document<T: Serialize>(value: &T) -> Vec<u8> {
    let mut document = Document::default();
    if let Err(fault) = value.serialize(&mut Serializer::with_formatter(io::sink(), &mut document)) {
        panic!("a target made a value that is no JSON ({fault}); please report this");
    }
    let mut text = document.text;
    text.push(b'\n');
    text
}

/// The text so far. Serializers hand out a writer, and from that nothing can be taken back, so the text is kept here.
#[derive(Default)]
struct Document {
    text: Vec<u8>,
    depth: usize,
    /// Whether the innermost list or mapping holds something.
    has_value: bool,
    /// The members that are being written, outer first.
    open: Vec<Member>,
    /// In how many values of the user's own the place is.
    as_written: usize,
}

/// A member of a mapping.
struct Member {
    /// Where the text ended before it.
    start: usize,
    /// Where its key begins.
    key: usize,
    /// Where its value begins.
    value: usize,
    /// Whether the mapping held something before it.
    had_value: bool,
    /// Whether its value is the user's own.
    is_as_written: bool,
}

impl Document {
    fn break_line(&mut self) {
        self.text.push(b'\n');
        self.text.extend(std::iter::repeat_n(b' ', 2 * self.depth));
    }

    fn begin(&mut self, bracket: u8) {
        self.depth += 1;
        self.has_value = false;
        self.text.push(bracket);
    }

    fn end(&mut self, bracket: u8) {
        self.depth -= 1;
        if self.has_value {
            self.break_line();
        }
        self.text.push(bracket);
    }

    fn item(&mut self, is_first: bool) {
        if !is_first {
            self.text.push(b',');
        }
        self.break_line();
    }

    /// Whether a member says something.
    fn counts(&self, member: &Member) -> bool {
        match &self.text[member.value..] {
            b"null" => self.as_written > 0 && !member.is_as_written,
            b"[]" => self.as_written > 0 || is_said_empty(self.key_of(member)),
            b"{}" => self.as_written > 0,
            _ => true,
        }
    }

    /// The key of a member whose value was begun.
    fn key_of(&self, member: &Member) -> &[u8] {
        &self.text[member.key..member.value - 2]
    }
}

/// Hands values without parts on to the formatter that writes them plainly.
macro_rules! plainly {
    ($($write:ident($($value:ident: $kind:ty)?);)*) => {$(
        fn $write<W: ?Sized + Write>(&mut self, _: &mut W $(, $value: $kind)?) -> io::Result<()> {
            CompactFormatter.$write(&mut self.text $(, $value)?)
        }
    )*};
}

impl Formatter for &mut Document {
    plainly! {
        write_null();
        write_bool(value: bool);
        write_i8(value: i8);
        write_i16(value: i16);
        write_i32(value: i32);
        write_i64(value: i64);
        write_i128(value: i128);
        write_u8(value: u8);
        write_u16(value: u16);
        write_u32(value: u32);
        write_u64(value: u64);
        write_u128(value: u128);
        write_f32(value: f32);
        write_f64(value: f64);
        write_number_str(value: &str);
        begin_string();
        end_string();
        write_string_fragment(fragment: &str);
        write_char_escape(escape: CharEscape);
        write_raw_fragment(fragment: &str);
    }

    fn begin_array<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.begin(b'[');
        Ok(())
    }

    fn end_array<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.end(b']');
        Ok(())
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, _: &mut W, is_first: bool) -> io::Result<()> {
        self.item(is_first);
        Ok(())
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.begin(b'{');
        Ok(())
    }

    fn end_object<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.end(b'}');
        Ok(())
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, _: &mut W, _: bool) -> io::Result<()> {
        let (start, had_value) = (self.text.len(), self.has_value);
        self.item(!had_value);
        let key = self.text.len();
        self.open.push(Member { start, key, value: key, had_value, is_as_written: false });
        Ok(())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.text.extend(b": ");
        let value = self.text.len();
        let is_outside = self.as_written == 0;
        if let Some(member) = self.open.last_mut() {
            member.value = value;
            member.is_as_written = is_outside && is_as_written(&self.text[member.key..value - 2]);
            self.as_written += usize::from(member.is_as_written);
        }
        Ok(())
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        let Some(member) = self.open.pop() else { return Ok(()) };
        if self.counts(&member) {
            self.has_value = true;
        } else {
            self.text.truncate(member.start);
            self.has_value = member.had_value;
        }
        self.as_written -= usize::from(member.is_as_written);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn written(value: &Value) -> Value {
        let text = to_document(value);
        let read: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(text, crate::to_json(&read).into_bytes(), "it stands as any other JSON of ours");
        read
    }

    #[test]
    fn empty_members_go_and_members_of_lists_stay() {
        let value =
            json!({ "a": null, "b": [], "c": { "d": {} }, "e": [null, {}], "f": false, "g": 0, "h": "" });
        assert_eq!(written(&value), json!({ "e": [null, {}], "f": false, "g": 0, "h": "" }));
        assert_eq!(written(&json!({ "a": { "b": [], "c": null }, "d": null })), json!({}));
        assert_eq!(written(&json!([])), json!([]));
    }

    #[test]
    fn what_follows_a_member_that_went_stands_as_the_first() {
        let value = json!({ "a": 1, "b": { "c": { "d": null }, "e": [{ "f": null }], "g": [] }, "h": 2 });
        assert_eq!(written(&value), json!({ "a": 1, "b": { "e": [{}] }, "h": 2 }));
    }

    #[test]
    fn nothing_that_is_said_on_purpose_stays() {
        assert_eq!(written(&json!({ "carries": [], "labels": [] })), json!({ "carries": [] }));
    }

    #[test]
    fn what_a_user_wrote_stays_whole() {
        let value = json!({
            "payload": { "a": null, "b": [], "merge": null, "c": {} },
            "merge": { "x": null },
            "respond": {},
            "conditions": null,
            "z": null
        });
        let wanted = json!({
            "payload": { "a": null, "b": [], "merge": null, "c": {} },
            "merge": { "x": null },
            "respond": {}
        });
        assert_eq!(written(&value), wanted);
    }

    #[test]
    fn texts_and_numbers_are_those_of_json() {
        let value = json!({ "quote\"": "line\nbreak \u{1} ü", "n": -1.5, "u": u64::MAX, "t": true });
        assert_eq!(written(&value), value);
    }
}
