//! Exceptions to rules: what they cover, and which of them cover nothing.

use std::collections::BTreeSet;

use faasc_diagnostics::{Code, Diagnostic, Severity, Sink};
use faasc_model::unit::Date;
use faasc_model::{App, Deployment, Id, Policy, Program, Waiver};
use faasc_source::{FileId, Span};

use crate::rule::{Findings, Rule};

static EXPIRED: Code = Code::error("F1211", "waiver-expired", "a waiver after its last day");
static UNUSED: Code = Code::error("F1212", "waiver-unused", "a waiver of something that was not found");
static DANGLING: Code =
    Code::error("F1213", "waiver-dangling", "a waiver of a code or place that is not there");
static NOT_WAIVABLE: Code = Code::error("F1214", "not-waivable", "a waiver of what cannot be waived");
static OTHER_OWNER: Code =
    Code::error("F1215", "waiver-by-another", "a waiver by somebody whom the rule does not let waive it");

pub(crate) const RULE: Rule =
    Rule { codes: &[&EXPIRED, &UNUSED, &DANGLING, &NOT_WAIVABLE, &OTHER_OWNER], needs_whole: false, check };

/// What is wrong with a waiver by itself.
fn check(findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    for (app, deployment) in apps(findings.program) {
        for waiver in &deployment.waivers {
            found.extend(fault(findings.today, app, deployment, waiver));
        }
    }
    findings.sink.extend_with(found);
}

/// The apps of the argument, each with one of its environments: all have the same waivers.
fn apps(program: &Program) -> impl Iterator<Item = (&App, &Deployment)> {
    program.apps.iter().enumerate().filter(|(_, app)| !app.is_outside).filter_map(|(at, app)| {
        Some((app, program.deployments.iter().find(|deployment| deployment.app_id == Id::new(at))?))
    })
}

fn fault(today: Date, app: &App, deployment: &Deployment, waiver: &Waiver) -> Option<Diagnostic> {
    let code = &waiver.code.value;
    let found = if waiver.expires.value < today {
        EXPIRED
            .at(waiver.expires.span, format!("the waiver of `{code}` at `{}` has expired", waiver.at.value))
            .here(format!("its last day; today is {today}"))
            .help("mend what it covered, or renew it with a new reason")
    } else if !is_place(app, &waiver.at.value) {
        DANGLING
            .at(waiver.at.span, format!("there is no `{}` for the waiver of `{code}`", waiver.at.value))
            .help("write the path of a node of this file, such as `functions.pay`")
    } else if deployment.policy.iter().any(|policy| policy.rule.value.as_str() == code) {
        return None;
    } else {
        match kind_of(code) {
            Kind::Waivable => return None,
            Kind::Hard => NOT_WAIVABLE
                .at(waiver.code.span, format!("`{code}` cannot be waived"))
                .note("findings about form, names and hard limits are no matter of opinion: what they are about would not work")
                .help("mend what was found, and take the waiver out"),
            Kind::Unknown => DANGLING
                .at(waiver.code.span, format!("`{code}` is neither a finding's code nor the name of a rule"))
                .help("write the code as reported, such as `F1201`, or the name under `rule`"),
        }
    };
    Some(found.about("waivers"))
}

enum Kind {
    Waivable,
    Hard,
    Unknown,
}

/// Families whose findings other crates make, after these rules.
const ELSEWHERE: [&str; 4] = ["F14", "F20", "F30", "F40"];

/// Whether a code can be waived.
fn kind_of(code: &str) -> Kind {
    let is_form =
        code.len() == 5 && code.starts_with('F') && code[1..].bytes().all(|byte| byte.is_ascii_digit());
    if !is_form {
        return Kind::Unknown;
    }
    if ELSEWHERE.iter().any(|family| code.starts_with(family)) {
        return Kind::Waivable;
    }
    match crate::codes().into_iter().find(|known| known.id == code) {
        Some(known) if is_hard(known, known.severity) => Kind::Hard,
        Some(_) => Kind::Waivable,
        // What lowering says is about form and names.
        None if ["F01", "F02", "F03", "F04", "F08", "F09", "F10", "F11", "F13"]
            .iter()
            .any(|family| code.starts_with(family)) =>
        {
            Kind::Hard
        }
        None => Kind::Unknown,
    }
}

/// Whether a finding of this weight cannot be waived: a hard limit, or a fault of a waiver.
fn is_hard(code: &Code, severity: Severity) -> bool {
    let is_form = ["F01", "F02", "F03"].iter().any(|family| code.id.starts_with(family));
    let is_limit = code.id.starts_with("F06") && severity == Severity::Error;
    is_form || is_limit || RULE.codes.iter().any(|own| own.id == code.id)
}

/// Whether a path names a section or a declared node of the file.
fn is_place(app: &App, at: &str) -> bool {
    let mut parts = at.split('.');
    let (Some(section), name) = (parts.next(), parts.next()) else { return false };
    match name {
        None => {
            ["policy", "exports", "owner"].contains(&section)
                || app.declarations.iter().any(|found| found.kind.section() == section)
        }
        Some(name) => {
            let is_made = section == "events" && name.ends_with("dead-letter");
            is_made
                || app
                    .declarations
                    .iter()
                    .any(|found| found.kind.section() == section && found.name.value.as_str() == name)
        }
    }
}

/// Applies the waivers of all apps to what was found so far, of the codes that were `judged`; then says which of these
/// waivers cover nothing, where all environments were looked at.
pub fn waive(program: &Program, today: Date, is_whole: bool, judged: &[&'static Code], sink: &mut Sink) {
    let ids: BTreeSet<&str> = judged.iter().map(|code| code.id).collect();
    let mut faults = Vec::new();
    for (app, deployment) in apps(program) {
        let mut covers = vec![Cover::Nothing; deployment.waivers.len()];
        if deployment.waivers.is_empty() {
            continue;
        }
        let files: BTreeSet<FileId> = app.files.iter().copied().collect();
        for found in sink.found_mut() {
            if !ids.contains(found.code.id) || is_hard(found.code, found.severity) {
                continue;
            }
            let policy = policy_of(deployment, found);
            // What a rule of this app finds in another one may be waived here.
            if !files.contains(&found.primary.span.file) && policy.is_none() {
                continue;
            }
            for (waiver, cover) in deployment.waivers.iter().zip(&mut covers) {
                if waiver.expires.value < today || !is_of(waiver, found, policy) {
                    continue;
                }
                match policy.filter(|policy| !may_waive(policy, waiver)) {
                    Some(policy) => *cover = Cover::Refused(policy.rule.span),
                    None => {
                        found.waived.get_or_insert_with(|| waiver.because.value.clone());
                        *cover = Cover::Something;
                    }
                }
            }
        }
        for (waiver, cover) in deployment.waivers.iter().zip(&covers) {
            let is_judged = ids.contains(waiver.code.value.as_str())
                || ids.contains("F1201")
                    && deployment.policy.iter().any(|policy| policy.rule.value.as_str() == waiver.code.value);
            match cover {
                Cover::Refused(rule) => faults.push(refused(deployment, waiver, *rule)),
                Cover::Nothing
                    if is_judged
                        && is_whole
                        && is_covered(program, app)
                        && fault(today, app, deployment, waiver).is_none() =>
                {
                    faults.push(unused(waiver));
                }
                Cover::Nothing | Cover::Something => {}
            }
        }
    }
    sink.extend_with(faults);
}

#[derive(Clone, Copy)]
enum Cover {
    Nothing,
    Something,
    /// The rule does not let its owner waive it.
    Refused(Span),
}

/// Whether a waiver speaks of a finding: its code or rule, and its place or one above it.
fn is_of(waiver: &Waiver, found: &Diagnostic, policy: Option<&Policy>) -> bool {
    let code = waiver.code.value.as_str();
    let is_named = code == found.code.id || policy.is_some_and(|policy| policy.rule.value.as_str() == code);
    let at = waiver.at.value.as_str();
    let is_there = found.subject.as_deref().is_some_and(|subject| {
        subject.strip_prefix(at).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    is_named && is_there
}

/// The rule of the house that a finding is a breach of: it shows the place of the rule's name.
fn policy_of<'d>(deployment: &'d Deployment, found: &Diagnostic) -> Option<&'d Policy> {
    if !found.code.id.starts_with("F120") {
        return None;
    }
    deployment.policy.iter().find(|policy| found.labels.iter().any(|label| label.span == policy.rule.span))
}

fn may_waive(policy: &Policy, waiver: &Waiver) -> bool {
    policy.waivable_by.is_empty() || policy.waivable_by.iter().any(|owner| owner.value == waiver.owner.value)
}

/// Whether all environments of an app were looked at.
fn is_covered(program: &Program, app: &App) -> bool {
    app.environments.iter().all(|environment| {
        program.deployments.iter().any(|deployment| {
            program.app(deployment.app_id).file == app.file && deployment.declared == environment.value
        })
    })
}

fn refused(deployment: &Deployment, waiver: &Waiver, rule: Span) -> Diagnostic {
    let policy = deployment.policy.iter().find(|policy| policy.rule.span == rule);
    let owners: Vec<&str> = policy
        .map(|policy| policy.waivable_by.iter().map(|owner| owner.value.as_str()).collect())
        .unwrap_or_default();
    OTHER_OWNER
        .at(
            waiver.owner.span,
            format!("`{}` may not waive `{}`, so this waives nothing", waiver.owner.value, waiver.code.value),
        )
        .label(rule, format!("the rule may be waived by {}", owners.join(", ")))
        .help("let one of these own the waiver, or mend what the rule found")
        .about("waivers")
}

fn unused(waiver: &Waiver) -> Diagnostic {
    UNUSED
        .at(
            waiver.code.span,
            format!("the waiver of `{}` at `{}` covers nothing", waiver.code.value, waiver.at.value),
        )
        .here("nothing of this kind was found there")
        .help("take it out: it would hide what comes later")
        .about("waivers")
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    fn spec(waiver: &str) -> Spec {
        Spec::of(&format!(
            "auth: {{ robot: {{ api_key: {{ secret: key }} }} }}\nsecrets: {{ key: {{}} }}\n\
             policy: [{{ rule: strong, select: {{ trigger: http }}, require: {{ auth_kind: {{ any: [jwt] }} }}, waivable_by: [boss@shop.example] }}]\n\
             waivers: [{{ {waiver} }}]\n\
             functions: {{ pay: {{ ${{code}}, triggers: [{{ http: POST /pay, auth: robot }}] }} }}\n"
        ))
    }

    fn waiver(code: &str, at: &str, owner: &str, expires: &str) -> Spec {
        spec(&format!(
            "code: {code}, at: {at}, because: an old till, owner: {owner}@shop.example, expires: {expires}"
        ))
    }

    #[test]
    fn a_waiver_covers_a_breach_by_code_or_by_rule_until_its_last_day() {
        for code in ["F1201", "strong"] {
            assert_eq!(
                waiver(code, "functions.pay", "boss", "2026-11-24").codes(),
                Vec::<&str>::new(),
                "{code}"
            );
            assert_eq!(waiver(code, "functions", "boss", "2027-01-01").codes(), Vec::<&str>::new(), "{code}");
        }
        let mut codes = waiver("F1201", "functions.pay", "boss", "2026-11-23").codes();
        codes.sort_unstable();
        assert_eq!(codes, ["F1201", "F1211"]);
    }

    #[test]
    fn what_is_waived_keeps_its_reason() {
        let found = waiver("strong", "functions.pay", "boss", "2027-01-01").of_code("F1201");
        assert_eq!(found[0].waived.as_deref(), Some("an old till"));
    }

    #[test]
    fn a_waiver_needs_something_to_cover() {
        assert!(waiver("F1208", "functions.pay", "boss", "2027-01-01").codes().contains(&"F1212"));
        assert!(waiver("strong", "functions.gone", "boss", "2027-01-01").codes().contains(&"F1213"));
        assert!(waiver("weak", "functions.pay", "boss", "2027-01-01").codes().contains(&"F1213"));
    }

    #[test]
    fn form_and_names_cannot_be_waived() {
        assert!(waiver("F0301", "functions.pay", "boss", "2027-01-01").codes().contains(&"F1214"));
    }

    #[test]
    fn a_rule_names_who_may_waive_it() {
        let mut codes = waiver("strong", "functions.pay", "intern", "2027-01-01").codes();
        codes.sort_unstable();
        assert_eq!(codes, ["F1201", "F1215"]);
    }
}
