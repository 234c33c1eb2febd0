//! How time and memory grow with the size of an app: `cargo bench -p faasc-tests --bench scale`.
//!
//! Generated apps of 1 to 100,000 functions (`FAASC_BENCH=full`; without it to 10,000, with a number to that) are checked and compiled for all
//! three targets by the release binary, beside two floors measured in the same run: the bare YAML scan of the same
//! bytes, and reading the same input and writing the same files. What is expected is printed beside what was measured;
//! nothing is asserted, for machines differ.

mod floor;
mod measure;
mod process;
mod stages;
mod table;

use std::process::ExitCode;

use faasc_tests::folder::Folder;
use faasc_tests::generate;

use measure::{Spread, repeat};
use process::Program;
use table::Row;

/// The seed of all apps: the same sizes are the same bytes everywhere.
const SEED: u64 = 20_261_124;

fn main() -> ExitCode {
    if let Some(code) = process::measure_if_asked() {
        return code;
    }
    let asked = std::env::var("FAASC_BENCH").unwrap_or_default();
    let largest = if asked == "full" { 100_000 } else { asked.parse().unwrap_or(10_000) };
    let sizes = [1, 10, 100, 1_000, 10_000, 100_000].into_iter().filter(|size| *size <= largest);
    let program = match Program::release() {
        Ok(program) => program,
        Err(fault) => {
            table::say(&format!("the release binary cannot be built: {fault}\n"));
            return ExitCode::FAILURE;
        }
    };
    table::say(&format!("seed {SEED}, {}; best and worst of n runs; times in ms\n\n", program.shown()));
    let start_up = repeat(30, || program.run(std::path::Path::new("."), &["--version"]));
    table::start_up(start_up);
    let rows: Vec<Row> = sizes.map(|size| row(size, &program)).collect();
    table::print(&rows);
    ExitCode::SUCCESS
}

/// All measurements of one size.
fn row(functions: usize, program: &Program) -> Row {
    let files = generate::app(functions, SEED);
    let folder = Folder::new("bench");
    for (path, text) in &files {
        folder.write(&format!("app/{path}"), text);
    }
    let runs = match functions {
        0..=100 => 20,
        101..=1_000 => 10,
        1_001..=10_000 => 4,
        _ => 2,
    };
    let at = folder.path();
    let clear = || drop(std::fs::remove_dir_all(at.join("out")));
    let compile = ["compile", "app", "-o", "out"];
    let scan = repeat(runs, || stages::scan(&files));
    let stages = stages::run(&files, runs);
    let check = repeat(runs, || program.run(at, &["check", "app"]));
    let fresh = repeat(runs, || {
        clear();
        program.run(at, &compile)
    });
    let unchanged = repeat(runs, || program.run(at, &compile));
    let written = folder.files("out");
    let floor = repeat(runs, || {
        clear();
        floor::copy(at, &files, &written)
    });
    clear();
    Row {
        functions,
        runs,
        input: files.iter().filter(|(path, _)| path.ends_with(".yaml")).map(|(_, text)| text.len()).sum(),
        output_files: written.len(),
        output: written.values().map(Vec::len).sum(),
        scan,
        stages,
        check,
        fresh,
        unchanged,
        floor,
        check_memory: program.memory(at, &["check", "app"]),
        compile_memory: program.memory(at, &compile),
    }
}

/// A spread of nothing, for what was not measured.
impl Default for Spread {
    fn default() -> Self {
        Self { best: std::time::Duration::MAX, worst: std::time::Duration::ZERO }
    }
}
