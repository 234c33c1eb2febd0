//! What comes by standard input.

use faasc_tests::folder::Folder;
use faasc_tests::program::{Limits, clipped, faasc};
use libtest_mimic::{Failed, Trial};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("standard_input_of_a_hundred_megabytes", || says(vec![b'#'; 100_000_000], "F0131")),
        Trial::test("standard_input_that_is_binary", || says(vec![0xff; 1_000], "F0101")),
        Trial::test("standard_input_that_is_empty", || says(Vec::new(), "F0133")),
    ]
}

fn says(bytes: Vec<u8>, code: &str) -> Result<(), Failed> {
    let folder = Folder::new("stdin");
    let limits = Limits { memory: 64, ..Limits::default() };
    let ended = faasc(folder.path(), ["check", "-"]).stdin(bytes).within(limits).run();
    ended.is_orderly()?;
    if ended.code == Some(1) && ended.out.contains(code) {
        Ok(())
    } else {
        Err(format!("{code} is not said: {:?} {}{}", ended.code, clipped(&ended.out), clipped(&ended.err))
            .into())
    }
}
