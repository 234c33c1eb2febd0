//! No input makes it panic, hang or use memory without bound: each case is a folder, run through every verb that reads
//! a spec, each run a process of its own within limits of time and memory.

mod bytes;
mod case;
mod files;
mod names;
mod size;
mod stdin;
mod yaml;

use std::process::ExitCode;

use faasc_tests::program::become_faasc;
use libtest_mimic::{Arguments, Trial};

use case::Case;

fn main() -> ExitCode {
    if let Some(code) = become_faasc() {
        return code;
    }
    let arguments = Arguments::from_args();
    let cases = [bytes::cases(), yaml::cases(), files::cases(), names::cases(), size::cases()];
    let mut trials = stdin::trials();
    trials.extend(cases.into_iter().flatten().map(|case: Case| Trial::test(case.name, move || case.hold())));
    libtest_mimic::run(&arguments, trials).exit_code()
}
