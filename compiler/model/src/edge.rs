//! Edges of the graph: who sends, calls, reads or writes what.

use faasc_source::{Span, Spanned};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::unit::Number;
use crate::{NodeRef, QualifiedName};

/// A name in the user's text and the node that it leads to, perhaps of another app.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(with = "String")]
pub struct Link {
    /// As written.
    pub name: QualifiedName,
    /// Where it leads.
    pub node: NodeRef,
    /// Where it is written.
    pub span: Span,
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.name)
    }
}

/// A class that stays behind on an edge: a trust point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Drop {
    /// The class, perhaps of another app.
    pub class: Spanned<QualifiedName>,
    /// Why it does not go on.
    pub because: Spanned<String>,
}

/// An edge out of a function.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Edge {
    /// The other end.
    pub to: Link,
    /// Operations for each handled unit (request, message, tick).
    pub count: Spanned<Number>,
    /// Classes that stay behind.
    pub drops: Vec<Drop>,
    /// Of a bucket: the only part that is touched.
    pub prefix: Option<Spanned<String>>,
}
