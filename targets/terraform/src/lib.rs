//! The Terraform target: one flat root module for each site on a cloud.

mod aws;
mod gap;
mod label;
mod module;
mod patch;
mod twice;

use faasc_artifacts::{Emission, Step, Target, patch_matches_nothing};
use faasc_diagnostics::{Code, Sink};
use faasc_model::{Name, Provider, Site, SiteId};
use faasc_plan::Plan;

use aws::Built;

/// The name of the target.
const TARGET: &str = "terraform";

/// Emits plain HCL for stock Terraform and OpenTofu.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terraform;

impl Target for Terraform {
    fn name(&self) -> &'static str {
        TARGET
    }

    fn serves(&self, site: &Site) -> bool {
        matches!(site.provider.value, Provider::Aws | Provider::Gcp | Provider::Azure | Provider::Linode)
    }

    fn gaps(&self, plan: &Plan<'_>, site: SiteId, sink: &mut Sink) {
        let mut found = gap::gaps(plan, site);
        if !found.has_errors() && patch::ours(plan.deployment).next().is_some() {
            patches(plan, site, &mut found);
        }
        sink.append(found);
    }

    fn emit(&self, plan: &Plan<'_>, site: SiteId, emission: &mut Emission) {
        let name = &plan.deployment.site(site).name.value;
        let Built { mut module, secrets, faults } = aws::build(plan, site);
        if module.entries.is_empty() {
            return; // A site at which nothing of this target stands.
        }
        for fault in faults.into_iter().chain(twice::twice(plan.deployment, &module)) {
            emission.sink.push(fault);
        }
        for (file, text) in module.files() {
            emission.tree.add(format!("terraform/{name}/{file}"), text);
        }
        module.record(name, emission);
        emission.remark(
            "This version makes a tree that `terraform validate` accepts; a portable function on AWS starts only once \
             its image contains the bridge, which comes in a later version.",
        );
        emission.remark(
            "What the bridge of a portable function needs is in its environment: `FAASC_TARGET_…` is what stands behind the \
             address `FAASC_…` of an event, a store or a function, `FAASC_REF_X` the ARN of the secret that goes into `X`.",
        );
        for step in steps(plan, name, &module, &secrets) {
            emission.steps.push((name.to_string(), step));
        }
    }

    fn codes(&self) -> Vec<&'static Code> {
        // What it raises is shared by all targets.
        Vec::new()
    }
}

/// Finds patches that match nothing at any site of ours, said at the last one, and those that do not fit.
fn patches(plan: &Plan<'_>, site: SiteId, found: &mut Sink) {
    let Built { module, faults, .. } = aws::build(plan, site);
    for fault in faults {
        found.push(fault);
    }
    let ours: Vec<SiteId> =
        plan.sites().into_iter().filter(|(_, site)| Terraform.serves(site)).map(|(id, _)| id).collect();
    if ours.last() != Some(&site) {
        return;
    }
    let others: Vec<_> =
        ours.iter().filter(|other| **other != site).map(|other| aws::build(plan, *other).module).collect();
    let entries: Vec<_> = others.iter().chain([&module]).flat_map(|module| &module.entries).collect();
    for patch in patch::ours(plan.deployment) {
        if !entries.iter().any(|entry| patch::is_about(patch, entry)) {
            found.push(patch_matches_nothing(
                patch,
                entries.iter().filter_map(|entry| patch::found_as(entry)),
            ));
        }
    }
}

fn steps(plan: &Plan<'_>, site: &Name, module: &module::Module, secrets: &[Name]) -> Vec<Step> {
    let folder = format!("terraform/{site}");
    let mut note = String::new();
    let variables: Vec<String> = module.variables().map(|name| format!("`{name}`")).collect();
    if !variables.is_empty() {
        note = format!("Terraform asks for these variables: {}.", variables.join(", "));
    }
    if plan.deployment.sites.iter().any(|found| found.name.value == *site && found.state.is_some()) {
        note.push_str(" Say where the state lies in a backend block of your own, in a file beside ours.");
    }
    let mut steps = vec![Step {
        title: format!("make the resources of `{site}`"),
        commands: ["init", "plan -out=tfplan", "apply tfplan"]
            .map(|verb| format!("terraform -chdir={folder} {verb}"))
            .to_vec(),
        note: note.trim_start().to_owned(),
    }];
    if !secrets.is_empty() {
        let fill = |name: &Name| {
            format!(
                "aws secretsmanager put-secret-value --secret-id \"$(terraform -chdir={folder} output -json secrets | jq -r '.[\"{name}\"]')\" --secret-string file://{name}.txt"
            )
        };
        steps.push(Step {
            title: format!("fill the secrets of `{site}`"),
            commands: secrets.iter().map(fill).collect(),
            note: "Each value comes from a file, so that it stays out of the shell's history; remove the file afterwards."
                .to_owned(),
        });
    }
    steps
}
