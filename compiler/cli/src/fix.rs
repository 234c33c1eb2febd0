//! Applying the fixes that are safe.

use std::collections::BTreeMap;

use faasc_diagnostics::{Applicability, Diagnostic, Edit};
use faasc_model::Program;
use faasc_source::{FileId, parent};

use crate::disk::Disk;
use crate::exit::Failure;
use crate::replace::replace;
use crate::survey::Surveyed;

/// Applies every safe fix that meets no other one; file and number of fixes for each file that changed.
/// Files of apps that are merely used are left alone.
pub(crate) fn apply(surveyed: &Surveyed, disk: &Disk) -> Result<Vec<(String, usize)>, Failure> {
    let sources = &surveyed.sources;
    let may_touch = |file: FileId| !is_outside(&surveyed.program, sources.file(file).path());
    let mut done = Vec::new();
    for (file, (edits, count)) in choose(surveyed.sink.found(), may_touch) {
        let source = sources.file(file);
        let text = edited(source.text(), &edits);
        if text != source.text() {
            replace(&disk.locate(source.path()), text.as_bytes(), source.text(), source.path())?;
            done.push((source.path().to_owned(), count));
        }
    }
    Ok(done)
}

/// Whether the file belongs to an app that was reached by `uses` alone: the nearest app's folder decides.
fn is_outside(program: &Program, path: &str) -> bool {
    let holds = |folder: &str| {
        folder == "."
            || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
            || parent(path) == folder
    };
    program
        .apps
        .iter()
        .filter(|app| holds(&app.folder))
        .max_by_key(|app| if app.folder == "." { 0 } else { app.folder.len() })
        .is_some_and(|app| app.is_outside)
}

/// The edits of each file, and of how many fixes they are. A fix is taken whole or not at all.
fn choose(found: &[Diagnostic], may_touch: impl Fn(FileId) -> bool) -> BTreeMap<FileId, (Vec<Edit>, usize)> {
    let mut taken: BTreeMap<FileId, (Vec<Edit>, usize)> = BTreeMap::new();
    let safe = found
        .iter()
        .filter(|found| found.waived.is_none())
        .filter_map(|found| found.fixes.iter().find(|fix| fix.applicability == Applicability::Safe));
    for fix in safe {
        let Some(file) = fix.edits.first().map(|edit| edit.span.file) else { continue };
        let is_free = fix.edits.iter().all(|edit| {
            may_touch(edit.span.file)
                && taken
                    .get(&edit.span.file)
                    .is_none_or(|(edits, _)| edits.iter().all(|other| !meet(edit, other)))
        });
        if is_free {
            for edit in &fix.edits {
                taken.entry(edit.span.file).or_default().0.push(edit.clone());
            }
            taken.entry(file).or_default().1 += 1;
        }
    }
    taken
}

/// Whether two edits touch the same bytes, or insert at the same place.
fn meet(a: &Edit, b: &Edit) -> bool {
    let (first, second) = if a.span.start <= b.span.start { (a, b) } else { (b, a) };
    second.span.start < first.span.end || first.span.start == second.span.start
}

/// `text` with `edits`, which do not meet.
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use faasc_diagnostics::{Code, Fix};
    use faasc_source::Span;

    static CODE: Code = Code::error("F9999", "for-tests", "for tests");

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit { span: Span::new(FileId(0), start, end), text: text.to_owned() }
    }

    fn finding(edits: Vec<Edit>, applicability: Applicability) -> Diagnostic {
        let fix = Fix { title: "mend it".to_owned(), edits, applicability };
        CODE.at(Span::start_of(FileId(0)), "wrong").fix(fix)
    }

    #[test]
    fn safe_fixes_are_applied_and_one_that_meets_another_waits() {
        let found = [
            finding(vec![edit(0, 1, "A"), edit(4, 5, "E")], Applicability::Safe),
            finding(vec![edit(2, 3, "C")], Applicability::Safe),
            finding(vec![edit(4, 6, "x")], Applicability::Safe),
            finding(vec![edit(1, 2, "y")], Applicability::NeedsReview),
        ];
        let chosen = choose(&found, |_| true);
        let (edits, count) = &chosen[&FileId(0)];
        assert_eq!(*count, 2);
        assert_eq!(edited("abcdef", edits), "AbCdEf");
    }

    #[test]
    fn a_file_that_may_not_be_touched_keeps_its_text() {
        let found = [finding(vec![edit(0, 1, "A")], Applicability::Safe)];
        assert!(choose(&found, |_| false).is_empty());
    }

    #[test]
    fn two_insertions_at_one_place_meet() {
        assert!(meet(&edit(3, 3, "a"), &edit(3, 3, "b")));
        assert!(!meet(&edit(1, 3, "a"), &edit(3, 3, "b")));
    }
}
