//! Statements of IAM policies.

use faasc_artifacts::hcl::{Expression, Part};

/// A policy document of `statements`, encoded.
pub(crate) fn policy(statements: Vec<Expression>) -> Expression {
    let document = Expression::object([
        ("Version", Expression::text("2012-10-17")),
        ("Statement", Expression::List(statements)),
    ]);
    Expression::Call("jsonencode", vec![document])
}

/// A statement that allows `actions` on `resources`.
pub(crate) fn allow(actions: &[String], resources: Vec<Expression>) -> Expression {
    statement(None, "Allow", Expression::texts(actions.iter().cloned()), resources, None)
}

/// Adds a statement. What is allowed without a condition joins the statement of the same actions: policies have little
/// room.
pub(crate) fn grant(
    found: &mut Vec<Expression>,
    denies: bool,
    actions: &[String],
    resources: Vec<Expression>,
    condition: Option<Expression>,
) {
    let wanted = Expression::texts(actions.iter().cloned());
    if denies || condition.is_some() {
        let effect = if denies { "Deny" } else { "Allow" };
        found.push(statement(None, effect, wanted, resources, condition));
        return;
    }
    for statement in found.iter_mut() {
        let Expression::Object(entries) = statement else { continue };
        if let [(_, _), (action, same), (_, Expression::List(before))] = entries.as_mut_slice()
            && action == "Action"
            && *same == wanted
        {
            before.extend(resources);
            return;
        }
    }
    found.push(allow(actions, resources));
}

/// A condition of several tests, operator, key and value; absent without any.
pub(crate) fn tests(tests: Vec<(String, String, Expression)>) -> Option<Expression> {
    let mut found: Vec<(String, Expression)> = Vec::new();
    for (test, key, value) in tests {
        match found.iter_mut().find(|(known, _)| *known == test) {
            Some((_, Expression::Object(keys))) => keys.push((key, value)),
            _ => found.push((test, Expression::Object(vec![(key, value)]))),
        }
    }
    (!found.is_empty()).then_some(Expression::Object(found))
}

/// A statement in the user's own words.
pub(crate) fn by_hand(
    sid: String,
    actions: Vec<Expression>,
    resources: Vec<Expression>,
    condition: Expression,
) -> Expression {
    let condition =
        matches!(&condition, Expression::Object(entries) if !entries.is_empty()).then_some(condition);
    statement(Some(sid), "Allow", Expression::List(actions), resources, condition)
}

fn statement(
    sid: Option<String>,
    effect: &str,
    actions: Expression,
    resources: Vec<Expression>,
    condition: Option<Expression>,
) -> Expression {
    let mut entries = Vec::new();
    entries.extend(sid.map(|sid| ("Sid", Expression::text(sid))));
    entries.push(("Effect", Expression::text(effect)));
    entries.push(("Action", actions));
    entries.push(("Resource", Expression::List(resources)));
    entries.extend(condition.map(|condition| ("Condition", condition)));
    Expression::object(entries)
}

/// A statement of a resource's own policy: `principal` may do `action` on `resource`.
pub(crate) fn admit(
    principal: Expression,
    action: &str,
    resource: Expression,
    condition: Option<Expression>,
) -> Expression {
    let mut entries = vec![
        ("Effect", Expression::text("Allow")),
        ("Principal", principal),
        ("Action", Expression::text(action)),
        ("Resource", resource),
    ];
    entries.extend(condition.map(|condition| ("Condition", condition)));
    Expression::object(entries)
}

/// Who a principal in the host's words is: a service of AWS by its host name, else an account, a role or a user.
pub(crate) fn principal(words: Expression) -> Expression {
    let is_service = words.as_text().is_some_and(|text| text.ends_with(".amazonaws.com"));
    Expression::object([(if is_service { "Service" } else { "AWS" }, words)])
}

/// A service of AWS as a principal.
pub(crate) fn service(name: &str) -> Expression {
    principal(Expression::text(format!("{name}.amazonaws.com")))
}

/// A condition with one test of one key.
pub(crate) fn condition(test: &str, key: &str, value: Expression) -> Expression {
    Expression::object([(test, Expression::object([(key, value)]))])
}

/// What lets a service of AWS assume a role.
pub(crate) fn assume(name: &str, condition: Option<Expression>) -> Expression {
    let mut entries = vec![
        ("Effect", Expression::text("Allow")),
        ("Principal", service(name)),
        ("Action", Expression::text("sts:AssumeRole")),
    ];
    entries.extend(condition.map(|condition| ("Condition", condition)));
    policy(vec![Expression::object(entries)])
}

/// `arn` with `tail` after it.
pub(crate) fn below(arn: &Expression, tail: &str) -> Expression {
    Expression::template([arn.clone().into_part(), Part::Text(tail.to_owned())])
}

/// `text` in a pattern of IAM, where `*`, `?` and `${` would mean more than themselves.
pub(crate) fn exactly(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '*' | '?' | '$' => out.extend(['$', '{', c, '}']),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_of_a_prefix_are_taken_literally() {
        assert_eq!(exactly("a*b?c$d/"), "a${*}b${?}c${$}d/");
    }

    #[test]
    fn a_principal_is_a_service_by_its_host_name() {
        assert_eq!(service("sns").inline(), r#"{ Service = "sns.amazonaws.com" }"#);
        assert_eq!(principal(Expression::text("111122223333")).inline(), r#"{ AWS = "111122223333" }"#);
    }
}
