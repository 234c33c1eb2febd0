//! Event source mappings: Lambda polls a queue and hands messages to a function.

use faasc_artifacts::hcl::{Body, Expression};
use faasc_model::{Concurrency, Via};
use faasc_plan::Subscription;

use super::filter;
use super::scope::Scope;
use crate::module::Sort;

/// What a mapping takes as its ceiling.
const LEAST_AT_ONCE: u64 = 2;
const MOST_AT_ONCE: u64 = 1000;
/// Above this size AWS wants a window.
const MOST_WITHOUT_WINDOW: u64 = 10;

impl<'p> Scope<'p> {
    /// Emits what brings the messages of an event to a function.
    pub(crate) fn consume(&mut self, reader: Subscription<'p>) {
        let Some(event) = self.plan.program.event(reader.node) else { return };
        let is_topic = event.via.value == Via::Topic;
        let source = if is_topic {
            let queue = self.subscribe(reader, event);
            Expression::reference(format!("{queue}.arn"))
        } else {
            self.id_of(reader.node)
        };
        let delivery = &reader.event.delivery;
        let owner = self.function_owner(reader.function);
        let size = delivery.batch.as_ref().map_or(1, |batch| batch.size.value);
        let window = delivery.batch.as_ref().and_then(|batch| batch.window.as_ref());
        let mut window = window.map(|window| window.value.as_secs_up());
        if size > MOST_WITHOUT_WINDOW && window.is_none() {
            window = Some(1);
            self.module.remark(format!(
                "A batch of more than {MOST_WITHOUT_WINDOW} needs a window on AWS: `{}` waits up to one second for it.",
                reader.function.name.value
            ));
        }
        let mut body = Body::new()
            .with("event_source_arn", source)
            .with("function_name", Expression::reference(format!("aws_lambda_function.{}.arn", owner.label)))
            .with("enabled", reader.trigger.is_enabled.value)
            .with("batch_size", size)
            .with_some("maximum_batching_window_in_seconds", window)
            .with("function_response_types", Expression::texts(["ReportBatchItemFailures"]));
        // A topic filters at its subscription, so that what is not wanted is never stored.
        if let (false, Some(pattern)) = (is_topic, filter::of_queue(delivery)) {
            let one = Body::new().with("pattern", pattern);
            body = body.block("filter_criteria", Body::new().block("filter", one));
        }
        // Without it Lambda takes more than the function may run, and what it cannot start counts as an attempt.
        let most = match &delivery.concurrency {
            Some(Concurrency::Total(most) | Concurrency::PerPartition(most)) => Some(most.value),
            None => reader
                .function
                .scale
                .max
                .as_ref()
                .map(|most| most.value)
                .filter(|most| *most >= LEAST_AT_ONCE),
        };
        if let Some(most) = most {
            let most = most.min(MOST_AT_ONCE);
            body = body.block("scaling_config", Body::new().with("maximum_concurrency", most));
        }
        let file = Self::file_of(reader.function);
        let part = owner.part(&format!("triggers.{}", reader.trigger.id));
        let sort = Sort {
            file: &file,
            kind: "aws_lambda_event_source_mapping",
            role: &reader.trigger.id,
            rule: "messages of an event for a function",
        };
        self.module.resource(&part, sort, body);
    }
}
