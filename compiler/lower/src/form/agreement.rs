//! Tests that what reads a value and the pattern that the schema says of it agree, on values that are right, nearly
//! right and wrong.

use std::collections::BTreeMap;

use faasc_model::unit::{Date, Duration, Money, Number, Rate, Share, Size};
use proptest::prelude::*;
use proptest::string::string_regex;

use super::{Form, Grammar, KindsForm, MapForm, NameOf, Scalar, grammar};
use crate::key::top::TOP;

/// Every grammar that a key has, and those of names.
fn grammars() -> Vec<&'static Grammar> {
    let mut found = BTreeMap::new();
    let mut seen = Vec::new();
    of_map(&TOP, &mut found, &mut seen);
    for one in [&grammar::NAME, &grammar::NAME_WITH_UNDERSCORE, &grammar::QUALIFIED, &grammar::PLACEABLE] {
        found.insert(std::ptr::from_ref(one).addr(), one);
    }
    for one in [&grammar::COUNTRY, &grammar::COUNTRY_OR_GROUP] {
        found.insert(std::ptr::from_ref(one).addr(), one);
    }
    found.into_values().collect()
}

type Found = BTreeMap<usize, &'static Grammar>;

fn of_map(map: &'static MapForm, found: &mut Found, seen: &mut Vec<usize>) {
    let address = std::ptr::from_ref(map).addr();
    if !seen.contains(&address) {
        seen.push(address);
        map.keys.iter().for_each(|key| of_form(&key.form, found, seen));
    }
}

fn of_kinds(kinds: &'static KindsForm, found: &mut Found, seen: &mut Vec<usize>) {
    let address = std::ptr::from_ref(kinds).addr();
    if !seen.contains(&address) {
        seen.push(address);
        let keys = kinds
            .kinds
            .iter()
            .flat_map(|kind| std::iter::once(&kind.key).chain(kind.own))
            .chain(kinds.common);
        keys.for_each(|key| of_form(&key.form, found, seen));
    }
}

fn of_form(form: &'static Form, found: &mut Found, seen: &mut Vec<usize>) {
    match form {
        Form::Scalar(Scalar::Grammar(grammar)) | Form::Verbatim(Scalar::Grammar(grammar)) => {
            found.insert(std::ptr::from_ref(*grammar).addr(), grammar);
        }
        Form::List(item) | Form::NonEmptyList(item) | Form::OneOrMany(item) => of_form(item, found, seen),
        Form::Map(map) => of_map(map, found, seen),
        Form::Kinds(kinds) => of_kinds(kinds, found, seen),
        Form::Named(named) => {
            if let NameOf::Grammar(grammar) = named.names {
                found.insert(std::ptr::from_ref(grammar).addr(), grammar);
            }
            of_form(&named.value, found, seen);
        }
        Form::Either(forms) => forms.iter().for_each(|form| of_form(form, found, seen)),
        Form::Scalar(_) | Form::Verbatim(_) | Form::Estimate(_) | Form::Literal(_) => {}
    }
}

/// Texts around those that `pattern` fits: right ones, and right ones with a few characters put in, taken out or changed.
fn near(pattern: &str) -> impl Strategy<Value = String> + use<> {
    let right = string_regex(pattern.trim_start_matches('^').trim_end_matches('$')).unwrap();
    let odd = prop_oneof![
        6 => prop::sample::select("-_./: @{}+*,0129azAZ%$~\t\"=<>".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    (right, prop::collection::vec((any::<prop::sample::Index>(), odd, 0_u8..4), 0..3)).prop_map(
        |(text, changes)| {
            let mut text: Vec<char> = text.chars().collect();
            for (at, c, how) in changes {
                let at = at.index(text.len() + 1);
                match how {
                    0 => text.insert(at, c),
                    1 if at < text.len() => drop(text.remove(at)),
                    2 if at < text.len() => text[at] = c,
                    _ => text.push(c),
                }
            }
            text.into_iter().collect()
        },
    )
}

/// Holds `reads` and `pattern` against each other. `may_refuse`: what is of the pattern may still be unusable.
fn agree(what: &str, pattern: &str, may_refuse: bool, reads: impl Fn(&str) -> bool) {
    let compiled = regex_lite::Regex::new(pattern).unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let strategy = prop_oneof![20 => near(pattern), 1 => ".{0,8}", 1 => Just(String::new())];
    runner
        .run(&strategy, |text| {
            let (is_read, is_of) = (reads(&text), compiled.is_match(&text));
            prop_assert!(!is_read || is_of, "{what} reads {text:?}, the pattern does not fit");
            prop_assert!(is_read || !is_of || may_refuse, "{what} refuses {text:?}, the pattern fits");
            Ok(())
        })
        .unwrap();
}

#[test]
fn grammars_and_their_patterns_agree() {
    let grammars = grammars();
    assert!(grammars.len() > 25, "{}", grammars.len());
    for grammar in grammars {
        assert!(
            (grammar.matches)(grammar.example.trim_matches('"')),
            "{}: {}",
            grammar.what,
            grammar.example
        );
        // A host name of 254 characters, and a day that the calendar does not have.
        let may_refuse = matches!(grammar.what, "a host name" | "an expiry");
        agree(grammar.what, grammar.pattern, may_refuse, grammar.matches);
    }
}

#[test]
fn units_and_their_patterns_agree() {
    agree("duration", Duration::PATTERN, true, |text| Duration::parse(text).is_ok());
    agree("date", Date::PATTERN, true, |text| Date::parse(text).is_ok());
    agree("size", Size::PATTERN, false, |text| Size::parse(text).is_ok());
    agree("rate", Rate::PATTERN, false, |text| Rate::parse(text).is_ok());
    agree("number", Number::PATTERN, false, |text| Number::parse(text).is_ok());
    agree("amount", Money::PATTERN, false, |text| Money::parse(text).is_ok());
    agree("price", Money::PATTERN_PER_CALL, false, |text| Money::parse_per_call(text).is_ok());
    agree("share", Share::PATTERN, false, |text| Share::parse(text).is_ok());
}

#[test]
fn a_duration_of_the_pattern_is_refused_for_its_size_alone() {
    for (text, cause) in [
        ("1.5ms", "it is no whole number of milliseconds"),
        ("9999999999999d", "it is longer than 100 years"),
    ] {
        assert_eq!(Duration::parse(text).unwrap_err().cause, cause);
    }
}

#[test]
fn what_is_put_in_and_its_pattern_agree() {
    let pattern = regex_lite::Regex::new(crate::interpolation::PATTERN).unwrap();
    let pieces = prop::collection::vec(prop::sample::select(vec!["$", "{", "}", "vars.x", " "]), 0..8);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&pieces, |pieces| {
            let text = pieces.concat();
            let has_piece = crate::interpolation::split(&text)
                .iter()
                .any(|piece| matches!(piece, crate::interpolation::Piece::Insert(..)));
            prop_assert_eq!(crate::interpolation::has_insert(&text), pattern.is_match(&text), "{}", text);
            prop_assert_eq!(crate::interpolation::has_insert(&text), has_piece, "{}", text);
            Ok(())
        })
        .unwrap();
}
