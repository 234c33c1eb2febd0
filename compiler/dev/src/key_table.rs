//! The tables of keys in the reference of the language, between `<!-- keys: PATH -->` and `<!-- end -->`.
//!
//! `PATH` names a mapping (`functions.NAME.scale`; nothing: the top level). Mappings inside it that have no table of
//! their own follow as dotted rows. Of a mapping with kinds a word after the path picks rows: `kinds`, `common`, or
//! the own keys of a kind, perhaps without those that another has as well (`object -event`).
//! `<!-- elsewhere: PATH… -->` names mappings that the page explains by words: they are never rows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use faasc_lower::{Reference, ReferenceKey, ReferenceSection, reference};

const OPEN: &str = "<!-- keys:";
const ELSEWHERE: &str = "<!-- elsewhere:";
const CLOSE: &str = "<!-- end -->";

/// Fills all tables of `page`.
pub(crate) fn fill(page: &str) -> Result<String, String> {
    let reference = reference();
    let elsewhere = page.lines().filter_map(|line| line.strip_prefix(ELSEWHERE)?.strip_suffix("-->"));
    let paths = elsewhere.flat_map(str::split_whitespace).chain(page.lines().filter_map(order).map(path));
    let marked: BTreeSet<String> =
        paths.filter_map(|path| Some(reference.section(path)?.path.clone())).collect();
    let mut filled = String::new();
    let mut open: Option<&str> = None;
    for line in page.lines() {
        if let Some(order) = order(line) {
            if let Some(other) = open {
                return Err(format!("the table `{other}` has no `{CLOSE}`"));
            }
            open = Some(order);
            let _ = writeln!(filled, "{line}");
            filled.push_str(&table(&reference, order, &marked)?);
        } else if line == CLOSE {
            open = None;
        }
        if open.is_none() {
            let _ = writeln!(filled, "{line}");
        }
    }
    open.map_or(Ok(filled), |order| Err(format!("the table `{order}` has no `{CLOSE}`")))
}

fn order(line: &str) -> Option<&str> {
    Some(line.strip_prefix(OPEN)?.strip_suffix("-->")?.trim())
}

fn path(order: &str) -> &str {
    let first = order.split_whitespace().next().unwrap_or_default();
    if is_pick(first) { "" } else { first }
}

fn is_pick(word: &str) -> bool {
    matches!(word, "kinds" | "common")
}

fn table(reference: &Reference, order: &str, marked: &BTreeSet<String>) -> Result<String, String> {
    let section =
        reference.section(path(order)).ok_or_else(|| format!("the language has no mapping `{order}`"))?;
    let words: Vec<&str> = order.split_whitespace().skip(1).collect();
    let own = |kind: &str| section.keys.iter().filter(|key| key.of_kind == Some(kind)).collect::<Vec<_>>();
    let keys: Vec<&ReferenceKey> = match words.as_slice() {
        [] => section.keys.iter().collect(),
        ["kinds"] => section.keys.iter().filter(|key| key.is_kind).collect(),
        ["common"] => section.keys.iter().filter(|key| !key.is_kind && key.of_kind.is_none()).collect(),
        [kind] => own(kind),
        [kind, other] => {
            let others = own(other.trim_start_matches('-'));
            own(kind).into_iter().filter(|key| others.iter().all(|other| other.name != key.name)).collect()
        }
        _ => return Err(format!("`{order}` is not understood")),
    };
    if keys.is_empty() {
        return Err(format!("`{order}` has no keys"));
    }
    let mut writer = Writer { reference, marked, text: String::new(), inlined: BTreeMap::new() };
    writer.text.push_str("| key | value | default | meaning |\n|---|---|---|---|\n");
    for key in keys {
        writer.row(key, "");
    }
    Ok(writer.text)
}

struct Writer<'r> {
    reference: &'r Reference,
    /// Mappings with a table of their own.
    marked: &'r BTreeSet<String>,
    text: String,
    /// Mappings whose keys are rows already, and of which key.
    inlined: BTreeMap<String, String>,
}

impl Writer<'_> {
    fn row(&mut self, key: &ReferenceKey, before: &str) {
        let name = format!("{before}{}", key.name);
        let default = match (key.is_kind, key.is_required, key.default) {
            (true, ..) => "one of the kinds".to_owned(),
            (_, true, _) => "required".to_owned(),
            (_, _, "" | "none") => "–".to_owned(),
            (_, _, default) => default.to_owned(),
        };
        let mut meaning = key.doc.to_owned();
        let is_said = key.form.contains(" such as ")
            || key.form.contains('`')
            || matches!(key.form.as_str(), "boolean" | "mapping");
        if !is_said && key.example != "[]" && key.default != key.example {
            let _ = write!(meaning, " E.g. `{}`", key.example);
        }
        let inside: Vec<(&str, &ReferenceSection)> = key
            .inside
            .iter()
            .map(|(way, at)| (way.as_str(), &self.reference.sections[*at]))
            .filter(|(_, section)| !self.marked.contains(&section.path))
            .collect();
        for (_, section) in &inside {
            if let Some(first) = self.inlined.get(&section.path) {
                let _ = write!(meaning, " Its keys are those of `{first}`.");
            }
        }
        let _ = writeln!(
            self.text,
            "| `{name}` | {} | {} | {} |",
            cell(&key.form),
            cell(&default),
            cell(&meaning)
        );
        for (way, section) in inside {
            if self.inlined.contains_key(&section.path) {
                continue;
            }
            self.inlined.insert(section.path.clone(), name.clone());
            for inner in &section.keys {
                self.row(inner, &format!("{name}{way}."));
            }
        }
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_table_is_filled_and_stays() {
        let page = "a\n<!-- keys: flows.NAME -->\nold\n<!-- end -->\nb\n";
        let filled = fill(page).unwrap();
        assert!(filled.starts_with("a\n<!-- keys: flows.NAME -->\n| key |"), "{filled}");
        assert!(filled.contains("| `within.p99` | duration |"), "{filled}");
        assert!(filled.ends_with("|\n<!-- end -->\nb\n") && !filled.contains("old"), "{filled}");
        assert_eq!(fill(&filled).unwrap(), filled);
    }

    #[test]
    fn a_table_of_nothing_is_refused() {
        assert!(fill("<!-- keys: flos -->\n<!-- end -->\n").is_err());
        assert!(fill("<!-- keys: flows.NAME -->\n").is_err());
    }
}
