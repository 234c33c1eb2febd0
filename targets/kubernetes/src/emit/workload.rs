//! A function: its identity and its Knative Service.

use std::collections::BTreeMap;

use faasc_model::{Function, FunctionId, Node, Source};
use k8s_openapi::api::core::v1::{
    Capabilities, Container, EnvVar, ResourceRequirements, SeccompProfile, SecurityContext, ServiceAccount,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::kustomization::image_name;
use crate::crd::{Custom, RevisionSpec, RevisionTemplate, ServiceSpec};
use crate::here::Here;
use crate::metadata;
use crate::object::Objects;

/// Adds the identity and the service of a function.
pub(crate) fn emit(
    here: &Here<'_>,
    id: FunctionId,
    function: &Function,
    env: Vec<EnvVar>,
    objects: &mut Objects,
) {
    let (name, key_path) = (here.service(id), function.key_path());
    let file = format!("function-{}.yaml", function.name.value);
    let metadata = || metadata::of_node(here, &name, Node::Function(function), &key_path);
    let account = ServiceAccount {
        metadata: metadata(),
        automount_service_account_token: Some(false),
        ..ServiceAccount::default()
    };
    objects.add(&file, &account, &key_path, &key_path, "identity of a function");

    let mut of_service = metadata();
    // Without this Knative would publish the function under its own domain, past the gateway and its checks.
    let visibility = ("networking.knative.dev/visibility".to_owned(), "cluster-local".to_owned());
    of_service.labels.get_or_insert_default().extend([visibility]);
    let service =
        Custom::new(of_service, ServiceSpec { template: template(here, id, function, env, metadata()) });
    objects.add(&file, &service, &key_path, &key_path, "function");
}

fn template(
    here: &Here<'_>,
    id: FunctionId,
    function: &Function,
    env: Vec<EnvVar>,
    of_service: ObjectMeta,
) -> RevisionTemplate {
    let mut annotations = BTreeMap::from([
        ("autoscaling.knative.dev/class".to_owned(), "kpa.autoscaling.knative.dev".to_owned()),
        ("autoscaling.knative.dev/min-scale".to_owned(), function.scale.min.value.to_string()),
    ]);
    if let Some(max) = &function.scale.max {
        annotations.insert("autoscaling.knative.dev/max-scale".to_owned(), max.value.to_string());
    }
    let timeout = function.timeout.value.as_secs_up();
    RevisionTemplate {
        metadata: ObjectMeta {
            annotations: Some(annotations),
            labels: of_service.labels,
            ..ObjectMeta::default()
        },
        spec: RevisionSpec {
            service_account_name: here.service(id),
            container_concurrency: function.scale.per_instance.value,
            timeout_seconds: timeout,
            // Its own default of 300 s would cut longer runs that answer at their end.
            response_start_timeout_seconds: timeout,
            containers: vec![container(here, id, function, env)],
        },
    }
}

fn container(here: &Here<'_>, id: FunctionId, function: &Function, env: Vec<EnvVar>) -> Container {
    let image = match &function.source {
        Source::Image(image) => image.value.clone(),
        Source::Folder(_) | Source::Git { .. } => image_name(here, id),
    };
    Container {
        name: "function".to_owned(),
        image: Some(image),
        env: (!env.is_empty()).then_some(env),
        resources: Some(resources(function)),
        security_context: Some(restricted()),
        ..Container::default()
    }
}

/// What Kubernetes' `restricted` profile asks.
fn restricted() -> SecurityContext {
    SecurityContext {
        allow_privilege_escalation: Some(false),
        capabilities: Some(Capabilities { add: None, drop: Some(vec!["ALL".to_owned()]) }),
        run_as_non_root: Some(true),
        seccomp_profile: Some(SeccompProfile { localhost_profile: None, type_: "RuntimeDefault".to_owned() }),
        ..SecurityContext::default()
    }
}

/// Memory and disk are reserved and capped alike. Processor time that was not asked for is reserved in the measure of the
/// memory and not capped: it cannot run out.
fn resources(function: &Function) -> ResourceRequirements {
    let memory = Quantity(quantity(function.memory.value.as_bytes()));
    let disk = Quantity(quantity(function.ephemeral_disk.value.as_bytes()));
    let fixed = || {
        BTreeMap::from([
            ("memory".to_owned(), memory.clone()),
            ("ephemeral-storage".to_owned(), disk.clone()),
        ])
    };
    let (mut requests, mut limits) = (fixed(), fixed());
    let cpu = match &function.cpu {
        Some(cpu) => {
            let cpu = Quantity(millicores(cpu.value.0));
            limits.insert("cpu".to_owned(), cpu.clone());
            cpu
        }
        None => Quantity(format!("{}m", processor_share(function.memory.value.as_mib_up()))),
    };
    requests.insert("cpu".to_owned(), cpu);
    ResourceRequirements { claims: None, limits: Some(limits), requests: Some(requests) }
}

/// Thousandths of a processor that go with so much memory: one for 1,769 MiB, the measure that Lambda users know, and
/// never less than 50.
fn processor_share(mib: u64) -> u64 {
    (mib * 1_000).div_ceil(1_769).max(50)
}

/// Processors as Kubernetes writes them, rounded up to a thousandth.
fn millicores(cpu: rust_decimal::Decimal) -> String {
    let milli = (cpu * rust_decimal::Decimal::from(1_000)).ceil().normalize();
    format!("{milli}m")
}

/// Bytes as Kubernetes writes them.
fn quantity(bytes: u64) -> String {
    for (unit, word) in [(1_u64 << 30, "Gi"), (1 << 20, "Mi"), (1 << 10, "Ki")] {
        if bytes >= unit && bytes.is_multiple_of(unit) {
            return format!("{}{word}", bytes / unit);
        }
    }
    bytes.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_exact() {
        for (bytes, text) in
            [(0, "0"), (256 << 20, "256Mi"), (3 << 30, "3Gi"), (1_536 << 20, "1536Mi"), (1_000, "1000")]
        {
            assert_eq!(quantity(bytes), text);
        }
        assert_eq!(millicores("0.5".parse().unwrap()), "500m");
        assert_eq!(millicores("0.0001".parse().unwrap()), "1m");
        assert_eq!(processor_share(256), 145);
        assert_eq!(processor_share(1_769), 1_000);
    }
}
