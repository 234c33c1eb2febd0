//! A process that is killed while it writes: the next run finishes, and what is there then is what a run that nobody
//! disturbed writes. `FAASC_KILLS` says how often.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use faasc_tests::folder::Folder;
use faasc_tests::generate;
use faasc_tests::program::{Limits, clipped, faasc};
use libtest_mimic::Failed;

use crate::Claim;

pub(crate) fn claims() -> Vec<Claim> {
    vec![Claim { name: "killed_runs_are_finished_by_the_next", cannot: None, hold: killed_at_any_time }]
}

fn count() -> u32 {
    std::env::var("FAASC_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(5)
}

/// Enough functions that most of a run is writing.
fn size() -> usize {
    if count() > 20 { 2_000 } else { 200 }
}

const LIMITS: Limits = Limits { time: Duration::from_secs(120), memory: 2_048 };

fn compile(folder: &Folder, app: &str, out: &str) -> Result<Duration, Failed> {
    let ended = faasc(folder.path(), ["compile", app, "-o", out]).within(LIMITS).run();
    if ended.code == Some(0) {
        Ok(ended.took)
    } else {
        Err(format!("{:?} {}", ended.code, clipped(&ended.err)).into())
    }
}

/// Two versions of an app are written over each other and killed at times that spread over a whole run.
fn killed_at_any_time() -> Result<(), Failed> {
    let folder = Folder::new("kill");
    for (version, seed) in [("one", 1), ("two", 2)] {
        for (path, text) in generate::app(size(), seed) {
            folder.write(&format!("{version}/{path}"), text);
        }
    }
    let mut wanted: BTreeMap<&str, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
    let mut whole = Duration::ZERO;
    for version in ["one", "two"] {
        whole = whole.max(compile(&folder, version, &format!("wanted-{version}"))?);
        wanted.insert(version, folder.files(&format!("wanted-{version}")));
    }
    let mut killed = 0;
    for round in 0..count() {
        let (first, second) = if round % 2 == 0 { ("one", "two") } else { ("two", "one") };
        let streams = Folder::new("streams");
        let mut child = faasc(folder.path(), ["compile", first, "-o", "out"]).within(LIMITS).start(&streams);
        let wait = whole.mul_f64(f64::from(round * 37 % 100) / 90.0);
        let started = Instant::now();
        while started.elapsed() < wait && matches!(child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_micros(200));
        }
        killed += u32::from(matches!(child.try_wait(), Ok(None)));
        let _ = child.kill();
        let _ = child.wait();
        nothing_is_torn(&folder, &wanted).map_err(|fault| format!("round {round}: {fault}"))?;
        // The same version finishes, or the other one.
        let next = if round % 3 == 0 { second } else { first };
        compile(&folder, next, "out")?;
        let check = faasc(folder.path(), ["compile", next, "-o", "out", "--check"]).within(LIMITS).run();
        if check.code != Some(0) {
            return Err(format!(
                "round {round}: {:?} {}{}",
                check.code,
                clipped(&check.out),
                clipped(&check.err)
            )
            .into());
        }
        if wanted.get(next) != Some(&folder.files("out")) {
            return Err(
                format!("round {round}: the folder is another one than that of an undisturbed run").into()
            );
        }
    }
    if killed == 0 { Err(format!("none of {} runs was killed in time", count()).into()) } else { Ok(()) }
}

/// Each file is one of the two versions, as a whole.
fn nothing_is_torn(
    folder: &Folder,
    wanted: &BTreeMap<&str, BTreeMap<String, Vec<u8>>>,
) -> Result<(), String> {
    for (path, bytes) in folder.files("out") {
        let is_ours = path.rsplit('/').next().is_some_and(|name| name.starts_with(".faasc"));
        if !is_ours && !wanted.values().any(|files| files.get(&path) == Some(&bytes)) {
            return Err(format!("`{path}` is torn"));
        }
    }
    Ok(())
}
