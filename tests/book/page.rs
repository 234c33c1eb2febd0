//! The page of a code: `docs/codes/<ID>-<name>.md`.

use faasc_tests::markdown::{Block, blocks};

/// A page, taken apart.
pub(crate) struct Page {
    /// The first line, without `# `.
    pub(crate) title: String,
    /// What stands between the title and the first section.
    pub(crate) before: String,
    /// The sections in order: heading and text.
    sections: Vec<(String, String)>,
}

impl Page {
    /// Takes a page apart. Headings inside fenced blocks are not headings.
    pub(crate) fn parse(text: &str) -> Self {
        let mut page = Self { title: String::new(), before: String::new(), sections: Vec::new() };
        let mut is_fenced = false;
        for (at, line) in text.lines().enumerate() {
            if at == 0 {
                page.title = line.strip_prefix("# ").unwrap_or_default().to_owned();
                continue;
            }
            if line.starts_with("```") {
                is_fenced = !is_fenced;
            }
            if let Some(heading) = line.strip_prefix("## ").filter(|_| !is_fenced) {
                page.sections.push((heading.to_owned(), String::new()));
                continue;
            }
            let into = page.sections.last_mut().map_or(&mut page.before, |(_, text)| text);
            into.push_str(line);
            into.push('\n');
        }
        page
    }

    /// The headings in order.
    pub(crate) fn headings(&self) -> Vec<&str> {
        self.sections.iter().map(|(heading, _)| heading.as_str()).collect()
    }

    /// The text under a heading.
    pub(crate) fn section(&self, heading: &str) -> Option<&str> {
        self.sections.iter().find(|(known, _)| known == heading).map(|(_, text)| text.trim())
    }

    /// The fenced blocks under a heading.
    pub(crate) fn blocks(&self, heading: &str) -> Vec<Block> {
        blocks(self.section(heading).unwrap_or_default())
    }
}
