//! Checks of rows about signatures: what is signed and what is checked belong together.

use super::check::{Check, Fault};
use super::known::Known;
use crate::row::SenderSignature;

impl Check for SenderSignature {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        if !self.signed.contains("{body}") {
            fault("`signed` has no `{body}`".to_owned());
        }
        if self.signed.contains("{timestamp}") != self.timestamp.is_some() {
            fault("`{timestamp}` is signed, or `timestamp` says where it is, and not both".to_owned());
        }
        if self.timestamp.is_some() != self.tolerance.is_some() {
            fault("a `timestamp` and its `tolerance` go together".to_owned());
        }
        if self.signed.contains("{id}") && self.id_header.is_none() {
            fault("`{id}` is signed, and no `id_header` brings it".to_owned());
        }
        if !["hex", "base64"].contains(&self.encoding.as_str()) {
            fault(format!("`encoding: {}` is neither `hex` nor `base64`", self.encoding));
        }
    }
}
