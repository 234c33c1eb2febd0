//! Tags: those of the core schema are honored, any other is a fault.

use faasc_source::Span;

use crate::build::Builder;
use crate::fault;
use crate::scalar::Tag;

impl Builder<'_> {
    /// The tag of a scalar, with its place and text; no tag but a place when it is unknown and was reported.
    pub(crate) fn scalar_tag(
        &mut self,
        tag: &granit_parser::Tag,
        span: &granit_parser::Span,
    ) -> (Tag, Option<(Span, String)>) {
        let place = self.tag_place(span);
        let known = match tag.core_suffix() {
            Some("str") => Tag::Str,
            Some("int") => Tag::Int,
            Some("float") => Tag::Float,
            Some("bool") => Tag::Bool,
            Some("null") => Tag::Null,
            _ if tag.parts() == ("", "!") => Tag::Str,
            _ => Tag::None,
        };
        let text = tag.original();
        if known == Tag::None {
            self.findings.report(|| fault::unknown_tag(place, &text));
        }
        (known, Some((place, text)))
    }

    pub(crate) fn collection_tag(
        &mut self,
        tag: Option<&granit_parser::Tag>,
        span: &granit_parser::Span,
        is_map: bool,
    ) {
        let Some(tag) = tag else { return };
        let place = self.tag_place(span);
        let at = self.base + span.start.byte_offset().unwrap_or_default();
        let is = if is_map { "a mapping" } else { "a list" };
        let wanted = match tag.core_suffix() {
            Some("map") if is_map => return,
            Some("seq") if !is_map => return,
            Some("map") => "a mapping",
            Some("seq") => "a list",
            Some("str") => "a text",
            Some("int" | "float") => "a number",
            Some("bool") => "a boolean",
            Some("null") => "nothing",
            _ if tag.parts() == ("", "!") => return,
            _ => {
                self.findings.report(|| fault::unknown_tag(place, &tag.original()));
                return;
            }
        };
        let value = self.scene(at).word(at);
        self.findings.report(|| fault::tag_mismatch(place, &tag.original(), value, wanted, is));
    }

    fn tag_place(&self, span: &granit_parser::Span) -> Span {
        let range = span.tag_span().and_then(|span| span.byte_range()).or_else(|| span.byte_range());
        let range = range.unwrap_or_default();
        self.span(self.base + range.start, self.base + range.end)
    }
}
