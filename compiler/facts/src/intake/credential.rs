//! Checks of rows about credentials: a shape that fits everything, or nothing, would be found out in somebody's build.

use super::check::{Check, Fault};
use super::known::Known;
use crate::row::{Credential, CredentialKey};

impl Check for Credential {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        if !self.of.is_ascii() || self.of.is_empty() {
            fault("`of` lists ASCII characters, as the inside of a bracket".to_owned());
        }
        if self.begins.is_empty() == self.beside.is_none() {
            fault(
                "a shape has either a beginning (`begins`) or one that it is known by (`beside`)".to_owned(),
            );
        }
        if self.begins.iter().any(String::is_empty) {
            fault("an empty beginning begins everything".to_owned());
        }
        if self.max.is_some_and(|max| max < self.min) {
            fault("`max` is below `min`".to_owned());
        }
        if let Some(beside) = &self.beside
            && known.tables().credentials.get(beside).is_none()
        {
            fault(format!("`beside: {beside}` is not among `credentials`"));
        }
    }
}

impl Check for CredentialKey {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        let is_name = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
        if !self.id.split('_').all(is_name) {
            fault("an id is small words joined by `_`".to_owned());
        }
    }
}
