//! Providers and their regions.

use super::Exact;

words! {
    /// A provider that has regions of its own.
    pub enum Provider {
        /// Amazon Web Services.
        Aws = "aws",
        /// Microsoft Azure.
        Azure = "azure",
        /// Cloudflare.
        Cloudflare = "cloudflare",
        /// Google Cloud.
        Gcp = "gcp",
        /// Linode (Akamai).
        Linode = "linode",
    }
}

words! {
    /// How a region's coordinates were chosen.
    pub enum Point {
        /// The city.
        City = "city",
        /// The site, roughly.
        Site = "site",
        /// Somewhere in the country.
        Country = "country",
        /// A stand-in for a wide area.
        Representative = "representative",
    }
}

words! {
    /// Whether a region can be used.
    pub enum RegionStatus {
        /// By everybody (some after opting in).
        Available = "available",
        /// The identifier exists, service endpoints were not seen.
        Announced = "announced",
        /// On request.
        Restricted = "restricted",
    }
}

words! {
    /// For whom a region is.
    pub enum RegionTag {
        /// Governments.
        Government = "government",
        /// Mainland China, under a separate operator.
        China = "china",
        /// A sovereign partition.
        Sovereign = "sovereign",
        /// Customers of a partner.
        PartnerLimited = "partner-limited",
    }
}

row! {
    "providers";
    /// A provider, and what its region table cannot say.
    pub struct ProviderRow {
        /// The provider's word.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Partitions that exist and are not listed.
        #[serde(default)]
        pub not_listed: Vec<String>,
        /// What must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

row! {
    "regions";
    /// A region. Coordinates serve a latency estimate only.
    pub struct Region {
        /// `provider/region`.
        pub id: String,
        /// The provider's name for it.
        pub name: String,
        /// The city.
        #[serde(default)]
        pub city: Option<String>,
        /// ISO 3166-1 alpha-2; absent for a wide area.
        #[serde(default)]
        pub country: Option<String>,
        /// Degrees north.
        pub lat: Exact,
        /// Degrees east.
        pub lon: Exact,
        /// How the coordinates were chosen.
        pub point: Point,
        /// Whether it can be used.
        pub status: RegionStatus,
        /// The identity system that it belongs to; no event edge crosses one by itself.
        #[serde(default)]
        pub partition: Option<String>,
        /// Whether an account must switch it on first.
        #[serde(default)]
        pub opt_in: Option<bool>,
        /// For whom it is; empty: for everybody.
        #[serde(default)]
        pub tags: Vec<RegionTag>,
        /// Azure: where geo-redundant copies go.
        #[serde(default)]
        pub paired: Option<String>,
        /// AWS: whether an endpoint of Lambda was seen.
        #[serde(default)]
        pub lambda_endpoint_seen: Option<bool>,
        /// Linode: whether capacity is short (advisory).
        #[serde(default)]
        pub limited_capacity: Option<bool>,
        /// Google Cloud: the price class of Cloud Run; absent where not known.
        #[serde(default)]
        pub cloud_run_price_tier: Option<u8>,
        /// Cloudflare: the services that take it as a hint.
        #[serde(default)]
        pub applies_to: Vec<String>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

row! {
    "subdivisions";
    /// The province or state of a region, where a law is narrower than a country.
    pub struct Subdivision {
        /// `provider/region`.
        pub id: String,
        /// ISO 3166-2.
        pub code: String,
    }
}

row! {
    "jurisdictions";
    /// A border that a provider promises without naming a region.
    pub struct Jurisdiction {
        /// `provider/jurisdiction`.
        pub id: String,
        /// Its name.
        pub name: String,
        /// The services that take it.
        pub applies_to: Vec<String>,
        /// How strong the promise is.
        pub guarantee: String,
        /// Who can have it.
        #[serde(default)]
        pub availability: Option<String>,
    }
}

impl Region {
    /// The provider's own id, without the provider.
    #[must_use]
    pub fn code(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(_, code)| code)
    }
}
