//! Every limit that makes an error or a warning is read by some rule or target, or stands here with the reason why none
//! reads it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use faasc_facts::{Facts, LimitKind};

use crate::root;

/// Beginnings of ids, by the reason why nothing reads them.
const UNREAD: &[(&str, &[&str])] = &[
    (
        "a product that no spec asks for",
        &[
            "aws.apigateway.rest.",
            "aws.lambda.function_url",
            "aws.lambda.response_stream",
            "aws.lambda.timeout_managed_instances_async_max",
            "aws.lambda.esm.provisioned_pollers",
            "aws.lambda.esm.tumbling_window",
            "aws.stepfunctions.",
            "azure.storagequeue.",
            "cloudflare.",
            "gcp.apigateway.",
            "gcp.eventarc.advanced",
            "gcp.eventarc.triggers_internal_http",
            "gcp.functions.",
            "gcp.run.job.",
            "gcp.run.workerpool.",
            "linode.api.rate",
            "linode.nodebalancer.",
            "linode.objectstorage.",
        ],
    ),
    (
        "one value, written by construction or by the grammar of its key",
        &[
            "aws.apigateway.http.endpoint_types",
            "aws.apigateway.http.response_streaming",
            "aws.apigateway.http.stages_per_api",
            "aws.apigateway.http.vpc_links_per_region",
            "aws.dynamodb.stream_view_type",
            "aws.eventbridge.min_interval",
            "aws.eventbridge.target",
            "aws.lambda.architectures",
            "aws.lambda.async_",
            "aws.lambda.concurrency_reserved_min",
            "aws.lambda.description_length",
            "aws.lambda.esm.filters_per_mapping",
            "aws.lambda.esm.kafka_topics_per_mapping",
            "aws.lambda.esm.record_age",
            "aws.lambda.esm.starting_position_stream",
            "aws.lambda.invoke_mode",
            "aws.lambda.snapstart_apply_on",
            "aws.lambda.tracing",
            "aws.s3.notifications.events",
            "aws.s3.notifications.filter_rule",
            "aws.scheduler.event_age",
            "aws.scheduler.flexible_window",
            "aws.scheduler.min_interval",
            "aws.scheduler.retry_attempts",
            "aws.scheduler.timezone",
            "aws.sqs.delay",
            "aws.sqs.long_poll_wait",
            "aws.sqs.redrive_allow_sources",
            "azure.servicebus.auto_delete_on_idle",
            "azure.servicebus.queue_size",
            "azure.servicebus.transaction_messages",
            "gcp.eventarc.storage_event_types",
            "gcp.pubsub.retention_topic",
            "gcp.run.service.concurrency",
            "gcp.scheduler.retry_count",
            "gcp.storage.notification_event_types",
            "gcp.storage.notification_filter",
            "gcp.storage.notification_payload",
            "keda.cpu_scaler_min",
            "knative.eventing.",
            "knative.serving.container_concurrency",
            "kubernetes.cronjob_concurrency_policy",
        ],
    ),
    (
        "names and expressions that are computed, and cut where they must be",
        &[
            "aws.eventbridge.rule_name",
            "aws.eventbridge.schedule_expression_length",
            "aws.scheduler.name",
            "azure.servicebus.namespace_name_length",
            "gcp.scheduler.job_id",
            "knative.serving.traffic_tag",
            "kubernetes.dns1123_",
        ],
    ),
    (
        "how messages are sent, which is the sender's code",
        &[
            "aws.eventbridge.put_events_entries",
            "aws.kinesis.partition_key",
            "aws.kinesis.put_records",
            "aws.lambda.esm.payload",
            "aws.lambda.payload_async_max",
            "aws.sns.batch_entries",
            "aws.sqs.batch_entries",
            "aws.sqs.message_attributes",
            "azure.functions.query_string",
            "azure.functions.url_length",
            "gcp.eventarc.event_size",
            "gcp.pubsub.attributes_per_message",
            "gcp.pubsub.publish_batch",
        ],
    ),
    (
        "load, which a spec only expects",
        &[
            "aws.apigateway.websocket.",
            "aws.eventbridge.invocations_throttle",
            "aws.kinesis.shard_write",
            "aws.lambda.concurrency_scale_rate",
            "aws.lambda.init_phase",
            "aws.scheduler.invocations_throttle",
            "aws.sqs.inflight_",
            "azure.eventgrid.publish_rate",
            "azure.eventhubs.throughput_units",
            "azure.functions.outbound_connections",
            "gcp.run.service.shutdown_grace",
        ],
    ),
    (
        "what a whole account or cluster has, apps of others included",
        &[
            "aws.apigateway.http.custom_domains_per_region",
            "aws.eventbridge.api_destinations",
            "aws.eventbridge.bus_policy_size",
            "aws.lambda.code_storage_per_region",
            "aws.lambda.vpc_eni_per_vpc",
            "aws.scheduler.schedules_per_region",
            "azure.eventgrid.custom_topics_per_subscription",
            "azure.eventhubs.hubs_per_namespace",
            "azure.eventhubs.partitions",
            "azure.functions.flex_regional_quota",
            "azure.functions.max_instances",
            "azure.servicebus.filter_condition_length",
            "azure.servicebus.queues_topics_per_namespace",
            "azure.servicebus.sql_filters_per_topic",
            "azure.servicebus.subscriptions_per_topic",
            "gcp.run.service.max_instances",
            "linode.lke.nodes_per_cluster",
        ],
    ),
    (
        "known when the code is built, or when it runs",
        &[
            "aws.apigateway.http.jwks_timeout",
            "aws.lambda.container_image",
            "aws.lambda.handler_length",
            "aws.lambda.package_",
            "aws.secretsmanager.secret_size",
        ],
    ),
];

/// All Rust text below a folder.
fn text_below(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            text_below(&path, text);
        } else if path.extension().is_some_and(|end| end == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap_or_default());
        }
    }
}

#[test]
fn every_limit_is_read_or_says_why_not() {
    let mut text = String::new();
    for folder in ["compiler/check/src", "compiler/plan/src", "compiler/lower/src", "targets"] {
        text_below(&root().join(folder), &mut text);
    }
    let is_bound = |kind: LimitKind| matches!(kind, LimitKind::Hard | LimitKind::Soft);
    let unread: Vec<String> = Facts::builtin()
        .limits()
        .filter(|limit| is_bound(limit.kind) && !text.contains(&format!("\"{}\"", limit.id)))
        .map(|limit| limit.id.clone())
        .collect();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut silent: Vec<&str> = Vec::new();
    for id in &unread {
        let known = UNREAD.iter().flat_map(|(_, all)| *all).find(|beginning| id.starts_with(**beginning));
        match known {
            Some(beginning) => {
                used.insert(beginning);
            }
            None => silent.push(id),
        }
    }
    assert_eq!(silent, Vec::<&str>::new(), "no rule reads these, and no reason is given");
    let stale: Vec<&str> = UNREAD
        .iter()
        .flat_map(|(_, all)| *all)
        .copied()
        .filter(|beginning| !used.contains(beginning))
        .collect();
    assert_eq!(stale, Vec::<&str>::new(), "these are read by now, or gone");
}
