//! What `compile` tells people, at 80 columns.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use faasc_artifacts::MANIFEST;

use super::emit::EmittedEnvironment;
use super::writing::Written;
use crate::console::{Console, Ink, paint};
use crate::survey::counted;
use crate::verdict::Verdict;

/// Width of the summary.
const WIDTH: usize = 80;
/// Of how many environments the commands are shown; more would bury the rest.
const SHOWN_STEPS: usize = 3;

/// The summary of all apps that were written or compared.
pub(super) fn summary(
    written: &[Written<'_>],
    verdict: &Verdict,
    is_check: bool,
    console: &Console<'_, '_>,
) -> String {
    let has_color = console.has_color_err();
    let mut out = String::new();
    for app in written {
        let _ = writeln!(out, "{}", paint(has_color, Ink::Bold, app.app));
        let widest = app.environments.iter().map(|environment| environment.name.len()).max().unwrap_or(0);
        for environment in app.environments {
            let name = paint(has_color, Ink::Cyan, &format!("{:widest$}", environment.name));
            let indent = " ".repeat(widest + 4);
            let _ = writeln!(out, "  {name}  {}", contents(environment));
            for site in &environment.sites {
                let region = site.region.as_ref().map(|region| format!(" {region}")).unwrap_or_default();
                let at = if site.name == site.provider {
                    String::new()
                } else {
                    format!(" for {} ({}{region})", site.name, site.provider)
                };
                let _ = writeln!(out, "{indent}{}{at}", target_title(site.target));
            }
            let folder = app.place.shown(&environment.name);
            let _ = writeln!(out, "{indent}{folder}: {}", files(app, environment, is_check));
        }
        if console.is_verbose {
            for path in app.stale() {
                let _ = writeln!(out, "    {path}");
            }
        }
        out.push_str(&gone(app, is_check));
    }
    out.push_str(&remarks(written, has_color));
    out.push_str(&if is_check { "\n".to_owned() } else { steps(written, has_color) });
    let is_current = written.iter().all(|app| app.report.is_current());
    let word = match (is_check, is_current) {
        (true, false) => paint(has_color, Ink::Red, "stale"),
        _ => paint(has_color, Ink::Green, "ok"),
    };
    let what = match (is_check, is_current) {
        (true, true) => "everything is as compiled",
        (true, false) => "`faasc compile` brings it up to date",
        (false, true) => "nothing had to be written",
        (false, false) => "written",
    };
    let _ = writeln!(out, "{word}: {what}; {}", verdict.summary());
    out
}

/// `3 functions, 2 events, 1 store`.
fn contents(environment: &EmittedEnvironment) -> String {
    let mut parts = vec![counted(environment.functions, "function")];
    let others = [
        (environment.events, "event"),
        (environment.dead_letters, "made dead letter"),
        (environment.stores, "store"),
    ];
    for (count, what) in others {
        if count > 0 {
            parts.push(counted(count, what));
        }
    }
    parts.join(", ")
}

fn target_title(target: &str) -> String {
    match target {
        "terraform" => "Terraform".to_owned(),
        "kubernetes" => "Kubernetes manifests".to_owned(),
        "local" => "local runtime".to_owned(),
        other => other.to_owned(),
    }
}

/// What happened to the files of one environment.
fn files(app: &Written<'_>, environment: &EmittedEnvironment, is_check: bool) -> String {
    let prefix = format!("{}/", environment.name);
    // The report names our own records too, the tree does not hold them.
    let is_record = |path: &str| path.ends_with(MANIFEST);
    let count =
        |paths: &[String]| paths.iter().filter(|path| path.starts_with(&prefix) && !is_record(path)).count();
    let (written, removed) = (count(&app.report.written), count(&app.report.removed));
    let total = environment.tree.len();
    let (made, gone) = if is_check { ("to write", "to remove") } else { ("written", "removed") };
    let mut parts = vec![if written == 0 {
        format!("{}, all unchanged", counted(total, "file"))
    } else {
        format!("{}, {written} {made}", counted(total, "file"))
    }];
    if removed > 0 {
        parts.push(format!("{removed} {gone}"));
    }
    parts.join(", ")
}

/// Environments that are gone.
fn gone(app: &Written<'_>, is_check: bool) -> String {
    let is_known = |path: &str| {
        path.split_once('/')
            .is_some_and(|(name, _)| app.environments.iter().any(|environment| environment.name == name))
    };
    let others = app.report.removed.iter().filter(|path| !is_known(path)).count();
    let mut out = String::new();
    if others > 0 {
        let verb = if is_check { "would be removed" } else { "removed" };
        let _ = writeln!(out, "  {verb}: {} of environments that are gone", counted(others, "file"));
    }
    for folder in &app.report.left {
        let folder = app.place.shown(folder);
        let text = format!(
            "{folder} stays: its environment is gone, and files that are not ours lie there; what they describe may still run"
        );
        out.push_str(&wrapped(&text, "  ", "    "));
    }
    for path in &app.report.adopted {
        let _ =
            writeln!(out, "  {} is ours from now on: it had the very bytes already", app.place.shown(path));
    }
    out
}

/// What every reader should know, each once with where it holds.
fn remarks(written: &[Written<'_>], has_color: bool) -> String {
    let mut found: Vec<(&str, Vec<String>)> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for app in written {
        for environment in app.environments {
            for remark in &environment.remarks {
                let at = if written.len() > 1 {
                    format!("{} {}", app.app, environment.name)
                } else {
                    environment.name.clone()
                };
                let index = *known.entry(remark).or_insert(found.len());
                match found.get_mut(index) {
                    Some((_, places)) => places.push(at),
                    None => found.push((remark, vec![at])),
                }
            }
        }
    }
    if found.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", paint(has_color, Ink::Yellow, "worth knowing"));
    for (remark, places) in found {
        let places =
            if places.len() > 3 { format!("{} environments", places.len()) } else { places.join(", ") };
        out.push_str(&wrapped(&format!("{remark} ({places})"), "  - ", "    "));
    }
    out
}

/// The commands that come next.
fn steps(written: &[Written<'_>], has_color: bool) -> String {
    let with_steps: Vec<_> = written
        .iter()
        .flat_map(|app| app.environments.iter().map(move |environment| (app, environment)))
        .filter(|(_, environment)| environment.steps.iter().any(|(_, step)| !step.commands.is_empty()))
        .collect();
    if with_steps.is_empty() {
        return "\n".to_owned();
    }
    let next = paint(has_color, Ink::Bold, "next");
    if with_steps.len() > SHOWN_STEPS {
        return format!("\n{next}: the README.md in the folder of each environment says what to run\n\n");
    }
    let mut out = format!("\n{next}, in each folder (its README.md says more)\n");
    for (app, environment) in with_steps {
        let _ = writeln!(out, "  {}", app.place.shown(&environment.name));
        for command in environment.steps.iter().flat_map(|(_, step)| &step.commands) {
            let _ = writeln!(out, "    {}", paint(has_color, Ink::Cyan, command));
        }
    }
    out.push('\n');
    out
}

/// `text` in lines of at most [`WIDTH`] characters.
fn wrapped(text: &str, first: &str, others: &str) -> String {
    let mut out = String::new();
    let mut line = first.to_owned();
    let mut is_fresh = true;
    for word in text.split_whitespace() {
        if !is_fresh && line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = others.to_owned();
            is_fresh = true;
        }
        if !is_fresh {
            line.push(' ');
        }
        line.push_str(word);
        is_fresh = false;
    }
    out.push_str(&line);
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_keep_to_eighty_columns() {
        let text = wrapped(&"word ".repeat(40), "  - ", "    ");
        assert!(text.lines().all(|line| line.len() <= WIDTH));
        assert!(text.starts_with("  - word") && text.contains("\n    word"));
    }
}
