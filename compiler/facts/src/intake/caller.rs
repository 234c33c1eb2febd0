//! Checks of rows about callers.

use super::check::{Check, Fault};
use super::known::Known;
use crate::row::{Principal, ProxyHeader};

impl Check for Principal {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        if self.begins.is_empty() || self.begins.iter().any(String::is_empty) {
            fault("`begins` lists how it begins, and nothing begins with nothing".to_owned());
        }
    }
}

impl Check for ProxyHeader {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        let name = self.id.strip_suffix('*').unwrap_or(&self.id);
        if name.is_empty()
            || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        {
            fault("an id is the header in small letters".to_owned());
        }
    }
}
