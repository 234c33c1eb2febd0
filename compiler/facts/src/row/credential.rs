//! What credentials look like: texts of known shape, and names of keys that hold one.

words! {
    /// Which values a key with such a name makes a credential.
    pub enum Suspect {
        /// Any literal: a password may be a plain word.
        Any = "any",
        /// One that no person would write: letters and digits mixed.
        Random = "random",
    }
}

row! {
    "credentials";
    /// The shape of a credential: how it begins, and what follows.
    pub struct Credential {
        /// `aws.access-key`, `github.token` …
        pub id: String,
        /// What it is, for a message: `an access key of AWS`.
        pub what: String,
        /// How it begins; one of these. Empty: it has no beginning of its own, and is known by `beside`.
        #[serde(default)]
        pub begins: Vec<String>,
        /// The characters that follow, as the inside of a bracket: `A-Za-z0-9_-`; a leading `^` means all others.
        pub of: String,
        /// The fewest of them.
        pub min: u32,
        /// The most of them; a longer text is something else.
        #[serde(default)]
        pub max: Option<u32>,
        /// What stands in it as well.
        #[serde(default)]
        pub holds: Option<String>,
        /// What comes right after it.
        #[serde(default)]
        pub ends: Option<String>,
        /// It reaches on to the end of the line with this text, where there is one.
        #[serde(default)]
        pub until: Option<String>,
        /// Whether letters and digits are mixed in it.
        #[serde(default)]
        pub is_mixed: bool,
        /// The shape beside which, in the same mapping, a value of this one is a credential.
        #[serde(default)]
        pub beside: Option<String>,
    }
}

row! {
    "credential_keys";
    /// The end of a key's name that says that its value is a credential.
    pub struct CredentialKey {
        /// Lower-case words joined by `_`: `password`, `api_key`.
        pub id: String,
        /// Which of its values are suspect.
        pub suspect: Suspect,
    }
}
