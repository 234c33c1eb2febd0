//! The host that a site is: the first word of its rows in the fact base.

use faasc_facts::Host;
use faasc_model::Site;

/// The host that a site is.
pub(crate) fn host(site: &Site) -> Host {
    site.host()
}
