//! What is ours in an environment's folder: the manifest, and the journal of a run under way.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use super::digest::is_digest;
use super::folder::{OutputFolder, Standing, standing};
use crate::tree::is_inside;

/// The name of the manifest in an environment's folder.
pub const MANIFEST: &str = ".faasc-manifest.json";
/// The name of the journal beside it, there only while a run is under way or was killed.
pub(super) const JOURNAL: &str = ".faasc-pending.json";
/// How names of temporary files begin.
pub(super) const TEMPORARY: &str = ".faasc-tmp-";

const MANIFEST_SCHEMA: &str = "faasc.manifest/v1";
const JOURNAL_SCHEMA: &str = "faasc.pending/v1";

/// Whether a file of an artifact tree may not have this name in the environment's folder.
pub(super) fn is_reserved(name: &str) -> bool {
    name == MANIFEST || name == JOURNAL || is_temporary(name)
}

/// Whether `path` is that of a temporary file.
pub(super) fn is_temporary(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with(TEMPORARY))
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestDocument<F> {
    schema: String,
    app: String,
    compiler: String,
    facts: String,
    files: F,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JournalDocument {
    schema: String,
    app: String,
    files: Digests,
}

/// Path to the digests that our file there may have: one, and more after runs that were cut short.
pub(super) type Digests = BTreeMap<String, Vec<String>>;

/// The bytes of a manifest that says that `files` (path to digest) are ours.
pub(super) fn manifest(app: &str, compiler: &str, facts: &str, files: &BTreeMap<&str, &str>) -> Vec<u8> {
    text(&ManifestDocument {
        schema: MANIFEST_SCHEMA.to_owned(),
        app: app.to_owned(),
        compiler: compiler.to_owned(),
        facts: facts.to_owned(),
        files,
    })
}

/// The bytes of a journal that says that `files` may have these digests.
pub(super) fn journal(app: &str, files: Digests) -> Vec<u8> {
    text(&JournalDocument { schema: JOURNAL_SCHEMA.to_owned(), app: app.to_owned(), files })
}

fn text(document: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(document).expect("texts in maps are JSON; please report this");
    bytes.push(b'\n');
    bytes
}

/// What an environment's folder says about itself.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The bytes of the manifest, when there is one that can be read.
    pub(super) manifest: Option<Vec<u8>>,
    /// The app that wrote it.
    pub(super) app: Option<String>,
    /// Path to the digests that our file there may have.
    pub(super) files: Digests,
    /// What the journal says, when a run was cut short.
    pub(super) pending: Option<Digests>,
}

/// Why there is no record.
pub(super) enum RecordFault {
    /// Manifest or journal is not what we write: its path in the output folder, and what is wrong with it.
    Broken(String, String),
    /// One of them is a symbolic link: its path.
    Link(String),
    /// The system failed: path and error.
    Disk(String, std::io::Error),
}

/// Reads what the folder of `environment` says about itself. The folder is there and is no link.
pub(super) fn read(out: &OutputFolder, environment: &str) -> Result<Record, RecordFault> {
    let mut record = Record::default();
    let path = format!("{environment}/{MANIFEST}");
    if let Some(bytes) = read_own(out, &path)? {
        let broken = |fault: String| RecordFault::Broken(path.clone(), fault);
        let document: ManifestDocument<BTreeMap<String, String>> =
            parse(&bytes, MANIFEST_SCHEMA).map_err(&broken)?;
        for (path, digest) in document.files {
            keep(&mut record.files, path, digest).map_err(&broken)?;
        }
        record.app = Some(document.app);
        record.manifest = Some(bytes);
    }
    let path = format!("{environment}/{JOURNAL}");
    if let Some(bytes) = read_own(out, &path)? {
        let broken = |fault: String| RecordFault::Broken(path.clone(), fault);
        let document: JournalDocument = parse(&bytes, JOURNAL_SCHEMA).map_err(&broken)?;
        for (path, digests) in &document.files {
            for digest in digests {
                keep(&mut record.files, path.clone(), digest.clone()).map_err(&broken)?;
            }
        }
        record.app.get_or_insert(document.app);
        record.pending = Some(document.files);
    }
    Ok(record)
}

fn read_own(out: &OutputFolder, path: &str) -> Result<Option<Vec<u8>>, RecordFault> {
    let failed = |error| RecordFault::Disk(path.to_owned(), error);
    let place = out.at(path);
    match standing(&place).map_err(failed)? {
        Standing::Missing => Ok(None),
        Standing::Link => Err(RecordFault::Link(path.to_owned())),
        Standing::Folder | Standing::Other => {
            Err(RecordFault::Broken(path.to_owned(), "it is no file".to_owned()))
        }
        Standing::File(_) => fs::read(&place).map(Some).map_err(failed),
    }
}

fn parse<'b, T: Deserialize<'b>>(bytes: &'b [u8], schema: &str) -> Result<T, String> {
    #[derive(Deserialize)]
    struct Head {
        schema: Option<String>,
    }
    let head: Head = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    match head.schema.as_deref() {
        Some(found) if found == schema => {}
        Some(found) => return Err(format!("its `schema` is `{found}`, this version knows `{schema}`")),
        None => return Err("it has no `schema`".to_owned()),
    }
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

fn keep(files: &mut Digests, path: String, digest: String) -> Result<(), String> {
    if !is_inside(&path) || is_reserved(&path) {
        return Err(format!("`{path}` is no path of an artifact"));
    }
    if !is_digest(&digest) {
        return Err(format!("`{digest}` is no SHA-256 digest"));
    }
    let digests = files.entry(path).or_default();
    if !digests.contains(&digest) {
        digests.push(digest);
    }
    Ok(())
}
