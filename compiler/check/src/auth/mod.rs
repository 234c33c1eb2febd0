//! Rules about who may call: what cannot be checked where it is asked for, what never lets anybody in, what lets in
//! more than is meant, and what a browser will refuse.

mod entry;
pub mod exposure;

pub(crate) mod authenticator_twice;
pub(crate) mod browser;
pub(crate) mod clear;
pub(crate) mod cors;
pub(crate) mod identity_from_event;
pub(crate) mod kept;
pub(crate) mod mtls_without_domain;
pub(crate) mod never_both;
pub(crate) mod personal_behind_none;
pub(crate) mod preflight;
pub(crate) mod principal;
pub(crate) mod proxy_header;
pub(crate) mod signature;
pub(crate) mod socket;
pub(crate) mod then;
