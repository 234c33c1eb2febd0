//! Versions, the provider and its tags.

use std::collections::BTreeMap;

use faasc_artifacts::hcl::{Block, Body, Expression};
use faasc_model::Expiry;

use super::scope::Scope;

/// The least Terraform: import blocks whose id is an expression.
const TERRAFORM: &str = ">= 1.6";
/// The versions of the provider whose schema this crate writes.
const AWS: &str = ">= 6.29, < 7.0";

impl Scope<'_> {
    /// Emits versions.tf, and the provider in main.tf.
    pub(crate) fn provider(&mut self) {
        let aws = Expression::object([
            ("source", Expression::text("hashicorp/aws")),
            ("version", Expression::text(AWS)),
        ]);
        let settings = Body::new()
            .with("required_version", TERRAFORM)
            .block("required_providers", Body::new().with("aws", aws));
        self.module.setting("versions", Block::new("terraform", [], settings));
        let account = self.site.account.as_ref().map(|account| Expression::texts([account.value.clone()]));
        let tags = self.default_tags().into_iter().map(|(key, value)| (key, Expression::text(value)));
        let tags = Body::new().with("tags", Expression::object(tags));
        let provider = Body::new()
            .with("region", self.region())
            .with_some("allowed_account_ids", account)
            .block("default_tags", tags);
        self.module.setting("main", Block::new("provider", ["aws"], provider));
    }

    /// Tags of everything: the app's labels, and what says whose it is and until when.
    fn default_tags(&self) -> BTreeMap<String, String> {
        let deployment = self.deployment();
        let mut tags: BTreeMap<String, String> =
            deployment.labels.iter().map(|(key, value)| (key.value.clone(), value.value.clone())).collect();
        tags.insert("app".to_owned(), deployment.app.to_string());
        tags.insert("environment".to_owned(), deployment.environment.to_string());
        if let Some(owner) = &deployment.owner {
            tags.insert("owner".to_owned(), owner.value.clone());
        }
        match &deployment.expires {
            Some(Expiry::After(age)) => tags.insert("expires-after".to_owned(), age.value.to_string()),
            Some(Expiry::On(day)) => tags.insert("expires".to_owned(), day.value.to_string()),
            None => None,
        };
        tags
    }
}

/// The tags that are ours: a label of the user's may not have their names.
pub(crate) const OUR_TAGS: [&str; 6] =
    ["app", "environment", "expires", "expires-after", "faasc-node", "owner"];
