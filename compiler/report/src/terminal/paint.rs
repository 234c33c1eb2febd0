//! The colors, and the way miette is told about them.

use faasc_diagnostics::Severity;
use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};
use owo_colors::{OwoColorize as _, Style};

use super::{Characters, TerminalStyle};

/// Colors, characters and width of one drawing. Color never carries meaning alone.
pub(super) struct Paint {
    pub(super) width: usize,
    pub(super) characters: Characters,
    pub(super) links: bool,
    pub(super) strong: Style,
    pub(super) quiet: Style,
    pub(super) note: Style,
    pub(super) help: Style,
    pub(super) removed: Style,
    pub(super) added: Style,
    is_colored: bool,
}

impl Paint {
    pub(super) fn new(style: &TerminalStyle) -> Self {
        let plain = Style::new();
        let pick = |colored: Style| if style.color { colored } else { plain };
        Self {
            width: style.width.max(40),
            characters: if style.unicode { Characters::Unicode } else { Characters::Ascii },
            links: style.links,
            strong: pick(plain.bold()),
            quiet: pick(plain.dimmed()),
            note: pick(plain.blue().bold()),
            help: pick(plain.green().bold()),
            removed: pick(plain.red()),
            added: pick(plain.green()),
            is_colored: style.color,
        }
    }

    pub(super) fn severity(&self, severity: Severity) -> Style {
        let plain = Style::new();
        match severity {
            _ if !self.is_colored => plain,
            Severity::Error => plain.red().bold(),
            Severity::Warning => plain.yellow().bold(),
            Severity::Note => plain.cyan().bold(),
        }
    }

    /// `text` in `style`; nothing is added without color.
    pub(super) fn with(&self, style: Style, text: &str) -> String {
        if self.is_colored && !text.is_empty() { text.style(style).to_string() } else { text.to_owned() }
    }

    pub(super) fn theme_characters(&self) -> ThemeCharacters {
        match self.characters {
            Characters::Unicode => ThemeCharacters { uarrow: '^', ..ThemeCharacters::unicode() },
            Characters::Ascii => ThemeCharacters::ascii(),
        }
    }

    /// miette's drawing hand. Marks take the styles of `primary` in turn: the primary place in the color of
    /// its weight, all others in blue.
    pub(super) fn handler(&self, severity: Severity, primary: &[bool]) -> GraphicalReportHandler {
        let plain = Style::new();
        let other = if self.is_colored { plain.blue().bold() } else { plain };
        let mut highlights: Vec<Style> = primary
            .iter()
            .map(|is_primary| if *is_primary { self.severity(severity) } else { other })
            .collect();
        if highlights.is_empty() {
            highlights.push(plain);
        }
        let styles = if self.is_colored {
            ThemeStyles { link: plain.cyan(), highlights, ..ThemeStyles::ansi() }
        } else {
            ThemeStyles { highlights, ..ThemeStyles::none() }
        };
        let characters = self.theme_characters();
        GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_links(false)
            .with_wrap_lines(false)
            .with_context_lines(1)
            .with_width(self.width)
            .without_syntax_highlighting()
    }
}
