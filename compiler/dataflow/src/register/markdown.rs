//! A Markdown table whose cells can neither format nor end it.

use std::fmt::Write as _;

use super::Register;

pub(super) fn markdown(register: &Register) -> String {
    let mut out = format!("# Register of {}, {}\n\n", register.title, register.today);
    let heads: Vec<String> = register.columns.iter().map(|column| column.replace('_', " ")).collect();
    let _ = writeln!(out, "| {} |", heads.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(heads.len()));
    for row in &register.rows {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    if register.rows.is_empty() {
        out.push_str("\nNothing is to be registered.\n");
    }
    let _ = writeln!(out, "\n{}", cell(&register.notice));
    out
}

/// Text in which nothing is Markdown, a mention or HTML.
fn cell(raw: &str) -> String {
    faasc_report::markdown_plain(&faasc_report::inert_line(raw))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_can_neither_format_nor_end_its_table() {
        assert_eq!(cell("a|b `c` <b> @ann\nd"), "a\\|b \\`c\\` &lt;b&gt; @<!-- -->ann␊d");
    }
}
