//! The shape of the code: which crate may stand on which, what only a few places may touch, how files look.

mod codes;
mod edges;
mod files;
mod words;

use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;

type Claim = fn() -> Result<(), Failed>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let claims: [(&str, Claim); 11] = [
        ("crates_stand_on_those_that_the_list_allows", edges::are_allowed),
        ("no_arrow_points_back", edges::point_one_way),
        ("every_crate_takes_the_lints_of_the_workspace", edges::lints_are_shared),
        ("pure_crates_touch_no_disk_clock_process_environment_or_network", files::are_pure),
        ("every_module_begins_with_a_sentence", files::begin_with_a_sentence),
        ("files_are_short_or_listed", files::are_short),
        ("files_have_the_names_of_one_thing", files::have_good_names),
        ("output_follows_no_hash_order", files::hash_nothing_into_output),
        ("codes_are_unique_and_of_a_family_of_their_crate", codes::are_of_their_family),
        ("every_code_has_the_page_of_its_name_and_every_page_a_code", codes::have_their_pages),
        ("words_that_the_glossary_refuses_do_not_stand_in_code_or_pages", words::are_ours),
    ];
    let trials = claims.into_iter().map(|(name, claim)| Trial::test(name, claim)).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The faults as one failure, where there are any.
pub(crate) fn none(faults: &[String]) -> Result<(), Failed> {
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}
