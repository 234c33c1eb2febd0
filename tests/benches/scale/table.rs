//! The figures as people read them, each beside what is expected.

use std::io::Write as _;

use crate::measure::Spread;
use crate::stages::Stages;

const MIB: f64 = 1_048_576.0;

/// All measurements of one size.
pub(crate) struct Row {
    pub(crate) functions: usize,
    pub(crate) runs: usize,
    pub(crate) input: usize,
    pub(crate) output_files: usize,
    pub(crate) output: usize,
    pub(crate) scan: Spread,
    pub(crate) stages: Stages,
    pub(crate) check: Spread,
    pub(crate) fresh: Spread,
    pub(crate) unchanged: Spread,
    pub(crate) floor: Spread,
    pub(crate) check_memory: u64,
    pub(crate) compile_memory: u64,
}

impl Row {
    /// Lowering and rules in process, without the start of one.
    fn in_process(&self) -> f64 {
        self.stages.lower.best_ms() + self.stages.check.best_ms()
    }
}

/// Writes to standard output; when nobody reads it there is nobody to tell.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

pub(crate) fn start_up(spread: Spread) {
    say(&format!("faasc --version       {}   {}\n\n", shown(spread), verdict(spread.best_ms(), 3.0, "ms")));
}

/// `best–worst`.
fn shown(spread: Spread) -> String {
    format!("{:>9.2} –{:>9.2}", spread.best_ms(), spread.worst_ms())
}

/// Whether `is` keeps to `wanted`.
fn verdict(is: f64, wanted: f64, unit: &str) -> String {
    let word = if is <= wanted { "held" } else { "MISSED" };
    format!("expected at most {wanted:.2} {unit}: {word}")
}

pub(crate) fn print(rows: &[Row]) {
    for row in rows {
        one(row);
    }
    if let [.., before, last] = rows {
        let per_function = |row: &Row| row.fresh.best_ms() / row.functions as f64;
        let growth = per_function(last) / per_function(before);
        say(&format!(
            "a function of {} costs {growth:.2} times what one of {} does; {}\n",
            last.functions,
            before.functions,
            verdict(growth, 1.5, "times, linear")
        ));
    }
}

fn one(row: &Row) {
    let scan = row.scan.best_ms();
    let times = |spread: Spread| format!("{:>6.2} × scan", spread.best_ms() / scan);
    say(&format!(
        "{} functions: {:.2} MiB in, {} files of {:.2} MiB out, {} runs\n",
        row.functions,
        row.input as f64 / MIB,
        row.output_files,
        row.output as f64 / MIB,
        row.runs
    ));
    say(&format!("  bare YAML scan      {}\n", shown(row.scan)));
    say(&format!("  parse               {}   {}\n", shown(row.stages.parse), times(row.stages.parse)));
    say(&format!("  lower, with parse   {}   {}\n", shown(row.stages.lower), times(row.stages.lower)));
    say(&format!("  rules and laws      {}   {}\n", shown(row.stages.check), times(row.stages.check)));
    let laws = match row.functions {
        1_000 => verdict(row.stages.residency.best_ms(), 15.0, "ms"),
        10_000 => verdict(row.stages.residency.best_ms(), 150.0, "ms"),
        _ => String::new(),
    };
    say(&format!("  laws alone          {}   {laws}\n", shown(row.stages.residency)));
    say(&format!(
        "  check in process    {:>9.2}              {:>6.2} × scan   {}\n",
        row.in_process(),
        row.in_process() / scan,
        if row.functions == 1_000 { verdict(row.in_process() / scan, 4.0, "× scan") } else { String::new() }
    ));
    say(&format!("  faasc check         {}   {}\n", shown(row.check), times(row.check)));
    let wanted = 2.0 * row.floor.best_ms() + row.check.best_ms();
    say(&format!("  reading and writing {}   the floor\n", shown(row.floor)));
    say(&format!(
        "  faasc compile       {}   {}{}\n",
        shown(row.fresh),
        verdict(row.fresh.best_ms(), wanted, "ms (2 × floor + check)"),
        about(row)
    ));
    say(&format!(
        "  unchanged           {}   {:>6.2} × fresh\n",
        shown(row.unchanged),
        row.unchanged.best_ms() / row.fresh.best_ms()
    ));
    let memory = |bytes: u64| bytes as f64 / MIB;
    say(&format!(
        "  peak memory         {:>6.1} MiB check, {:.1} MiB compile   {}\n\n",
        memory(row.check_memory),
        memory(row.compile_memory),
        if row.functions == 1_000 {
            verdict(memory(row.compile_memory) * MIB / 1e6, 100.0, "MB")
        } else {
            String::new()
        }
    ));
}

/// What the specification says about whole compiles, on a disk that allows it.
fn about(row: &Row) -> String {
    let about = match row.functions {
        1 => 10.0,
        10 => 12.0,
        100 => 25.0,
        1_000 => 150.0,
        _ => return String::new(),
    };
    format!("; about {about:.0} ms: {}", if row.fresh.best_ms() <= about { "held" } else { "MISSED" })
}
