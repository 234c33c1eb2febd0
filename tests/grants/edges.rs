//! Taking an edge away takes its grants, and nothing else.

use faasc_facts::Facts;
use faasc_lower::{Options, Root, lower};
use faasc_model::unit::Date;
use faasc_model::{DeploymentId, Function, NodeId, Program};
use faasc_plan::{FunctionGrant, Plan};
use faasc_source::MemoryFiles;
use faasc_tests::generate;
use faasc_tests::run::TODAY;

/// The program of these files; every `faas.yaml` is a spec.
pub(crate) fn program(files: &[(String, String)]) -> Program {
    let mut all = MemoryFiles::new();
    for (path, text) in files {
        all = all.with(path, text.clone());
    }
    let is_spec = |path: &str| path == "faas.yaml" || path.ends_with("/faas.yaml");
    let roots = files.iter().filter(|(path, _)| is_spec(path)).map(|(path, _)| Root::File(path.clone()));
    let today = Date::parse(TODAY).expect("the constant is a date");
    let facts = Facts::builtin();
    let options = Options { files: &all, facts, environments: Vec::new(), vars: Vec::new(), today };
    let lowered = lower(roots.collect(), &options);
    let faults: Vec<&str> = lowered
        .sink
        .found()
        .iter()
        .filter(|found| found.severity == faasc_diagnostics::Severity::Error)
        .map(|found| found.message.as_str())
        .collect();
    assert!(faults.is_empty(), "the spec of a test is right: {faults:?}");
    lowered.program
}

/// The examples, each with the files beside it.
fn examples() -> Vec<Program> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    ["hello", "video", "shop"].iter().map(|name| program(&files_below(&root.join(name)))).collect()
}

fn files_below(root: &std::path::Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = std::fs::read_dir(&folder)
            .expect("what the test made or the repository has")
            .map(|entry| entry.expect("what the test made or the repository has").path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let name = path
                    .strip_prefix(root)
                    .expect("what the test made or the repository has")
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push((name, text));
            }
        }
    }
    found.sort();
    found
}

/// Something of a function that needs a grant: its key path, and how to take it away.
type Tie = (String, Box<dyn Fn(&mut Function)>);

fn ties(function: &Function) -> Vec<Tie> {
    let path = function.key_path();
    let mut found: Vec<Tie> = Vec::new();
    for (at, edge) in function.calls.iter().enumerate() {
        found.push((format!("{path}.calls.{}", edge.to.name), Box::new(move |of| drop(of.calls.remove(at)))));
    }
    for (at, edge) in function.emits.iter().enumerate() {
        found.push((format!("{path}.emits.{}", edge.to.name), Box::new(move |of| drop(of.emits.remove(at)))));
    }
    for (at, edge) in function.reads.iter().enumerate() {
        found.push((format!("{path}.reads.{}", edge.to.name), Box::new(move |of| drop(of.reads.remove(at)))));
    }
    for (at, edge) in function.writes.iter().enumerate() {
        found.push((
            format!("{path}.writes.{}", edge.to.name),
            Box::new(move |of| drop(of.writes.remove(at))),
        ));
    }
    for (at, trigger) in function.triggers.iter().enumerate() {
        found.push((
            format!("{path}.triggers.{}", trigger.id),
            Box::new(move |of| drop(of.triggers.remove(at))),
        ));
    }
    found
}

/// `grants` without what only `path` needs.
fn without(grants: &[FunctionGrant], path: &str) -> Vec<FunctionGrant> {
    let mut left: Vec<FunctionGrant> = grants.to_vec();
    for grant in &mut left {
        grant.because.retain(|because| because != path);
    }
    left.retain(|grant| !grant.because.is_empty());
    left
}

fn judge(program: &Program) -> usize {
    let mut count = 0;
    for (id, deployment) in program.deployments() {
        let before = faasc_plan::grants(program, id);
        for (at, function) in deployment.functions.iter().enumerate() {
            for (path, take) in ties(function) {
                has_grant(program, id, function, &path, &before);
                let mut changed = program.clone();
                take(&mut changed.deployments[id.index()].functions[at]);
                let after = faasc_plan::grants(&changed, id);
                assert_eq!(after, without(&before, &path), "{path} of {}", deployment.app);
                count += 1;
            }
        }
        no_excess(program, id, &before);
    }
    count
}

/// An edge without a grant fails at deployment; a call of somebody else's service takes none, unless it has a credential.
fn has_grant(program: &Program, id: DeploymentId, function: &Function, path: &str, grants: &[FunctionGrant]) {
    let calls_service = function.calls.iter().any(|edge| {
        matches!(edge.to.node.node, NodeId::Service(_))
            && path == format!("{}.calls.{}", function.key_path(), edge.to.name)
    });
    let is_granted = grants.iter().any(|grant| grant.because.iter().any(|because| because == path));
    assert!(is_granted || calls_service, "{path} has no grant");
    let plan = Plan::new(program, id, Facts::builtin());
    let has_host = function.sites.iter().any(|site| plan.deployment.site(*site).grant_host().is_some());
    let is_said = plan.statements().iter().any(|found| found.because.iter().any(|because| because == path));
    assert!(is_said || calls_service || !has_host, "{path} has no statement");
}

/// Every reason is something that is there.
fn no_excess(program: &Program, id: DeploymentId, grants: &[FunctionGrant]) {
    let deployment = program.deployment(id);
    for grant in grants {
        let function = deployment.functions.iter().find(|function| function.name.value == grant.function);
        let function = function.expect("a grant has its function");
        let known: Vec<String> = ties(function).into_iter().map(|(path, _)| path).collect();
        for because in &grant.because {
            let own = because.strip_prefix(&format!("{}.", function.key_path())).unwrap_or_default();
            let is_of_itself = *because == function.key_path()
                || ["secrets.", "tracing", "network.private", "encryption", "invoke"]
                    .iter()
                    .any(|key| own.starts_with(key))
                || because.starts_with("auth.");
            assert!(is_of_itself || known.contains(because), "{because} gives a grant and is not there");
        }
    }
}

#[test]
fn taking_an_edge_of_an_example_takes_exactly_its_grants() {
    let count: usize = examples().iter().map(judge).sum();
    assert!(count > 100, "{count} edges were looked at");
}

#[test]
fn taking_an_edge_of_a_generated_app_takes_exactly_its_grants() {
    let count: usize = [1, 7, 42].into_iter().map(|seed| judge(&program(&generate::app(12, seed)))).sum();
    assert!(count > 60, "{count} edges were looked at");
}

/// The same with the text of the spec: a line is taken out, and lowered anew.
#[test]
fn taking_a_line_of_a_spec_takes_exactly_its_grants() {
    let files = generate::app(9, 3);
    let before = program(&files);
    let at = files
        .iter()
        .position(|(path, _)| path == "faas.yaml")
        .expect("what the test made or the repository has");
    let lines: Vec<&str> = files[at].1.lines().collect();
    let mut count = 0;
    for (number, line) in lines.iter().enumerate() {
        let Some((key, _)) =
            line.trim().split_once(": ").filter(|(key, _)| ["emits", "reads", "writes"].contains(key))
        else {
            continue;
        };
        let mut changed = files.clone();
        let rest: Vec<&str> =
            lines.iter().enumerate().filter(|(at, _)| *at != number).map(|(_, line)| *line).collect();
        changed[at].1 = rest.join("\n") + "\n";
        let name =
            lines[..number].iter().rev().find(|line| line.starts_with("  ") && !line.starts_with("   "));
        let name = name.expect("what the test made or the repository has").trim().trim_end_matches(':');
        let after = program(&changed);
        for (id, deployment) in before.deployments() {
            let edges = deployment
                .functions
                .iter()
                .find(|function| function.name.value.as_str() == name)
                .expect("what the test made or the repository has");
            let paths: Vec<String> = ties(edges).into_iter().map(|(path, _)| path).collect();
            let taken = paths
                .iter()
                .find(|path| path.contains(&format!(".{key}.")))
                .expect("what the test made or the repository has");
            let (then, now) = (faasc_plan::grants(&before, id), faasc_plan::grants(&after, id));
            let texts = |grants: &[FunctionGrant]| {
                serde_json::to_value(grants).expect("what the test made or the repository has")
            };
            assert_eq!(texts(&now), texts(&without(&then, taken)), "{taken}");
        }
        count += 1;
    }
    assert!(count >= 6, "{count} lines were taken out");
}
