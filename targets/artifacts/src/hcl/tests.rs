//! What is written reads back equal, and looks as `terraform fmt` leaves it.

use proptest::prelude::*;

use super::*;

fn queue() -> Block {
    let body = Body::new()
        .with("name", "video-production-charge-due")
        .with("fifo_queue", true)
        .with(
            "redrive_policy",
            Expression::Call(
                "jsonencode",
                vec![Expression::object([
                    ("deadLetterTargetArn", Expression::reference("aws_sqs_queue.charge_failed.arn")),
                    ("maxReceiveCount", Expression::from(8)),
                ])],
            ),
        )
        .with("visibility_timeout_seconds", 60)
        .with("tags", Expression::object([("faasc-node", Expression::text("events.charge-due"))]))
        .block("lifecycle", Body::new().with("prevent_destroy", true))
        .block("timeouts", Body::new());
    Block::new("resource", ["aws_sqs_queue", "charge_due"], body)
}

#[test]
fn neighbours_on_one_line_share_a_column() {
    let expected = r#"resource "aws_sqs_queue" "charge_due" {
  name       = "video-production-charge-due"
  fifo_queue = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.charge_failed.arn
    maxReceiveCount     = 8
  })
  visibility_timeout_seconds = 60
  tags = {
    faasc-node = "events.charge-due"
  }

  lifecycle {
    prevent_destroy = true
  }

  timeouts {}
}
"#;
    assert_eq!(to_string(&[queue()]), expected);
}

#[test]
fn a_dollar_before_a_value_stays_a_dollar() {
    let value = Expression::template([
        Part::Text("$$".to_owned()),
        Part::Value(Expression::reference("var.price")),
        Part::Text("${literal} %{too}".to_owned()),
    ]);
    assert_eq!(value.inline(), r#""${"$$"}${var.price}$${literal} %%{too}""#);
    assert_eq!(value.to_json(), serde_json::json!(r#"${"$$"}${var.price}$${literal} %%{too}"#));
}

#[test]
fn the_json_form_says_the_same() {
    let expected = serde_json::json!({
        "name": "video-production-charge-due",
        "fifo_queue": true,
        "redrive_policy":
            "${jsonencode({ deadLetterTargetArn = aws_sqs_queue.charge_failed.arn, maxReceiveCount = 8 })}",
        "visibility_timeout_seconds": 60,
        "tags": { "faasc-node": "events.charge-due" },
        "lifecycle": { "prevent_destroy": true },
        "timeouts": {},
    });
    assert_eq!(queue().body.to_json(), expected);
    let twice = Body::new()
        .with("depends_on", vec![Expression::reference("aws_iam_role.a")])
        .block("rule", Body::new().with("id", "a"))
        .block("rule", Body::new().with("id", "b"));
    let expected =
        serde_json::json!({ "depends_on": ["aws_iam_role.a"], "rule": [{ "id": "a" }, { "id": "b" }] });
    assert_eq!(twice.to_json(), expected);
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0_u32..).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(text(), inner, 0..5).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z_-]{1,8}", "[ -~\u{e9}\u{1f600}\n\t\\\\\"$%{}]{0,12}"]
}

proptest! {
    #[test]
    fn any_literal_reads_back_equal(value in value()) {
        let block = Block::new("resource", ["a", "b"], Body::new().with("value", Expression::from(&value)));
        let text = to_string(&[block]);
        let read: hcl::Body = hcl::parse(&text).map_err(|fault| TestCaseError::fail(format!("{fault}\n{text}")))?;
        let read = read.blocks().next().and_then(|block| block.body.attributes().next().cloned());
        let read = read.map(|attribute| plain(attribute.expr));
        prop_assert_eq!(read, Some(value), "{}", text);
    }
}

/// The literal that an expression of the parser stands for.
fn plain(expression: hcl::Expression) -> Value {
    match expression {
        hcl::Expression::Null => Value::Null,
        hcl::Expression::Bool(value) => Value::from(value),
        hcl::Expression::Number(value) => value.as_u64().map_or(Value::Null, Value::from),
        hcl::Expression::String(text) => Value::from(text),
        hcl::Expression::Array(items) => items.into_iter().map(plain).collect(),
        hcl::Expression::Object(map) => {
            map.into_iter().map(|(key, value)| (key_text(key), plain(value))).collect()
        }
        // A text with marks is a template of the parser's; each of its elements is literal.
        hcl::Expression::TemplateExpr(template) => {
            let template = hcl::Template::from_expr(&template).expect("a template of ours reads");
            Value::from(template.elements().iter().map(literal).collect::<String>())
        }
        other => panic!("`{other}` is no literal"),
    }
}

fn key_text(key: hcl::ObjectKey) -> String {
    match key {
        hcl::ObjectKey::Identifier(name) => name.to_string(),
        hcl::ObjectKey::Expression(key) => plain(key).as_str().expect("a key is a text").to_owned(),
        other => panic!("`{other}` is no literal key"),
    }
}

fn literal(element: &hcl::template::Element) -> String {
    match element {
        hcl::template::Element::Literal(text) => text.clone(),
        other => panic!("`{other:?}` is no literal"),
    }
}

/// Bodies of any shape, in one file, as `terraform fmt` sees them; without that program there is nothing to compare with.
#[test]
fn any_body_is_as_terraform_formats_it() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let bodies = prop::collection::btree_map("[a-z][a-z_]{0,12}", value(), 0..6);
    let mut blocks = Vec::new();
    for index in 0..200 {
        let mut body = Body::new();
        let tree = bodies.new_tree(&mut runner).expect("a body");
        for (name, value) in tree.current() {
            body.set(name, Expression::from(&value));
        }
        body = body.clone().block("inner", body).block("empty", Body::new());
        blocks.push(Block::new("resource", ["a", &format!("b{index}")], body));
    }
    let command = Command::new("terraform")
        .args(["fmt", "-check", "-diff", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut terraform) = command else { return };
    let mut input = terraform.stdin.take().expect("a pipe");
    let text = to_string(&blocks);
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = terraform.wait_with_output().expect("terraform ends");
    writer.join().expect("a thread").expect("terraform reads");
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
