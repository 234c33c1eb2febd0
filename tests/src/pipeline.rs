//! From bytes that nobody chose to the files of every target: the whole compiler on one input.

use faasc_artifacts::Emission;
use faasc_diagnostics::Sink;
use faasc_facts::Facts;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_report::Findings;
use faasc_source::{FileId, MemoryFiles, SourceMap};

use crate::run::{TODAY, plans, targets};

/// Parts the bytes of one input into files: a line `-- path --` begins the next one, the first is `faas.yaml`.
const SEPARATOR: (&[u8], &[u8]) = (b"-- ", b" --");

/// Runs `bytes` through every stage and every format, whatever is found on the way, and holds the results against
/// what always is true. Panics are what a fuzzer looks for.
///
/// # Panics
/// When a promise of the compiler is broken.
pub fn text_to_plan(bytes: &[u8]) {
    let parts = parts_of(bytes);
    let mut files = MemoryFiles::new().with("src/main.py", "");
    for (path, text) in &parts {
        files = files.with(path, text.clone());
    }
    let roots = parts
        .iter()
        .filter(|(path, _)| path == "faas.yaml" || path.ends_with("/faas.yaml"))
        .map(|(path, _)| Root::File(path.clone()))
        .collect();
    let today = Date::parse(TODAY).unwrap_or_else(|_| unreachable!("the constant is a date"));
    let facts = Facts::builtin();
    let mut lowered =
        lower(roots, &Options { files: &files, facts, environments: Vec::new(), vars: Vec::new(), today });
    crate::run::judge(&lowered.program, facts, today, &mut lowered.sink);
    if !lowered.sink.has_errors() {
        emit(&lowered.program, &lowered.sources, &mut lowered.sink);
    }
    render(&lowered.sources, lowered.sink, bytes.iter().map(|byte| usize::from(*byte)).sum());
    for (path, text) in parts {
        if let Ok(text) = faasc_syntax::read_text(&path, text) {
            format_twice(&text);
        }
    }
}

/// The files of an input. A path that is no plain relative one is taken as part of the text.
fn parts_of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts = vec![("faas.yaml".to_owned(), Vec::new())];
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let path = line
            .trim_ascii_end()
            .strip_prefix(SEPARATOR.0)
            .and_then(|line| line.strip_suffix(SEPARATOR.1))
            .and_then(|path| str::from_utf8(path).ok())
            .filter(|path| !path.is_empty() && !path.starts_with('/'));
        match (path, parts.last_mut()) {
            (Some(path), _) => parts.push((path.to_owned(), Vec::new())),
            (None, Some((_, text))) => text.extend_from_slice(line),
            (None, None) => {}
        }
    }
    // An archive need not begin with text; then its first file is the one that it names.
    if parts.len() > 1 && parts[0].1.trim_ascii().is_empty() {
        parts.remove(0);
    }
    parts
}

/// What `compile` does: first what cannot be emitted, and where nothing is in the way, the files.
fn emit(program: &faasc_model::Program, sources: &SourceMap, sink: &mut Sink) {
    let targets = targets();
    for plan in plans(program) {
        for (id, site) in plan.sites() {
            if let Some(target) = targets.of(site) {
                target.gaps(&plan, id, sink);
            }
        }
    }
    if sink.has_errors() {
        return;
    }
    for plan in plans(program) {
        let mut emission = Emission::default();
        for (id, site) in plan.sites() {
            if let Some(target) = targets.of(site) {
                target.emit(&plan, id, &mut emission);
            }
        }
        faasc_artifacts::describe(&plan, sources, &mut emission);
        sink.append(std::mem::take(&mut emission.sink));
        for (path, _) in emission.tree.iter() {
            let stays_inside = !path.starts_with('/') && !path.split('/').any(|part| part == "..");
            assert!(stays_inside, "`{path}` leaves the output folder");
        }
    }
}

/// A format of findings, each of which points into the text.
fn render(sources: &SourceMap, sink: Sink, turn: usize) {
    let found = sink.finish();
    for diagnostic in &found {
        let span = diagnostic.primary.span;
        let text = sources.file(span.file).text();
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(start <= end && text.is_char_boundary(start) && text.is_char_boundary(end), "{diagnostic:?}");
    }
    let findings = Findings { sources, diagnostics: &found, tool_version: "0", codes: &[] };
    // One format an input keeps a fuzzer fast; over many inputs each has its turn.
    if let Some(format) = faasc_report::FORMATS.get(turn % faasc_report::FORMATS.len()) {
        let _ = (format.render)(&findings);
    }
}

/// A formatted text stays as it is when it is formatted again.
fn format_twice(text: &str) {
    if let Ok(once) = faasc_syntax::format(FileId(0), text) {
        match faasc_syntax::format(FileId(0), &once) {
            Ok(twice) => assert_eq!(once, twice, "formatting moves what was formatted"),
            Err(sink) => panic!("what was formatted is refused: {:?}", sink.found()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_holds_several_files() {
        let parts = parts_of(b"-- faas.yaml --\na: 1\n-- b/faas.yaml --\nb: 2\n");
        assert_eq!(
            parts,
            [("faas.yaml".to_owned(), b"a: 1\n".to_vec()), ("b/faas.yaml".to_owned(), b"b: 2\n".to_vec())]
        );
        assert_eq!(parts_of(b"\xffa")[0].1, b"\xffa");
    }

    #[test]
    fn an_example_goes_through() {
        let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/video/faas.yaml");
        text_to_plan(&std::fs::read(example).expect("the example is there"));
    }
}
