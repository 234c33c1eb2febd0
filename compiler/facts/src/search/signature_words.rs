//! Rows about signatures, in words.

use super::words::{InWords, Said};
use crate::row::SenderSignature;

impl InWords for SenderSignature {
    fn value(&self) -> String {
        Said::default()
            .word(format_args!("HMAC-{} of `{}`", self.algorithm.to_uppercase(), self.signed))
            .word(format_args!("{} in `{}`", self.encoding, self.header))
            .maybe("after", self.prefix.as_ref().map(|prefix| format!("`{prefix}`")))
            .maybe("time in", self.timestamp.as_ref().map(|header| format!("`{header}`")))
            .maybe("at most", self.tolerance.map(|seconds| format!("{seconds} s old")))
            .maybe("id in", self.id_header.as_ref().map(|header| format!("`{header}`")))
            .word(format_args!("key as {}", self.key))
            .maybe("without", self.key_prefix.as_ref().filter(|_| self.key == crate::row::KeyForm::Base64))
            .done()
    }

    fn remark(&self) -> Option<String> {
        self.note.clone()
    }
}
