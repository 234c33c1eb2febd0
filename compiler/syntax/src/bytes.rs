//! From the bytes of a file to text.

use faasc_diagnostics::Diagnostic;
use faasc_source::{FileId, Span};

use crate::fault::{NOT_TEXT, NOT_UTF8};

/// What kept bytes from being read as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteFaultKind {
    /// A byte that no UTF-8 text has at this place.
    NotUtf8,
    /// The text is UTF-16.
    Utf16,
    /// The text is UTF-32.
    Utf32,
    /// A zero byte: an archive, a picture, a program.
    Binary,
}

/// Bytes that are no UTF-8 text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByteFault {
    /// The path of the file.
    pub path: String,
    /// What is wrong.
    pub kind: ByteFaultKind,
    /// The first byte that is wrong.
    pub offset: usize,
    before: String,
}

impl ByteFault {
    /// The file up to the fault. Enter it into the source map, so that the finding has a text to point into.
    #[must_use]
    pub fn readable(&self) -> &str {
        &self.before
    }

    /// The finding. `file` is the id under which [`Self::readable`] was entered.
    #[must_use]
    pub fn diagnostic(&self, file: FileId) -> Diagnostic {
        let at = u32::try_from(self.before.len()).unwrap_or(u32::MAX);
        let (span, path) = (Span::new(file, at, at), &self.path);
        match self.kind {
            ByteFaultKind::NotUtf8 => NOT_UTF8
                .at(span, format!("`{path}` is not UTF-8: byte {} is not part of a character", self.offset))
                .here("it can be read up to here")
                .help("save the file as UTF-8; Latin-1 and Windows-1252 are not read"),
            ByteFaultKind::Utf16 => NOT_UTF8
                .at(span, format!("`{path}` is UTF-16, not UTF-8"))
                .note("PowerShell's `>` writes UTF-16")
                .help("save the file as UTF-8"),
            ByteFaultKind::Utf32 => {
                NOT_UTF8.at(span, format!("`{path}` is UTF-32, not UTF-8")).help("save the file as UTF-8")
            }
            ByteFaultKind::Binary => NOT_TEXT
                .at(span, format!("`{path}` is not a text: byte {} is zero", self.offset))
                .here("it can be read up to here")
                .help("check the path: this looks like an archive, a picture or a program"),
        }
    }
}

/// Takes the bytes of the file at `path` as UTF-8 text. Nothing is stripped, a byte order mark stays in the text,
/// so places in the text are places in the file.
///
/// # Errors
/// When the bytes are UTF-16 or UTF-32, hold a zero byte, or are no UTF-8.
pub fn read_text(path: &str, bytes: Vec<u8>) -> Result<String, ByteFault> {
    let fault = |kind, offset, before: &[u8]| ByteFault {
        path: path.to_owned(),
        kind,
        offset,
        before: String::from_utf8_lossy(before).into_owned(),
    };
    if let Some(kind) = wide_encoding(&bytes) {
        return Err(fault(kind, 0, b""));
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let before = &error.as_bytes()[..good];
            return Err(match before.iter().position(|byte| *byte == 0) {
                Some(zero) => fault(ByteFaultKind::Binary, zero, &before[..zero]),
                None => fault(ByteFaultKind::NotUtf8, good, before),
            });
        }
    };
    match text.find('\0') {
        Some(zero) => Err(fault(ByteFaultKind::Binary, zero, &text.as_bytes()[..zero])),
        None => Ok(text),
    }
}

/// Tells UTF-16 and UTF-32 by their byte order marks, or by the zero bytes that ASCII has in them.
fn wide_encoding(bytes: &[u8]) -> Option<ByteFaultKind> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, 1..=255, ..] | [1..=255, 0, 0, 0, ..] => {
            Some(ByteFaultKind::Utf32)
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, 1..=255, 0, 1..=255, ..] | [1..=255, 0, 1..=255, 0, ..] => {
            Some(ByteFaultKind::Utf16)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn what_is_no_utf8_is_told_apart() {
        let long = |text: &str| text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect::<Vec<u8>>();
        for (bytes, kind, offset) in [
            (wide("\u{feff}app: x", u16::to_le_bytes), ByteFaultKind::Utf16, 0),
            (wide("\u{feff}app: x", u16::to_be_bytes), ByteFaultKind::Utf16, 0),
            (wide("app: x", u16::to_le_bytes), ByteFaultKind::Utf16, 0),
            (wide("app: x", u16::to_be_bytes), ByteFaultKind::Utf16, 0),
            (long("\u{feff}app"), ByteFaultKind::Utf32, 0),
            (long("app"), ByteFaultKind::Utf32, 0),
            (b"app: \xE9t\xE9".to_vec(), ByteFaultKind::NotUtf8, 5),
            (b"PK\x03\x04\x00\xFF".to_vec(), ByteFaultKind::Binary, 4),
            (b"app: x\0".to_vec(), ByteFaultKind::Binary, 6),
        ] {
            let fault = read_text("faas.yaml", bytes.clone()).unwrap_err();
            assert_eq!((fault.kind, fault.offset), (kind, offset), "{bytes:?}");
            assert_eq!(fault.readable().len(), offset, "{bytes:?}");
            assert_eq!(fault.diagnostic(FileId(0)).primary.span.start as usize, offset);
        }
    }

    #[test]
    fn a_byte_order_mark_stays_in_the_text() {
        assert_eq!(read_text("faas.yaml", "\u{feff}app: é".into()).as_deref(), Ok("\u{feff}app: é"));
        assert_eq!(read_text("faas.yaml", Vec::new()).as_deref(), Ok(""));
    }
}
