//! Single values against their grammar.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use faasc_model::unit::{Date, Duration, Money, Number, Rate, Share, Size, UnitFault};
use faasc_source::Span;
use faasc_syntax::{Node, Shape};
use regex_lite::Regex;

use super::{Inspection, tick};
use crate::fault::{form as fault, name as name_fault};
use crate::form::{Form, Late, Scalar, grammar};
use crate::interpolation::{Insert, Piece, has_any, has_insert, split};
use crate::names::Section;
use crate::plain::{is_within, plain};

/// What a single value is, in words for "is …, not …".
pub(crate) fn in_words(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Text | Scalar::Passed(_) => "a text",
        Scalar::Reason => "a reason",
        Scalar::True => "`true`",
        Scalar::Bool => "`true` or `false`",
        Scalar::Integer(..) => "a whole number",
        Scalar::Number => "a number",
        Scalar::Duration => "a duration such as `10s`",
        Scalar::Size => "a size such as `256MiB`",
        Scalar::Rate => "a rate such as `10/s`",
        Scalar::Money => "an amount such as `2500 USD`",
        Scalar::MoneyPerCall => "a price such as `0.02 USD/call`",
        Scalar::Share => "a share such as `10%`",
        Scalar::Date => "a date such as `2027-06-30`",
        Scalar::Word(_) => "a word",
        Scalar::Grammar(grammar) => grammar.what,
        Scalar::Country(_) => "a country",
        Scalar::Ref(target) => target.what(),
        Scalar::Fact(fact) => fact.what(),
        Scalar::Path => "a path",
        Scalar::Variable | Scalar::Plain => "a text, a number or a boolean",
    }
}

/// What a value of a form is, in words.
pub(super) fn shape_in_words(form: &Form) -> &'static str {
    match form {
        Form::Scalar(scalar) | Form::Verbatim(scalar) => in_words(*scalar),
        Form::List(_) | Form::NonEmptyList(_) => "a list",
        Form::Map(_) | Form::Kinds(_) => "a mapping",
        Form::Named(_) => "a mapping of names",
        Form::OneOrMany(_) | Form::Either(_) | Form::Estimate(_) | Form::Literal(_) => "a value",
    }
}

impl Inspection<'_> {
    pub(super) fn scalar(&mut self, node: Node<'_>, scalar: Scalar, name: &str) -> bool {
        let Some(text) = node.text() else { return self.not_single(node, scalar, name) };
        if let Some(is_good) = self.of_wrong_type(node, scalar, name) {
            return is_good;
        }
        if scalar.takes_variables() && has_any(text) {
            if !self.inserts(node, text, scalar.late()) {
                return false;
            }
            if has_insert(text) || scalar.late().is_some() {
                // Its grammar is judged for each environment, once the value is known.
                return true;
            }
        }
        self.judged(node, scalar, name)
    }

    /// A single value of the right type, as it stands.
    fn judged(&mut self, node: Node<'_>, scalar: Scalar, name: &str) -> bool {
        let text = &*plain(node).unwrap_or_default();
        match scalar {
            Scalar::Plain if matches!(node.shape(), Shape::Float(value) if !value.is_finite()) => {
                self.sink.push(fault::out_of_range(node.span(), text, "it is no finite number"));
                false
            }
            Scalar::Ref(crate::form::Ref::Event)
                if name == "dead_letter" && matches!(text, "none" | "drop") =>
            {
                let written = "dead_letter: { drop: REASON }";
                self.sink.push(name_fault::left_out(
                    node.span(),
                    text,
                    written,
                    "what is given up may be lost",
                ));
                false
            }
            Scalar::Grammar(_) if name == "idempotent_by" && text == "none" => {
                let written = "idempotent_by: { none: REASON }";
                self.sink.push(name_fault::left_out(node.span(), text, written, "a duplicate does no harm"));
                false
            }
            Scalar::Ref(target) => self.reference(text, node.span(), target),
            Scalar::Fact(fact) => self.fact(text, node.span(), fact),
            Scalar::Country(groups) if matches!(judge(scalar, text), Verdict::Good) => {
                let is_known = self.known.has_place(text);
                if !is_known {
                    let meant = self.known.country_meant(text);
                    let known = if groups && meant.is_none() { self.known.groups() } else { Vec::new() };
                    let what = if text.starts_with('@') { "group" } else { "country" };
                    let known = known.iter().map(String::as_str);
                    let found = name_fault::unknown_fact(node.span(), text, what, known);
                    self.sink.push(match meant {
                        Some(code) => found.help(format!("write `\"{code}\"`")),
                        None => found,
                    });
                }
                is_known
            }
            scalar => match judge(scalar, text) {
                Verdict::Good => true,
                mut verdict => {
                    if let (Scalar::Country(_), Verdict::Bad(unit)) = (scalar, &mut verdict) {
                        unit.meant = self.known.country_meant(text).map(|code| format!("\"{code}\""));
                    }
                    self.sink.push(finding(verdict, node.span(), scalar, text, &tick(name)));
                    false
                }
            },
        }
    }

    /// A single value into which nothing is put.
    pub(super) fn verbatim(&mut self, node: Node<'_>, scalar: Scalar, name: &str) -> bool {
        let Some(text) = node.text() else { return self.not_single(node, scalar, name) };
        if !matches!(node.shape(), Shape::Text(_)) {
            return self.of_wrong_type(node, scalar, name).unwrap_or(false);
        }
        let insert = split(text).into_iter().find_map(|piece| match piece {
            Piece::Insert(inside, _) => Some(inside),
            Piece::Text(_) => None,
        });
        match insert {
            Some(inside) if matches!(scalar, Scalar::Path) => {
                let span = self.span_of(node, inside);
                self.sink.push(name_fault::not_here(
                    span,
                    inside,
                    "this value is read before anything is put in",
                ));
                false
            }
            _ => self.judged(node, scalar, name),
        }
    }

    fn not_single(&mut self, node: Node<'_>, scalar: Scalar, name: &str) -> bool {
        if matches!(scalar, Scalar::Reason) {
            self.sink.push(fault::reason_wanted(node.span(), &tick(name), node.describe()));
            return false;
        }
        self.wrong(node, name, in_words(scalar))
    }

    /// Judges the type of a plain value: `Some` when that decides.
    fn of_wrong_type(&mut self, node: Node<'_>, scalar: Scalar, name: &str) -> Option<bool> {
        let shape = node.shape();
        let fits = match scalar {
            Scalar::True | Scalar::Bool => matches!(shape, Shape::Bool(_)),
            // `3.0` is the same number as `3`.
            Scalar::Integer(..) => match shape {
                Shape::Int(_) => true,
                Shape::Float(value) => value.fract() == 0.0,
                _ => false,
            },
            Scalar::Number => matches!(shape, Shape::Int(_) | Shape::Float(_)),
            Scalar::Variable | Scalar::Plain => !matches!(shape, Shape::Null),
            _ => matches!(shape, Shape::Text(_)),
        };
        // A text with something to put in may become a value of any form.
        if fits || matches!(shape, Shape::Text(text) if scalar.takes_variables() && has_insert(text)) {
            return None;
        }
        let text = node.text().unwrap_or_default();
        match (scalar, shape) {
            (Scalar::Country(_), Shape::Bool(_)) => self.sink.push(fault::boolean_country(node.span(), text)),
            (Scalar::Reason, _) => {
                self.sink.push(fault::reason_wanted(node.span(), &tick(name), node.describe()))
            }
            (Scalar::Word(words), Shape::Int(_) | Shape::Float(_) | Shape::Bool(_))
                if words.contains(&text) =>
            {
                self.sink.push(quoted(
                    fault::wrong_kind(node.span(), &tick(name), "a text", node.describe()),
                    node,
                ));
            }
            (
                Scalar::Duration | Scalar::Size | Scalar::Rate | Scalar::Share | Scalar::Money,
                Shape::Int(_),
            ) => {
                let meant = match (scalar, judge(scalar, text)) {
                    (Scalar::Size, _) => Some(format!("{text}MiB")),
                    (_, Verdict::Bad(unit)) => unit.meant,
                    _ => None,
                };
                let found =
                    fault::wrong_kind(node.span(), &tick(name), in_words(scalar), "a number without a unit");
                self.sink.push(match meant {
                    Some(meant) => found.help(format!("write `{meant}`")),
                    None => found,
                });
            }
            (
                Scalar::Text | Scalar::Passed(_) | Scalar::Path | Scalar::Grammar(_),
                Shape::Int(_) | Shape::Float(_) | Shape::Bool(_),
            ) => {
                self.sink.push(quoted(
                    fault::wrong_kind(node.span(), &tick(name), in_words(scalar), node.describe()),
                    node,
                ));
            }
            _ => return Some(self.wrong(node, name, in_words(scalar))),
        }
        Some(false)
    }

    /// Judges every `${…}` of a text: whether the language has it, whether it may stand here, whether its name is there.
    pub(super) fn inserts(&mut self, node: Node<'_>, text: &str, late: Option<Late>) -> bool {
        let mut is_good = true;
        for piece in split(text) {
            let Piece::Insert(inside, insert) = piece else { continue };
            let span = self.span_of(node, inside);
            let found = match insert {
                Insert::Var(name) if self.names.get(Section::Vars, name).is_some() => continue,
                Insert::Environment => continue,
                Insert::Var(name) => {
                    let known = self.names.of_section(Section::Vars).map(|(name, _)| name);
                    name_fault::unknown_variable(span, "variable", name, known)
                }
                Insert::Input(_) | Insert::Node(..) if late.is_none() => name_fault::not_here(
                    span,
                    inside,
                    "it is known only at deployment, and this value is read when compiled",
                ),
                Insert::Input(name) if self.names.get(Section::Inputs, name).is_some() => continue,
                Insert::Input(name) => {
                    let known = self.names.of_section(Section::Inputs).map(|(name, _)| name);
                    name_fault::unknown_variable(span, "input", name, known)
                }
                Insert::SiteRegion | Insert::SiteAccount if late == Some(Late::PassedWithSite) => continue,
                Insert::SiteRegion | Insert::SiteAccount => name_fault::not_here(
                    span,
                    inside,
                    "the place of the function is put into its `env` and `grants` alone",
                ),
                Insert::Node(section, name, attribute) => {
                    match self.node_path(span, inside, section, name, attribute) {
                        Some(found) => found,
                        None => continue,
                    }
                }
                Insert::Unknown => name_fault::unknown_part(span, inside),
            };
            self.sink.push(found);
            is_good = false;
        }
        is_good
    }

    /// The place of `${inside}` in the text of `node`, or the whole value where escapes hide it.
    fn span_of(&self, node: Node<'_>, inside: &str) -> Span {
        let whole = node.target_span();
        match self.sources.text(whole).find(&format!("${{{inside}")) {
            Some(at) => whole.part(at, at + inside.len() + 3),
            None => whole,
        }
    }
}

fn quoted(found: faasc_diagnostics::Diagnostic, node: Node<'_>) -> faasc_diagnostics::Diagnostic {
    let text = format!("\"{}\"", node.text().unwrap_or_default());
    // A number in quotes is the text that was meant; a boolean was probably no text at all.
    let applicability = match node.shape() {
        Shape::Bool(_) => faasc_diagnostics::Applicability::NeedsReview,
        _ => faasc_diagnostics::Applicability::Safe,
    };
    found.replace("put it in quotes", node.span(), text, applicability)
}

/// What the grammar of a single value says of a text.
pub(crate) enum Verdict {
    Good,
    /// Not of the grammar: the schema refuses it too.
    Bad(UnitFault),
    /// Of the grammar, and still unusable.
    Unusable(UnitFault),
    /// Not one of these words.
    NoWord(&'static [&'static str]),
    Empty,
    EmptyReason,
    NotInRange(u64, u64),
}

/// Judges a text whose type fits. References and facts are judged elsewhere.
pub(crate) fn judge(scalar: Scalar, text: &str) -> Verdict {
    match scalar {
        Scalar::Text | Scalar::Path | Scalar::Passed(_) if text.is_empty() => Verdict::Empty,
        Scalar::Reason if text.trim().is_empty() => Verdict::EmptyReason,
        Scalar::True if text != "true" => Verdict::NoWord(&["true"]),
        Scalar::Integer(least, most) => match text.parse::<u64>() {
            Ok(value) if (least..=most).contains(&value) => Verdict::Good,
            _ => Verdict::NotInRange(least, most),
        },
        Scalar::Number => number(text),
        Scalar::Duration => of(Duration::parse(text), Duration::PATTERN, text),
        Scalar::Size => of(Size::parse(text), Size::PATTERN, text),
        Scalar::Rate => of(Rate::parse(text), Rate::PATTERN, text),
        Scalar::Money => of(Money::parse(text), Money::PATTERN, text),
        Scalar::MoneyPerCall => of(Money::parse_per_call(text), Money::PATTERN_PER_CALL, text),
        Scalar::Share => of(Share::parse(text), Share::PATTERN, text),
        Scalar::Date => of(Date::parse(text), Date::PATTERN, text),
        Scalar::Word(words) if !words.contains(&text) => Verdict::NoWord(words),
        Scalar::Grammar(grammar) if !(grammar.matches)(text) => of_grammar(grammar, text),
        Scalar::Country(groups) => {
            let grammar = if groups { &grammar::COUNTRY_OR_GROUP } else { &grammar::COUNTRY };
            if (grammar.matches)(text) { Verdict::Good } else { of_grammar(grammar, text) }
        }
        _ => Verdict::Good,
    }
}

/// A number of the right size with too many digits is of the form, and still unusable.
fn number(text: &str) -> Verdict {
    match Number::parse(text) {
        _ if !is_within(text) => Verdict::Bad(UnitFault {
            cause: "a number is not negative and has at most 18 digits before the point".to_owned(),
            meant: None,
        }),
        Ok(_) => Verdict::Good,
        Err(fault) => Verdict::Unusable(fault),
    }
}

fn of_grammar(grammar: &'static grammar::Grammar, text: &str) -> Verdict {
    let fault = UnitFault { cause: grammar.words.to_owned(), meant: grammar.meant(text) };
    // A pattern that fits what `matches` refuses marks a fault of meaning: a month 13, say.
    if is_of(grammar.pattern, text) { Verdict::Unusable(fault) } else { Verdict::Bad(fault) }
}

fn of<T>(parsed: Result<T, UnitFault>, pattern: &'static str, text: &str) -> Verdict {
    match parsed {
        Ok(_) => Verdict::Good,
        Err(fault) if is_of(pattern, text) => Verdict::Unusable(fault),
        Err(fault) => Verdict::Bad(fault),
    }
}

/// Whether a text is of a pattern. Only ever asked about a text that was refused; each pattern is compiled once.
fn is_of(pattern: &'static str, text: &str) -> bool {
    static COMPILED: Mutex<BTreeMap<&'static str, Option<Regex>>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let found = compiled.entry(pattern).or_insert_with(|| Regex::new(pattern).ok()).clone();
    drop(compiled);
    found.is_some_and(|pattern| pattern.is_match(text))
}

/// The finding for a verdict that is not good.
pub(crate) fn finding(
    verdict: Verdict,
    span: Span,
    scalar: Scalar,
    text: &str,
    name: &str,
) -> faasc_diagnostics::Diagnostic {
    match verdict {
        Verdict::NoWord(words) => fault::unknown_word(span, text, name, words),
        Verdict::Empty => fault::empty_value(span, name, "character"),
        Verdict::EmptyReason => fault::empty_reason(span, name),
        Verdict::NotInRange(least, most) => fault::wrong_grammar(
            span,
            text,
            "possible here",
            &format!("{name} is a whole number from {least} to {most}"),
        ),
        Verdict::Unusable(unit) => fault::out_of_range(span, text, &unit.cause),
        Verdict::Bad(unit) => {
            let found = fault::wrong_grammar(span, text, in_words(scalar), &unit.cause);
            match unit.meant {
                Some(meant) => found.help(format!("write `{meant}`")),
                None => found,
            }
        }
        Verdict::Good => fault::wrong_grammar(span, text, in_words(scalar), "it is not of the form"),
    }
}
