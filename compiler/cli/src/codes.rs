//! Every code of every part of the compiler.

use faasc_artifacts::Registry;
use faasc_diagnostics::Code;

/// The targets of this build.
#[must_use]
pub(crate) fn targets() -> Registry {
    Registry::new(vec![
        Box::new(faasc_kubernetes::Kubernetes),
        Box::new(faasc_terraform::Terraform),
        Box::new(faasc_local::Local),
    ])
}

/// All codes, sorted by id, each once.
#[must_use]
pub fn all() -> Vec<&'static Code> {
    let mut codes: Vec<&'static Code> = Vec::new();
    codes.extend(faasc_syntax::codes());
    codes.extend(faasc_lower::codes());
    codes.extend(faasc_check::codes());
    codes.extend(faasc_residency::codes());
    codes.extend(faasc_plan::codes());
    codes.extend(faasc_artifacts::codes());
    for target in targets().iter() {
        codes.extend(target.codes());
    }
    codes.sort_by_key(|code| code.id);
    // A crate may list the codes of those that it stands on.
    codes.dedup_by(|a, b| std::ptr::eq(*a, *b));
    codes
}

/// The code with that id or name; case does not count.
pub(crate) fn find(text: &str) -> Option<&'static Code> {
    all().into_iter().find(|code| code.id.eq_ignore_ascii_case(text) || code.name.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names_are_unique_and_well_formed() {
        let codes = all();
        for pair in codes.windows(2) {
            assert!(pair[0].id < pair[1].id, "{} is declared twice", pair[1].id);
        }
        let mut names: Vec<&str> = codes.iter().map(|code| code.name).collect();
        names.sort_unstable();
        for pair in names.windows(2) {
            assert_ne!(pair[0], pair[1], "a name of two codes");
        }
        for code in codes {
            let digits = code.id.strip_prefix('F').unwrap_or_default();
            assert!(digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()), "{}", code.id);
            assert!(!code.title.ends_with('.'), "{}: a title has no period", code.id);
        }
    }
}
