//! Topics, and the subscriptions of the functions that read them.

use faasc_artifacts::hcl::{Body, Expression};
use faasc_facts::Need;
use faasc_model::{DeadLetter, Event, EventId, NodeId, NodeRef, Producer};
use faasc_plan::Subscription;

use super::filter;
use super::held::Held;
use super::scope::Scope;
use super::statement::{admit, condition, policy, service};
use crate::label::label;
use crate::module::Sort;

impl<'p> Scope<'p> {
    /// Emits the topic of an event.
    pub(crate) fn topic(&mut self, id: EventId, event: &Event) {
        let node = NodeRef { deployment: self.plan.id, node: NodeId::Event(id) };
        if !matches!(self.held(node), Held::Made) {
            return;
        }
        let owner = self.owner(event.key_path(), &event.name.value, event.was.as_ref().map(|was| &was.value));
        let name = self.event_name(node, event);
        let mut body = Body::new().with("name", name.clone());
        if event.is_ordered.value {
            body = body.with("fifo_topic", true).with("content_based_deduplication", false);
        }
        // The key of the account for SNS: encryption at rest without a key of one's own. Only who is of the account can
        // use it, so that a topic which others fill goes without.
        if !matches!(event.producer, Some(Producer::By { .. })) {
            body.set("kms_master_key_id", "alias/aws/sns");
        }
        let sort = Sort { file: "events", kind: "aws_sns_topic", role: "", rule: "topic of an event" };
        let address = self.module.resource(&owner, sort, body);
        if event.is_adopted {
            let arn = self.arn("sns", [name.into_part()]);
            self.module.import(&address, arn);
        }
        if let Some(Producer::By { principals, .. }) = &event.producer {
            let arn = format!("{address}.arn");
            let statements: Vec<Expression> =
                principals.iter().map(|who| self.producer(&who.value, Need::SendTopic, &arn)).collect();
            let body = Body::new().with("arn", Expression::reference(arn)).with("policy", policy(statements));
            let sort =
                Sort { file: "events", kind: "aws_sns_topic_policy", role: "", rule: "who may fill a topic" };
            self.module.resource(&owner, sort, body);
        }
    }

    /// Subscribes a function to a topic by a queue of its own; hands back the queue's address.
    pub(crate) fn subscribe(&mut self, reader: Subscription<'p>, event: &Event) -> String {
        let queue = self.subscriber_queue(reader, event);
        let owner = self.function_owner(reader.function);
        let part = owner.part(&format!("triggers.{}", reader.trigger.id));
        let file = Self::file_of(reader.function);
        let topic = self.id_of(reader.node);
        let body = Body::new()
            .with("queue_url", Expression::reference(format!("{queue}.url")))
            .with("policy", policy(vec![self.admit_topic(&queue, topic.clone())]));
        let role = reader.trigger.id.as_str();
        let rule = "permission of a topic to send to its subscriber";
        self.module.resource(&part, Sort { file: &file, kind: "aws_sqs_queue_policy", role, rule }, body);
        let filter = filter::of_topic(&reader.event.delivery);
        let scope = filter.is_some().then_some("MessageBody");
        let body = Body::new()
            .with("topic_arn", topic.clone())
            .with("protocol", "sqs")
            .with("endpoint", Expression::reference(format!("{queue}.arn")))
            .with("raw_message_delivery", true)
            .with_some("filter_policy", filter)
            .with_some("filter_policy_scope", scope)
            .with_some("redrive_policy", self.undelivered(reader, topic));
        let rule = "subscription of a function";
        self.module.resource(
            &part,
            Sort { file: &file, kind: "aws_sns_topic_subscription", role, rule },
            body,
        );
        queue
    }

    /// Lets a topic send to a queue.
    fn admit_topic(&self, queue: &str, topic: Expression) -> Expression {
        let only = condition("ArnEquals", "aws:SourceArn", topic);
        let resource = Expression::reference(format!("{queue}.arn"));
        admit(service("sns"), &self.action_of(Need::ReceiveTopic), resource, Some(only))
    }

    /// Where a message goes that the topic cannot hand to the queue.
    fn undelivered(&mut self, reader: Subscription<'p>, topic: Expression) -> Option<Expression> {
        let DeadLetter::Event(link) = &reader.event.delivery.dead_letter else { return None };
        let event = self.plan.program.event(link.node)?;
        if !matches!(self.held(link.node), Held::Made) {
            return None;
        }
        let label = label(&event.name.value);
        let statement = self.admit_topic(&format!("aws_sqs_queue.{label}"), topic);
        self.senders.entry(label).or_default().push(statement);
        let target = self.id_of(link.node);
        let words = Expression::object([("deadLetterTargetArn", target)]);
        Some(Expression::Call("jsonencode", vec![words]))
    }
}
