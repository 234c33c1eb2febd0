//! What `check` and `compile` share: lower, judge by the rules, and ask the targets what they cannot emit yet.

use faasc_artifacts::{NOT_EMITTED_YET, Registry, each};
use faasc_diagnostics::{Severity, Sink};
use faasc_facts::Facts;
use faasc_model::{Deployment, Program};
use faasc_plan::Plan;
use faasc_source::SourceMap;

use crate::args::{Chosen, Dated};
use crate::intake::{Intake, date_of};

/// A judged program.
pub(crate) struct Surveyed {
    pub(crate) program: Program,
    pub(crate) sources: SourceMap,
    pub(crate) sink: Sink,
    /// Whether all was judged. Where lowering found an error, a program has holes, and what speaks of the whole waits.
    pub(crate) is_whole: bool,
}

/// Lowers the specs and judges them by every rule.
pub(crate) fn judge(intake: &Intake, chosen: &Chosen, facts: &Facts, dated: &Dated) -> Surveyed {
    let today = date_of(dated);
    let lowered = intake.lower(chosen, facts, today);
    let is_whole = !lowered.sink.has_errors();
    let mut surveyed =
        Surveyed { program: lowered.program, sources: lowered.sources, sink: lowered.sink, is_whole };
    faasc_check::check(&surveyed.program, facts, today, is_whole, &mut surveyed.sink);
    // Where a name led nowhere, data seems to go, or to stop, where it does not.
    if is_whole {
        let options = faasc_residency::Options::on(today).strict(dated.strict);
        faasc_residency::check(&surveyed.program, facts, &options, &mut surveyed.sink);
        faasc_check::waive(&surveyed.program, today, is_whole, &faasc_residency::codes(), &mut surveyed.sink);
    }
    if !surveyed.sink.has_errors() {
        crate::namesakes::judge(&surveyed.program, &mut surveyed.sink);
        for (id, deployment) in surveyed.program.deployments() {
            if is_own(&surveyed.program, deployment) {
                faasc_plan::judge(&surveyed.program, id, facts, &mut surveyed.sink);
            }
        }
    }
    surveyed
}

/// Whether something is written for the app of `deployment`.
pub(crate) fn is_own(program: &Program, deployment: &Deployment) -> bool {
    let app = program.app(deployment.app_id);
    !app.is_outside && !app.is_exports_only
}

/// How many functions, those of all environments together, are worth the start of threads.
const WORTH_A_THREAD: usize = 100;

/// What this version cannot emit for the apps of the argument, each weighing `severity`.
pub(crate) fn gaps(program: &Program, facts: &Facts, targets: &Registry, severity: Severity) -> Sink {
    let own: Vec<_> = program.deployments().filter(|(_, deployment)| is_own(program, deployment)).collect();
    let is_large = own.iter().map(|(_, of)| of.functions.len()).sum::<usize>() > WORTH_A_THREAD;
    let sinks = each(&own, is_large, |(id, _)| gaps_of(&Plan::new(program, *id, facts), targets));
    let mut found = Sink::new();
    for ((_, deployment), sink) in own.into_iter().zip(sinks) {
        for diagnostic in sink.finish() {
            let diagnostic = diagnostic.weigh(severity);
            let is_named = diagnostic.environments.iter().any(|name| *name == *deployment.environment);
            found.push(if is_named {
                diagnostic
            } else {
                diagnostic.within(deployment.environment.as_str())
            });
        }
    }
    found
}

fn gaps_of(plan: &Plan<'_>, targets: &Registry) -> Sink {
    let mut sink = Sink::new();
    for (site_id, site) in plan.sites() {
        match targets.of(site) {
            Some(target) => target.gaps(plan, site_id, &mut sink),
            None => sink.push(
                NOT_EMITTED_YET
                    .at(
                        site.provider.span,
                        format!("this version emits nothing for `{}` yet", site.provider.value.word()),
                    )
                    .here("a site of this environment stands there")
                    .help("`faasc facts coverage` lists what is emitted")
                    .about(site.key_path()),
            ),
        }
    }
    sink
}

/// How much there is: `3 apps, 12 functions, 2 environments`.
pub(crate) fn size_of(program: &Program) -> String {
    let mut functions = std::collections::BTreeSet::new();
    let mut environments = std::collections::BTreeSet::new();
    for (_, deployment) in program.deployments().filter(|(_, deployment)| is_own(program, deployment)) {
        environments.insert(deployment.environment.clone());
        for function in &deployment.functions {
            functions.insert((deployment.app_id, function.name.value.clone()));
        }
    }
    let apps = program.apps.iter().filter(|app| !app.is_outside && !app.is_exports_only).count();
    format!(
        "{}, {}, {}",
        counted(apps, "app"),
        counted(functions.len(), "function"),
        counted(environments.len(), "environment")
    )
}

/// `1 app`, `2 apps`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
