//! Single values.

use super::Grammar;
use super::grammar::{NAME, PLACEABLE, QUALIFIED};

/// Which `${…}` of deployment may stand in a value that is passed on unread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Late {
    /// Inputs and paths of nodes.
    Passed,
    /// These, and the place where the function stands (`env`, `grants`).
    PassedWithSite,
}

/// What a name refers to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ref {
    Function,
    OwnFunction,
    Event,
    OwnEvent,
    Store,
    Callee,
    Class,
    OwnClass,
    Secret,
    Authenticator,
    Site,
    Environment,
    Flow,
    Service,
    UsedApp,
    Var,
    ClassOrNone,
    /// Events, functions, stores: what may be exported.
    Exportable,
    /// Functions, events, stores and `STORE.backup`.
    Placeable,
}

impl Ref {
    /// What it refers to, in words.
    pub(crate) const fn what(self) -> &'static str {
        match self {
            Self::Function | Self::OwnFunction => "function",
            Self::Event | Self::OwnEvent => "event",
            Self::Store => "store",
            Self::Callee => "function or service",
            Self::Class | Self::OwnClass | Self::ClassOrNone => "data class",
            Self::Secret => "secret",
            Self::Authenticator => "authenticator",
            Self::Site => "site",
            Self::Environment => "environment",
            Self::Flow => "flow",
            Self::Service => "service",
            Self::UsedApp => "app under `uses`",
            Self::Var => "variable",
            Self::Exportable => "function, event or store",
            Self::Placeable => "function, event, store or `STORE.backup`",
        }
    }

    /// Whether `APP/NAME` may be written.
    pub(crate) const fn is_qualified(self) -> bool {
        matches!(
            self,
            Self::Function | Self::Event | Self::Store | Self::Callee | Self::Class | Self::ClassOrNone
        )
    }

    /// How it is written.
    pub(crate) fn grammar(self) -> &'static Grammar {
        match self {
            Self::Placeable => &PLACEABLE,
            _ if self.is_qualified() => &QUALIFIED,
            _ => &NAME,
        }
    }

    /// Whether `text` is written as such a name is.
    pub(crate) fn is_form_of(self, text: &str) -> bool {
        (self.grammar().matches)(text)
    }
}

/// A name of the fact base.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fact {
    Category,
    Regime,
    Mechanism,
    Declassifier,
    Limit,
}

impl Fact {
    /// What it is, in words.
    pub(crate) const fn what(self) -> &'static str {
        match self {
            Self::Category => "data category",
            Self::Regime => "regime",
            Self::Mechanism => "transfer mechanism",
            Self::Declassifier => "method of declassification",
            Self::Limit => "limit",
        }
    }
}

/// The forms of single values.
#[derive(Clone, Copy)]
pub(crate) enum Scalar {
    /// Any text but an empty one.
    Text,
    /// Why something is left out: a text with more than spaces.
    Reason,
    /// `true` alone.
    True,
    /// `true` or `false`.
    Bool,
    /// A whole number in a range, both ends included.
    Integer(u64, u64),
    /// An exact number that is not negative.
    Number,
    Duration,
    Size,
    Rate,
    Money,
    MoneyPerCall,
    Share,
    Date,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A text with a grammar.
    Grammar(&'static Grammar),
    /// A country or, when true, a group too.
    Country(bool),
    /// A name that is declared elsewhere.
    Ref(Ref),
    /// A name of the fact base.
    Fact(Fact),
    /// A file or folder, relative to the file in which it is written.
    Path,
    /// A text that is passed on unread.
    Passed(Late),
    /// A text, number or boolean that is passed on unread as a text.
    Variable,
    /// A text, number or boolean, read as it is.
    Plain,
}

impl Scalar {
    /// Whether `${vars…}` and `${environment}` are put in: everywhere but where a name is expected.
    pub(crate) fn takes_variables(self) -> bool {
        match self {
            Self::Ref(_) | Self::Fact(_) => false,
            Self::Grammar(grammar) => !std::ptr::eq(grammar, &NAME),
            _ => true,
        }
    }

    /// Which `${…}` of deployment may stand in it.
    pub(crate) const fn late(self) -> Option<Late> {
        match self {
            Self::Passed(late) => Some(late),
            Self::Variable => Some(Late::PassedWithSite),
            _ => None,
        }
    }
}
