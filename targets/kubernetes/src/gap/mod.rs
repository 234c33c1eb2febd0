//! What a plan asks of a cluster and this version cannot emit: every key that changes nothing in the manifests, and should.
//! Whoever adds a field to the model breaks the build here, and decides.

mod auth;
mod deployment;
mod event;
mod function;
mod route;
mod site;
mod store;
mod trigger;

use faasc_artifacts::not_emitted_yet;
use faasc_diagnostics::Sink;
use faasc_source::Span;

use crate::here::{Here, TARGET};

/// Where gaps go.
pub(crate) struct Gaps<'s> {
    sink: &'s mut Sink,
}

impl Gaps<'_> {
    /// `what` is asked for at `span` by the node of this key path.
    fn push(&mut self, span: Span, what: &str, key_path: &str) {
        self.sink.push(not_emitted_yet(span, what, TARGET, key_path));
    }

    /// The same, when there is one.
    fn some<T>(
        &mut self,
        found: Option<&faasc_source::Spanned<T>>,
        what: &str,
        key_path: impl FnOnce() -> String,
    ) {
        if let Some(found) = found {
            self.push(found.span, what, &key_path());
        }
    }

    /// A text that is written and that `kubectl` would not carry.
    fn text(&mut self, text: &str, span: Span, key_path: impl FnOnce() -> String) {
        if !is_carried(text) {
            self.push(span, "a text with a control character that `kubectl` refuses", &key_path());
        }
    }
}

/// Finds the gaps at a site.
pub(crate) fn find(here: &Here<'_>, sink: &mut Sink) {
    let mut gaps = Gaps { sink };
    if !site::find(here, &mut gaps) {
        return;
    }
    deployment::find(here, &mut gaps);
    event::find(here, &mut gaps);
    store::find(here, &mut gaps);
    for (_, function) in here.plan.functions_at(here.id) {
        function::find(here, function, &mut gaps);
        for trigger in &function.triggers {
            trigger::find(here, function, trigger, &mut gaps);
        }
    }
    route::find(here, &mut gaps);
}

/// Whether `kubectl` carries a text: `kubectl kustomize` fails on these characters, however they are escaped.
fn is_carried(text: &str) -> bool {
    !text.contains(|of: char| matches!(of, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'))
}
