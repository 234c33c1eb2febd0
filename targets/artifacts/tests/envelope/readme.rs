//! What README.md tells.

use crate::fixture;

#[test]
fn it_tells_what_must_be_there_and_what_to_run() {
    let expected = include_str!("expected.md");
    let found = fixture::file("README.md");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/envelope/expected.md"), &found).unwrap();
        return;
    }
    assert_eq!(found, expected, "run the tests with BLESS=1 to take it over");
}

#[test]
fn every_row_of_a_table_has_the_cells_of_its_head() {
    let readme = fixture::file("README.md");
    let cells = |row: &str| row.replace("\\|", "").matches('|').count();
    let mut columns = None;
    for row in readme.lines() {
        if row.starts_with('|') {
            assert_eq!(cells(row), *columns.get_or_insert(cells(row)), "{row}");
        } else {
            columns = None;
        }
        assert_eq!(row.trim_end(), row, "no spaces at the ends of lines");
    }
    assert!(!readme.contains("\n\n\n"), "no two empty lines");
}
