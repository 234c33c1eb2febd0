//! Two objects of one kind and name.

use faasc_diagnostics::{Code, Diagnostic};
use faasc_source::Span;

use crate::object::Object;

/// Two nodes of the app end up as one object of the cluster.
pub(crate) static NAME_TWICE: Code =
    Code::error("F4012", "emitted-name-twice", "two things are emitted under one name");

/// The finding that `first` and `second` have one address. `span` is the environment's.
pub(crate) fn name_twice(span: Span, first: &Object, second: &Object) -> Diagnostic {
    let (kind, name) = (first.kind(), first.name());
    NAME_TWICE
        .at(span, format!("`{}` and `{}` both become the {kind} `{name}`", first.key_path, second.key_path))
        .here("in this environment")
        .about(second.node.clone())
        .help("give one of them another name, or its trigger another `id`")
}
