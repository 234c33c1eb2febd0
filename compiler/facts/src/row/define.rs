//! What all rows have in common, written once.

/// Defines a row: its own fields, and the three that say where it comes from.
macro_rules! row {
    (
        $section:literal $(, unique: $unique:literal)?;
        $(#[$about:meta])*
        pub struct $name:ident {
            $($(#[$field_about:meta])* pub $field:ident: $kind:ty,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_about])* pub $field: $kind,)*
            /// Names of entries under `sources`, or a citation.
            #[serde(default)]
            pub(crate) source: crate::row::Source,
            /// Day, month or year of the first source, or `undated`.
            #[serde(default)]
            pub(crate) as_of: String,
            /// How far to trust it.
            #[serde(default)]
            pub(crate) confidence: Option<crate::row::Confidence>,
        }

        impl crate::row::Row for $name {
            const SECTION: &'static str = $section;
            $(const IS_UNIQUE: bool = $unique;)?

            fn id(&self) -> &str {
                &self.id
            }

            fn source(&self) -> &crate::row::Source {
                &self.source
            }

            fn as_of(&self) -> &str {
                &self.as_of
            }

            fn confidence(&self) -> crate::row::Confidence {
                self.confidence.unwrap_or_default()
            }

            fn stated(&mut self) -> (&mut crate::row::Source, &mut String, &mut Option<crate::row::Confidence>) {
                (&mut self.source, &mut self.as_of, &mut self.confidence)
            }
        }
    };
}

/// Defines an enum of words: the same spelling in files, in messages and in lookups.
macro_rules! words {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $($(#[$variant_about:meta])* $variant:ident = $word:literal,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$variant_about])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// All of them, in the order of their definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word in data files and messages.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The one that a word means.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
