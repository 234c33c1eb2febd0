//! Clocks: a PingSource for each schedule.

use faasc_model::{Function, FunctionId, Node, ScheduleTrigger, Trigger, TriggerKind};
use faasc_plan::clock::{Dialect, HostClock, clocks};

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
        let hosts = clocks(&clock.schedule.value, &clock.timezone.value, Dialect::PingSource);
        for host in hosts.unwrap_or_default() {
            add(here, id, function, trigger, clock, host, objects);
        }
    }
}

fn add(
    here: &Here<'_>,
    id: FunctionId,
    function: &Function,
    trigger: &Trigger,
    clock: &ScheduleTrigger,
    host: HostClock,
    objects: &mut Objects,
) {
    let key_path = format!("{}.triggers.{}", function.key_path(), trigger.id);
    let name = here.object(Node::Function(function), &trigger.id);
    let metadata = metadata::of_node(here, &name, Node::Function(function), &key_path);
    let data = clock.payload.as_ref().map(|payload| payload.value.to_string());
    let spec = PingSourceSpec {
        schedule: host.expression,
        timezone: host.timezone,
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
