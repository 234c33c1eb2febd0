//! The host that a site is: the first word of its rows in the fact base.

use faasc_facts::Host;
use faasc_model::{Flavour, Provider, Site};

/// The host that a site is.
pub(crate) fn host(site: &Site) -> Host {
    match (site.provider.value, site.flavour.value) {
        (Provider::Aws, _) => Host::Aws,
        (Provider::Gcp, _) => Host::Gcp,
        (Provider::Azure, _) => Host::Azure,
        (Provider::Linode, _) => Host::Linode,
        (Provider::Local, _) => Host::Local,
        (Provider::Kubernetes, Flavour::Knative) => Host::Knative,
        (Provider::Kubernetes, Flavour::Keda) => Host::Keda,
        (Provider::Kubernetes, Flavour::Plain) => Host::Plain,
    }
}
