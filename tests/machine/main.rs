//! What the machine does to a run: what may not be read or written, a disk that is full, a process that is killed,
//! and bytes that nobody chose. What this machine cannot show is skipped, with the reason in the name.

mod chance;
mod disk;
mod kill;
mod permission;

use std::process::ExitCode;

use faasc_tests::program::become_faasc;
use libtest_mimic::{Arguments, Failed, Trial};

/// A claim, and why it cannot be tried here.
pub(crate) struct Claim {
    pub(crate) name: &'static str,
    pub(crate) cannot: Option<String>,
    pub(crate) hold: fn() -> Result<(), Failed>,
}

impl Claim {
    fn trial(self) -> Trial {
        match self.cannot {
            None => Trial::test(self.name, self.hold),
            Some(reason) => Trial::test(self.name, self.hold)
                .with_kind(format!("skipped: {reason}"))
                .with_ignored_flag(true),
        }
    }
}

fn main() -> ExitCode {
    if let Some(code) = become_faasc() {
        return code;
    }
    let arguments = Arguments::from_args();
    let claims = [permission::claims(), disk::claims(), kill::claims(), chance::claims()];
    libtest_mimic::run(&arguments, claims.into_iter().flatten().map(Claim::trial).collect()).exit_code()
}

/// Why something that takes root cannot be done, if so.
pub(crate) fn needs_root() -> Option<String> {
    let output = std::process::Command::new("id").arg("-u").output();
    match output {
        Ok(output) if output.stdout.trim_ascii() == b"0" => None,
        Ok(_) => Some("not root".to_owned()),
        Err(_) => Some("no program `id`".to_owned()),
    }
}
