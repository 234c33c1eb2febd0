//! The environment that the portable contract gives to a function.

use faasc_model::{Function, NodeId, NodeRef, Program, Template};

/// What a variable holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariableValue {
    /// A text of the user's, perhaps known only at deployment.
    Text(Template),
    /// The address of a node (`FAASC_EVENT_X`, `FAASC_STORE_X`, `FAASC_FUNCTION_X`).
    Address(NodeRef),
    /// The host's name of a node (`FAASC_NAME_OF_X`).
    NameOf(NodeRef),
}

/// A variable of a function's environment; secrets are apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub value: VariableValue,
}

/// The variables of `function`, sorted by name: those of the contract for each of its edges, then the user's own,
/// which lowering has kept from meeting them.
#[must_use]
pub fn variables(program: &Program, function: &Function) -> Vec<Variable> {
    let mut found = Vec::new();
    for edge in function.edges() {
        let name = match &edge.to.name.app {
            Some(app) => format!("{}_{}", app.as_variable(), edge.to.name.name.as_variable()),
            None => edge.to.name.name.as_variable(),
        };
        let prefix = match edge.to.node.node {
            NodeId::Event(_) => "FAASC_EVENT_",
            NodeId::Store(_) => "FAASC_STORE_",
            NodeId::Function(_) => "FAASC_FUNCTION_",
            NodeId::Service(_) => "FAASC_SERVICE_",
        };
        found.push(Variable { name: format!("{prefix}{name}"), value: VariableValue::Address(edge.to.node) });
        if !matches!(program.node(edge.to.node), faasc_model::Node::Service(_)) {
            found.push(Variable {
                name: format!("FAASC_NAME_OF_{name}"),
                value: VariableValue::NameOf(edge.to.node),
            });
        }
    }
    for (name, value) in &function.env {
        found.push(Variable { name: name.value.clone(), value: VariableValue::Text(value.value.clone()) });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found.dedup_by(|a, b| a.name == b.name);
    found
}
