//! Paths as URI references.

use std::fmt::Write as _;

/// `path` as a relative URI reference: everything but unreserved characters and `/` is percent-encoded.
/// A `:` is encoded too, or a folder `a:b` would read as a scheme.
pub(super) fn relative(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn a_path_never_reads_as_scheme_query_or_fragment() {
        assert_eq!(relative("a b/c:d?#é.yaml"), "a%20b/c%3Ad%3F%23%C3%A9.yaml");
    }
}
