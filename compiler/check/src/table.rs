//! All rules, sorted by name.

use crate::rule::Rule;
use crate::{graph, runtime};

pub(crate) static RULES: &[Rule] = &[
    graph::duplicate_route::RULE,
    graph::unused::RULE,
    graph::unstarted::RULE,
    graph::no_owner::RULE,
    graph::loops::RULE,
    runtime::retired::RULE,
];

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn rules_are_sorted_by_code() {
        assert!(RULES.is_sorted_by_key(|rule| rule.codes.first().map(|code| code.id)));
    }
}
