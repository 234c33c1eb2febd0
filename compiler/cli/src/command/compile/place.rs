//! Where the files of each app go.

use std::path::PathBuf;

use faasc_artifacts::OutputFolder;
use faasc_model::Program;
use faasc_source::join;

use super::emit::EmittedApp;
use crate::disk::Disk;

/// The output folder of each app: `dist` beside its faas.yaml, or `--out`, shared by app when there are several.
pub(super) fn places(
    out: Option<&str>,
    apps: &[EmittedApp],
    program: &Program,
    disk: &Disk,
) -> Vec<OutputFolder> {
    apps.iter()
        .map(|app| match out {
            None => OutputFolder::new(located(&join(&program.app(app.id).folder, "dist"), disk)),
            Some(out) => {
                let folder = OutputFolder::new(located(&disk.shown(out), disk));
                if apps.len() > 1 { folder.of_app(&app.name) } else { folder }
            }
        })
        .collect()
}

/// The path as the system finds it: as it is shown when the run stands in the process's own folder.
fn located(shown: &str, disk: &Disk) -> PathBuf {
    let absolute = disk.locate(shown);
    let is_here = std::env::current_dir().is_ok_and(|here| here.join(shown) == absolute);
    if is_here { PathBuf::from(shown) } else { absolute }
}
