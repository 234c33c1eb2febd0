//! Any trees, one written after the other, leave what the last one alone would have left.

use std::collections::BTreeMap;

use faasc_artifacts::ArtifactTree;
use proptest::prelude::*;

use crate::scratch::{ALL, Scratch, write_all};

const NAMES: [&str; 3] = ["production", "staging", "pr-1"];

/// Trees with files and folders that change places.
fn files() -> impl Strategy<Value = BTreeMap<String, String>> {
    let path = prop::collection::vec("[abc]", 1..4).prop_map(|parts| parts.join("/"));
    prop::collection::btree_map(path, "[xyz]{0,3}", 0..8).prop_map(|files| {
        let paths: Vec<String> = files.keys().cloned().collect();
        let is_folder = |path: &str| paths.iter().any(|other| other.starts_with(&format!("{path}/")));
        files.into_iter().filter(|(path, _)| !is_folder(path)).collect()
    })
}

fn steps() -> impl Strategy<Value = Vec<Vec<BTreeMap<String, String>>>> {
    prop::collection::vec(prop::collection::vec(files(), 1..=NAMES.len()), 1..6)
}

fn tree(files: &BTreeMap<String, String>) -> ArtifactTree {
    let mut tree = ArtifactTree::new();
    for (path, text) in files {
        tree.add(path.clone(), text.as_bytes());
    }
    tree
}

fn write_step(scratch: &Scratch, step: &[BTreeMap<String, String>]) -> faasc_artifacts::Report {
    let trees: Vec<_> = step.iter().map(tree).collect();
    let environments: Vec<_> = NAMES.into_iter().zip(&trees).collect();
    write_all(scratch, &environments, &ALL).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_sequence_of_trees_equals_a_fresh_write_of_the_last(steps in steps()) {
        let scratch = Scratch::new();
        let unrelated = [
            "production/terraform.tfstate", "staging/mine/note.md", "pr-1/.terraform/x", "mine.md", "notes/d",
        ];
        for path in unrelated {
            scratch.put(path, path);
        }
        for step in &steps {
            write_step(&scratch, step);
        }
        let last = steps.last().unwrap();
        prop_assert!(write_step(&scratch, last).is_current());
        for path in unrelated {
            prop_assert_eq!(scratch.text(path), path);
        }
        let fresh = Scratch::new();
        for path in unrelated {
            fresh.put(path, path);
        }
        write_step(&fresh, last);
        prop_assert_eq!(scratch.listing(), fresh.listing());
    }
}
