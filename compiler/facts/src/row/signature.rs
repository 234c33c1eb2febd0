//! How known senders sign their webhooks.

words! {
    /// How the text of a secret becomes the key of a signature.
    pub enum KeyForm {
        /// Its bytes as they are, a prefix included.
        Text = "text",
        /// What is left after the prefix, decoded.
        Base64 = "base64",
    }
}

row! {
    "signatures";
    /// The signature of a sender, by the preset's name.
    pub struct SenderSignature {
        /// The preset (`github`).
        pub id: String,
        /// The header that carries the signature.
        pub header: String,
        /// What stands before the signature in it.
        #[serde(default)]
        pub prefix: Option<String>,
        /// What stands between several signatures, of which one must hold; absent: there is one.
        #[serde(default)]
        pub between: Option<String>,
        /// The hash of the HMAC.
        pub algorithm: String,
        /// `hex` or `base64`.
        pub encoding: String,
        /// What is signed, of `{id}`, `{timestamp}` and `{body}`; the body is the raw bytes.
        pub signed: String,
        /// Where the time of sending is, in seconds since 1970: a header, or `HEADER KEY` for a part of one.
        #[serde(default)]
        pub timestamp: Option<String>,
        /// The header with the id that is signed too, or that tells deliveries apart.
        #[serde(default)]
        pub id_header: Option<String>,
        /// How old a request may be, in seconds; absent: nothing tells its age.
        #[serde(default)]
        pub tolerance: Option<u32>,
        /// How the secret becomes the key.
        pub key: KeyForm,
        /// How the secret begins.
        #[serde(default)]
        pub key_prefix: Option<String>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}
