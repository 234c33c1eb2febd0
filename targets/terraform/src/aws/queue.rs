//! Queues: those of events, those of a topic's subscribers, and those in which messages are dropped.

use faasc_artifacts::hcl::{Body, Expression};
use faasc_facts::{Facts, Limit, Need};
use faasc_model::unit::Duration;
use faasc_model::{DeadLetter, Delivery, Event, EventId, Function, Id, NodeId, NodeRef, Producer, Trigger};
use faasc_plan::{NameKind, Role, Subscription};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::held::{Held, fifo};
use super::scope::Scope;
use super::statement::{admit, condition, policy, principal};
use crate::module::{Owner, Sort};

/// The fact that says how many timeouts of its function a message stays unseen: AWS's own advice, room for throttled
/// batches.
const UNSEEN_TIMES: &str = "aws.lambda.esm.sqs_visibility_vs_timeout";
/// The fact with what a queue has that nobody reads.
const UNSEEN: &str = "aws.sqs.visibility_timeout";
/// The least that a queue keeps a message.
const DROPPED_FOR: u64 = 60;
/// What the queue of a subscriber keeps: as long as any queue of the language, four days.
const SUBSCRIBER_KEEPS: u64 = 4 * 86_400;
/// How many source queues a dead letter can name.
const MOST_SOURCES: usize = 10;

impl<'p> Scope<'p> {
    /// The events that stand at the site, sorted by name.
    pub(crate) fn events_here(&self) -> Vec<(EventId, &'p Event)> {
        let mut found: Vec<_> = self
            .deployment()
            .events
            .iter()
            .enumerate()
            .filter(|(_, event)| event.sites.contains(&self.id))
            .map(|(index, event)| (Id::new(index), event))
            .collect();
        found.sort_by(|(_, a), (_, b)| a.name.value.cmp(&b.name.value));
        found
    }

    /// Emits the queue of an event.
    pub(crate) fn queue(&mut self, id: EventId, event: &Event) {
        let node = NodeRef { deployment: self.plan.id, node: NodeId::Event(id) };
        if !matches!(self.held(node), Held::Made) {
            return;
        }
        let owner = self.owner(event.key_path(), &event.name.value, event.was.as_ref().map(|was| &was.value));
        let name = self.event_name(node, event);
        let mut body =
            queue_body(name.clone(), event.is_ordered.value, event.retention.as_ref().map(|kept| kept.value));
        let reader = self.readers.get(&node).copied();
        match reader {
            Some(reader) => {
                body.set("visibility_timeout_seconds", unseen(reader.function, &reader.event.delivery));
                let arn = Expression::reference(format!("aws_sqs_queue.{}.arn", owner.label));
                let of_reader = self.function_owner(reader.function);
                let redrive = self.redrive(&of_reader, reader, arn, event.is_ordered.value);
                body.set("redrive_policy", redrive);
            }
            None => body.set("visibility_timeout_seconds", figure(UNSEEN, usual)),
        }
        let sort = Sort { file: "events", kind: "aws_sqs_queue", role: "", rule: "queue of an event" };
        let address = self.module.resource(&owner, sort, body);
        if event.is_adopted {
            let account = self.account();
            let url = self.queue_url(Expression::text(self.region()), account, name);
            self.module.import(&address, url);
        }
        if let Some(Producer::By { principals, .. }) = &event.producer {
            for principal in principals {
                let statement = self.producer(&principal.value, Need::SendQueue, &format!("{address}.arn"));
                self.senders.entry(owner.label.clone()).or_default().push(statement);
            }
        }
    }

    /// Lets a principal of the user's fill an event.
    pub(crate) fn producer(&mut self, who: &faasc_model::Template, need: Need, arn: &str) -> Expression {
        let who = self.fill(who);
        let is_service = who.as_text().is_some_and(|text| text.ends_with(".amazonaws.com"));
        let only = is_service.then(|| condition("StringEquals", "aws:SourceAccount", self.account()));
        admit(principal(who), &self.action_of(need), Expression::reference(arn), only)
    }

    /// The queue of a topic's subscriber; hands back its address.
    pub(crate) fn subscriber_queue(&mut self, reader: Subscription<'p>, event: &Event) -> String {
        let owner = self.function_owner(reader.function);
        let part = owner.part(&format!("triggers.{}", reader.trigger.id));
        let name = self.trigger_name(reader.function, reader.trigger, "");
        let is_ordered = event.is_ordered.value;
        let kept = Some(Duration::from_secs(SUBSCRIBER_KEEPS));
        let mut body = queue_body(if is_ordered { fifo(name) } else { name }, is_ordered, kept);
        body.set("visibility_timeout_seconds", unseen(reader.function, &reader.event.delivery));
        let arn = Expression::reference(format!("aws_sqs_queue.{}.arn", owner.label_of(&reader.trigger.id)));
        let redrive = self.redrive(&owner, reader, arn, is_ordered);
        body.set("redrive_policy", redrive);
        let file = Self::file_of(reader.function);
        let rule = "queue of a topic's subscriber";
        self.module.resource(
            &part,
            Sort { file: &file, kind: "aws_sqs_queue", role: &reader.trigger.id, rule },
            body,
        )
    }

    fn trigger_name(&mut self, function: &Function, trigger: &Trigger, end: &str) -> Expression {
        let role = if end.is_empty() { trigger.id.to_string() } else { format!("{}-{end}", trigger.id) };
        self.function_part(NameKind::AwsQueue, function, Role::Of(&role))
    }

    /// Where messages go after their attempts: the dead letter, or for want of "nowhere" a queue that forgets.
    fn redrive(
        &mut self,
        owner: &Owner,
        reader: Subscription<'p>,
        source: Expression,
        is_ordered: bool,
    ) -> Expression {
        let delivery = &reader.event.delivery;
        let target = match &delivery.dead_letter {
            DeadLetter::Event(link) => {
                if let (Held::Made, Some(event)) = (self.held(link.node), self.plan.program.event(link.node))
                {
                    let label = crate::label::label(&event.name.value);
                    self.sources.entry(label).or_default().push(source);
                }
                self.id_of(link.node)
            }
            DeadLetter::Drop(_) => {
                let address = self.dropped(owner, reader, source, is_ordered);
                Expression::reference(format!("{address}.arn"))
            }
        };
        let words = Expression::object([
            ("deadLetterTargetArn", target),
            ("maxReceiveCount", Expression::from(delivery.retry.attempts.value)),
        ]);
        Expression::Call("jsonencode", vec![words])
    }

    fn dropped(
        &mut self,
        owner: &Owner,
        reader: Subscription<'p>,
        source: Expression,
        is_ordered: bool,
    ) -> String {
        let part = owner.part(&format!("triggers.{}.dead_letter", reader.trigger.id));
        let name = self.trigger_name(reader.function, reader.trigger, "dropped");
        let kept = Some(Duration::from_secs(DROPPED_FOR));
        let body = queue_body(if is_ordered { fifo(name) } else { name }, is_ordered, kept);
        let file = Self::file_of(reader.function);
        let role = format!("{}-dropped", reader.trigger.id);
        let rule = "queue in which messages are dropped";
        let address =
            self.module.resource(&part, Sort { file: &file, kind: "aws_sqs_queue", role: &role, rule }, body);
        let sort = Sort { file: &file, kind: "aws_sqs_queue_redrive_allow_policy", role: &role, rule };
        self.module.resource(&part, sort, redrive_allow(&address, vec![source]));
        self.module.remark(format!(
            "SQS drops nothing by itself: what `{}` gives up goes to a queue that keeps it {DROPPED_FOR} seconds and \
             that nobody reads.",
            reader.function.name.value
        ));
        address
    }

    /// Emits who may send and give up to the queues, once all that do are known.
    pub(crate) fn queue_policies(&mut self) {
        for (id, event) in self.events_here() {
            let node = NodeRef { deployment: self.plan.id, node: NodeId::Event(id) };
            if !matches!(self.held(node), Held::Made) {
                continue;
            }
            let owner =
                self.owner(event.key_path(), &event.name.value, event.was.as_ref().map(|was| &was.value));
            let address = format!("aws_sqs_queue.{}", owner.label);
            if let Some(mut statements) = self.senders.remove(&owner.label) {
                statements.dedup();
                let body = Body::new()
                    .with("queue_url", Expression::reference(format!("{address}.url")))
                    .with("policy", policy(statements));
                let rule = "who may send to a queue";
                let sort = Sort { file: "events", kind: "aws_sqs_queue_policy", role: "", rule };
                self.module.resource(&owner, sort, body);
            }
            if let Some(sources) = self.sources.remove(&owner.label) {
                let kind = "aws_sqs_queue_redrive_allow_policy";
                let sort =
                    Sort { file: "events", kind, role: "", rule: "queues that give up to a dead letter" };
                self.module.resource(&owner, sort, redrive_allow(&address, sources));
            }
        }
    }
}

fn redrive_allow(queue: &str, sources: Vec<Expression>) -> Body {
    let words = if sources.len() > MOST_SOURCES {
        Expression::object([("redrivePermission", Expression::text("allowAll"))])
    } else {
        Expression::object([
            ("redrivePermission", Expression::text("byQueue")),
            ("sourceQueueArns", Expression::List(sources)),
        ])
    };
    Body::new()
        .with("queue_url", Expression::reference(format!("{queue}.url")))
        .with("redrive_allow_policy", Expression::Call("jsonencode", vec![words]))
}

/// A figure of a limit; every row that is asked for here is tested to be there.
fn figure(limit: &str, of: impl Fn(&Limit) -> Option<Decimal>) -> u64 {
    Facts::builtin().limit(limit).and_then(|limit| of(&limit)).and_then(|figure| figure.to_u64()).unwrap_or(0)
}

/// What holds where nobody says anything.
fn usual(limit: &Limit) -> Option<Decimal> {
    limit.default.as_ref()?.number()
}

/// Some timeouts and the window, so that no message is handed out twice while its batch is still at work.
fn unseen(function: &Function, delivery: &Delivery) -> u64 {
    let window = delivery.batch.as_ref().and_then(|batch| batch.window.as_ref());
    let window = window.map_or(0, |window| window.value.as_secs_up());
    function.timeout.value.as_secs_up() * figure(UNSEEN_TIMES, Limit::ceiling) + window
}

fn queue_body(name: Expression, is_ordered: bool, kept: Option<Duration>) -> Body {
    let body = Body::new().with("name", name);
    let body = if is_ordered {
        // The sender names group and duplicate; groups do not wait for each other.
        body.with("fifo_queue", true)
            .with("content_based_deduplication", false)
            .with("deduplication_scope", "messageGroup")
            .with("fifo_throughput_limit", "perMessageGroupId")
    } else {
        body
    };
    body.with("sqs_managed_sse_enabled", true)
        .with_some("message_retention_seconds", kept.map(Duration::as_secs_up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_in_the_fact_base() {
        assert_eq!(figure(UNSEEN_TIMES, Limit::ceiling), 6);
        assert_eq!(figure(UNSEEN, usual), 30);
    }
}
