//! Patches.

use faasc_model::{Patch, PatchAction, PatchTarget};
use faasc_syntax::Node;

use super::Cx;
use crate::view::View;

/// All patches, over all files of the app.
pub(crate) fn patches(cx: &mut Cx<'_>) -> Vec<Patch> {
    let mut all = Vec::new();
    for item in super::policy::list(cx, "patches") {
        all.extend(patch(cx, item));
    }
    all
}

fn patch(cx: &mut Cx<'_>, item: Node<'_>) -> Option<Patch> {
    let view = View::of(item);
    let matched = view.get("match")?;
    let action = match (view.node("merge"), view.node("json_patch")) {
        (Some(merge), _) => PatchAction::Merge(cx.reader.passed(merge)),
        (None, Some(operations)) => PatchAction::JsonPatch(cx.reader.passed(operations)),
        (None, None) => return None,
    };
    Some(Patch {
        target: cx.reader.word(&view, "target", &["terraform", "kubernetes"], |word| {
            Some(if word == "kubernetes" { PatchTarget::Kubernetes } else { PatchTarget::Terraform })
        })?,
        kind: cx.reader.text(&matched, "kind")?,
        name: cx.reader.text(&matched, "name"),
        action,
        span: item.span(),
    })
}
