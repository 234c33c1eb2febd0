//! `faasc init`: a small app that checks and compiles.

mod scaffold;
mod site;

use std::fmt::Write as _;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use clap::Args;
use faasc_source::join;

use crate::console::{Console, Ink};
use crate::disk::Disk;
use crate::exit::{Exit, Failure};
use site::SiteArg;

/// Make a small app that checks and compiles
///
/// Writes faas.yaml, two functions in Python, a README and a .gitignore. Files that are there already are never
/// overwritten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  faasc init hello                            runs on this machine alone
  faasc init hello --site aws:eu-central-1    a site on AWS, and this machine
  faasc init hello --site kubernetes:DE       a cluster in Germany, and this machine
  faasc init . --name shop                    in this folder, under another name")]
pub(crate) struct Init {
    /// The folder
    #[arg(value_name = "DIR", default_value = ".")]
    folder: String,
    /// The name of the app [default: that of the folder]
    #[arg(long, value_name = "APP")]
    name: Option<String>,
    /// Where production stands: aws:REGION, kubernetes[:COUNTRY] or local
    #[arg(long, value_name = "SITE", default_value = "local", value_parser = site::site)]
    site: SiteArg,
    /// Who answers for the app [default: team@APP.example]
    #[arg(long, value_name = "WHO")]
    owner: Option<String>,
}

pub(crate) fn run(init: &Init, console: &mut Console<'_, '_>) -> Result<Exit, Failure> {
    let disk = Disk::new(console.folder());
    let folder = disk.shown(&init.folder);
    let app = name_of(init, &disk, &folder)?;
    let owner = init.owner.clone().unwrap_or_else(|| format!("team@{app}.example"));
    let files = scaffold::files(&app, &owner, &init.site)?;
    let taken: Vec<String> = files
        .iter()
        .map(|(path, _)| join(&folder, path))
        .filter(|path| fs::symlink_metadata(disk.locate(path)).is_ok())
        .collect();
    if !taken.is_empty() {
        let message = format!("{} there already; nothing was written", are(&taken));
        let hint = "choose another folder: `faasc init DIR`".to_owned();
        return Err(Failure { exit: Exit::Findings, message, hint: Some(hint) });
    }
    for (path, text) in &files {
        let shown = join(&folder, path);
        make(&disk.locate(&shown), text, &shown)?;
        let word = console.ink(Ink::Green, "made");
        console.tell(&format!("{word} {shown}\n"));
    }
    let mut next = String::from("\nnext\n");
    if folder != "." {
        let _ = writeln!(next, "  cd {folder}");
    }
    for command in init.site.next() {
        let _ = writeln!(next, "  {}", console.ink(Ink::Cyan, &command));
    }
    console.tell(&next);
    Ok(Exit::Clean)
}

/// `a` is, `a` and `b` are.
fn are(paths: &[String]) -> String {
    let list = faasc_diagnostics::list_of(paths.iter().map(String::as_str), "and");
    if paths.len() == 1 { format!("{list} is") } else { format!("{list} are") }
}

/// Makes one file and the folders above it; never in the place of another.
fn make(path: &Path, text: &str, shown: &str) -> Result<(), Failure> {
    let failed = |fault: std::io::Error| match fault.kind() {
        ErrorKind::AlreadyExists => {
            Failure::machine(format!("`{shown}` is there already; it was not overwritten"))
        }
        _ => Failure::machine(format!("cannot write `{shown}`: {fault}")),
    };
    if let Some(above) = path.parent() {
        fs::create_dir_all(above).map_err(failed)?;
    }
    fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)
}

/// The name of the app: as given, or made from that of the folder.
fn name_of(init: &Init, disk: &Disk, folder: &str) -> Result<String, Failure> {
    if let Some(name) = &init.name {
        return if is_app_name(name) {
            Ok(name.clone())
        } else {
            Err(Failure::usage(format!(
                "`{name}` is no name for an app: at most 40 small letters, digits and `-`, a letter first"
            )))
        };
    }
    let path = disk.locate(folder);
    let last = if folder == "." {
        path.parent().and_then(|_| console_name(&path))
    } else {
        console_name(Path::new(folder))
    };
    let name = last.map(|last| app_name_from(&last)).unwrap_or_default();
    if is_app_name(&name) {
        Ok(name)
    } else {
        Err(Failure::usage("no name for the app follows from the folder").hint("give one with `--name`"))
    }
}

/// The last part of a path that has a name.
fn console_name(path: &Path) -> Option<String> {
    path.components().next_back().and_then(|part| match part {
        std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => path.parent().and_then(console_name),
    })
}

/// `Text` in the alphabet of names.
fn app_name_from(text: &str) -> String {
    let mut name = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_ascii_lowercase() || (c.is_ascii_digit() && !name.is_empty()) {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(40);
    name.trim_end_matches('-').to_owned()
}

/// A DNS label of at most 40 characters that begins with a letter.
fn is_app_name(name: &str) -> bool {
    name.len() <= 40
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with('-')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_from_the_folder() {
        for (folder, name) in
            [("Hello", "hello"), ("my_app 2", "my-app-2"), ("9lives", "lives"), ("--a--", "a")]
        {
            assert_eq!(app_name_from(folder), name);
            assert!(is_app_name(name));
        }
        assert_eq!(app_name_from("日本"), "");
        assert!(is_app_name(&app_name_from(&"x".repeat(60))));
    }
}
