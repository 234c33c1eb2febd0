//! The short form of the fuzz target: texts of the language, cut, doubled and mixed, through the whole compiler in this
//! process. `FAASC_FUZZ_SECONDS` says for how long; the seed is the time it starts from, printed when something breaks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use faasc_tests::folder::files_below;
use faasc_tests::pipeline::text_to_plan;
use libtest_mimic::Failed;

use crate::Claim;

pub(crate) fn claims() -> Vec<Claim> {
    vec![Claim { name: "no_mutated_text_breaks_the_compiler", cannot: None, hold: mutated_texts }]
}

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }
}

fn mutated_texts() -> Result<(), Failed> {
    let seconds = std::env::var("FAASC_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(10);
    let end = Instant::now() + Duration::from_secs(seconds);
    let texts = texts();
    let lines: Vec<&str> = texts.iter().flat_map(|text| text.lines()).collect();
    for seed in 0.. {
        if Instant::now() > end {
            break;
        }
        let mut random = Random(seed);
        let text = mutated(&texts[random.below(texts.len())], &lines, &mut random);
        if catch_unwind(AssertUnwindSafe(|| text_to_plan(text.as_bytes()))).is_err() {
            let path = std::env::temp_dir().join(format!("faasc-breaks-{seed}.yaml"));
            let _ = std::fs::write(&path, &text);
            return Err(format!("seed {seed}: the text is in {}", path.display()).into());
        }
    }
    Ok(())
}

/// Specs of the examples and fenced blocks of the pages.
fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut texts = Vec::new();
    for (path, bytes) in files_below(&root.join("examples")) {
        if path.ends_with("faas.yaml") {
            texts.extend(String::from_utf8(bytes));
        }
    }
    for (_, bytes) in files_below(&root.join("docs")) {
        let page = String::from_utf8_lossy(&bytes).into_owned();
        texts.extend(faasc_tests::markdown::blocks(&page).into_iter().map(|block| block.text));
    }
    texts.retain(|text| !text.trim().is_empty());
    texts
}

/// One to eight changes: a line doubled, dropped, taken from elsewhere, indented anew, cut in the middle.
fn mutated(text: &str, others: &[&str], random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=random.below(8) {
        let at = random.below(lines.len());
        if lines.is_empty() {
            break;
        }
        match random.below(8) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => lines[at] = others[random.below(others.len())].to_owned(),
            3 => lines.insert(at, others[random.below(others.len())].to_owned()),
            4 => lines[at] = format!("{}{}", " ".repeat(random.below(9)), lines[at].trim_start()),
            5 => {
                let end = random.below(lines[at].chars().count());
                lines[at] = lines[at].chars().take(end).collect();
            }
            6 => {
                let signs = [
                    "{", "}", "[", "]", ": ", "- ", "\"", "'", "&a ", "*a", "|", ">", "#", "\t", "${vars.",
                    "!!int ", "é",
                ];
                let from = random.below(lines[at].chars().count());
                let (head, tail): (String, String) =
                    (lines[at].chars().take(from).collect(), lines[at].chars().skip(from).collect());
                lines[at] = format!("{head}{}{tail}", signs[random.below(signs.len())]);
            }
            _ => {
                let other = random.below(lines.len());
                lines.swap(at, other);
            }
        }
    }
    lines.join("\n")
}
