//! Names, labels and annotations of emitted objects.

use std::collections::BTreeMap;

use faasc_model::{Expiry, Node};
use faasc_source::Spanned;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::here::Here;

/// The annotation with the key path of the node that an object serves.
pub(crate) const NODE: &str = "faasc.dev/node";
/// The annotation with who answers for it.
const OWNER: &str = "faasc.dev/owner";
/// The annotation with what it is for.
const DESCRIPTION: &str = "faasc.dev/description";
/// The label with the last day of an environment.
const EXPIRES: &str = "faasc.dev/expires";
/// The label with the age at which an environment goes.
const EXPIRES_AFTER: &str = "faasc.dev/expires-after";

type Texts = BTreeMap<String, String>;

/// The metadata of an object named `name` that serves `node`, made from `key_path`.
pub(crate) fn of_node(here: &Here<'_>, name: &str, node: Node<'_>, key_path: &str) -> ObjectMeta {
    let mut found = of_deployment(here, name, &node.name().value, key_path);
    if let Node::Function(function) = node {
        let (mut labels, mut annotations) = (Texts::new(), Texts::new());
        add_user_labels(&function.labels, &mut labels, &mut annotations);
        add_text(OWNER, function.owner.as_ref(), &mut annotations);
        add_text(DESCRIPTION, function.description.as_ref(), &mut annotations);
        found.labels.get_or_insert_default().extend(labels);
        found.annotations.get_or_insert_default().extend(annotations);
    }
    found
}

/// The metadata of an object that serves the whole deployment.
pub(crate) fn of_deployment(here: &Here<'_>, name: &str, of: &str, key_path: &str) -> ObjectMeta {
    let deployment = here.plan.deployment;
    let namespace = here.namespace();
    let (mut labels, mut annotations) = (Texts::new(), Texts::new());
    add_user_labels(&deployment.labels, &mut labels, &mut annotations);
    add_text(OWNER, deployment.owner.as_ref(), &mut annotations);
    // A label holds 63 characters, a name of the language up to 100.
    let of = if of.len() <= 63 { of } else { name };
    for (key, value) in [
        ("app.kubernetes.io/name", of),
        ("app.kubernetes.io/instance", &namespace),
        ("app.kubernetes.io/part-of", &deployment.app),
        ("app.kubernetes.io/managed-by", "faasc"),
    ] {
        labels.insert(key.to_owned(), value.to_owned());
    }
    match &deployment.expires {
        Some(Expiry::After(age)) => {
            labels.insert(EXPIRES_AFTER.to_owned(), age.value.to_string());
        }
        Some(Expiry::On(day)) => {
            labels.insert(EXPIRES.to_owned(), day.value.to_string());
        }
        None => {}
    }
    annotations.insert(NODE.to_owned(), key_path.to_owned());
    ObjectMeta {
        name: Some(name.to_owned()),
        namespace: Some(namespace),
        labels: Some(labels),
        annotations: Some(annotations),
        ..ObjectMeta::default()
    }
}

fn add_text(key: &str, text: Option<&Spanned<String>>, annotations: &mut Texts) {
    if let Some(text) = text {
        annotations.insert(key.to_owned(), text.value.clone());
    }
}

/// A label of the user's whose value no label can hold becomes an annotation of the same key.
fn add_user_labels(user: &[(Spanned<String>, Spanned<String>)], labels: &mut Texts, annotations: &mut Texts) {
    for (key, value) in user {
        let place = if is_label_value(&value.value) { &mut *labels } else { &mut *annotations };
        place.insert(key.value.clone(), value.value.clone());
    }
}

/// Whether a text may be the value of a label.
fn is_label_value(text: &str) -> bool {
    text.len() <= 63 && (text.is_empty() || is_name_part(text))
}

/// Whether a text may be the key of a label: `[PREFIX/]NAME`.
pub(crate) fn is_label_key(text: &str) -> bool {
    let (prefix, name) = text.split_once('/').map_or((None, text), |(prefix, name)| (Some(prefix), name));
    let is_prefix = |prefix: &str| prefix.len() <= 253 && prefix.split('.').all(is_dns_label);
    name.len() <= 63 && is_name_part(name) && prefix.is_none_or(is_prefix)
}

fn is_name_part(text: &str) -> bool {
    let is_end = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    is_end(text.bytes().next())
        && is_end(text.bytes().last())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// Whether a text may be the name of an object that is a part of a host name.
pub(crate) fn is_dns_label(text: &str) -> bool {
    let is_end =
        |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.len() <= 63
        && is_end(text.bytes().next())
        && is_end(text.bytes().last())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_what_kubernetes_refuses() {
        for key in ["team", "cost.example/center", "a.b_c-d"] {
            assert!(is_label_key(key), "{key}");
        }
        for key in ["", "-a", "a b", "Ex.com/a", "a/b/c", "/a", "ü"] {
            assert!(!is_label_key(key), "{key}");
        }
        assert!(is_label_value("") && is_label_value("v1.2_x"));
        assert!(!is_label_value("a@b") && !is_label_value("two words"));
    }
}
