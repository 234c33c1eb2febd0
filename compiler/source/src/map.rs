//! All texts of the run.

use std::sync::Arc;

use crate::{FileId, Position, SourceFile, Span};

/// The files that were read, by [`FileId`].
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and gives its id.
    ///
    /// # Panics
    /// After 2^32 files.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        self.files.push(SourceFile::new(path.into(), text.into()));
        id
    }

    /// The file of `id`, which must be of this map.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Finds a file by its path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        let at = self.files.iter().position(|file| file.path() == path)?;
        Some(FileId(u32::try_from(at).ok()?))
    }

    /// The same files with the texts under `spans` made unreadable. Every other character keeps its place, in bytes and in
    /// columns.
    #[must_use]
    pub fn masked(&self, spans: &[Span]) -> Self {
        let mask = |(id, file): (FileId, &SourceFile)| {
            let own: Vec<Span> = spans.iter().copied().filter(|span| span.file == id).collect();
            let text = if own.is_empty() { file.shared_text() } else { masked(file.text(), &own).into() };
            SourceFile::new(file.path().to_owned(), text)
        };
        Self { files: self.iter().map(mask).collect() }
    }

    /// All files in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(u32::try_from(at).unwrap_or(u32::MAX)), file))
    }

    /// The text under `span`.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text().get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Where `span` starts.
    #[must_use]
    pub fn start(&self, span: Span) -> Position {
        self.file(span.file).position(span.start)
    }

    /// Where `span` ends.
    #[must_use]
    pub fn end(&self, span: Span) -> Position {
        self.file(span.file).position(span.end)
    }
}

fn masked(text: &str, spans: &[Span]) -> String {
    let is_hidden =
        |at: usize| spans.iter().any(|span| (span.start as usize..span.end as usize).contains(&at));
    text.char_indices()
        .map(|(at, sign)| match sign {
            '\n' | '\r' => sign,
            _ if !is_hidden(at) => sign,
            // Stand-ins of the same length in UTF-8 and in UTF-16.
            _ => match sign.len_utf8() {
                1 => '*',
                2 => '·',
                3 => '•',
                _ => '\u{1f512}',
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::SourceMap;
    use crate::Span;

    #[test]
    fn a_masked_text_keeps_every_place() {
        let mut sources = SourceMap::new();
        let other = sources.add("b.yaml", "c: d");
        let file = sources.add("a.yaml", "a: \"pä€𝄞\nx\" # b");
        let hidden = sources.masked(&[Span::new(file, 3, 17)]);
        assert_eq!(hidden.file(file).text(), "a: **·•\u{1f512}\n** # b");
        assert_eq!(hidden.file(file).text().len(), sources.file(file).text().len());
        assert_eq!(hidden.file(other).text(), "c: d");
    }
}
