//! `faasc graph --exposure`: every way into an app as a table.

use std::fmt::Write as _;

use faasc_check::exposure::Exposed;
use serde::Serialize;

use crate::console::{Ink, paint};
use crate::exit::Failure;

/// The columns, left to right.
const COLUMNS: [&str; 9] =
    ["entry", "node", "reach", "auth", "known", "rate limit", "brings", "may answer", "origins"];

/// For people: a table for each environment.
pub(super) fn text(exposed: &[Exposed], has_color: bool) -> String {
    let mut out = String::new();
    for (head, rows) in by_environment(exposed) {
        let cells: Vec<[String; 9]> = rows.iter().map(cells).collect();
        let widths: Vec<usize> = (0..COLUMNS.len())
            .map(|at| {
                cells.iter().map(|row| row[at].chars().count()).chain([COLUMNS[at].len()]).max().unwrap_or(0)
            })
            .collect();
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "{}", paint(has_color, Ink::Bold, &head));
        line(&COLUMNS.map(str::to_owned), &widths, &mut out);
        for (row, cells) in rows.iter().zip(&cells) {
            line(cells, &widths, &mut out);
            if let Some(because) = &row.because {
                let _ = writeln!(out, "    because: {because}");
            }
        }
    }
    if out.is_empty() { "nothing can be reached from outside\n".to_owned() } else { out }
}

fn line(cells: &[String; 9], widths: &[usize], out: &mut String) {
    let mut text = String::from(" ");
    for (cell, width) in cells.iter().zip(widths) {
        let _ = write!(text, " {cell:<width$} ");
    }
    out.push_str(text.trim_end());
    out.push('\n');
}

/// For reviews: a table in Markdown for each environment.
pub(super) fn markdown(exposed: &[Exposed]) -> String {
    let mut out = String::new();
    for (head, rows) in by_environment(exposed) {
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "### {}\n", escaped(&head));
        let _ = writeln!(out, "| {} | because |", COLUMNS.join(" | "));
        let _ = writeln!(out, "|{}", " --- |".repeat(COLUMNS.len() + 1));
        for row in rows {
            let because = row.because.clone().unwrap_or_default();
            let cells = cells(row).into_iter().chain([because]).map(|cell| escaped(&cell));
            let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
        }
    }
    if out.is_empty() { "Nothing can be reached from outside.\n".to_owned() } else { out }
}

/// A cell that cannot end its row, nor be taken for markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '|' | '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' => {
                out.push('\\');
                out.push(sign);
            }
            '\n' | '\r' => out.push(' '),
            _ => out.push(sign),
        }
    }
    out
}

/// For tools.
pub(super) fn json(exposed: &[Exposed]) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: &'static str,
        exposure: &'a [Exposed],
    }
    serde_json::to_string_pretty(&Document { schema: "faasc.exposure/v1", exposure: exposed })
        .map(|text| text + "\n")
        .map_err(|fault| Failure::machine(format!("cannot write the exposure: {fault}")))
}

/// The rows of each app and environment, in the order in which they come.
fn by_environment(exposed: &[Exposed]) -> Vec<(String, &[Exposed])> {
    exposed
        .chunk_by(|one, two| (&one.app, &one.environment) == (&two.app, &two.environment))
        .filter_map(|rows| Some((format!("{}, {}", rows.first()?.app, rows.first()?.environment), rows)))
        .collect()
}

fn cells(row: &Exposed) -> [String; 9] {
    let some = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let entry =
        if row.entry.is_empty() { row.kind.to_owned() } else { format!("{} {}", row.kind, row.entry) };
    [
        entry,
        row.node.clone(),
        row.reach.to_string(),
        some(row.auth.clone()),
        row.known.to_string(),
        some(row.rate_limit.clone().unwrap_or_default()),
        some(row.enters.join(", ")),
        some(row.answers.join(", ")),
        some(row.origins.join(", ")),
    ]
}

#[cfg(test)]
mod tests {
    use faasc_check::exposure::{Known, Reach};

    use super::*;

    fn row() -> Exposed {
        Exposed {
            app: "shop".to_owned(),
            environment: "live".to_owned(),
            node: "functions.look".to_owned(),
            kind: "http",
            entry: "GET /look".to_owned(),
            reach: Reach::Public,
            auth: "nobody is asked".to_owned(),
            known: Known::Nobody,
            checked: Vec::new(),
            because: Some("a | public page".to_owned()),
            rate_limit: Some("10/s".to_owned()),
            enters: Vec::new(),
            holds: vec!["film".to_owned()],
            answers: vec!["film".to_owned()],
            origins: vec!["*".to_owned()],
        }
    }

    #[test]
    fn a_row_is_read_by_people_and_by_reviews() {
        let text = text(&[row()], false);
        assert!(text.starts_with("shop, live\n"), "{text}");
        assert!(
            text.contains("http GET /look  functions.look  public  nobody is asked  nobody  10/s"),
            "{text}"
        );
        assert!(text.ends_with("    because: a | public page\n"), "{text}");
        let markdown = markdown(&[row()]);
        assert!(markdown.ends_with("| film | \\* | a \\| public page |\n"), "{markdown}");
    }

    #[test]
    fn an_app_that_nobody_reaches_says_so() {
        assert_eq!(text(&[], false), "nothing can be reached from outside\n");
        assert!(json(&[]).unwrap().contains("faasc.exposure/v1"));
    }
}
