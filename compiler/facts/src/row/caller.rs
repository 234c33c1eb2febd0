//! Words for callers: principals of hosts, and headers that proxies write.

use super::Host;

row! {
    "principals";
    /// A form of principal that a host knows.
    pub struct Principal {
        /// `aws.arn`, `gcp.user` …
        pub id: String,
        /// The hosts that know it; none where it is everybody's form.
        pub hosts: Vec<Host>,
        /// How it begins; one of these.
        pub begins: Vec<String>,
        /// Whether it is the whole text, and not its beginning alone.
        #[serde(default)]
        pub is_whole: bool,
        /// Whether it means everybody, or everybody who has an account there.
        #[serde(default)]
        pub is_everybody: bool,
    }
}

row! {
    "proxy_headers";
    /// A header that proxies and gateways write themselves.
    pub struct ProxyHeader {
        /// Its name in lower case; with `*` at the end, all that begin so.
        pub id: String,
        /// Who writes it.
        pub by: String,
    }
}
