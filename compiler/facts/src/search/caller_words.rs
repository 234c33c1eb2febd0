//! Rows about callers, in words.

use super::words::{InWords, Said};
use crate::row::{Principal, ProxyHeader};

impl InWords for Principal {
    fn value(&self) -> String {
        let begins: Vec<String> = self.begins.iter().map(|begin| format!("`{begin}`")).collect();
        Said::default()
            .list(if self.is_whole { "is" } else { "begins with" }, &begins)
            .list("known on", &self.hosts)
            .when(self.is_everybody, "means everybody")
            .done()
    }
}

impl InWords for ProxyHeader {
    fn value(&self) -> String {
        format!("written by {}", self.by)
    }
}
