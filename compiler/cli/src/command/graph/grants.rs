//! `faasc graph --grants`: who may do what on what, function by function, with the edge that needs it.

use std::fmt::Write as _;

use faasc_facts::Facts;
use faasc_model::{DeploymentId, Program};
use faasc_plan::{Crossing, GRANTS_SCHEMA, GrantsDocument, GrantsOfApp, Plan, Statement};

use crate::console::{Ink, paint};
use crate::exit::Failure;

/// The grants of deployments.
pub(super) fn document(program: &Program, facts: &Facts, ids: &[DeploymentId]) -> GrantsDocument {
    let of = |id: &DeploymentId| {
        let plan = Plan::new(program, *id, facts);
        GrantsOfApp {
            app: plan.deployment.app.to_string(),
            environment: plan.deployment.environment.to_string(),
            statements: plan.statements(),
            crossings: plan.crossings(),
        }
    };
    GrantsDocument { schema: GRANTS_SCHEMA.to_owned(), apps: ids.iter().map(of).collect() }
}

/// The document as JSON.
pub(super) fn json(document: &GrantsDocument) -> Result<String, Failure> {
    String::from_utf8(faasc_artifacts::to_document(document))
        .map_err(|fault| Failure::machine(format!("cannot write the grants: {fault}")))
}

/// The document for people: a table for each node and site.
pub(super) fn text(document: &GrantsDocument, has_color: bool) -> String {
    let mut out = String::new();
    for app in &document.apps {
        let title = format!("{}, {}", app.app, app.environment);
        let _ = writeln!(out, "{}", paint(has_color, Ink::Bold, &title));
        if app.statements.is_empty() {
            out.push_str("\n  no grants: nothing here has an identity of its own\n");
        }
        for group in app.statements.chunk_by(|a, b| (&a.node, &a.site) == (&b.node, &b.site)) {
            table(&mut out, group, has_color);
        }
        if !app.crossings.is_empty() {
            crossings(&mut out, &app.crossings, has_color);
        }
        out.push('\n');
    }
    out
}

fn table(out: &mut String, group: &[Statement], has_color: bool) {
    let Some(first) = group.first() else { return };
    let head = format!("{} at {}", first.node, first.site);
    let _ = writeln!(out, "\n{}", paint(has_color, Ink::Cyan, &head));
    let rows: Vec<(Vec<String>, Vec<String>)> = group.iter().map(|one| (reasons(one), lines(one))).collect();
    let widest =
        rows.iter().flat_map(|(reasons, _)| reasons).map(|text| text.chars().count()).max().unwrap_or(0);
    for (reasons, lines) in rows {
        for at in 0..reasons.len().max(lines.len()) {
            let reason = reasons.get(at).map_or("", String::as_str);
            let line = lines.get(at).map_or("", String::as_str);
            let pad = " ".repeat(widest - reason.chars().count());
            let reason = paint(has_color, Ink::Dim, reason);
            let _ = writeln!(out, "{}", format!("  {reason}{pad}  {line}").trim_end());
        }
    }
}

/// What needs it, without the node that the table is about.
fn reasons(one: &Statement) -> Vec<String> {
    let own = format!("{}.", one.node);
    let short = |because: &String| match because.strip_prefix(&own) {
        Some(rest) => rest.to_owned(),
        None if *because == one.node => "itself".to_owned(),
        None => because.clone(),
    };
    one.because.iter().map(short).collect()
}

fn lines(one: &Statement) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(instead) = &one.instead {
        found.push(format!("nothing on {}: {instead}", one.on.join(", ")));
        return found;
    }
    let verb = if one.denies { "never " } else { "" };
    found.push(format!("{verb}{}", one.may.join(", ")));
    found.extend(one.on.iter().map(|on| format!("on {on}")));
    found.extend(one.when.iter().map(|test| format!("when {} {} {}", test.key, test.test, test.value)));
    found.extend(one.to.iter().map(|to| format!("to {to}")));
    found.extend(one.wide.iter().map(|wide| format!("no narrower: {wide}")));
    found.extend(one.by_hand.iter().map(|reason| format!("by hand, a trust point: {reason}")));
    found
}

fn crossings(out: &mut String, crossings: &[Crossing], has_color: bool) {
    let _ = writeln!(out, "\n{}", paint(has_color, Ink::Cyan, "edges between sites"));
    for one in crossings {
        for because in &one.because {
            let _ = writeln!(out, "  {because}, {} to {}: {}, {}", one.from, one.to, one.passage, one.how);
        }
    }
}
