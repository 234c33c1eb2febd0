//! Countries and places.

use std::fmt;

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::{Name, SiteId};

/// An ISO 3166-1 alpha-2 code (`DE`), a subdivision (`CA-QC`) or a group (`@EEA`), as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(with = "String")]
pub struct Country(pub Name);

impl Country {
    /// Whether it names a group or an adequacy list of the fact base.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.0.starts_with('@')
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Where something lies: at a site, or in the hands of somebody in known countries.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// At a site of the file.
    Site {
        /// Its name.
        name: Name,
        /// Its place in the deployment.
        #[serde(skip)]
        id: SiteId,
        /// Where it is written.
        #[serde(skip)]
        span: Span,
    },
    /// Elsewhere.
    Elsewhere {
        /// The countries.
        located: Vec<Spanned<Country>>,
        /// Whose it is.
        service: Option<Spanned<Name>>,
        /// Where it is written.
        #[serde(skip)]
        span: Span,
    },
}
