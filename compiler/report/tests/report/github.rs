//! Workflow commands, read as the runner of GitHub Actions reads them.

use faasc_diagnostics::Severity;
use faasc_report::github;

use crate::gallery::gallery;

/// A workflow command.
struct Command {
    name: String,
    properties: Vec<(String, String)>,
    text: String,
}

/// The command of a line as the runner sees it.
fn command(line: &str) -> Option<Command> {
    let (head, text) = line.trim().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let decoded = |text: &str| {
        text.replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%0D", "\r")
            .replace("%0A", "\n")
            .replace("%25", "%")
    };
    let properties = properties
        .split(',')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (key.to_owned(), decoded(value)))
        .collect();
    Some(Command { name: name.to_owned(), properties, text: decoded(text) })
}

#[test]
fn every_line_is_one_annotation_of_ours() {
    let gallery = gallery();
    let text = github(&gallery.findings());
    assert_eq!(text.lines().count(), gallery.diagnostics.len() - 1, "all but the waived one");
    for line in text.lines() {
        let Command { name, properties, .. } = command(line).unwrap();
        assert!(["error", "warning", "notice"].contains(&name.as_str()), "{line}");
        let keys: Vec<&str> = properties.iter().map(|(key, _)| key.as_str()).collect();
        assert!(keys.starts_with(&["file", "line", "col", "endLine"]), "{keys:?}");
        assert_eq!(keys.last(), Some(&"title"));
    }
}

#[test]
fn paths_with_separators_survive() {
    let mut gallery = gallery();
    let label = gallery.diagnostics[1].labels.remove(0);
    gallery.diagnostics[1].primary = label;
    let text = github(&gallery.findings());
    let found =
        text.lines().filter_map(command).find(|found| found.text.contains("no event is called")).unwrap();
    assert_eq!(found.properties[0], ("file".to_owned(), "shop/more events, 100%/events.yaml".to_owned()));
}

#[test]
fn what_exceeds_the_limit_is_listed_and_counted_and_injects_nothing() {
    let mut gallery = gallery();
    let hostile = gallery.diagnostics.iter().find(|found| found.message.contains("evil")).unwrap().clone();
    for at in 0..25 {
        let mut found = hostile.clone();
        found.message = format!("\n::error::{at} ##[error]x \r\n::add-mask::a");
        gallery.diagnostics.push(found.clone());
        gallery.diagnostics.push(found.weigh(Severity::Note));
    }
    let text = github(&gallery.findings());
    let commands: Vec<_> = text.lines().filter_map(command).collect();
    let count = |name: &str| commands.iter().filter(|found| found.name == name).count();
    assert_eq!((count("error"), count("warning"), count("notice"), commands.len()), (10, 2, 10, 22));
    let plain = text.lines().filter(|line| command(line).is_none());
    assert!(plain.clone().all(|line| !line.contains("##[")));
    assert_eq!(plain.count(), 25 + 17);
    assert!(text.ends_with(
        "::42 more findings are listed in the log of this step: only 10 annotations of a kind are shown\n"
    ));
    assert!(commands[0].name == "error");
}
