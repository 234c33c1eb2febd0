//! Tables: Amazon DynamoDB.

use std::collections::BTreeSet;

use faasc_artifacts::hcl::{Block, Body, Expression};
use faasc_model::{NodeId, NodeRef, Store, StoreId, StoreKind, TableKey};

use super::held::Held;
use super::scope::Scope;
use crate::module::Sort;

impl<'p> Scope<'p> {
    /// The stores that stand at the site, sorted by name.
    pub(crate) fn stores_here(&self) -> Vec<(StoreId, &'p Store)> {
        let mut found: Vec<_> = self
            .deployment()
            .stores
            .iter()
            .enumerate()
            .filter(|(_, store)| store.sites.contains(&self.id))
            .map(|(index, store)| (faasc_model::Id::new(index), store))
            .collect();
        found.sort_by(|(_, a), (_, b)| a.name.value.cmp(&b.name.value));
        found
    }

    /// Emits a store that is made.
    pub(crate) fn store(&mut self, id: StoreId, store: &Store) {
        let node = NodeRef { deployment: self.plan.id, node: NodeId::Store(id) };
        if !matches!(self.held(node), Held::Made) {
            return;
        }
        match store.kind.value {
            StoreKind::Table => self.table(node, store),
            StoreKind::Bucket => self.bucket(node, store),
            StoreKind::Cache | StoreKind::Sql => {}
        }
    }

    fn table(&mut self, node: NodeRef, store: &Store) {
        let Some(key) = &store.key else { return };
        let owner = self.owner(store.key_path(), &store.name.value, store.was.as_ref().map(|was| &was.value));
        let name = self.name_of(node);
        let mut body = Body::new()
            .with("name", name.clone())
            .with("billing_mode", "PAY_PER_REQUEST")
            .with("hash_key", key.partition.value.as_str())
            .with_some("range_key", key.sort.as_ref().map(|sort| sort.value.as_str()))
            .with("deletion_protection_enabled", store.is_protected.value);
        let mut indexes: Vec<_> = store.indexes.iter().collect();
        indexes.sort_by(|a, b| a.name.value.cmp(&b.name.value));
        let keys = indexes.iter().map(|index| &index.key).chain([key]);
        for field in keys.flat_map(fields).collect::<BTreeSet<_>>() {
            body = body.block("attribute", Body::new().with("name", field).with("type", "S"));
        }
        for index in indexes {
            let mut of_index =
                Body::new().with("name", index.name.value.as_str()).with("projection_type", "ALL");
            for (field, kind) in fields(&index.key).into_iter().zip(["HASH", "RANGE"]) {
                of_index = of_index
                    .block("key_schema", Body::new().with("attribute_name", field).with("key_type", kind));
            }
            body = body.block("global_secondary_index", of_index);
        }
        if let Some(backup) = &store.backup {
            let days = backup.keep.value.as_millis().div_ceil(86_400_000);
            let recovery = Body::new().with("enabled", true).with("recovery_period_in_days", days);
            body = body.block("point_in_time_recovery", recovery);
        }
        if let Some(field) = &store.expires_by {
            let ttl = Body::new().with("attribute_name", field.value.as_str()).with("enabled", true);
            body = body.block("ttl", ttl);
        }
        protect(&mut body, store);
        let sort = Sort { file: "stores", kind: "aws_dynamodb_table", role: "", rule: "table" };
        let address = self.module.resource(&owner, sort, body);
        if store.is_adopted {
            self.module.import(&address, name);
        }
        self.module.remark("Key fields of tables are strings.");
    }
}

/// Keeps Terraform from destroying what is protected.
pub(crate) fn protect(body: &mut Body, store: &Store) {
    if store.is_protected.value {
        body.push(Block::new("lifecycle", [], Body::new().with("prevent_destroy", Expression::Bool(true))));
    }
}

fn fields(key: &TableKey) -> Vec<&str> {
    let sort = key.sort.as_ref().map(|sort| sort.value.as_str());
    [key.partition.value.as_str()].into_iter().chain(sort).collect()
}
