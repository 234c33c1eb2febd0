//! README.md: what to run, in which order, and what must be there first. Its prose is in `readme.md.hbs`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use faasc_model::{Expiry, SiteId};
use faasc_plan::Plan;
use handlebars::{Handlebars, handlebars_helper};
use serde::Serialize;

use super::markdown;
use super::prerequisite::{self, ExistingRow, InputRow, SecretRow};
use crate::Emission;

const TEMPLATE: &str = include_str!("readme.md.hbs");

handlebars_helper!(code: |text: str| markdown::code(text));

static RENDERER: LazyLock<Handlebars<'static>> = LazyLock::new(|| {
    let mut renderer = Handlebars::new();
    renderer.set_strict_mode(true);
    renderer.register_escape_fn(markdown::plain);
    renderer.register_helper("code", Box::new(code));
    if let Err(fault) = renderer.register_template_string("readme", TEMPLATE) {
        panic!("the template of README.md is broken ({fault}); please report this");
    }
    renderer
});

/// Gets the template ready, which takes longer than all else of a small app: beside other work it costs nothing.
pub fn prepare() {
    LazyLock::force(&RENDERER);
}

/// The README of an environment.
pub(super) fn render(plan: &Plan<'_>, emission: &Emission) -> String {
    match RENDERER.render("readme", &Readme::new(plan, emission)) {
        Ok(text) => text,
        Err(fault) => panic!("README.md cannot be written ({fault}); please report this"),
    }
}

#[derive(Serialize)]
struct Readme {
    app: String,
    environment: String,
    /// The declared name, when it is compiled under another one.
    declared: Option<String>,
    owner: Option<String>,
    description: Option<String>,
    domain: Option<String>,
    expires_after: Option<String>,
    expires_on: Option<String>,
    sites: Vec<SiteRow>,
    has_prerequisites: bool,
    inputs: Vec<InputRow>,
    secrets: Vec<SecretRow>,
    existing: Vec<ExistingRow>,
    steps: Vec<SiteSteps>,
    remarks: Vec<String>,
    folders: Vec<FolderRow>,
}

#[derive(Serialize)]
struct SiteRow {
    name: String,
    provider: &'static str,
    place: String,
    functions: usize,
    events: usize,
    stores: usize,
}

#[derive(Serialize)]
struct SiteSteps {
    site: String,
    steps: Vec<StepRow>,
}

#[derive(Serialize)]
struct StepRow {
    number: usize,
    title: String,
    note: Option<String>,
    fence: String,
    commands: Vec<String>,
}

#[derive(Serialize)]
struct FolderRow {
    path: String,
    files: usize,
}

impl Readme {
    fn new(plan: &Plan<'_>, emission: &Emission) -> Self {
        let deployment = plan.deployment;
        let inputs = prerequisite::inputs(plan);
        let secrets = prerequisite::secrets(plan, emission);
        let existing = prerequisite::existing(plan);
        let (expires_after, expires_on) = match &deployment.expires {
            Some(Expiry::After(age)) => (Some(age.value.to_string()), None),
            Some(Expiry::On(day)) => (None, Some(day.value.to_string())),
            None => (None, None),
        };
        Self {
            app: deployment.app.to_string(),
            environment: deployment.environment.to_string(),
            declared: (deployment.declared != deployment.environment)
                .then(|| deployment.declared.to_string()),
            owner: deployment.owner.as_ref().map(|owner| owner.value.clone()),
            description: deployment.description.as_ref().map(|text| text.value.clone()),
            domain: deployment.domain.as_ref().map(|domain| domain.host.value.clone()),
            expires_after,
            expires_on,
            sites: plan.sites().into_iter().map(|(id, _)| site_row(plan, id)).collect(),
            has_prerequisites: !(inputs.is_empty() && secrets.is_empty() && existing.is_empty()),
            inputs,
            secrets,
            existing,
            steps: steps(emission),
            remarks: emission.remarks.iter().map(|remark| markdown::indented(remark, 2)).collect(),
            folders: folders(emission),
        }
    }
}

fn site_row(plan: &Plan<'_>, id: SiteId) -> SiteRow {
    let deployment = plan.deployment;
    let site = deployment.site(id);
    let country = site.country.as_ref().map(|country| country.value.to_string());
    let place = [site.region.as_ref(), site.account.as_ref()].into_iter().flatten();
    let place: Vec<String> = place.map(|part| part.value.clone()).chain(country).collect();
    let count = |sites: &Vec<SiteId>| usize::from(sites.contains(&id));
    SiteRow {
        name: site.name.value.to_string(),
        provider: site.provider.value.word(),
        place: place.join(", "),
        functions: deployment.functions.iter().map(|node| count(&node.sites)).sum(),
        events: deployment.events.iter().map(|node| count(&node.sites)).sum(),
        stores: deployment.stores.iter().map(|node| count(&node.sites)).sum(),
    }
}

/// The steps in their order, numbered through, those of a site together.
fn steps(emission: &Emission) -> Vec<SiteSteps> {
    let mut found: Vec<SiteSteps> = Vec::new();
    for (index, (site, step)) in emission.steps.iter().enumerate() {
        let row = StepRow {
            number: index + 1,
            title: step.title.clone(),
            note: Some(step.note.trim()).filter(|note| !note.is_empty()).map(str::to_owned),
            fence: markdown::fence(&step.commands.join("\n")),
            commands: step.commands.clone(),
        };
        match found.last_mut() {
            Some(last) if last.site == *site => last.steps.push(row),
            _ => found.push(SiteSteps { site: site.clone(), steps: vec![row] }),
        }
    }
    found
}

/// The folders of targets and sites, with how many files are below each.
fn folders(emission: &Emission) -> Vec<FolderRow> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (path, _) in emission.tree.iter() {
        let parts: Vec<&str> = path.split('/').collect();
        let depth = (parts.len() - 1).min(2);
        if depth > 0 {
            *counts.entry(format!("{}/", parts[..depth].join("/"))).or_default() += 1;
        }
    }
    counts.into_iter().map(|(path, files)| FolderRow { path, files }).collect()
}
