//! Gaps of stores: a cluster makes none, so most of what a store says is about one that is there.

use faasc_model::{Existing, Store};

use super::Gaps;
use crate::here::Here;

/// Finds them.
pub(super) fn find(here: &Here<'_>, gaps: &mut Gaps<'_>) {
    for store in here.plan.deployment.stores.iter().filter(|store| store.sites.contains(&here.id)) {
        of_store(here, store, gaps);
    }
}

fn of_store(here: &Here<'_>, store: &Store, gaps: &mut Gaps<'_>) {
    let Store {
        existing: _,
        is_adopted,
        was: _,
        given_name,
        name,
        sites,
        span,
        // Of what is there these are its owner's matter; checks, cost and residency judge them.
        kind: _,
        carries: _,
        key: _,
        indexes: _,
        expires_by: _,
        retention: _,
        backup: _,
        is_protected: _,
        encryption: _,
        size: _,
        growth: _,
        rate: _,
        accept: _,
    } = store;
    let key_path = || store.key_path();
    if sites.len() > 1 {
        gaps.push(*span, "copies of a store at several sites", &key_path());
    }
    match store.existing_at(here.id) {
        None => gaps.push(name.span, "a store that is not `existing` on a cluster", &key_path()),
        Some(Existing { url: None, span, .. }) => {
            gaps.push(*span, "an existing store without a `url`", &key_path())
        }
        Some(_) => {}
    }
    if *is_adopted {
        let place = given_name.as_ref().map_or(*span, |name| name.span);
        gaps.push(place, "taking over what is there (`adopt`) on a cluster", &key_path());
    }
}
