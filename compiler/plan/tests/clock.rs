//! Random schedules, zones and dialects: what each host does with its translation is what the schedule means, minute
//! by minute over years. The oracle shares nothing with the compiler but the offsets of the zone database.
#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read is a failed test")]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use faasc_model::cron;
use faasc_plan::clock::{Dialect, HostClock, NoWords, clocks, replay};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

/// Seconds of 2026-01-01, and of three years.
const START: i64 = 1_767_225_600;
const YEARS: i64 = 3 * 365 * 86_400;
/// So many firings are compared at most: a schedule of every minute needs no years.
const MOST: usize = 6_000;

const ZONES: &[&str] = &[
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
];

const DIALECTS: [Dialect; 5] =
    [Dialect::EventBridge, Dialect::PingSource, Dialect::CronJob, Dialect::CloudScheduler, Dialect::Ncrontab];

/// What the wall shows.
struct Wall {
    minute: u32,
    hour: u32,
    day: u32,
    month: u32,
    weekday: u32,
}

/// The calendar day of a count of days since 1970, by counting.
fn wall(seconds: i64) -> Wall {
    let days = seconds.div_euclid(86_400);
    let in_day = u32::try_from(seconds.rem_euclid(86_400)).unwrap();
    let (mut year, mut rest) = (1970, days);
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    while rest >= 365 + i64::from(is_leap(year)) {
        rest -= 365 + i64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + i64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if rest < length {
            break;
        }
        rest -= length;
        month += 1;
    }
    Wall {
        minute: in_day / 60 % 60,
        hour: in_day / 3_600,
        day: u32::try_from(rest).unwrap() + 1,
        month,
        weekday: u32::try_from((days + 4).rem_euclid(7)).unwrap(),
    }
}

/// The values that a field names.
fn field(text: &str, least: u32, most: u32, names: &[&str]) -> BTreeSet<u32> {
    let value = |word: &str| {
        let named = names.iter().position(|name| name.eq_ignore_ascii_case(word));
        named.map_or_else(|| word.parse().unwrap(), |at| u32::try_from(at).unwrap() + least)
    };
    let mut found = BTreeSet::new();
    for item in text.split(',') {
        let (span, step) = item.split_once('/').unwrap_or((item, "1"));
        let (from, to) = match span.split_once('-') {
            Some((from, to)) => (value(from), value(to)),
            None if span == "*" => (least, most),
            None => (value(span), value(span)),
        };
        found.extend((from..=to).filter(|at| (at - from) % step.parse::<u32>().unwrap() == 0));
    }
    found
}

/// Unix cron as its manual tells it.
struct Oracle {
    minutes: BTreeSet<u32>,
    hours: BTreeSet<u32>,
    days: BTreeSet<u32>,
    months: BTreeSet<u32>,
    weekdays: BTreeSet<u32>,
    has_star: bool,
}

impl Oracle {
    fn of(text: &str) -> Self {
        let fields: Vec<&str> = text.split(' ').collect();
        let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
        let days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
        Self {
            minutes: field(fields[0], 0, 59, &[]),
            hours: field(fields[1], 0, 23, &[]),
            days: field(fields[2], 1, 31, &[]),
            months: field(fields[3], 1, 12, &months),
            weekdays: field(fields[4], 0, 6, &days).into_iter().map(|day| day % 7).collect(),
            has_star: fields[2].starts_with('*') || fields[4].starts_with('*'),
        }
    }

    fn has_hour(&self, wall: &Wall) -> bool {
        let (day, weekday) = (self.days.contains(&wall.day), self.weekdays.contains(&wall.weekday));
        self.hours.contains(&wall.hour)
            && self.months.contains(&wall.month)
            && if self.has_star { day && weekday } else { day || weekday }
    }

    /// Whether both day fields must hold and both say something.
    fn needs_both(&self) -> bool {
        self.has_star && self.days.len() < 31 && self.weekdays.len() < 7
    }
}

/// Whether a time that the wall shows a second time fires again.
#[derive(Clone, Copy, PartialEq)]
enum Again {
    Yes,
    No,
}

/// A quarter of an hour; no zone of today changes within one.
struct Quarter {
    start: i64,
    wall: Wall,
    /// Whether the wall showed it before.
    came: bool,
}

/// All quarters of the years, made once a zone.
fn quarters(name: &'static str) -> &'static [Quarter] {
    static KNOWN: [OnceLock<Vec<Quarter>>; ZONES.len()] = [const { OnceLock::new() }; ZONES.len()];
    let at = ZONES.iter().position(|zone| *zone == name).unwrap();
    KNOWN[at].get_or_init(|| {
        let zone = TimeZone::get(name).unwrap();
        let offset = |at: i64| i64::from(zone.to_offset(Timestamp::from_second(at).unwrap()).seconds());
        let all: Vec<i64> = (START - 8 * 900..START + YEARS).step_by(900).map(offset).collect();
        let quarter = |index: usize| {
            let start = START + i64::try_from(index).unwrap() * 900 - 8 * 900;
            let came = (1..=8_usize)
                .any(|back| all[index - back] - all[index] == 900 * i64::try_from(back).unwrap());
            Quarter { start, wall: wall(start + all[index]), came }
        };
        (8..all.len()).map(quarter).collect()
    })
}

/// The firings after `from`, minute by minute.
fn brute(oracle: &Oracle, zone: &'static str, from: i64, again: Again) -> Vec<i64> {
    let mut found = Vec::new();
    let first = usize::try_from((from - START) / 900).unwrap();
    for quarter in &quarters(zone)[first..] {
        if (quarter.came && again == Again::No) || !oracle.has_hour(&quarter.wall) {
            continue;
        }
        let minutes = (0..15).filter(|more| oracle.minutes.contains(&(quarter.wall.minute + more)));
        let all = minutes.map(|more| quarter.start + i64::from(more) * 60).filter(|minute| *minute > from);
        found.extend(all);
        if found.len() > MOST {
            break;
        }
    }
    found.truncate(MOST);
    found
}

fn seconds(all: impl Iterator<Item = Timestamp>) -> Vec<i64> {
    all.map(Timestamp::as_second).take_while(|at| *at < START + YEARS).take(MOST).collect()
}

/// What the clocks of a host do together.
fn played(dialect: Dialect, clocks: &[HostClock], from: i64) -> Vec<i64> {
    let from = Timestamp::from_second(from).unwrap();
    let all: BTreeSet<i64> =
        clocks.iter().flat_map(|clock| seconds(replay(dialect, clock, from).unwrap())).collect();
    all.into_iter().take(MOST).collect()
}

/// The fields of a random schedule, with what is awkward more often than chance would have it.
fn schedule() -> impl Strategy<Value = String> {
    let minute = prop_oneof![
        4 => (0..60_u32).prop_map(|at| at.to_string()),
        1 => Just("*".to_owned()),
        2 => (2..31_u32).prop_map(|step| format!("*/{step}")),
        2 => (0..30_u32, 0..30_u32).prop_map(|(from, more)| format!("{from}-{}", from + more)),
        2 => (0..20_u32, 1..9_u32).prop_map(|(from, step)| format!("{from}-59/{step}")),
        1 => (0..60_u32, 0..60_u32).prop_map(|(a, b)| format!("{a},{b}")),
    ];
    let hour = prop_oneof![
        4 => (0..5_u32).prop_map(|at| at.to_string()),
        2 => (0..24_u32).prop_map(|at| at.to_string()),
        2 => Just("*".to_owned()),
        2 => (2..13_u32).prop_map(|step| format!("*/{step}")),
        2 => (0..12_u32, 0..12_u32).prop_map(|(from, more)| format!("{from}-{}", from + more)),
    ];
    let day = prop_oneof![
        5 => Just("*".to_owned()),
        2 => (1..32_u32).prop_map(|at| at.to_string()),
        1 => (2..16_u32).prop_map(|step| format!("*/{step}")),
        1 => Just("1-31".to_owned()),
        1 => (1..16_u32, 0..16_u32).prop_map(|(from, more)| format!("{from}-{}", from + more)),
    ];
    let month = prop_oneof![
        5 => Just("*".to_owned()),
        1 => (1..13_u32).prop_map(|at| at.to_string()),
        1 => Just("MAR,OCT".to_owned()),
        1 => Just("*/2".to_owned()),
    ];
    let weekday = prop_oneof![
        4 => Just("*".to_owned()),
        2 => (0..8_u32).prop_map(|at| at.to_string()),
        2 => Just("MON-FRI".to_owned()),
        1 => Just("sun".to_owned()),
        1 => Just("5-7".to_owned()),
        1 => Just("*/2".to_owned()),
        1 => Just("0-6".to_owned()),
    ];
    (minute, hour, day, month, weekday).prop_map(|(a, b, c, d, e)| format!("{a} {b} {c} {d} {e}"))
}

/// Where two lists part, for a message that can be read.
fn first_difference(a: &[i64], b: &[i64]) -> Option<String> {
    let most = a.len().min(b.len());
    let at = (0..most).find(|at| a[*at] != b[*at]).or((a.len() != b.len()).then_some(most))?;
    let shown = |list: &[i64]| {
        list.get(at).map_or("nothing".to_owned(), |at| Timestamp::from_second(*at).unwrap().to_string())
    };
    Some(format!("{} against {}", shown(a), shown(b)))
}

/// `PROPTEST_CASES=2000` asks for more than every run can wait for.
fn cases() -> u32 {
    if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { 20 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_host_fires_when_the_schedule_does(
        text in schedule(),
        zone in proptest::sample::select(ZONES),
        back in 0..(365 * 1_440_i64),
    ) {
        let from = START + back * 60;
        let (oracle, schedule) = (Oracle::of(&text), cron::parse(&text).unwrap());
        let named = TimeZone::get(zone).unwrap();
        let is_hourly = oracle.hours.len() == 24;
        let wanted = brute(&oracle, zone, from, if is_hourly { Again::Yes } else { Again::No });

        let read_in = TimeZone::get(schedule.zone_of(zone, &named)).unwrap();
        let found = seconds(schedule.firings(&read_in, Timestamp::from_second(from).unwrap()));
        prop_assert_eq!(first_difference(&found, &wanted), None, "source: {} in {}", text, zone);

        let is_same_in_utc = brute(&oracle, "UTC", from, Again::Yes) == brute(&oracle, zone, from, Again::Yes);
        for dialect in DIALECTS {
            let made = match clocks(&schedule, zone, dialect) {
                Ok(made) => made,
                Err(NoWords::BothDays) => {
                    prop_assert!(oracle.needs_both() && dialect != Dialect::Ncrontab, "{} {:?}", text, dialect);
                    continue;
                }
                Err(NoWords::Zone) => {
                    prop_assert!(dialect == Dialect::Ncrontab && zone != "UTC");
                    continue;
                }
                Err(why) => {
                    prop_assert!(false, "{} {:?}: {}", text, dialect, why);
                    continue;
                }
            };
            prop_assert!(made.iter().all(|clock| clock.expression.len() <= 256));
            let again = if dialect == Dialect::EventBridge && !is_same_in_utc { Again::No } else { Again::Yes };
            let wanted = brute(&oracle, zone, from, again);
            let found = played(dialect, &made, from);
            prop_assert_eq!(
                first_difference(&found, &wanted), None, "{:?}: {} in {} as {:?}", dialect, text, zone, made
            );
        }
    }

    #[test]
    fn an_interval_is_the_same_everywhere(minutes in 1..3_000_u32, from in 0..1_000_000_i64) {
        let from = START + from * 60;
        let schedule = cron::parse(&format!("every {minutes}m")).unwrap();
        let step = i64::from(minutes) * 60;
        let divides = 3_600 % step == 0 || 86_400 % step == 0 && step % 3_600 == 0;
        let first = if divides { (from / step + 1) * step } else { from + step };
        let wanted: Vec<i64> = (0..200).map(|at| first + at * step).collect();
        let zone = TimeZone::get(schedule.zone_of("Europe/Berlin", &TimeZone::UTC)).unwrap();
        let found = schedule.firings(&zone, Timestamp::from_second(from).unwrap());
        prop_assert_eq!(found.take(200).map(Timestamp::as_second).collect::<Vec<_>>(), wanted.clone());
        for dialect in DIALECTS {
            match clocks(&schedule, "Europe/Berlin", dialect) {
                Ok(made) => {
                    let found: Vec<i64> = replay(dialect, &made[0], Timestamp::from_second(from).unwrap())
                        .unwrap()
                        .take(200)
                        .map(Timestamp::as_second)
                        .collect();
                    prop_assert_eq!(&found, &wanted, "{:?} {:?}", dialect, made);
                }
                Err(why) => prop_assert!(!divides && why == NoWords::Interval, "{} {:?} {}", minutes, dialect, why),
            }
        }
    }
}
