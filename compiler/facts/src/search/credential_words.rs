//! Rows about credentials, in words.

use super::words::{InWords, Said};
use crate::row::{Credential, CredentialKey};

impl InWords for Credential {
    fn title(&self) -> Option<String> {
        Some(self.what.clone())
    }

    fn value(&self) -> String {
        let length = match self.max {
            Some(max) if max == self.min => format!("{max} of [{}]", self.of),
            Some(max) => format!("{} to {max} of [{}]", self.min, self.of),
            None => format!("at least {} of [{}]", self.min, self.of),
        };
        let begins: Vec<String> = self.begins.iter().map(|begin| format!("`{begin}`")).collect();
        Said::default()
            .list("begins with", &begins)
            .maybe("beside", self.beside.as_ref())
            .word(length)
            .when(self.is_mixed, "letters and digits mixed")
            .maybe("with", self.holds.as_ref())
            .maybe("before", self.ends.as_ref())
            .done()
    }
}

impl InWords for CredentialKey {
    fn value(&self) -> String {
        format!("a key that ends so holds a credential: {} literal", self.suspect)
    }
}
