//! The actions of AWS have one home: the fact base. The target spells out none.

use std::path::{Path, PathBuf};

/// Not grants of functions: trust, and a bucket's refusal of what is not encrypted on its way.
const OTHERS: [&str; 2] = ["sts:AssumeRole", "s3:*"];

fn sources(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("what the test made or the repository has") {
            let path = entry.expect("what the test made or the repository has").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Whether a literal is an action: a service in lower case, a colon, and a name in capitals.
fn is_action(text: &str) -> bool {
    let Some((service, name)) = text.split_once(':') else { return false };
    let is_service = !service.is_empty()
        && service != "aws"
        && service.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let starts = name.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase() || byte == b'*');
    is_service && starts && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'*')
}

#[test]
fn the_terraform_target_has_no_list_of_actions_of_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../targets/terraform/src");
    for path in sources(&root) {
        let text = std::fs::read_to_string(&path).expect("what the test made or the repository has");
        for literal in text.split('"').skip(1).step_by(2).filter(|text| is_action(text)) {
            assert!(OTHERS.contains(&literal), "{}: `{literal}` belongs into grants.yaml", path.display());
        }
    }
}

#[test]
fn an_action_is_told_from_other_texts() {
    assert!(is_action("sqs:SendMessage") && is_action("s3:*"));
    for text in ["aws:SourceArn", "s3:prefix", "https://x", "functions: {}", "arn:aws:sqs"] {
        assert!(!is_action(text), "{text}");
    }
}
