//! A table as the program holds it: ids at once, each row when it is first asked for.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use crate::fact::Fact;
use crate::intake::Table;
use crate::row::{Row, SourceEntry};

/// The rows of one table, sorted by id.
#[derive(Debug)]
pub(crate) struct Stored<R> {
    sources: Sources,
    cells: Vec<Cell<R>>,
}

/// The documents that a table's rows cite; only provenance needs them.
#[derive(Debug)]
pub(crate) struct Sources {
    embedded: &'static [u8],
    decoded: OnceLock<Vec<SourceEntry>>,
}

#[derive(Debug)]
struct Cell<R> {
    id: Cow<'static, str>,
    embedded: &'static [u8],
    row: OnceLock<Box<R>>,
}

impl<R: Row> Stored<R> {
    /// A table as the build has written it.
    pub(crate) fn embedded(bytes: &'static [u8]) -> Self {
        let (sources, rows): (&'static [u8], Vec<(&'static str, &'static [u8])>) = decode_borrowed(bytes);
        let cell = |(id, embedded)| Cell { id: Cow::Borrowed(id), embedded, row: OnceLock::new() };
        Self {
            sources: Sources { embedded: sources, decoded: OnceLock::new() },
            cells: rows.into_iter().map(cell).collect(),
        }
    }

    /// A table that was read from files.
    pub(crate) fn of(table: Table<R>) -> Self {
        let cell = |row: R| Cell {
            id: Cow::Owned(row.id().to_owned()),
            embedded: &[],
            row: OnceLock::from(Box::new(row)),
        };
        Self {
            sources: Sources { embedded: &[], decoded: OnceLock::from(table.sources) },
            cells: table.rows.into_iter().map(cell).collect(),
        }
    }

    /// The table as files are laid over it.
    pub(crate) fn to_table(&self) -> Table<R> {
        Table {
            sources: self.sources.all().to_vec(),
            rows: self.cells.iter().map(|cell| cell.row().clone()).collect(),
        }
    }

    fn start_of(&self, id: &str) -> usize {
        self.cells.partition_point(|cell| cell.id.as_ref() < id)
    }

    /// The row with this id; the first where rows share ids.
    pub(crate) fn get(&self, id: &str) -> Option<&R> {
        self.cells.get(self.start_of(id)).filter(|cell| cell.id == id).map(Cell::row)
    }

    /// The row with this id, with where it comes from.
    pub(crate) fn find(&self, id: &str) -> Option<Fact<'_, R>> {
        self.get(id).map(|row| Fact::new(row, &self.sources))
    }

    /// All rows with this id.
    pub(crate) fn all<'a>(&'a self, id: &str) -> impl Iterator<Item = Fact<'a, R>> + Clone + use<'a, R> {
        let start = self.start_of(id);
        let len = self.cells[start..].partition_point(|cell| cell.id == id);
        self.cells[start..start + len].iter().map(|cell| Fact::new(cell.row(), &self.sources))
    }

    /// All rows.
    pub(crate) fn facts(&self) -> impl Iterator<Item = Fact<'_, R>> + Clone {
        self.cells.iter().map(|cell| Fact::new(cell.row(), &self.sources))
    }

    /// All rows whose id begins so.
    pub(crate) fn beginning<'a>(
        &'a self,
        start: &str,
    ) -> impl Iterator<Item = Fact<'a, R>> + Clone + use<'a, R> {
        let first = self.start_of(start);
        let len = self.cells[first..].partition_point(|cell| cell.id.starts_with(start));
        self.cells[first..first + len].iter().map(|cell| Fact::new(cell.row(), &self.sources))
    }
}

impl<R: Row> Cell<R> {
    fn row(&self) -> &R {
        self.row.get_or_init(|| decode(self.embedded))
    }
}

impl Sources {
    /// All of them, by position.
    pub(crate) fn all(&self) -> &[SourceEntry] {
        self.decoded.get_or_init(|| decode(self.embedded))
    }
}

const BROKEN: &str = "the embedded facts are those that the build has written; please report this";

/// # Panics
/// If the embedded bytes are not what the build wrote.
fn decode<T: DeserializeOwned>(embedded: &'static [u8]) -> T {
    postcard::from_bytes(embedded).expect(BROKEN)
}

/// # Panics
/// If the embedded bytes are not what the build wrote.
fn decode_borrowed<T: serde::Deserialize<'static>>(embedded: &'static [u8]) -> T {
    postcard::from_bytes(embedded).expect(BROKEN)
}
