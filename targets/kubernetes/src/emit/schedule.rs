//! Clocks: a PingSource for each schedule.

use faasc_model::cron::Field;
use faasc_model::{Function, FunctionId, Node, Schedule, ScheduleTrigger, Trigger, TriggerKind};

use crate::crd::{Custom, Destination, PingSourceSpec};
use crate::here::Here;
use crate::metadata;
use crate::object::Objects;

/// Adds the clocks of a function.
pub(crate) fn emit(here: &Here<'_>, id: FunctionId, function: &Function, objects: &mut Objects) {
    let mut triggers: Vec<_> = function.triggers.iter().filter(|trigger| trigger.is_enabled.value).collect();
    triggers.sort_by(|a, b| a.id.cmp(&b.id));
    for (trigger, clock) in triggers.into_iter().filter_map(|trigger| match &trigger.kind {
        TriggerKind::Schedule(clock) => Some((trigger, clock)),
        _ => None,
    }) {
        if let Ok(schedule) = expression(&clock.schedule.value) {
            add(here, id, function, trigger, clock, schedule, objects);
        }
    }
}

fn add(
    here: &Here<'_>,
    id: FunctionId,
    function: &Function,
    trigger: &Trigger,
    clock: &ScheduleTrigger,
    schedule: String,
    objects: &mut Objects,
) {
    let key_path = format!("{}.triggers.{}", function.key_path(), trigger.id);
    let name = here.object(Node::Function(function), &trigger.id);
    let metadata = metadata::of_node(here, &name, Node::Function(function), &key_path);
    let data = clock.payload.as_ref().map(|payload| payload.value.to_string());
    let spec = PingSourceSpec {
        schedule,
        timezone: clock.timezone.value.clone(),
        content_type: data.is_some().then_some("application/json"),
        data,
        sink: Destination { r#ref: here.service_reference(id) },
    };
    objects.add(
        "events.yaml",
        &Custom::new(metadata, spec),
        &function.key_path(),
        &key_path,
        "clock of a function",
    );
}

/// A schedule in the dialect of PingSource (robfig/cron, five fields), or why it has none.
pub(crate) fn expression(schedule: &Schedule) -> Result<String, String> {
    match schedule {
        Schedule::Every { minutes, .. } => every(*minutes),
        Schedule::Cron { minute, hour, day, month, weekday } => {
            // Unix joins the two day fields by `and` when one begins with `*`; robfig only when one is `*` itself.
            let is_stepped = |field: &Field| field.is_star && field.bits != all(field, day);
            let both = day.text != "*" && weekday.text != "*";
            if both && (is_stepped(day) || is_stepped(weekday)) {
                return Err(
                    "a step over all days beside another day field, which Knative joins by `or`".to_owned()
                );
            }
            let weekday = if weekday.text.contains('7') { days(weekday.bits) } else { weekday.text.clone() };
            Ok(format!("{} {} {} {} {weekday}", minute.text, hour.text, day.text, month.text))
        }
    }
}

/// The bits of a field that holds every day, of the month or of the week.
fn all(field: &Field, day: &Field) -> u64 {
    if std::ptr::eq(field, day) { 0xFFFF_FFFE } else { 0x7F }
}

fn every(minutes: u32) -> Result<String, String> {
    match minutes {
        1 => Ok("* * * * *".to_owned()),
        2..60 if 60 % minutes == 0 => Ok(format!("*/{minutes} * * * *")),
        60 => Ok("0 * * * *".to_owned()),
        61..1_440 if minutes.is_multiple_of(60) && 24 % (minutes / 60) == 0 => {
            Ok(format!("0 */{} * * *", minutes / 60))
        }
        1_440 => Ok("0 0 * * *".to_owned()),
        _ => Err(format!("`every {minutes}m`, which does not divide an hour or a day evenly")),
    }
}

/// Days of the week as a list: robfig knows Sunday as 0 alone.
fn days(bits: u64) -> String {
    (0..7).filter(|day| bits & (1 << day) != 0).map(|day| day.to_string()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        expression(&faasc_model::cron::parse(text).unwrap())
    }

    #[test]
    fn schedules_mean_the_same_in_knative() {
        for (text, expected) in [
            ("30 4 * * *", "30 4 * * *"),
            ("*/15 0-6/2 1,15 jan-MAR mon-fri", "*/15 0-6/2 1,15 JAN-MAR MON-FRI"),
            ("0 0 * * 7", "0 0 * * 0"),
            ("0 0 * * 5-7", "0 0 * * 0,5,6"),
            ("0 0 */2 * *", "0 0 */2 * *"),
            ("0 0 */1 * 1", "0 0 */1 * 1"),
            ("every 1m", "* * * * *"),
            ("every 15m", "*/15 * * * *"),
            ("every 1h", "0 * * * *"),
            ("every 6h", "0 */6 * * *"),
            ("every 1d", "0 0 * * *"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_knative_would_read_otherwise_is_refused() {
        for text in ["every 7m", "every 90m", "every 5h", "every 2d", "0 0 */2 * 1", "0 0 1 * */2"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
