//! The terminal: harmless, within its width, fast, and never in panic.

use std::time::{Duration, Instant};

use faasc_diagnostics::{Applicability, Diagnostic};
use faasc_report::{FORMATS, Findings, TerminalStyle, terminal};
use faasc_source::{SourceMap, Span};

use crate::gallery::{Gallery, gallery};

/// `text` without the escapes that we write: colors, and links around codes.
fn without_ours(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out.push_str(before);
        if let Some(link) = after.strip_prefix("]8;;") {
            let (url, left) = link.split_once("\u{1b}\\").unwrap();
            assert!(url.is_empty() || url.starts_with("https://"), "{url}");
            rest = left;
        } else {
            let (color, left) = after.strip_prefix('[').unwrap().split_once('m').unwrap();
            assert!(color.chars().all(|c| c.is_ascii_digit() || c == ';'), "{color}");
            rest = left;
        }
    }
    out + rest
}

#[test]
fn no_escape_of_a_user_reaches_the_terminal() {
    let gallery = gallery();
    for color in [false, true] {
        let style = TerminalStyle { color, links: color, ..TerminalStyle::default() };
        let text = terminal(&gallery.findings(), &style);
        let text = if color { without_ours(&text) } else { text };
        let active = text.chars().find(|c| (c.is_control() && *c != '\n') || "\u{202e}\u{feff}".contains(*c));
        assert_eq!(active, None);
    }
}

#[test]
fn color_changes_no_character() {
    let gallery = gallery();
    let plain = terminal(&gallery.findings(), &TerminalStyle::default());
    let colored = TerminalStyle { color: true, links: true, ..TerminalStyle::default() };
    assert_eq!(without_ours(&terminal(&gallery.findings(), &colored)), plain);
}

#[test]
fn ascii_draws_with_ascii_alone() {
    let mut gallery = gallery();
    gallery.diagnostics.retain(|found| found.message.is_ascii() && found.code.id != "F0203");
    for found in &mut gallery.diagnostics {
        found.notes.retain(|note| note.is_ascii());
        found.help = found.help.take().filter(|help| help.is_ascii());
    }
    let style = TerminalStyle { unicode: false, ..TerminalStyle::default() };
    let text = terminal(&gallery.findings(), &style);
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn lines_stay_within_the_width() {
    let gallery = gallery();
    for width in [80, 100, 120] {
        let style = TerminalStyle { width, ..TerminalStyle::default() };
        for line in terminal(&gallery.findings(), &style).lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line}");
        }
    }
}

#[test]
fn a_tall_mark_is_drawn_at_its_first_line() {
    let text = format!("top:\n{}end: 1\n", "  a: b\n".repeat(200));
    let mut sources = SourceMap::new();
    let file = sources.add("tall.yaml", text.as_str());
    let found = gallery().codes[1].at(Span::new(file, 0, 1400), "all of it").here("this");
    let drawn = draw(&sources, &[found]);
    assert!(drawn.contains("this (up to line 200)"), "{drawn}");
    assert!(drawn.lines().count() < 12);
}

#[test]
fn places_that_are_not_drawn_are_counted() {
    let mut sources = SourceMap::new();
    let file = sources.add("many.yaml", "a: b\n".repeat(30));
    let span = |line: u32| Span::new(file, line * 5, line * 5 + 1);
    let found =
        (1..20).fold(gallery().codes[1].at(span(0), "many"), |found, at| found.label(span(at), "one"));
    assert!(draw(&sources, &[found]).contains("   and: 8 more places\n"));
}

#[test]
fn a_thousand_findings_in_a_megabyte_are_drawn_at_once() {
    let mut sources = SourceMap::new();
    let file = sources.add("large.yaml", "  key: a value of some length\n".repeat(36_000));
    let code = gallery().codes[1];
    let found: Vec<Diagnostic> = (0..1000)
        .map(|at| {
            let span = Span::new(file, at * 1000 + 2, at * 1000 + 5);
            code.at(span, "a key").here("this one").label(Span::new(file, 2, 5), "and this").help("change it")
        })
        .collect();
    let start = Instant::now();
    let drawn = draw(&sources, &found);
    let took = start.elapsed();
    assert!(drawn.len() > 100_000);
    // Without optimization, on a busy machine: a drawing that reads the file for each finding takes minutes.
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[test]
fn no_place_makes_any_format_panic() {
    let text = "\u{feff}a:\tb\r\n\r\n日本\u{1b}: [x,\n 'é\u{300}👍🏽', \u{202e}y]\n\n\n# end";
    let code = gallery().codes[1];
    let mut state: u32 = 7;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for _ in 0..400 {
        let mut sources = SourceMap::new();
        let files = [sources.add("a", text), sources.add("b", &text[..text.len() - 5]), sources.add("c", "")];
        let mut span = || {
            let (one, two) = (random(text.len() + 3), random(text.len() + 3));
            let file = files[random(3)];
            Span::new(file, one.min(two) as u32, one.max(two) as u32)
        };
        let found = code
            .at(span(), "m")
            .here("a text that is long enough to be wrapped when there is little room")
            .label(span(), "one")
            .label(span(), "")
            .label(span(), "three, which is somewhat longer")
            .replace("mend", span(), "new\ntext", Applicability::Safe)
            .replace("mend", span(), "x", Applicability::NeedsReview);
        let found = [found];
        let findings = Findings { sources: &sources, diagnostics: &found, tool_version: "1", codes: &[] };
        for format in FORMATS {
            (format.render)(&findings);
        }
        let _ = terminal(&findings, &TerminalStyle { color: true, width: 0, unicode: false, links: true });
    }
}

#[test]
fn without_findings_nothing_is_drawn() {
    let Gallery { sources, .. } = gallery();
    assert_eq!(draw(&sources, &[]), "");
}

fn draw(sources: &SourceMap, diagnostics: &[Diagnostic]) -> String {
    let findings = Findings { sources, diagnostics, tool_version: "1", codes: &[] };
    terminal(&findings, &TerminalStyle::default())
}
