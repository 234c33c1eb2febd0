//! Replacing a file of the user's: whole or not at all, and only what was read.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::exit::Failure;

/// Puts `bytes` in the place of the file `path`, whose text was `before`. `shown` is its name for people.
/// The new file keeps the permissions of the old one; a link stays, what it leads to is replaced.
pub(crate) fn replace(path: &Path, bytes: &[u8], before: &str, shown: &str) -> Result<(), Failure> {
    let failed = |fault: std::io::Error| Failure::machine(format!("cannot write `{shown}`: {fault}"));
    let path = fs::canonicalize(path).map_err(failed)?;
    if fs::read(&path).map_err(failed)? != before.as_bytes() {
        return Err(Failure::machine(format!(
            "`{shown}` was changed while it was being worked on; nothing was written"
        )));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let permissions = fs::metadata(&path).map_err(failed)?.permissions();
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::create_new(&beside)?;
        file.write_all(bytes)?;
        file.set_permissions(permissions.clone())?;
        drop(file);
        fs::rename(&beside, &path)
    };
    write().map_err(|fault| {
        let _ = fs::remove_file(&beside);
        failed(fault)
    })
}
