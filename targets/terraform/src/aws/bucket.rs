//! Buckets: Amazon S3, closed to the world, encrypted, reached by TLS alone.

use faasc_artifacts::hcl::{Body, Expression};
use faasc_model::{NodeRef, Store};

use super::scope::Scope;
use super::statement::{below, condition};
use super::table::protect;
use crate::module::{Owner, Sort};

/// Parts of uploads that were begun and never ended are kept so many days.
const UNFINISHED_DAYS: u64 = 7;

impl Scope<'_> {
    pub(crate) fn bucket(&mut self, node: NodeRef, store: &Store) {
        let owner = self.owner(store.key_path(), &store.name.value, store.was.as_ref().map(|was| &was.value));
        let name = self.name_of(node);
        let mut body =
            Body::new().with("bucket", name.clone()).with("force_destroy", !store.is_protected.value);
        protect(&mut body, store);
        let sort = Sort { file: "stores", kind: "aws_s3_bucket", role: "", rule: "bucket" };
        let address = self.module.resource(&owner, sort, body);
        if store.is_adopted {
            self.module.import(&address, name);
        }
        let about = || Body::new().with("bucket", Expression::reference(format!("{address}.id")));
        let closed = about()
            .with("block_public_acls", true)
            .with("block_public_policy", true)
            .with("ignore_public_acls", true)
            .with("restrict_public_buckets", true);
        self.part(&owner, "aws_s3_bucket_public_access_block", "bucket closed to the world", closed);
        let owned = about().block("rule", Body::new().with("object_ownership", "BucketOwnerEnforced"));
        self.part(&owner, "aws_s3_bucket_ownership_controls", "bucket without access lists", owned);
        let by_default = Body::new()
            .block("apply_server_side_encryption_by_default", Body::new().with("sse_algorithm", "AES256"));
        let encrypted = about().block("rule", by_default);
        let kind = "aws_s3_bucket_server_side_encryption_configuration";
        self.part(&owner, kind, "encryption of a bucket", encrypted);
        let lifecycle = lifecycle(about(), store);
        self.part(&owner, "aws_s3_bucket_lifecycle_configuration", "retention of a bucket", lifecycle);
        let policy = tls_only(&Expression::reference(format!("{address}.arn")));
        // A policy is refused while the block of public policies is being set.
        let block = format!("aws_s3_bucket_public_access_block.{}", owner.label);
        let body = about().with("policy", policy).with("depends_on", vec![Expression::reference(block)]);
        self.part(&owner, "aws_s3_bucket_policy", "bucket reached by TLS alone", body);
    }

    fn part(&mut self, owner: &Owner, kind: &'static str, rule: &'static str, body: Body) {
        self.module.resource(owner, Sort { file: "stores", kind, role: "", rule }, body);
    }
}

fn lifecycle(body: Body, store: &Store) -> Body {
    let unfinished = Body::new()
        .with("id", "unfinished-uploads")
        .with("status", "Enabled")
        .block("filter", Body::new())
        .block(
            "abort_incomplete_multipart_upload",
            Body::new().with("days_after_initiation", UNFINISHED_DAYS),
        );
    let body = body.block("rule", unfinished);
    let Some(kept) = &store.retention else { return body };
    let days = kept.value.as_millis().div_ceil(86_400_000);
    let expire = Body::new()
        .with("id", "retention")
        .with("status", "Enabled")
        .block("filter", Body::new())
        .block("expiration", Body::new().with("days", days));
    body.block("rule", expire)
}

fn tls_only(arn: &Expression) -> Expression {
    let statement = Expression::object([
        ("Sid", Expression::text("TlsOnly")),
        ("Effect", Expression::text("Deny")),
        ("Principal", Expression::text("*")),
        ("Action", Expression::text("s3:*")),
        ("Resource", Expression::List(vec![arn.clone(), below(arn, "/*")])),
        ("Condition", condition("Bool", "aws:SecureTransport", Expression::text("false"))),
    ]);
    super::statement::policy(vec![statement])
}
