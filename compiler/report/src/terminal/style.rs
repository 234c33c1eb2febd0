//! How the terminal wants to be drawn on.

/// What the terminal can show. The command line finds it out; nothing here looks at the environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalStyle {
    /// Whether colors and bold are used.
    pub color: bool,
    /// Columns of the terminal. Less than 40 is drawn as 40.
    pub width: usize,
    /// Whether boxes are drawn with Unicode characters rather than ASCII ones.
    pub unicode: bool,
    /// Whether codes are hyperlinks (OSC 8) to their page.
    pub links: bool,
}

impl Default for TerminalStyle {
    /// Plain, 80 columns, Unicode, no links: what a pipe or a file gets.
    fn default() -> Self {
        Self { color: false, width: 80, unicode: true, links: false }
    }
}

/// The characters for what is ours: boxes, ellipses, pictures of control characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Characters {
    Unicode,
    Ascii,
}

impl Characters {
    /// Stands where a line was cut.
    pub(super) const fn ellipsis(self) -> &'static str {
        match self {
            Self::Unicode => "…",
            Self::Ascii => "...",
        }
    }

    /// `text` with the pictures of active characters as these characters can draw them.
    pub(super) fn drawn(self, text: String) -> String {
        match self {
            Self::Unicode => text,
            Self::Ascii => text.replace(crate::inert::is_picture, "?"),
        }
    }
}
