//! Language runtimes: the words of the language, and what AWS Lambda calls them and until when.

row! {
    "runtimes";
    /// A word that `runtime` takes.
    pub struct Runtime {
        /// `python3.13`, `node22`, `go` …
        pub id: String,
        /// The language: `python`, `node`, `java`, `dotnet`, `ruby`, `go`, `rust`, `container`.
        pub family: String,
        /// The identifier on AWS Lambda; absent for an image.
        #[serde(default)]
        pub lambda: Option<String>,
        /// The runtime to go to when this one ends.
        #[serde(default)]
        pub successor: Option<String>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

row! {
    "lambda_runtimes";
    /// A runtime identifier of AWS Lambda and its lifecycle.
    pub struct LambdaRuntime {
        /// The identifier in the API.
        pub id: String,
        /// Whether the API enumerates it.
        pub in_api: bool,
        /// End of support.
        #[serde(default)]
        pub deprecated: Option<String>,
        /// From this day functions with it cannot be created.
        #[serde(default)]
        pub create_block: Option<String>,
        /// From this day functions with it cannot be updated.
        #[serde(default)]
        pub update_block: Option<String>,
        /// The identifier to go to.
        #[serde(default)]
        pub successor: Option<String>,
    }
}
