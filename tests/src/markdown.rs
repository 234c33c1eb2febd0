//! The fenced blocks of a page.

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The line of its opening fence, from 1.
    pub line: usize,
    /// The first word after the fence: `yaml`, `txtar`.
    pub language: String,
    /// The words after the language.
    pub attributes: Vec<String>,
    /// What stands between the fences.
    pub text: String,
}

/// The fenced blocks of `page` in order.
#[must_use]
pub fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (at, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => {
                let mut words = info.split_whitespace().map(str::to_owned);
                let language = words.next().unwrap_or_default();
                open =
                    Some(Block { line: at + 1, language, attributes: words.collect(), text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks.extend(open);
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_keep_language_attributes_and_line() {
        let found = blocks("a\n```yaml fragment=events\nx: 1\n```\n```\ny\n```\n");
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].line, found[0].language.as_str(), found[0].text.as_str()),
            (2, "yaml", "x: 1\n")
        );
        assert_eq!(found[0].attributes, ["fragment=events"]);
        assert_eq!(found[1].language, "");
    }
}
