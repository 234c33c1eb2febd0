//! Rules for our own files, so that each row has one obvious place.

use super::table::read_all;
use super::{FactFault, FactFile, Tables};
use crate::row::{Capability, GrantHost, Host, Need, Row, Source};

/// Folders whose files are named by what their rows' ids begin with.
const BY_PROVIDER: [(&str, &str); 3] = [("limits/", "."), ("prices/", "."), ("regions/", "/")];

impl Tables {
    /// The tables of our own files, under the rules of the house.
    ///
    /// # Errors
    /// All faults, in the order of files.
    pub(crate) fn of_house(files: &[(String, String)]) -> Result<Self, Vec<FactFault>> {
        let mut faults = Vec::new();
        let read = read_all(files, &mut faults);
        for (path, text, file) in &read {
            check_file(path, text, file, &mut faults);
        }
        let tables = Self::default().with(&read, faults)?;
        let faults = check_whole(&tables);
        if faults.is_empty() { Ok(tables) } else { Err(faults) }
    }
}

/// What is asked of one file.
fn check_file(path: &str, text: &str, file: &FactFile, faults: &mut Vec<FactFault>) {
    let prefix = BY_PROVIDER.iter().find_map(|(folder, joint)| {
        path.strip_prefix(folder)?.strip_suffix(".yaml").map(|name| (name, format!("{name}{joint}")))
    });
    let mut before: (&str, String) = ("", String::new());
    file.for_each_id(|section, id, _| {
        if before.0 == section && before.1.as_str() > id {
            let message = format!("stands after `{}`; rows are sorted by id", before.1);
            faults.push(FactFault::of_entry(path, text, id, 0, message));
        }
        before = (section, id.to_owned());
        if let Some((name, start)) = &prefix
            && id != *name
            && !id.starts_with(start.as_str())
        {
            let message = format!("does not belong into this file, whose ids begin with `{start}`");
            faults.push(FactFault::of_entry(path, text, id, 0, message));
        }
    });
    let mut unused: Vec<&str> = file.sources.iter().map(|(name, _)| name).collect();
    strike_used(file, &mut unused);
    for name in unused {
        faults.push(FactFault::of_file(path, format!("source `{name}` is cited by no row")));
    }
}

macro_rules! define_strike {
    ($($table:ident: $row:ty,)*) => {
        fn strike_used(file: &FactFile, unused: &mut Vec<&str>) {
            let mut strike = |source: &Source| {
                if let Source::Listed(names) = source {
                    unused.retain(|name| !names.iter().any(|used| used == name));
                }
            };
            strike(&file.defaults.source);
            $(file.$table.iter().for_each(|row| strike(row.source()));)*
        }
    };
}
for_each_table!(define_strike);

/// What is asked of all files together: each host answers for each capability and each need.
fn check_whole(tables: &Tables) -> Vec<FactFault> {
    let mut faults = Vec::new();
    for host in Host::ALL {
        let has = |name: &str| tables.capabilities.get(&format!("{host}/{name}")).is_some();
        if has("*") {
            continue;
        }
        for capability in Capability::ALL.iter().filter(|capability| !has(capability.word())) {
            faults.push(FactFault::of_file("capabilities.yaml", format!("no row for {host}/{capability}")));
        }
    }
    for host in GrantHost::ALL {
        let has = |need: &str| tables.grants.get(&format!("{host}/{need}")).is_some();
        if has("*") {
            continue;
        }
        for need in Need::ALL.iter().filter(|need| !has(need.word())) {
            faults.push(FactFault::of_file("grants.yaml", format!("no row for {host}/{need}")));
        }
    }
    faults
}
