//! Versions of the compiler, and ranges of them.

/// Whether `version` (`1.4.0`) is in `range` (`>=1.4, <2`). A range that is not of its grammar was reported.
pub(crate) fn is_in(range: &str, version: &str) -> bool {
    range.split(',').all(|part| {
        let part = part.trim();
        let wanted = part.trim_start_matches(['<', '>', '=']);
        let operator = &part[..part.len() - wanted.len()];
        let ordering = numbers(version).cmp(&numbers(wanted));
        match operator {
            ">=" => ordering.is_ge(),
            "<=" => ordering.is_le(),
            ">" => ordering.is_gt(),
            "<" => ordering.is_lt(),
            "=" => ordering.is_eq(),
            _ => true,
        }
    })
}

fn numbers(version: &str) -> [u64; 3] {
    let mut found = [0; 3];
    for (at, part) in version.trim().split('.').take(3).enumerate() {
        found[at] = part.parse().unwrap_or(0);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::is_in;

    #[test]
    fn every_comparison_must_hold() {
        assert!(is_in(">=1.4, <2", "1.4.0"));
        assert!(is_in(">=1.4, <2", "1.99.3"));
        assert!(!is_in(">=1.4, <2", "2.0.0"));
        assert!(!is_in(">=1.4, <2", "1.3.9"));
        assert!(is_in("=1.2", "1.2.0"));
    }
}
