//! What an edge or a name leads to: at the same place, and of a kind that is emitted.

use faasc_model::{Existing, Node, NodeRef, StoreKind, Via};
use faasc_source::Span;

use super::Gaps;

impl Gaps<'_> {
    /// Judges an edge to `node`.
    pub(super) fn reach(&mut self, node: NodeRef, span: Span, subject: &str) {
        let found = self.plan.node(node);
        if matches!(found, Node::Service(_)) {
            return;
        }
        let name = &found.name().value;
        if node.deployment == self.plan.id {
            if !found.sites().contains(&self.id) {
                let what =
                    format!("an edge from the site `{}` to `{name}` at another one", self.site.name.value);
                self.missing(span, &what, subject, "place both at one site");
            }
            return;
        }
        let deployment = self.plan.program.deployment(node.deployment);
        let there = deployment.site(found.sites().first().copied().unwrap_or(deployment.site));
        let is_one_place = there.provider == self.site.provider
            && there.region == self.site.region
            && there.account == self.site.account;
        if !is_one_place {
            let what = format!("an edge to `{name}` of `{}` at another place", deployment.app);
            self.missing(span, &what, subject, "run both apps in one region of one account");
            return;
        }
        let is_emitted = match found {
            Node::Event(event) => matches!(event.via.value, Via::Queue | Via::Topic),
            Node::Store(store) => matches!(store.kind.value, StoreKind::Table | StoreKind::Bucket),
            Node::Function(_) | Node::Service(_) => true,
        };
        if is_emitted {
            self.of_foreign_existing(node, span, subject);
        } else {
            let what = format!("an edge to `{name}` of `{}`", deployment.app);
            self.missing(span, &what, subject, "use a queue, a topic, a table or a bucket");
        }
    }

    /// What another app names as already there is known here when its ARN is literal: its inputs are its own.
    fn of_foreign_existing(&mut self, node: NodeRef, span: Span, subject: &str) {
        let existing = match self.plan.node(node) {
            Node::Event(event) => &event.existing,
            Node::Store(store) => &store.existing,
            Node::Function(_) | Node::Service(_) => return,
        };
        let is_literal =
            |existing: &Existing| existing.id.as_ref().is_some_and(|id| id.value.as_literal().is_some());
        if !existing.iter().all(is_literal) {
            let name = &self.plan.node(node).name().value;
            let what = format!("an edge to `{name}`, whose ARN the other app does not spell out,");
            self.missing(span, &what, subject, "write the ARN there without `${inputs.…}`");
        }
    }

    /// Judges what is there already: it is known by its ARN.
    pub(super) fn of_existing(&mut self, existing: &Existing, subject: &str) {
        let Existing {
            site: _,
            at: _,
            id,
            topic,
            url,
            // Figures for checks.
            visibility_timeout: _,
            partitions: _,
            r#type,
            source,
            group,
            span,
        } = existing;
        if let Some(id) = id {
            self.of_template(id, subject);
        } else {
            self.missing(
                *span,
                "what is there and has no `id`",
                subject,
                "name it by its ARN: `{ id: arn:aws:… }`",
            );
        }
        let kafka_or_bus = [topic, url, r#type, source, group];
        if let Some(given) = kafka_or_bus.into_iter().flatten().next()
            && id.is_some()
        {
            let today = "name it by its ARN alone; Kafka and buses are not emitted for AWS";
            self.missing(given.span, "this way to name what is there", subject, today);
        }
    }
}
