//! Paths as texts with `/`, the same on every machine.

/// `path` without `.` and with `..` resolved as far as the text allows.
/// `""` becomes `.`; a leading `..` stays; a leading `/` stays.
#[must_use]
pub fn normalize(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// The folder that holds `path`: `.` for a bare name.
#[must_use]
pub fn parent(path: &str) -> &str {
    match path.rfind('/') {
        Some(0) => "/",
        Some(at) => &path[..at],
        None => ".",
    }
}

/// `path`, read from the folder `base`; an absolute path stays as it is. Normalized.
#[must_use]
pub fn join(base: &str, path: &str) -> String {
    if path.starts_with('/') || base == "." { normalize(path) } else { normalize(&format!("{base}/{path}")) }
}

/// `path` as seen from the folder `base`. Both relative to the same place, or both absolute.
#[must_use]
pub fn relative(base: &str, path: &str) -> String {
    let (base, path) = (normalize(base), normalize(path));
    let split = |text: &str| -> Vec<String> {
        text.split('/').filter(|part| !part.is_empty() && *part != ".").map(str::to_owned).collect()
    };
    let (base, path) = (split(&base), split(&path));
    let shared = base.iter().zip(&path).take_while(|(a, b)| a == b).count();
    let mut parts = vec!["..".to_owned(); base.len() - shared];
    parts.extend_from_slice(&path[shared..]);
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_resolved_and_leading_ones_stay() {
        for (given, wanted) in [
            ("a/./b/../c", "a/c"),
            ("../x", "../x"),
            ("a/../../x", "../x"),
            ("", "."),
            ("/../a", "/a"),
            ("./a", "a"),
        ] {
            assert_eq!(normalize(given), wanted, "{given}");
        }
    }

    #[test]
    fn relative_undoes_join() {
        for (base, path) in [("a/b", "a/c/d"), (".", "x"), ("x", "."), ("a", "a"), ("..", "../b")] {
            assert_eq!(join(base, &relative(base, path)), normalize(path), "{base} {path}");
        }
    }
}
