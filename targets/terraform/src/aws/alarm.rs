//! Alarms: somebody should know when a dead letter holds a message.

use std::collections::BTreeSet;

use faasc_artifacts::hcl::{Body, Expression};
use faasc_model::{DeadLetter, Node, NodeId, NodeRef, Via};
use faasc_plan::{NameKind, Role};

use super::held::Held;
use super::scope::Scope;
use crate::module::Sort;

impl Scope<'_> {
    /// The events that are the dead letter of anything in the deployment.
    fn dead_letters(&self) -> BTreeSet<NodeRef> {
        let deployment = self.deployment();
        let of_triggers = deployment.functions.iter().flat_map(|function| &function.triggers);
        let of_triggers =
            of_triggers.filter_map(|trigger| trigger.kind.delivery()).map(|delivery| &delivery.dead_letter);
        let of_events = deployment.events.iter().filter_map(|event| event.dead_letter.as_ref());
        let linked = of_triggers.chain(of_events).filter_map(|dead_letter| match dead_letter {
            DeadLetter::Event(link) => Some(link.node),
            DeadLetter::Drop(_) => None,
        });
        linked
            .chain(deployment.flows.iter().filter_map(|flow| flow.on_failure.as_ref().map(|link| link.node)))
            .collect()
    }

    /// An alarm for each dead letter that is made at the site.
    pub(crate) fn alarms(&mut self) {
        let dead_letters = self.dead_letters();
        for (id, event) in self.events_here() {
            let node = NodeRef { deployment: self.plan.id, node: NodeId::Event(id) };
            let is_made = matches!(self.held(node), Held::Made);
            if !is_made || event.via.value != Via::Queue || !dead_letters.contains(&node) {
                continue;
            }
            let was = event.was.as_ref().map(|was| &was.value);
            let owner = self.owner(event.key_path(), &event.name.value, was);
            let name = self.part_name(NameKind::AwsAlarm, Node::Event(event), Role::Of("not-empty"));
            let queue = Expression::reference(format!("aws_sqs_queue.{}.name", owner.label));
            let actions = self.site.alarms.as_ref().map(|to| vec![self.fill(&to.value)]);
            let body = Body::new()
                .with("alarm_name", name)
                .with("alarm_description", format!("Messages were given up: {} is not empty", owner.node))
                .with("namespace", "AWS/SQS")
                .with("metric_name", "ApproximateNumberOfMessagesVisible")
                .with("dimensions", Expression::object([("QueueName", queue)]))
                .with("statistic", "Maximum")
                .with("comparison_operator", "GreaterThanThreshold")
                .with("threshold", 0)
                .with("period", 300)
                .with("evaluation_periods", 1)
                .with("treat_missing_data", "notBreaching")
                .with_some("alarm_actions", actions);
            let rule = "alarm of a dead letter";
            let sort = Sort { file: "events", kind: "aws_cloudwatch_metric_alarm", role: "", rule };
            self.module.resource(&owner, sort, body);
        }
        if self.site.alarms.is_none()
            && self.module.entries.iter().any(|entry| entry.address.contains("metric_alarm"))
        {
            self.module.remark("Alarms of dead letters tell nobody until the site says where `alarms` go.");
        }
    }
}
