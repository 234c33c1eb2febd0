//! Filters of messages, as SNS and the mappings of Lambda read them.

use faasc_artifacts::hcl::Expression;
use faasc_model::{Delivery, Filter};
use serde_json::{Map, Value, json};

/// The filter policy of a subscription, matched against the body.
pub(crate) fn of_topic(delivery: &Delivery) -> Option<Expression> {
    encoded(fields(delivery)?)
}

/// The pattern of a mapping, matched against a record of a queue.
pub(crate) fn of_queue(delivery: &Delivery) -> Option<Expression> {
    encoded(json!({ "body": fields(delivery)? }))
}

/// Whether a filter asks about the envelope of a message instead of its body.
pub(crate) fn is_about_envelope(filter: &Filter) -> bool {
    filter.field.value.starts_with("ce-")
}

fn encoded(value: Value) -> Option<Expression> {
    Some(Expression::Call("jsonencode", vec![Expression::from(&value)]))
}

/// The fields that must hold, nested as in the message. Numbers are compared as numbers.
fn fields(delivery: &Delivery) -> Option<Value> {
    let mut filters: Vec<&Filter> = delivery.filter.iter().collect();
    filters.sort_by(|a, b| a.field.value.cmp(&b.field.value));
    let mut root = Map::new();
    for filter in filters {
        let values = filter.values.iter().map(|value| match &value.value {
            Value::Number(number) => json!({ "numeric": ["=", number] }),
            other => other.clone(),
        });
        let mut path: Vec<&str> = filter.field.value.split('.').collect();
        let last = path.pop()?;
        let mut at = &mut root;
        for part in path {
            at = at.entry(part).or_insert_with(|| Value::Object(Map::new())).as_object_mut()?;
        }
        at.insert(last.to_owned(), values.collect());
    }
    (!root.is_empty()).then_some(Value::Object(root))
}
