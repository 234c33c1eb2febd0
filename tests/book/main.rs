//! Executes the pages of the codes, `docs/codes/<ID>-<name>.md`: every code has one, its failing example raises the
//! code and no other error, its mended one is clean. `docs/codes/README.md` says how a page is written.

mod elsewhere;
mod example;
mod form;
mod machine;
mod page;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use faasc_diagnostics::Code;
use libtest_mimic::{Arguments, Failed, Trial};

use page::Page;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("docs/codes");
    let mut trials: Vec<Trial> = faasc_cli::codes()
        .into_iter()
        .map(|code| {
            let (root, folder) = (root.clone(), folder.clone());
            Trial::test(file_name(code), move || said(page_faults(code, &root, &folder)))
        })
        .collect();
    let all = folder.clone();
    trials.push(Trial::test("every_page_is_of_a_code", move || said(strays(&all))));
    trials.push(Trial::test("no_two_pages_hurt_alike", move || said(alike(&folder))));
    trials.push(Trial::test("few_codes_are_tested_elsewhere", || said(elsewhere_faults())));
    trials.extend(machine::trials());
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn said(faults: Vec<String>) -> Result<(), Failed> {
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n\n").into()) }
}

fn file_name(code: &Code) -> String {
    format!("{}-{}", code.id, code.name)
}

fn path_of(code: &Code, folder: &Path) -> PathBuf {
    folder.join(format!("{}.md", file_name(code)))
}

/// What is wrong with the page of `code`.
fn page_faults(code: &Code, root: &Path, folder: &Path) -> Vec<String> {
    let is_elsewhere = elsewhere::CODES.contains(&code.id);
    let Ok(text) = fs::read_to_string(path_of(code, folder)) else {
        return vec![missing(code)];
    };
    let page = Page::parse(&text);
    let mut faults = form::faults(&page, code, &text, &faasc_cli::codes(), is_elsewhere);
    faults.extend(if is_elsewhere {
        elsewhere::faults(&page, code, root)
    } else {
        example::faults(&page, code)
    });
    if !faults.is_empty() {
        faults.insert(0, format!("docs/codes/{}.md:", file_name(code)));
    }
    faults
}

/// What a newcomer writes.
fn missing(code: &Code) -> String {
    format!(
        "{id} has no page. Write docs/codes/{file}.md in this form (docs/codes/README.md says more):\n\n\
         # {id}: {title}\n\n\
         ## What it means\nOne to three sentences: what faasc saw, in the words of the reader.\n\n\
         ## Why it hurts\nWhat goes wrong in production when this is let through. True of this code alone.\n\n\
         ## Example\n```yaml\nfaas: \"1\"\napp: …\n```\n\n\
         ## Fix\n```yaml\n(the same, mended)\n```\n",
        id = code.id,
        file = file_name(code),
        title = code.title
    )
}

/// The texts of all pages by file name; the README is none.
fn pages(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let text = fs::read_to_string(entry.path()).unwrap_or_default();
            (name != "README.md").then_some((name, text))
        })
        .collect()
}

/// Files that are the page of no code.
fn strays(folder: &Path) -> Vec<String> {
    let known: Vec<String> =
        faasc_cli::codes().into_iter().map(|code| format!("{}.md", file_name(code))).collect();
    pages(folder)
        .into_keys()
        .filter(|name| !known.contains(name))
        .map(|name| {
            format!(
                "docs/codes/{name} is the page of no code: rename it to `<ID>-<name>.md` of one, or remove it"
            )
        })
        .collect()
}

/// Pages whose reason is another page's.
fn alike(folder: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in pages(folder) {
        let reason = Page::parse(&text).section("Why it hurts").unwrap_or_default().to_lowercase();
        for paragraph in
            reason.split("\n\n").map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        {
            if paragraph.is_empty() {
                continue;
            }
            if let Some(other) = first.insert(paragraph, name.clone()) {
                faults.push(format!(
                    "docs/codes/{name} and docs/codes/{other} give one reason under `## Why it hurts`: say what \
                     is true of one of them alone"
                ));
            }
        }
    }
    faults
}

fn elsewhere_faults() -> Vec<String> {
    let known = faasc_cli::codes();
    let mut faults: Vec<String> = elsewhere::CODES
        .iter()
        .filter(|id| known.iter().all(|code| code.id != **id))
        .map(|id| format!("{id} is in the list of tests/book/elsewhere.rs and is no code"))
        .collect();
    if elsewhere::CODES.len() > elsewhere::MOST {
        faults.push(format!(
            "{} codes have no example, the most is {}",
            elsewhere::CODES.len(),
            elsewhere::MOST
        ));
    }
    faults
}
