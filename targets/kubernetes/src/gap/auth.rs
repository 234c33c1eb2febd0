//! Gaps of what the gateway checks.

use super::Gaps;
use crate::emit::guard;
use crate::emit::route::Entry;
use crate::here::Here;

/// Finds those of an entry.
pub(super) fn find(here: &Here<'_>, entry: &Entry<'_>, gaps: &mut Gaps<'_>) {
    if let Err(unchecked) = guard::of(here, &entry.http.auth) {
        gaps.push(unchecked.span, &unchecked.what, &entry.key_path());
    }
}
