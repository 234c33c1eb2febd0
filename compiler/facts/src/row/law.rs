//! Law and contract about where data may be. Written by engineers; not legal advice.

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{Ordered, Scalar};

words! {
    /// What happens to data at a node.
    pub enum Act {
        /// First ingress from the person or device.
        Collect = "collect",
        /// Any durable copy.
        Store = "store",
        /// A computation on it in memory.
        Process = "process",
        /// Reading by people or services outside.
        Access = "access",
        /// Passing through without a readable copy.
        Transit = "transit",
        /// Logs, traces, metrics and errors that can hold payload.
        Logs = "logs",
        /// Snapshots, replicas, failover, dead letters.
        Backup = "backup",
    }
}

words! {
    /// What a regime says about an act.
    pub enum Rule {
        /// Must be inside.
        Inside = "inside",
        /// A complete copy must be inside.
        InsideCopy = "inside-copy",
        /// The first write must be inside.
        InsideFirst = "inside-first",
        /// Outside only with adequacy or a mechanism.
        Conditional = "conditional",
        /// Outside, except to listed destinations or persons.
        Denylist = "denylist",
        /// Not restricted.
        Free = "free",
    }
}

words! {
    /// How strict a regime is.
    pub enum RegimeKind {
        /// Some act must happen inside; no contract cures it.
        Hard = "hard",
        /// Leaving is allowed under a condition.
        TransferConditional = "transfer-conditional",
        /// It binds nothing about place.
        None = "none",
    }
}

words! {
    /// The shape of a regime's rule.
    pub enum Mode {
        /// Every copy inside.
        Exclusive = "exclusive",
        /// At least one complete copy inside.
        CopyInside = "copy-inside",
        /// The first write after collection inside.
        FirstInside = "first-inside",
        /// Leaving needs a regulator's act first.
        Approval = "approval",
        /// Adequacy, a mechanism or a derogation.
        Conditional = "conditional",
        /// Free except for named destinations or persons.
        DenyList = "deny-list",
        /// The test is who can access.
        Persons = "persons",
        /// The exporter stays answerable; nothing to test.
        Accountability = "accountability",
    }
}

words! {
    /// What happens when a class meets a regime's subjects and categories.
    pub enum How {
        /// The regime holds.
        Implied = "implied",
        /// A question is put, until it is answered.
        Ask = "ask",
        /// Nothing, until the class names the regime.
        Declared = "declared",
    }
}

/// What a regime says about each act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // each field is the act of its name
pub struct Acts {
    pub collect: Rule,
    pub store: Rule,
    pub process: Rule,
    pub access: Rule,
    pub transit: Rule,
    pub logs: Rule,
    pub backup: Rule,
}

impl Acts {
    /// The rule for an act.
    #[must_use]
    pub const fn of(&self, act: Act) -> Rule {
        match act {
            Act::Collect => self.collect,
            Act::Store => self.store,
            Act::Process => self.process,
            Act::Access => self.access,
            Act::Transit => self.transit,
            Act::Logs => self.logs,
            Act::Backup => self.backup,
        }
    }
}

/// When a regime holds for a class that does not name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Applies {
    /// Where the people live: places, or `any`.
    #[serde(deserialize_with = "one_or_many")]
    #[cfg_attr(any(test, faasc_schema), schemars(schema_with = "crate::schema::one_or_many"))]
    pub subjects: Vec<String>,
    /// Categories of the class, parents included.
    pub categories: Vec<String>,
    /// What then happens.
    pub how: How,
    /// What is asked.
    #[serde(default)]
    pub question: Option<String>,
    /// What else must be known.
    #[serde(default)]
    pub note: Option<String>,
}

impl Applies {
    /// Whether it applies wherever the people live.
    #[must_use]
    pub fn is_anywhere(&self) -> bool {
        self.subjects.iter().any(|subject| subject == "any")
    }
}

row! {
    "mechanisms";
    /// An instrument under which data may leave.
    pub struct Mechanism {
        /// Its name.
        pub id: String,
        /// In words.
        pub name: String,
        /// What shows that it is there.
        pub evidence: String,
    }
}

row! {
    "categories";
    /// A category of data; it implies its parents.
    pub struct Category {
        /// Dotted.
        pub id: String,
        /// What it implies.
        pub parents: Vec<String>,
        /// Whether a class of it (or of a child) must say whom it is about.
        #[serde(default)]
        pub needs_subjects: bool,
        /// Attributes of the CloudEvents data-classification extension.
        #[serde(default)]
        pub ce: Ordered<String>,
        /// Keys of the Fides taxonomy.
        #[serde(default)]
        pub fides: Vec<String>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

row! {
    "declassifiers";
    /// A method that may lower a label, where a regime accepts it.
    pub struct Declassifier {
        /// Its name.
        pub id: String,
        /// The category that comes out; `same` where the label stays.
        pub produces: String,
        /// What must be shown.
        pub evidence: String,
    }
}

row! {
    "regimes";
    /// A law, a contract or a standard that binds data.
    pub struct Regime {
        /// Its name.
        pub id: String,
        /// In words.
        pub name: String,
        /// How strict it is.
        pub kind: RegimeKind,
        /// The shape of its rule.
        pub mode: Mode,
        /// The categories that it binds.
        pub categories: Vec<String>,
        /// What brings somebody under it.
        pub nexus: Vec<String>,
        /// When it holds without being named.
        pub applies: Applies,
        /// The places that are inside.
        pub inside: Vec<String>,
        /// The places to which data may never go.
        #[serde(default)]
        pub deny: Vec<String>,
        /// The list of places that are adequate.
        #[serde(default)]
        pub adequacy: Option<String>,
        /// Instruments under which data may leave.
        pub mechanisms: Vec<String>,
        /// Quantities from which it binds; runtime facts, never tested.
        #[serde(default)]
        pub thresholds: Ordered<Scalar>,
        /// Times within which something must happen.
        #[serde(default)]
        pub time_limits: Ordered<Scalar>,
        /// What it says about each act.
        pub acts: Acts,
        /// Methods after which it no longer binds.
        #[serde(default)]
        pub declassifiers_accepted: Vec<String>,
        /// When it takes effect, in words, where that is to come or recent.
        #[serde(default)]
        pub effective: Option<String>,
        /// What must be there besides.
        #[serde(default)]
        pub requires: Vec<String>,
        /// What people get wrong.
        #[serde(default)]
        pub pitfalls: Vec<String>,
    }
}

row! {
    "reading";
    /// How the law files are to be read.
    pub struct Reading {
        /// `subject.word`.
        pub id: String,
        /// In words.
        pub text: String,
    }
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct OneOrMany;

    impl<'de> de::Visitor<'de> for OneOrMany {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("`any`, or a list of places")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<String>, E> {
            Ok(vec![text.to_owned()])
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Vec<String>, A::Error> {
            let mut places = Vec::new();
            while let Some(place) = items.next_element()? {
                places.push(place);
            }
            Ok(places)
        }
    }

    if deserializer.is_human_readable() {
        deserializer.deserialize_any(OneOrMany)
    } else {
        Vec::deserialize(deserializer)
    }
}
