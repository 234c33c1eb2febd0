//! Tables: the rows of all files, sorted by id, with the documents that they cite.

use super::check::{Check, check_stated};
use super::known::Known;
use super::{Defaults, FactFault, FactFile};
use crate::row::{Ordered, Row, Source, SourceEntry};

/// The rows of one table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table<R> {
    /// What its rows cite, by position.
    pub(crate) sources: Vec<SourceEntry>,
    /// Sorted by id.
    pub(crate) rows: Vec<R>,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { sources: Vec::new(), rows: Vec::new() }
    }
}

impl<R: Row> Table<R> {
    /// The row with this id; the first where rows share ids.
    pub(crate) fn get(&self, id: &str) -> Option<&R> {
        self.rows.get(self.rows.partition_point(|row| row.id() < id)).filter(|row| row.id() == id)
    }

    /// All rows with this id.
    pub(crate) fn all(&self, id: &str) -> &[R] {
        let start = self.rows.partition_point(|row| row.id() < id);
        let len = self.rows[start..].partition_point(|row| row.id() == id);
        &self.rows[start..start + len]
    }

    fn place_of(&mut self, source: SourceEntry) -> u32 {
        let place = self.sources.iter().position(|known| *known == source).unwrap_or_else(|| {
            self.sources.push(source);
            self.sources.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Completes a file's rows, and adds them; a row takes the place of those that it overrides.
    fn add(&mut self, given: &Given<'_>, rows: &[R], faults: &mut Vec<FactFault>)
    where
        R: Check,
    {
        let mut added: Vec<R> = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let nth = rows[..index].iter().filter(|earlier| earlier.id() == row.id()).count();
            let mut fault = |message: String| faults.push(given.fault(row.id(), nth, message));
            let mut row = row.clone();
            if nth > 0 && R::IS_UNIQUE {
                fault(format!("stands twice under `{}`", R::SECTION));
                continue;
            }
            given.complete(&mut row, self, &mut fault);
            added.push(row);
        }
        for row in &added {
            self.rows.retain_mut(|base| !row.overrides(base));
        }
        self.rows.extend(added);
        self.rows.sort_by(|a, b| a.id().cmp(b.id()));
    }
}

/// A file that is being taken in.
struct Given<'a> {
    path: &'a str,
    text: &'a str,
    sources: &'a Ordered<SourceEntry>,
    defaults: &'a Defaults,
}

impl Given<'_> {
    fn fault(&self, id: &str, nth: usize, message: String) -> FactFault {
        FactFault::of_entry(self.path, self.text, id, nth, message)
    }

    fn complete<R: Row>(&self, row: &mut R, table: &mut Table<R>, fault: &mut impl FnMut(String)) {
        let (source, as_of, confidence) = row.stated();
        if *source == Source::Absent {
            source.clone_from(&self.defaults.source);
        }
        if as_of.is_empty() {
            as_of.clone_from(&self.defaults.as_of);
        }
        if confidence.is_none() {
            *confidence = Some(self.defaults.confidence.unwrap_or_default());
        }
        check_stated(source, as_of, fault);
        let mut places = Vec::new();
        match &*source {
            Source::Listed(names) => {
                for name in names {
                    match self.sources.get(name) {
                        Some(entry) => places.push(table.place_of(entry.clone())),
                        None => fault(format!("source `{name}` is not among the `sources` of this file")),
                    }
                }
            }
            Source::Citation(title) => {
                places.push(table.place_of(SourceEntry {
                    title: title.clone(),
                    as_of: as_of.clone(),
                    remark: None,
                }));
            }
            Source::Absent | Source::Resolved(_) => {}
        }
        *source = Source::Resolved(places);
    }
}

macro_rules! define_tables {
    ($($table:ident: $row:ty,)*) => {
        /// All tables.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct Tables {
            $(pub(crate) $table: Table<$row>,)*
        }

        impl Tables {
            fn add(&mut self, path: &str, text: &str, file: &FactFile, faults: &mut Vec<FactFault>) {
                let given = Given { path, text, sources: &file.sources, defaults: &file.defaults };
                $(self.$table.add(&given, &file.$table, faults);)*
            }

            /// Checks what a file's rows refer to, once all files are in.
            fn check(&self, path: &str, text: &str, file: &FactFile, faults: &mut Vec<FactFault>) {
                let known = Known::new(self);
                $(
                    for (index, row) in file.$table.iter().enumerate() {
                        let nth = file.$table[..index].iter().filter(|earlier| earlier.id() == row.id()).count();
                        row.check(&known, &mut |message| {
                            faults.push(FactFault::of_entry(path, text, row.id(), nth, message));
                        });
                    }
                )*
            }
        }

        impl FactFile {
            /// Calls with section and id of each row, in file order.
            pub(crate) fn for_each_id(&self, mut call: impl FnMut(&'static str, &str, bool)) {
                $(
                    for row in &self.$table {
                        call(<$row as Row>::SECTION, row.id(), <$row as Row>::IS_UNIQUE);
                    }
                )*
            }
        }
    };
}
for_each_table!(define_tables);

impl Tables {
    /// These tables, with the rows of a user's files in place of those that they override.
    ///
    /// # Errors
    /// All faults, in the order of files.
    pub(crate) fn overlaid(self, files: &[(String, String)]) -> Result<Self, Vec<FactFault>> {
        let mut faults = Vec::new();
        let read = read_all(files, &mut faults);
        self.with(&read, faults)
    }

    /// These tables, with the rows of files that have been read.
    pub(super) fn with(
        mut self,
        read: &[Read<'_>],
        mut faults: Vec<FactFault>,
    ) -> Result<Self, Vec<FactFault>> {
        check_ids_across(read, &mut faults);
        for (path, text, file) in read {
            self.add(path, text, file, &mut faults);
        }
        if faults.is_empty() {
            for (path, text, file) in read {
                self.check(path, text, file, &mut faults);
            }
        }
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }
}

/// A file's path, text and form.
pub(super) type Read<'a> = (&'a str, &'a str, FactFile);

/// Reads the form of files; those that have none are faults.
pub(super) fn read_all<'a>(files: &'a [(String, String)], faults: &mut Vec<FactFault>) -> Vec<Read<'a>> {
    let mut read = Vec::with_capacity(files.len());
    for (path, text) in files {
        match FactFile::read(path, text) {
            Ok(file) => read.push((path.as_str(), text.as_str(), file)),
            Err(fault) => faults.push(fault),
        }
    }
    read
}

/// An id stands in one file only: files that are given together never override each other.
fn check_ids_across(read: &[Read<'_>], faults: &mut Vec<FactFault>) {
    let mut seen: std::collections::BTreeMap<(&'static str, String), &str> =
        std::collections::BTreeMap::new();
    for (path, text, file) in read {
        file.for_each_id(|section, id, is_unique| {
            let earlier = *seen.entry((section, id.to_owned())).or_insert(path);
            if earlier != *path && is_unique {
                faults.push(FactFault::of_entry(path, text, id, 0, format!("stands in {earlier} too")));
            }
        });
    }
}
