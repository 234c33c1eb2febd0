//! CSV that spreadsheets read as text.

use super::Register;

pub(super) fn csv(register: &Register) -> String {
    let mut out = String::new();
    line(register.columns.iter().copied(), &mut out);
    for row in &register.rows {
        line(row.iter().map(String::as_str), &mut out);
    }
    out
}

fn line<'c>(cells: impl Iterator<Item = &'c str>, out: &mut String) {
    for (at, text) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&cell(text));
    }
    out.push_str("\r\n");
}

/// A cell: quoted where it must be, and with an apostrophe before what a spreadsheet would calculate.
fn cell(raw: &str) -> String {
    let text = faasc_report::inert_line(raw);
    let text = if is_formula(&text) { format!("'{text}") } else { text.into_owned() };
    let is_plain = !text.contains([',', '"', ';', '\'']) && text.trim() == text;
    if is_plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// Whether a spreadsheet would read a cell as a formula, spaces before it passed over.
fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_quotes_and_line_breaks_stay_in_their_cell() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell(""), "");
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("say \"no\""), "\"say \"\"no\"\"\"");
        assert_eq!(cell("a\r\nb"), "a␍␊b");
        assert_eq!(cell(" a"), "\" a\"");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for raw in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u{ff1d}1", "=HYPERLINK(\"x\",\"y\")"] {
            let cell = cell(raw);
            assert!(cell.starts_with("\"'"), "{cell}");
        }
        // A tab and a carriage return are pictures of themselves.
        assert_eq!(cell("\t=1"), "␉=1");
        assert_eq!(cell("a=1"), "a=1");
    }

    #[test]
    fn a_row_has_as_many_cells_as_there_are_columns() {
        let register = Register {
            title: "transfers",
            columns: &["a", "b"],
            rows: vec![vec!["x,\"y\"".to_owned(), String::new()]],
            today: String::new(),
            notice: String::new(),
        };
        assert_eq!(csv(&register), "a,b\r\n\"x,\"\"y\"\"\",\r\n");
    }
}
