//! What an event asks.

use faasc_model::{DeadLetter, Encryption, Event, Producer, Via};

use super::Gaps;

impl Gaps<'_> {
    pub(super) fn of_event(&mut self, event: &Event) {
        let subject = event.key_path();
        let Event {
            name: _,
            made_from: _,
            via,
            // What is on the wire is the sender's; for the checks.
            format: _,
            schema: _,
            carries: _,
            // The sender names it as the message's group.
            key: _,
            is_ordered: _,
            retention,
            size: _,
            encryption,
            // By the triggers that have none of their own.
            dead_letter,
            max_hops,
            producer,
            rate: _,
            peak: _,
            expected_size: _,
            stored: _,
            existing: _,
            given_name: _,
            is_adopted: _,
            was: _,
            accept: _,
            sites,
            span,
        } = event;
        if !matches!(via.value, Via::Queue | Via::Topic) {
            let what = format!("events by `{}` on AWS", via.value.word());
            self.missing(via.span, &what, &subject, "use `queue` or `topic`");
            return;
        }
        if sites.len() > 1 {
            self.missing(*span, "an event at several sites", &subject, "place it at one site");
        }
        if let Some(existing) = event.existing_at(self.id) {
            self.of_existing(existing, &subject);
            return;
        }
        if let (Via::Topic, Some(kept)) = (via.value, retention) {
            let today = "leave `retention` out: a topic keeps nothing, its subscribers' queues do";
            self.missing(kept.span, "a topic that keeps its messages", &subject, today);
        }
        if encryption.value == Encryption::Customer {
            let today = "leave `encryption` out: queues and topics are encrypted by keys of AWS";
            self.missing(encryption.span, "a key of one's own for an event", &subject, today);
        }
        if let (Via::Topic | Via::Queue, Some(hops)) = (via.value, max_hops) {
            let today = "break the loop, or count the rounds in the message";
            self.missing(hops.span, "a count of hops", &subject, today);
        }
        if let Some(DeadLetter::Event(link)) = dead_letter {
            self.reach(link.node, link.span, &subject);
        }
        if let Some(Producer::By { principals, because: _ }) = producer {
            self.of_templates(principals, &subject);
        }
    }
}
