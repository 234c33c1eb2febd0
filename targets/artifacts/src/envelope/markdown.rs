//! Texts of users inside Markdown, so that they show as what they are.

/// `text` as plain Markdown text on one line, in a table too.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        if "\\`*_[]<>|#~".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// `text` as code on one line, in a table too.
pub(super) fn code(text: &str) -> String {
    let text = one_line(text).replace('|', "\\|");
    if text.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    // A tick at an end would join the fence; Markdown takes the spaces away again.
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The fence that `text` needs as a block of code.
pub(super) fn fence(text: &str) -> String {
    "`".repeat((longest_run(text) + 1).max(3))
}

/// `text`, which is Markdown, with its further lines indented to stay in an item of a list.
pub(super) fn indented(text: &str, by: usize) -> String {
    text.trim().replace('\n', &format!("\n{}", " ".repeat(by)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_texts_cannot_break_out() {
        assert_eq!(plain("a | b\n# <script> [x](y)"), "a \\| b \\# \\<script\\> \\[x\\](y)");
        assert_eq!(code("plain"), "`plain`");
        assert_eq!(code("a`b|c"), "``a`b\\|c``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(fence("echo"), "```");
        assert_eq!(fence("cat <<```\nx\n```"), "````");
        assert_eq!(indented("a\nb\n", 3), "a\n   b");
    }
}
