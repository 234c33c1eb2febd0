//! Texts that are known only at deployment.

use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::{Name, QualifiedName};

/// What a node offers to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// Where the portable contract sends to.
    Address,
    /// The host's name of it.
    Name,
    /// The host's id of it (an ARN on AWS).
    Id,
    /// The base of its routes.
    Url,
    /// Where answers on a websocket are sent.
    Socket,
}

impl Attribute {
    /// The word in `${…}`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Name => "name",
            Self::Id => "id",
            Self::Url => "url",
            Self::Socket => "socket",
        }
    }
}

/// A part of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Literal text.
    Text(String),
    /// `${inputs.NAME}`.
    Input(Name),
    /// `${events.NAME.address}` and its kin: section, name, attribute.
    Node(&'static str, QualifiedName, Attribute),
    /// `${site.region}`.
    SiteRegion,
    /// `${site.account}`.
    SiteAccount,
}

/// A text, parts of which may be known only at deployment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, JsonSchema)]
#[schemars(with = "String")]
pub struct Template(pub Vec<Part>);

impl Template {
    /// A literal text.
    #[must_use]
    pub fn literal(text: impl Into<String>) -> Self {
        Self(vec![Part::Text(text.into())])
    }

    /// The text, when nothing in it waits for deployment.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The names of the inputs that it waits for.
    pub fn inputs(&self) -> impl Iterator<Item = &Name> {
        self.0.iter().filter_map(|part| match part {
            Part::Input(name) => Some(name),
            _ => None,
        })
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.0 {
            match part {
                Part::Text(text) => f.write_str(&text.replace("${", "$${"))?,
                Part::Input(name) => write!(f, "${{inputs.{name}}}")?,
                Part::Node(section, name, attribute) => {
                    write!(f, "${{{section}.{name}.{}}}", attribute.word())?
                }
                Part::SiteRegion => f.write_str("${site.region}")?,
                Part::SiteAccount => f.write_str("${site.account}")?,
            }
        }
        Ok(())
    }
}

impl Serialize for Template {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
