//! The values of a cron field as text.

use std::ops::RangeInclusive;

/// How a host writes "every so many, from the first".
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// `*/15`.
    Star,
    /// `0/15`.
    First,
    /// Not at all: the values are listed.
    Listed,
}

/// Fewer than so many values in even steps are listed.
const FEWEST_STEPS: usize = 4;

/// `*`, even steps over the whole range, or numbers and ranges of three and more.
pub(super) fn values(
    bits: u64,
    range: RangeInclusive<u32>,
    step: Step,
    word: impl Fn(u32) -> String,
) -> String {
    let matches: Vec<u32> = range.clone().filter(|value| bits & (1 << value) != 0).collect();
    if matches.len() == range.clone().count() {
        return "*".to_owned();
    }
    if !matches!(step, Step::Listed)
        && let Some(by) = even_step(&matches, &range)
    {
        return match step {
            Step::Star => format!("*/{by}"),
            _ => format!("{}/{by}", range.start()),
        };
    }
    let mut items = Vec::new();
    let mut rest = matches.as_slice();
    while let Some(first) = rest.first().copied() {
        let run = rest.iter().zip(first..).take_while(|(value, expected)| **value == *expected).count();
        let (now, later) = rest.split_at(run);
        match now {
            [from, _, .., to] => items.push(format!("{}-{}", word(*from), word(*to))),
            few => items.extend(few.iter().map(|value| word(*value))),
        }
        rest = later;
    }
    items.join(",")
}

/// The step when `matches` are the whole range in even steps from its first value.
fn even_step(matches: &[u32], range: &RangeInclusive<u32>) -> Option<u32> {
    let [first, second, ..] = matches else { return None };
    let by = second - first;
    let is_even = range.clone().step_by(by as usize).eq(matches.iter().copied());
    (is_even && by > 1 && matches.len() >= FEWEST_STEPS).then_some(by)
}

/// A number as it is.
pub(super) fn number(value: u32) -> String {
    value.to_string()
}

/// The name of a day of the week, so that no reader has to count.
pub(super) fn weekday(value: u32) -> String {
    const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    DAYS[value as usize % DAYS.len()].to_owned()
}
