//! How time and memory grow with the size of an app: `cargo bench -p faasc-tests --bench scale`, about three minutes.
//!
//! Generated apps of 1 to 10,000 functions are checked and compiled for all three targets by the release binary, beside
//! two floors measured in the same run: the bare YAML scan of the same bytes, and reading the same input and writing the
//! same files. What is expected is printed beside what was measured; nothing is asserted, for machines differ.
//!
//! `-- --largest N` stops at apps of N functions, or goes on to 100,000 (`-- --largest 100000`, one run, some gigabytes
//! of disk and memory). `FAASC_TESTED=PATH` measures another binary.

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
    let Some(largest) = largest() else {
        table::say("`--largest` takes a number of functions\n");
        return ExitCode::FAILURE;
    };
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
    let rows: Option<Vec<Row>> = sizes.map(|size| row(size, &program)).collect();
    let Some(rows) = rows else { return ExitCode::FAILURE };
    table::print(&rows);
    ExitCode::SUCCESS
}

/// The largest app that is asked for; `None` when that is no number.
fn largest() -> Option<usize> {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--largest").skip(1);
    if std::env::args().any(|argument| argument == "--largest") {
        arguments.next()?.parse().ok()
    } else {
        Some(10_000)
    }
}

/// All measurements of one size; none when the app is refused, for then there is nothing to measure.
fn row(functions: usize, program: &Program) -> Option<Row> {
    let files = generate::app(functions, SEED);
    let folder = Folder::new("bench");
    for (path, text) in &files {
        folder.write(&format!("app/{path}"), text);
    }
    let runs = match functions {
        0..=100 => 10,
        101..=1_000 => 8,
        1_001..=10_000 => 3,
        _ => 1,
    };
    let at = folder.path();
    if !program.accepts(at, &["check", "app"]) {
        table::say(&format!(
            "the generated app of {functions} functions is refused: look with `faasc check`\n"
        ));
        return None;
    }
    let scan = repeat(runs, || stages::scan(&files));
    let stages = stages::run(&files, runs);
    let check = repeat(runs, || program.run(at, &["check", "app"]));
    let compile_memory = program.memory(at, &["compile", "app", "-o", "out"]);
    let written = folder.files("out");
    // Each run has a folder of its own, for some file systems are slow where files have just been removed, and the floor
    // goes along with the compiles, for disks have moods.
    let (mut fresh, mut unchanged, mut floor) = (Spread::default(), Spread::default(), Spread::default());
    for run in 0..runs {
        let out = format!("out-{run}");
        let compile = ["compile", "app", "-o", &out];
        fresh = fresh.with(program.run(at, &compile));
        unchanged = unchanged.with(program.run(at, &compile));
        floor = floor.with(floor::copy(at, &files, &written, &format!("floor-{run}")));
    }
    Some(Row {
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
        compile_memory,
    })
}

/// A spread of nothing, for what was not measured.
impl Default for Spread {
    fn default() -> Self {
        Self { best: std::time::Duration::MAX, worst: std::time::Duration::ZERO }
    }
}
