//! How long the inline policy of a role on AWS gets.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Statement;

/// The characters of the policy that holds `statements`, as IAM counts them: without white space.
pub(super) fn policy_length<'s>(statements: impl IntoIterator<Item = &'s Statement>) -> u64 {
    let document = json!({ "Version": "2012-10-17", "Statement": policy_statements(statements) });
    document.to_string().chars().filter(|c| !c.is_whitespace()).count() as u64
}

/// Statements of a policy: those of the same actions and no condition are one, as the target writes them.
fn policy_statements<'s>(statements: impl IntoIterator<Item = &'s Statement>) -> Vec<Value> {
    let mut plain: BTreeMap<&[String], Vec<&String>> = BTreeMap::new();
    let mut found = Vec::new();
    for statement in statements {
        if statement.to.is_some() || statement.may.is_empty() {
            continue;
        }
        if statement.when.is_empty() && !statement.denies && statement.by_hand.is_none() {
            plain.entry(&statement.may).or_default().extend(&statement.on);
            continue;
        }
        let mut value = Map::new();
        if statement.by_hand.is_some() {
            value.insert("Sid".to_owned(), json!(format!("ByHand{}", found.len())));
        }
        let effect = if statement.denies { "Deny" } else { "Allow" };
        value.extend([
            ("Effect".to_owned(), json!(effect)),
            ("Action".to_owned(), json!(statement.may)),
            ("Resource".to_owned(), json!(statement.on)),
        ]);
        if !statement.when.is_empty() {
            let mut tests: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
            for test in &statement.when {
                tests.entry(&test.test).or_default().insert(&test.key, &test.value);
            }
            value.insert("Condition".to_owned(), json!(tests));
        }
        found.push(Value::Object(value));
    }
    let plain =
        plain.into_iter().map(|(may, on)| json!({ "Effect": "Allow", "Action": may, "Resource": on }));
    plain.chain(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_of_the_same_actions_are_one_and_white_space_does_not_count() {
        let one = |on: &str| Statement {
            site: "eu".to_owned(),
            node: "functions.a".to_owned(),
            to: None,
            denies: false,
            may: vec!["sqs:SendMessage".to_owned()],
            on: vec![on.to_owned()],
            when: Vec::new(),
            because: Vec::new(),
            by_hand: None,
            wide: None,
            fact: None,
            instead: None,
        };
        let text = r#"{"Statement":[{"Action":["sqs:SendMessage"],"Effect":"Allow","Resource":["a","b"]}],"Version":"2012-10-17"}"#;
        assert_eq!(policy_length([&one("a"), &one("b")]), text.len() as u64);
        assert_eq!(policy_length([&one("a b"), &one("")]), text.len() as u64);
        let other = Statement { to: Some("sns.amazonaws.com".to_owned()), ..one("c") };
        assert_eq!(policy_length([&one("a"), &one("b"), &other]), text.len() as u64);
    }
}
