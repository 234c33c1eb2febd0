//! The codes of this crate, and the findings about bytes, keys, aliases and tags.
//! What is said about YAML syntax is in [`syntax`].

pub(crate) mod escape;
pub(crate) mod findings;
pub(crate) mod scene;
pub(crate) mod syntax;

use faasc_diagnostics::{Applicability, Code, Diagnostic, did_you_mean};
use faasc_source::Span;

pub(crate) static NOT_UTF8: Code = Code::error("F0101", "file-not-utf8", "a file is not UTF-8");
pub(crate) static NOT_TEXT: Code = Code::error("F0102", "file-not-text", "a file is not a text");
pub(crate) static CONTROL_CHARACTER: Code =
    Code::error("F0103", "control-character", "a file holds a character that YAML does not allow");
pub(crate) static SYNTAX: Code = Code::error("F0104", "unexpected-syntax", "a file is not valid YAML");
pub(crate) static QUOTE: Code =
    Code::error("F0105", "unclosed-quote", "a quoted text does not end where it should");
pub(crate) static BRACKET: Code =
    Code::error("F0106", "unclosed-bracket", "a bracket has no partner, or the wrong one");
pub(crate) static TAB: Code = Code::error("F0107", "tab-indentation", "a tab stands where YAML needs spaces");
pub(crate) static INDENTATION: Code =
    Code::error("F0108", "bad-indentation", "a line fits no level of indentation");
pub(crate) static ESCAPE: Code = Code::error("F0109", "bad-escape", "a quoted text holds an unknown escape");
pub(crate) static DUPLICATE_KEY: Code =
    Code::error("F0110", "duplicate-key", "a key is written twice in one mapping");
pub(crate) static KEY: Code = Code::error("F0111", "bad-key", "a key is not a text");
pub(crate) static UNKNOWN_ANCHOR: Code =
    Code::error("F0112", "unknown-anchor", "an alias names an anchor that is not there");
pub(crate) static CYCLIC_ALIAS: Code =
    Code::error("F0113", "cyclic-alias", "an alias stands inside the value that it stands for");
pub(crate) static TAG: Code = Code::error("F0114", "unknown-tag", "a tag is not of the YAML core schema");
pub(crate) static TAG_MISMATCH: Code =
    Code::error("F0115", "tag-mismatch", "a value is not what its tag says");
pub(crate) static MERGE: Code =
    Code::error("F0116", "bad-merge", "a merge key has something else than mappings");
pub(crate) static DEPTH: Code = Code::error("F0117", "nested-too-deep", "values are nested too deeply");
pub(crate) static DOCUMENTS: Code =
    Code::error("F0118", "several-documents", "a file holds more than one document");
pub(crate) static EXPANSION: Code =
    Code::error("F0119", "aliases-too-large", "the aliases of a file stand for too many values");
pub(crate) static DIRECTIVE: Code = Code::error("F0120", "bad-directive", "a YAML directive cannot be read");
pub(crate) static RESERVED: Code =
    Code::error("F0121", "reserved-character", "a text begins with a character that YAML reserves");
pub(crate) static COLON: Code =
    Code::error("F0122", "colon-in-value", "a second `: ` stands where a value should end");
pub(crate) static FORMATTER: Code =
    Code::error("F0123", "format-refused", "the formatter would have changed what a file means");

/// All codes that this crate raises, by id.
#[must_use]
pub fn codes() -> Vec<&'static Code> {
    vec![
        &NOT_UTF8,
        &NOT_TEXT,
        &CONTROL_CHARACTER,
        &SYNTAX,
        &QUOTE,
        &BRACKET,
        &TAB,
        &INDENTATION,
        &ESCAPE,
        &DUPLICATE_KEY,
        &KEY,
        &UNKNOWN_ANCHOR,
        &CYCLIC_ALIAS,
        &TAG,
        &TAG_MISMATCH,
        &MERGE,
        &DEPTH,
        &DOCUMENTS,
        &EXPANSION,
        &DIRECTIVE,
        &RESERVED,
        &COLON,
        &FORMATTER,
    ]
}

/// A text from the user's file, short enough for a message.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    let mut shown: String = line.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("`{}`", shown.escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'"))
}

pub(crate) fn control_character(span: Span, character: char, more: usize) -> Diagnostic {
    let found = CONTROL_CHARACTER
        .at(span, format!("the character U+{:04X} is not allowed in YAML", u32::from(character)))
        .here("it is invisible in most editors")
        .replace("remove it", span, "", Applicability::NeedsReview)
        .help("remove it, or write it as an escape in a double-quoted text: \"\\x07\"");
    match more {
        0 => found,
        1 => found.note("one more such character follows in this file"),
        _ => found.note(format!("{more} more such characters follow in this file")),
    }
}

pub(crate) fn duplicate_key(key: &str, later: Span, first: Span) -> Diagnostic {
    let found = DUPLICATE_KEY
        .at(later, format!("the key {} is written twice in one mapping", quoted(key)))
        .here("written again here")
        .label(first, "first written here");
    if key == "<<" {
        found.help("merge several mappings with one key: `<<: [*first, *second]`")
    } else {
        found.help("remove one of the two, or give one another name")
    }
}

/// `kind` is "a list" or "a mapping"; `is_template` says that it looks like `{{ … }}`.
pub(crate) fn collection_as_key(span: Span, kind: &str, is_template: bool) -> Diagnostic {
    let found = KEY.at(span, format!("{kind} cannot be a key")).here("a key is a text");
    if is_template {
        found
            .note(
                "`{{` opens a mapping in a mapping; faas.yaml is no template, so nothing would be filled in",
            )
            .help("write the value itself; where a text should hold the braces, quote it")
    } else {
        found.help("write the key as a plain or quoted text")
    }
}

pub(crate) fn missing_key(span: Span) -> Diagnostic {
    KEY.at(span, "a key is missing before `:`")
        .here("nothing stands where the key should be")
        .help("write the key; where an empty text is meant, write `\"\"`")
}

/// An anchor as far as findings need it.
pub(crate) struct AnchorPlace<'n> {
    pub(crate) name: &'n str,
    pub(crate) span: Span,
}

pub(crate) fn unknown_anchor(name: &str, alias: Span, anchors: &[AnchorPlace<'_>]) -> Diagnostic {
    let found = UNKNOWN_ANCHOR.at(alias, format!("no anchor `&{name}` stands before this alias"));
    if let Some(later) = anchors.iter().find(|anchor| anchor.name == name) {
        return found
            .here("used here")
            .label(later.span, "the anchor stands only here")
            .help("move the value with the anchor above its first alias");
    }
    if let Some(near) = did_you_mean(name, anchors.iter().map(|anchor| anchor.name)) {
        return found.help(format!("did you mean `*{near}`?")).replace(
            format!("use `*{near}`"),
            alias,
            format!("*{near}"),
            Applicability::NeedsReview,
        );
    }
    let looks_like_text =
        anchors.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    if looks_like_text {
        found
            .note("a plain text that begins with `*` is an alias to YAML")
            .help("where a text is meant, quote it")
            .replace(
                "quote it",
                alias,
                format!("\"*{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")),
                Applicability::NeedsReview,
            )
    } else {
        found.help(format!("mark the value that it should stand for with `&{name}`"))
    }
}

pub(crate) fn cyclic_alias(name: &str, alias: Span, target: Span) -> Diagnostic {
    CYCLIC_ALIAS
        .at(alias, format!("`{name}` stands inside the value that it stands for"))
        .here("this would go on forever")
        .label(Span::new(target.file, target.start, target.start), "the value begins here")
        .help("move the shared part out of the value, under a key that begins with `x-`")
}

pub(crate) fn unknown_tag(span: Span, tag: &str) -> Diagnostic {
    let found = TAG.at(span, format!("the tag {} has no meaning here", quoted(tag)));
    match tag {
        "!Ref" | "!Sub" | "!GetAtt" | "!Join" | "!ImportValue" | "!FindInMap" | "!Select" | "!If" => found
            .here("a function of CloudFormation")
            .help("use `${…}` for what faas.yaml can put in: `${events.orders.address}`, `${inputs.vpc}`"),
        _ => found
            .note("only `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map` are known")
            .help("remove the tag; quotes make any value a text"),
    }
}

/// `wanted` is what the tag asks for and `is` what stands there, as people say it: "a number", "a list".
pub(crate) fn tag_mismatch(tag: Span, tag_text: &str, value: Span, wanted: &str, is: &str) -> Diagnostic {
    TAG_MISMATCH
        .at(value, format!("`{tag_text}` asks for {wanted}, and this is {is}"))
        .label(tag, "the tag")
        .help("remove the tag or change the value")
}

pub(crate) fn bad_merge(value: Span, key: Span, kind: &str) -> Diagnostic {
    MERGE
        .at(value, format!("`<<` merges mappings, and this is {kind}"))
        .label(key, "the merge key")
        .help("give it an alias to a mapping (`<<: *defaults`) or a list of such aliases")
}

pub(crate) fn merges_too_many(value: Span, limit: usize) -> Diagnostic {
    MERGE
        .at(value, format!("more than {limit} mappings are merged into one"))
        .note("those that the merged mappings merge in turn count as well")
        .help("put the keys into fewer mappings")
}

pub(crate) fn too_deep(span: Span, limit: usize) -> Diagnostic {
    DEPTH
        .at(span, format!("lists and mappings are nested more than {limit} deep"))
        .here("this one is too deep; nothing after it was read")
        .help("no part of faas.yaml needs more than a dozen levels: look for a bracket or an indentation that repeats")
}

pub(crate) fn alias_too_deep(alias: Span, target: Span, limit: usize) -> Diagnostic {
    DEPTH
        .at(alias, format!("with what this alias stands for, values are nested more than {limit} deep"))
        .label(Span::new(target.file, target.start, target.start), "it stands for this")
        .help("write the value without the long chain of aliases")
}

pub(crate) fn second_document(span: Span) -> Diagnostic {
    DOCUMENTS
        .at(span, "a second document begins here")
        .here("nothing from here on was read")
        .help("keep one document per file: move this part to a file of its own and name that under `include`, or remove the line `---`")
}

pub(crate) fn aliases_too_large(alias: Span, target: Span, limit: usize) -> Diagnostic {
    EXPANSION
        .at(alias, format!("written out, the aliases of this file would make more than {limit} values"))
        .here("the one that stands for most")
        .label(Span::new(target.file, target.start, target.start), "it stands for this")
        .help("repeat less: aliases of aliases multiply")
}

pub(crate) fn format_refused(file: Span) -> Diagnostic {
    FORMATTER
        .at(file, "the formatter would have changed what this file means; it was left as it is")
        .note("this is a fault of faasc, not of the file")
        .help("please report it with the file, or with the smallest part of it that shows this")
}
