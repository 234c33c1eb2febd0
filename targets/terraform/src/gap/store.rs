//! What a store asks.

use faasc_model::unit::Duration;
use faasc_model::{Backup, Encryption, Place, Store, StoreKind};

use super::Gaps;

/// How far back a table of DynamoDB can be restored.
const MOST_RECOVERY: Duration = Duration::from_secs(35 * 86_400);

impl Gaps<'_> {
    pub(super) fn of_store(&mut self, store: &Store) {
        let subject = store.key_path();
        let Store {
            name: _,
            kind,
            carries: _,
            key,
            // As the key.
            indexes: _,
            expires_by,
            retention,
            backup,
            is_protected: _,
            encryption,
            size: _,
            growth: _,
            rate: _,
            existing: _,
            given_name: _,
            is_adopted: _,
            was: _,
            accept: _,
            sites,
            span,
        } = store;
        if !matches!(kind.value, StoreKind::Table | StoreKind::Bucket) {
            let what = format!("stores of kind `{}` on AWS", kind.value.word());
            self.missing(kind.span, &what, &subject, "use a `table` or a `bucket`");
            return;
        }
        if sites.len() > 1 {
            self.missing(*span, "replicas of a store", &subject, "place it at one site");
        }
        if let Some(existing) = store.existing_at(self.id) {
            self.of_existing(existing, &subject);
            return;
        }
        let is_table = kind.value == StoreKind::Table;
        if is_table && key.is_none() {
            self.missing(*span, "a table without a key", &subject, "write `key`");
        }
        if let (true, Some(kept), None) = (is_table, retention, expires_by) {
            let today = "write `expires_by`: the field with the time at which a row goes";
            self.missing(
                kept.span,
                "the retention of a table whose rows do not say when they go",
                &subject,
                today,
            );
        }
        if let Some(backup) = backup {
            self.of_backup(backup, is_table, &subject);
        }
        if encryption.value == Encryption::Customer {
            let today = "leave `encryption` out: tables and buckets are encrypted by keys of AWS";
            self.missing(encryption.span, "a key of one's own for a store", &subject, today);
        }
    }

    /// A table can be restored to any second of the last 35 days, which is at least a backup at every so often.
    fn of_backup(&mut self, backup: &Backup, is_table: bool, subject: &str) {
        let Backup { every: _, keep, place, span } = backup;
        if !is_table {
            self.missing(
                *span,
                "backups of a bucket",
                subject,
                "leave `backup` out, and copy the objects yourself",
            );
            return;
        }
        if keep.value > MOST_RECOVERY {
            self.missing(
                keep.span,
                "backups that are kept longer than 35 days",
                subject,
                "keep them at most 35d",
            );
        }
        match place {
            None => {}
            Some(Place::Site { id, .. }) if *id == self.id => {}
            Some(Place::Site { span, .. } | Place::Elsewhere { span, .. }) => {
                let today = "leave the place out: backups lie beside the table";
                self.missing(*span, "backups at another place", subject, today);
            }
        }
    }
}
