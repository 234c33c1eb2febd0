//! The second part of an address: a name of the spec as a Terraform identifier.

/// `charge-due` as `charge_due`. Two names never meet: in a run of dashes every second one stays, so that no name
/// gives the `__` which divides a name from what a resource is to it.
#[must_use]
pub(crate) fn label(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        out.push(if c == '-' && !out.ends_with('_') { '_' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels_are_unlike_when_names_are() {
        assert_eq!(label("charge-due"), "charge_due");
        assert_eq!(label("a--b"), "a_-b");
        assert_eq!(label("a---b"), "a_-_b");
        assert!(!label("a-----b").contains("__"));
    }
}
