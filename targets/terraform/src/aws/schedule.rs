//! Schedules: EventBridge Scheduler starts the function under a role that may do nothing else.

use faasc_artifacts::hcl::{Body, Expression};
use faasc_facts::Need;
use faasc_model::{Contract, Function, ScheduleTrigger, Trigger};
use faasc_plan::clock::{Dialect, clocks};
use faasc_plan::{NameKind, Role};
use serde_json::{Value, json};

use super::scope::Scope;
use super::statement::{allow, assume, policy};
use crate::module::{Owner, Sort};

/// What Scheduler does by itself, written out: a day of attempts until Lambda has taken the tick.
const MOST_AGE: u64 = 86_400;
const MOST_ATTEMPTS: u64 = 185;

impl Scope<'_> {
    /// Emits a schedule and what it needs.
    pub(crate) fn schedule(
        &mut self,
        owner: &Owner,
        function: &Function,
        trigger: &Trigger,
        clock: &ScheduleTrigger,
    ) {
        let Ok(clocks) = clocks(&clock.schedule.value, &clock.timezone.value, Dialect::EventBridge) else {
            return;
        };
        let file = Self::file_of(function);
        let group = self.schedule_group();
        let role = self.scheduler_role(owner, function, &file, &group);
        let part = owner.part(&format!("triggers.{}", trigger.id));
        let lambda = format!("aws_lambda_function.{}", owner.label);
        if clocks.len() > 1 {
            self.module.remark(format!(
                "The schedule `{}` of `{}` is two on AWS, one by day and one by weekday; on a day that is both, both \
                 fire, with one CloudEvent id.",
                clock.schedule.value, function.name.value
            ));
        }
        for host in clocks {
            let words = match host.part {
                None => trigger.id.to_string(),
                Some(part) => format!("{}-{part}", trigger.id),
            };
            let name = self.function_part(NameKind::AwsSchedule, function, Role::Of(&words));
            let retry = Body::new()
                .with("maximum_event_age_in_seconds", MOST_AGE)
                .with("maximum_retry_attempts", MOST_ATTEMPTS);
            let target = Body::new()
                .with("arn", Expression::reference(format!("{lambda}.arn")))
                .with("role_arn", Expression::reference(format!("{role}.arn")))
                .with_some("input", self.input_of(function, trigger, clock))
                .block("retry_policy", retry);
            let body = Body::new()
                .with("name", name)
                .with("group_name", Expression::reference(format!("{group}.name")))
                .with("schedule_expression", host.expression)
                .with("schedule_expression_timezone", host.timezone)
                .with("state", if trigger.is_enabled.value { "ENABLED" } else { "DISABLED" })
                .block("flexible_time_window", Body::new().with("mode", "OFF"))
                .block("target", target);
            let sort = Sort { file: &file, kind: "aws_scheduler_schedule", role: &words, rule: "schedule" };
            self.module.resource(&part, sort, body);
        }
    }

    /// What a tick brings: a CloudEvent for the bridge of a portable function, the payload alone for AWS's own handler.
    /// Written as it is, since Scheduler puts its values in for `<aws.…>` and an encoder of JSON would spell out the `<`.
    fn input_of(
        &self,
        function: &Function,
        trigger: &Trigger,
        clock: &ScheduleTrigger,
    ) -> Option<Expression> {
        let payload = clock.payload.as_ref().map(|payload| &payload.value);
        if function.contract.value != Contract::Portable {
            return payload.map(|payload| Expression::text(payload.to_string()));
        }
        let deployment = self.deployment();
        let mut event = json!({
            "specversion": "1.0",
            "id": format!("{}.{}.<aws.scheduler.scheduled-time>", function.name.value, trigger.id),
            "source": format!("/{}/{}/functions/{}", deployment.app, deployment.environment, function.name.value),
            "type": format!("{}.schedule", deployment.app),
            "subject": trigger.id.to_string(),
            "time": "<aws.scheduler.scheduled-time>",
        });
        if let (Value::Object(event), Some(payload)) = (&mut event, payload) {
            event.insert("datacontenttype".to_owned(), Value::from("application/json"));
            event.insert("data".to_owned(), payload.clone());
        }
        Some(Expression::text(event.to_string()))
    }

    /// The group of the app's schedules, made once.
    fn schedule_group(&mut self) -> String {
        let address = "aws_scheduler_schedule_group.app".to_owned();
        if !self.module.has(&address) {
            let name = self.plan.name(NameKind::AwsSchedule, "", Role::Itself, self.id);
            let name = self.spelled(name);
            let owner = self.shared();
            let sort = Sort {
                file: "events",
                kind: "aws_scheduler_schedule_group",
                role: "",
                rule: "group of the app's schedules",
            };
            self.module.resource(&owner, sort, Body::new().with("name", name));
        }
        address
    }

    /// The role under which Scheduler starts a function, made once.
    fn scheduler_role(&mut self, owner: &Owner, function: &Function, file: &str, group: &str) -> String {
        let address = format!("aws_iam_role.{}", owner.label_of("scheduler"));
        if self.module.has(&address) {
            return address;
        }
        let account = self.account();
        let only = Expression::object([(
            "StringEquals",
            Expression::object([
                ("aws:SourceAccount", account),
                ("aws:SourceArn", Expression::reference(format!("{group}.arn"))),
            ]),
        )]);
        let name = self.function_part(NameKind::AwsRole, function, Role::Of("scheduler"));
        let body = self.role_body(name, assume("scheduler", Some(only)), None);
        let rule = "identity of a function's schedules";
        self.module.resource(owner, Sort { file, kind: "aws_iam_role", role: "scheduler", rule }, body);
        let lambda = Expression::reference(format!("aws_lambda_function.{}.arn", owner.label));
        let body = Body::new()
            .with("name", "start")
            .with("role", Expression::reference(format!("{address}.id")))
            .with("policy", policy(vec![allow(&self.actions_of(Need::StartSchedule), vec![lambda])]));
        let rule = "grant of a function's schedules";
        self.module.resource(
            owner,
            Sort { file, kind: "aws_iam_role_policy", role: "scheduler", rule },
            body,
        );
        address
    }
}
