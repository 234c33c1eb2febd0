//! How much a word of a grant covers.

use faasc_facts::Facts;
use faasc_model::Template;

/// How much an action covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Itself.
    One,
    /// Several of a service: `s3:Get*`.
    Some,
    /// All of a service, or of all: `s3:*`, `*`.
    All,
}

/// How much an action of AWS covers.
pub(super) fn of_action(action: &str) -> Reach {
    let name = action.split_once(':').map_or(action, |(_, name)| name);
    if name == "*" {
        Reach::All
    } else if action.contains(['*', '?']) {
        Reach::Some
    } else {
        Reach::One
    }
}

/// Whether a resource is everything: `*`, or an ARN whose last part says nothing.
pub(super) fn is_everything(resource: &Template) -> bool {
    let Some(text) = resource.as_literal() else { return false };
    if text == "*" {
        return true;
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [_, _, _, region, account, rest] = parts.as_slice() else {
        return text.chars().all(|c| "*:".contains(c));
    };
    // A bucket's ARN has neither region nor account; with its name it is narrow.
    let is_any = |part: &&str| part.contains('*') || part.is_empty();
    *rest == "*" || (is_any(region) && is_any(account) && matches!(*rest, "*" | "*/*"))
}

/// Whether an action takes a resource, as far as the fact base knows; absent where it does not know the service.
pub(super) fn takes_resource(facts: &Facts, action: &str) -> Option<bool> {
    let (service, name) = action.split_once(':')?;
    let row = facts.unscoped_actions(&service.to_lowercase())?;
    Some(!row.actions.iter().any(|unscoped| unscoped.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_cover_one_some_or_all() {
        for (action, reach) in [
            ("ses:SendEmail", Reach::One),
            ("s3:Get*", Reach::Some),
            ("s3:GetObject?", Reach::Some),
            ("s3:*", Reach::All),
            ("*", Reach::All),
        ] {
            assert_eq!(of_action(action), reach, "{action}");
        }
    }

    #[test]
    fn everything_is_a_star_at_the_place_of_the_name() {
        for (resource, is_all) in [
            ("*", true),
            ("arn:aws:sqs:*:*:*", true),
            ("arn:aws:s3:::*", true),
            ("arn:aws:sqs:eu-central-1:111122223333:*", true),
            ("arn:aws:s3:::uploads/*", false),
            ("arn:aws:dynamodb:eu-central-1:111122223333:table/orders", false),
            ("arn:aws:ses:eu-central-1:111122223333:identity/*", false),
        ] {
            assert_eq!(is_everything(&Template::literal(resource)), is_all, "{resource}");
        }
    }

    #[test]
    fn actions_without_a_resource_are_known() {
        let facts = Facts::builtin();
        assert_eq!(takes_resource(facts, "cloudwatch:PutMetricData"), Some(false));
        assert_eq!(takes_resource(facts, "ses:SendEmail"), Some(true));
        assert_eq!(takes_resource(facts, "made-up:Do"), None);
    }
}
