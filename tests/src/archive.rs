//! Several files in one text, in the form of Go's txtar: each begins with a line `-- path --`.

/// A set of small files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    /// What stands before the first file.
    pub preface: String,
    /// Path and text, in the order of the archive.
    pub files: Vec<(String, String)>,
}

impl Archive {
    /// Reads an archive.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut archive = Self::default();
        for line in text.split_inclusive('\n') {
            if let Some(path) = path_of(line) {
                archive.files.push((path.to_owned(), String::new()));
            } else {
                match archive.files.last_mut() {
                    Some((_, text)) => text.push_str(line),
                    None => archive.preface.push_str(line),
                }
            }
        }
        archive
    }

    /// One file of that text.
    #[must_use]
    pub fn of_one(path: &str, text: &str) -> Self {
        Self { preface: String::new(), files: vec![(path.to_owned(), text.to_owned())] }
    }

    /// Whether it has a file at `path`.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.files.iter().any(|(known, _)| known == path)
    }
}

/// The path of a line `-- path --`.
fn path_of(line: &str) -> Option<&str> {
    let path = line.trim_end().strip_prefix("-- ")?.strip_suffix(" --")?.trim();
    (!path.is_empty()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_begin_at_their_line_and_keep_their_text() {
        let archive = Archive::parse("first\n-- faas.yaml --\na: 1\n\n-- src/main.py --\n-- not this\n");
        assert_eq!(archive.preface, "first\n");
        assert_eq!(
            archive.files,
            [
                ("faas.yaml".to_owned(), "a: 1\n\n".to_owned()),
                ("src/main.py".to_owned(), "-- not this\n".to_owned())
            ]
        );
    }
}
