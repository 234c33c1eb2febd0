//! Edges that leave their place: to another region, account, partition, cluster or provider.

words! {
    /// How far apart two sites are.
    pub enum Distance {
        /// Other regions of one account, or an account that nobody names.
        Region = "region",
        /// Other accounts, projects or subscriptions of one provider.
        Account = "account",
        /// Parts of a provider that share no identities (mainland China, governments).
        Partition = "partition",
        /// Two clusters.
        Cluster = "cluster",
        /// Two providers.
        Provider = "provider",
    }
}

words! {
    /// How an edge gets across, the best first.
    pub enum Passage {
        /// The host itself carries it.
        Native = "native",
        /// A named forwarder carries it, under a grant of its own.
        Bridged = "bridged",
        /// Not at all.
        Impossible = "impossible",
    }
}

row! {
    "crossings";
    /// Whether one need crosses one distance on one host.
    pub struct CrossingRow {
        /// `host/distance/need`, by the host of the function; `*` stands for every need without a row of its own.
        pub id: String,
        /// How it gets across.
        pub passage: Passage,
        /// By what.
        pub how: String,
        /// What else could be done.
        #[serde(default)]
        pub alternatives: Vec<String>,
    }
}
