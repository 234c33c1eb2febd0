//! What is emitted for an app that uses all that this version emits.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::support::{Outcome, compile};

const SHOP: &str = include_str!("specs/shop.yaml");

fn shop() -> Outcome {
    let outcome = compile(SHOP);
    assert_eq!(outcome.messages(), Vec::<&str>::new());
    outcome
}

/// The blocks of all `.tf` files.
fn blocks(outcome: &Outcome) -> Vec<hcl::Block> {
    let mut found = Vec::new();
    for (path, text) in outcome.files().iter().filter(|(path, _)| path.ends_with(".tf")) {
        let body: hcl::Body = hcl::parse(text).unwrap_or_else(|fault| panic!("{path}: {fault}\n{text}"));
        found.extend(body.into_blocks());
    }
    found
}

#[test]
fn what_is_recorded_is_what_is_written() {
    let outcome = shop();
    let mut written: Vec<String> = Vec::new();
    for block in blocks(&outcome) {
        let labels: Vec<&str> = block.labels.iter().map(hcl::BlockLabel::as_str).collect();
        match block.identifier.as_str() {
            "resource" => written.push(labels.join(".")),
            "data" => written.push(format!("data.{}", labels.join("."))),
            _ => {}
        }
    }
    let patched: serde_json::Value = serde_json::from_str(outcome.file("patched.tf.json")).expect("JSON");
    for (kind, labels) in patched["resource"].as_object().expect("resources") {
        written.extend(labels.as_object().expect("labels").keys().map(|label| format!("{kind}.{label}")));
    }
    let mut recorded: Vec<String> =
        outcome.emission.emitted.iter().map(|found| found.address.clone()).collect();
    written.sort();
    recorded.sort();
    assert_eq!(recorded, written);
}

#[test]
fn files_are_as_terraform_formats_them() {
    for (path, text) in shop().files().iter().filter(|(path, _)| path.ends_with(".tf")) {
        let started = Command::new("terraform")
            .args(["fmt", "-check", "-diff", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut terraform) = started else {
            return; // Without the program there is nothing to compare with.
        };
        terraform.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("terraform reads");
        let output = terraform.wait_with_output().expect("terraform ends");
        assert!(output.status.success(), "{path}:\n{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn the_order_of_the_spec_changes_nothing() {
    let (head, rest) = SHOP.split_once("\nevents:\n").expect("events");
    let (events, rest) = rest.split_once("\nstores:\n").expect("stores");
    let mut lines: Vec<&str> = events.lines().collect();
    lines.reverse();
    let shuffled = format!("# a comment\n{head}\nevents:\n{}\nstores:\n{rest}", lines.join("\n"));
    assert_eq!(compile(&shuffled).files(), shop().files());
}

#[test]
fn a_role_holds_what_the_edges_need_and_no_more() {
    let outcome = shop();
    let charge = outcome.file("function-charge.tf");
    for needed in [
        r#"Resource = ["${aws_cloudwatch_log_group.charge.arn}:*"]"#,
        r#"Resource = ["${aws_s3_bucket.files.arn}/in$${*}/*"]"#,
        r#"Resource = [aws_dynamodb_table.ledger.arn, "${aws_dynamodb_table.ledger.arn}/index/by-user"]"#,
        r#"Resource = [data.aws_secretsmanager_secret.old.arn, aws_secretsmanager_secret.psp_key.arn]"#,
        r#""ses:FromAddress" = "a@shop.example""#,
    ] {
        assert!(charge.contains(needed), "{needed}\n{charge}");
    }
    assert!(!outcome.file("function-watch.tf").contains(r#""*""#), "no wildcard where none is needed");
}

#[test]
fn a_queue_is_unseen_for_six_timeouts_and_its_window() {
    let events = shop().file("events.tf").to_owned();
    assert!(events.contains("visibility_timeout_seconds = 125"), "20s × 6 + 5s\n{events}");
    assert!(events.contains("maxReceiveCount     = 8"));
    assert!(events.contains(r#"name                        = "shop-production-ordered.fifo""#));
}

#[test]
fn a_mapping_answers_for_each_message() {
    let outcome = shop();
    let mappings: Vec<hcl::Block> = blocks(&outcome)
        .into_iter()
        .filter(|block| {
            block.labels.first().is_some_and(|label| label.as_str() == "aws_lambda_event_source_mapping")
        })
        .collect();
    assert!(!mappings.is_empty());
    for mapping in mappings {
        let text = format!("{:?}", mapping.body);
        assert!(text.contains("ReportBatchItemFailures"), "{text}");
        assert!(!text.contains("starting_position"), "a queue has none: {text}");
    }
}

#[test]
fn messages_that_are_dropped_go_to_a_queue_that_forgets() {
    let watch = shop().file("function-watch.tf").to_owned();
    assert!(watch.contains(r#"resource "aws_sqs_queue" "watch__event_ordered_dropped""#));
    assert!(watch.contains("message_retention_seconds   = 60"));
}

#[test]
fn a_permission_names_its_route() {
    let gateway = shop().file("gateway.tf").to_owned();
    assert!(gateway.contains(r#""${aws_apigatewayv2_api.app.execution_arn}/*/GET/play/*/*""#), "{gateway}");
    assert!(gateway.contains(r#"authorization_scopes = ["play"]"#));
    assert!(gateway.contains("throttling_rate_limit  = 0.166667"));
    assert!(!gateway.contains("/*/*/*\""));
}

#[test]
fn a_renamed_node_keeps_its_emitted_name() {
    let outcome = shop();
    assert!(outcome.file("changes.tf").contains("from = aws_lambda_function.old_nightly"));
    assert!(outcome.file("function-nightly.tf").contains(r#"function_name = "shop-production-old-nightly""#));
}

#[test]
fn a_patch_speaks_terraform() {
    let patched: serde_json::Value = serde_json::from_str(shop().file("patched.tf.json")).expect("JSON");
    let charge = &patched["resource"]["aws_lambda_function"]["charge"];
    assert_eq!(charge["memory_size"], 512);
    assert_eq!(charge["tags"]["extra"], "${aws_sqs_queue.charge_due.arn}-${var.alarm}");
    assert_eq!(charge["tags"]["faasc-node"], "functions.charge", "what was there stays");
    assert!(charge.get("logging_config").is_none(), "null removes");
    let failed = &patched["resource"]["aws_sqs_queue"]["charge_failed"];
    assert_eq!(failed["receive_wait_time_seconds"], 20, "found by its emitted name");
}

#[test]
fn an_image_is_named_by_its_digest() {
    let variables = shop().file("variables.tf").to_owned();
    let condition = r#"can(regex("^[^@]+@sha256:[0-9a-f]{64}$", var.image_charge))"#;
    assert!(variables.contains(condition), "{variables}");
}
