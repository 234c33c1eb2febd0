//! Expected texts as plain files; `BLESS=1` rewrites them.

use std::path::{Path, PathBuf};

use faasc_report::{FORMATS, TerminalStyle, summary, terminal};

use crate::gallery::gallery;

/// Compares `text` with the file `path` of this crate.
pub(crate) fn assert_matches(path: &str, text: &str) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{} is not current; BLESS=1 rewrites it. Now:\n{text}", path.display());
}

#[test]
fn every_format_draws_the_gallery_as_before() {
    let gallery = gallery();
    for format in FORMATS {
        let text = (format.render)(&gallery.findings());
        assert!(text.ends_with('\n'), "{}", format.name);
        assert_matches(&format!("tests/gallery/{}.txt", format.name), &text);
    }
}

#[test]
fn every_terminal_draws_the_gallery_as_before() {
    let gallery = gallery();
    let plain = TerminalStyle::default();
    let styles = [
        ("terminal-120", TerminalStyle { width: 120, ..plain }),
        ("terminal-ascii", TerminalStyle { unicode: false, ..plain }),
        ("terminal-color", TerminalStyle { color: true, links: true, ..plain }),
    ];
    for (name, style) in styles {
        assert_matches(&format!("tests/gallery/{name}.txt"), &terminal(&gallery.findings(), &style));
    }
}

#[test]
fn the_summary_counts_waived_findings_apart() {
    assert_eq!(summary(&gallery().findings()), "10 errors, 2 warnings, 1 note, 1 waived");
}

#[test]
fn without_findings_every_format_says_so_or_nothing() {
    let mut gallery = gallery();
    gallery.diagnostics.clear();
    assert_eq!(summary(&gallery.findings()), "no findings");
    for name in ["text", "github"] {
        let format = faasc_report::format_named(name).unwrap();
        assert_eq!((format.render)(&gallery.findings()), "", "{name}");
    }
    assert!(faasc_report::markdown(&gallery.findings()).contains("no findings"));
}
