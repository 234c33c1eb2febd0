//! Emitted names over all environments and sites of a run: two things in one account under one name are one thing to
//! the host, though each tree by itself is sound. What triggers and parts are called is the targets' to judge.

use std::collections::BTreeMap;

use faasc_artifacts::{EMITTED_NAME_TWICE, emitted_name_twice, place_of};
use faasc_diagnostics::{Diagnostic, Sink};
use faasc_model::{Deployment, DeploymentId, Node, Program, Provider, Site, SiteId, StoreKind, Via};
use faasc_plan::{EmittedName, NameKind, Role};

use crate::survey::is_own;

/// Kind, account, region (empty for what an account has once) and name.
type Key<'p> = (&'static str, &'p str, &'p str, String);

/// Where a name comes from: deployment, site, key path.
struct Origin {
    deployment: DeploymentId,
    site: SiteId,
    path: String,
}

/// Says which nodes of the apps of the argument meet under one name.
pub(crate) fn judge(program: &Program, sink: &mut Sink) {
    let mut taken: BTreeMap<Key<'_>, Origin> = BTreeMap::new();
    for (id, deployment) in program.deployments().filter(|(_, deployment)| is_own(program, deployment)) {
        for node in nodes(deployment) {
            for site in node.sites() {
                let origin = || Origin { deployment: id, site: *site, path: node.key_path() };
                for key in keys(deployment, node, *site) {
                    let Some(first) = taken.get(&key) else {
                        taken.insert(key, origin());
                        continue;
                    };
                    sink.push(meeting(program, &key, first, &origin()));
                    // Of one node once: its role bears its name, too.
                    break;
                }
            }
        }
    }
}

fn nodes(deployment: &Deployment) -> impl Iterator<Item = Node<'_>> {
    let functions = deployment.functions.iter().map(Node::Function);
    functions
        .chain(deployment.events.iter().map(Node::Event))
        .chain(deployment.stores.iter().map(Node::Store))
}

/// The names of a node at a site, as far as the account is known: another account may have another of each.
fn keys<'p>(deployment: &'p Deployment, node: Node<'p>, site_id: SiteId) -> Vec<Key<'p>> {
    let site: &Site = deployment.site(site_id);
    let (Provider::Aws, Some(account), Some(region)) = (site.provider.value, &site.account, &site.region)
    else {
        return Vec::new();
    };
    let is_there = |existing: &[faasc_model::Existing]| existing.iter().any(|found| found.site == site_id);
    let (kind, what, given) = match node {
        Node::Function(function) => (NameKind::AwsFunction, "Lambda function", &function.given_name),
        Node::Event(event) if !is_there(&event.existing) => match event.via.value {
            Via::Queue => (NameKind::AwsQueue, "SQS queue", &event.given_name),
            Via::Topic => (NameKind::AwsTopic, "SNS topic", &event.given_name),
            Via::Kafka | Via::Stream | Via::Bus => return Vec::new(),
        },
        Node::Store(store) if !is_there(&store.existing) => match store.kind.value {
            StoreKind::Table => (NameKind::AwsTable, "DynamoDB table", &store.given_name),
            StoreKind::Bucket => (NameKind::AwsBucket, "S3 bucket", &store.given_name),
            StoreKind::Cache | StoreKind::Sql => return Vec::new(),
        },
        Node::Event(_) | Node::Store(_) | Node::Service(_) => return Vec::new(),
    };
    let name = match given {
        Some(given) => given.value.clone(),
        None => EmittedName::of_node(kind, deployment, node, Role::Itself, site).text,
    };
    let mut found = vec![(what, account.value.as_str(), region.value.as_str(), name)];
    if kind == NameKind::AwsFunction {
        let role = EmittedName::of_node(NameKind::AwsRole, deployment, node, Role::Itself, site);
        found.push(("IAM role", account.value.as_str(), "", role.text));
    }
    found
}

fn meeting(program: &Program, (what, _, _, name): &Key<'_>, first: &Origin, second: &Origin) -> Diagnostic {
    if (first.deployment, first.site) == (second.deployment, second.site) {
        let deployment = program.deployment(first.deployment);
        return emitted_name_twice(deployment, what, name, &first.path, &second.path);
    }
    let said = |origin: &Origin| {
        let deployment = program.deployment(origin.deployment);
        let site = &deployment.site(origin.site).name.value;
        format!("`{}` of `{}` in `{}` at `{site}`", origin.path, deployment.app, deployment.environment)
    };
    let (one, two) = (program.deployment(first.deployment), program.deployment(second.deployment));
    let (first_place, second_place) = (place_of(one, &first.path), place_of(two, &second.path));
    let found = EMITTED_NAME_TWICE
        .at(
            second_place,
            format!("{} and {} are both emitted as the {what} named `{name}`", said(first), said(second)),
        )
        .about(second.path.clone())
        .help("give one of them, its app, environment or site another name, or use another account");
    if first_place == second_place {
        found
    } else {
        found.here("gives this name").label(first_place, "gives it, too")
    }
}
