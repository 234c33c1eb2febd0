//! Which function takes which event.

use faasc_model::{
    DeploymentId, EventTrigger, Function, FunctionId, Id, NodeRef, Program, Trigger, TriggerKind,
};

/// A function, its trigger and the event behind it.
#[derive(Clone, Copy, Debug)]
pub struct Subscription<'p> {
    /// The function's place.
    pub function_id: FunctionId,
    /// The function.
    pub function: &'p Function,
    /// The trigger.
    pub trigger: &'p Trigger,
    /// What the trigger says.
    pub event: &'p EventTrigger,
    /// The event, perhaps of another deployment.
    pub node: NodeRef,
}

/// All subscriptions of a deployment's functions, sorted by function and trigger.
#[must_use]
pub fn subscriptions(program: &Program, id: DeploymentId) -> Vec<Subscription<'_>> {
    let mut found = Vec::new();
    for (index, function) in program.deployment(id).functions.iter().enumerate() {
        for trigger in &function.triggers {
            if let TriggerKind::Event(event) = &trigger.kind {
                let function_id = Id::new(index);
                found.push(Subscription { function_id, function, trigger, event, node: event.event.node });
            }
        }
    }
    found.sort_by(|a, b| {
        (&a.function.name.value, &a.trigger.id).cmp(&(&b.function.name.value, &b.trigger.id))
    });
    found
}
