//! Texts of the user's that are known only at deployment, as expressions of Terraform.

use std::collections::BTreeMap;

use faasc_artifacts::hcl::{Expression, Part};
use faasc_model::{Attribute, Contract, Deployment, Id, Node, NodeId, NodeRef, QualifiedName, Template};
use faasc_plan::Plan;

use super::scope::Scope;

/// Where the bridge of a portable function takes what the function sends, reads and calls.
pub(crate) const BRIDGE: &str = "http://127.0.0.1:9003";

impl Scope<'_> {
    /// `template`, with addresses as an SDK takes them.
    pub(crate) fn fill(&mut self, template: &Template) -> Expression {
        self.fill_for(template, Contract::AwsLambda)
    }

    /// `template` for a function that speaks `contract`.
    pub(crate) fn fill_for(&mut self, template: &Template, contract: Contract) -> Expression {
        let mut parts = Vec::with_capacity(template.0.len());
        for part in &template.0 {
            parts.push(match part {
                faasc_model::Part::Text(text) => Part::Text(text.clone()),
                faasc_model::Part::Input(name) => self.input(name, false).into_part(),
                faasc_model::Part::SiteRegion => Part::Text(self.region().to_owned()),
                faasc_model::Part::SiteAccount => self.account().into_part(),
                faasc_model::Part::Node(section, name, attribute) => match self.names.find(section, name) {
                    Some(node) => self.attribute(node, *attribute, contract).into_part(),
                    None => Part::Text(String::new()),
                },
            });
        }
        Expression::template(parts)
    }

    fn attribute(&mut self, node: NodeRef, attribute: Attribute, contract: Contract) -> Expression {
        match attribute {
            Attribute::Address => self.address(node, contract),
            Attribute::Name => self.name_of(node),
            Attribute::Id => self.id_of(node),
            Attribute::Url | Attribute::Socket => match self.plan.node(node) {
                Node::Service(service) => {
                    let url = &service.url.value;
                    self.fill(url)
                }
                _ => self.api_endpoint(),
            },
        }
    }

    /// Where a function sends to reach `node`: the bridge, or what an SDK takes.
    pub(crate) fn address(&mut self, node: NodeRef, contract: Contract) -> Expression {
        if let Node::Service(service) = self.plan.node(node) {
            let url = &service.url.value;
            return self.fill(url);
        }
        if contract != Contract::Portable {
            return self.target_of(node);
        }
        let section = match node.node {
            NodeId::Event(_) => "events",
            NodeId::Store(_) => "stores",
            NodeId::Function(_) | NodeId::Service(_) => "functions",
        };
        let name = &self.plan.node(node).name().value;
        let app = match node.deployment == self.plan.id {
            true => String::new(),
            false => format!("{}/", self.plan.program.deployment(node.deployment).app),
        };
        Expression::text(format!("{BRIDGE}/{section}/{app}{name}"))
    }
}

/// A piece of a text that lowering passed on as it is written.
enum Piece {
    /// Literal text.
    Text(String),
    /// A mark that the user escaped: `$${`.
    Mark,
    /// A `${…}` of the language.
    Part(faasc_model::Part),
}

impl Scope<'_> {
    /// A text of a patch as Terraform's JSON reads it: `${inputs.x}` and its kin are filled in, `$${…}` is Terraform's
    /// own expression.
    pub(crate) fn fill_patch(&mut self, text: &str) -> String {
        let mut out = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => out.push_str(&text),
                Piece::Mark => out.push_str("${"),
                Piece::Part(part) => match self.fill(&Template(vec![part])).to_json() {
                    serde_json::Value::String(value) => out.push_str(&value),
                    other => out.push_str(&other.to_string()),
                },
            }
        }
        out
    }

    /// A value of any shape whose texts may have a `${inputs.x}` and its kin; `$${…}` and what is none of the
    /// language's (`${aws:username}`) stay literal.
    pub(crate) fn fill_value(&mut self, value: &serde_json::Value) -> Expression {
        match value {
            serde_json::Value::String(text) => {
                let parts = pieces(text).into_iter().map(|piece| match piece {
                    Piece::Text(text) => Part::Text(text),
                    Piece::Mark => Part::Text("${".to_owned()),
                    Piece::Part(part) => Part::Value(self.fill(&Template(vec![part]))),
                });
                let parts: Vec<Part> = parts.collect();
                Expression::template(parts)
            }
            serde_json::Value::Array(items) => {
                Expression::List(items.iter().map(|item| self.fill_value(item)).collect())
            }
            serde_json::Value::Object(map) => Expression::Object(
                map.iter().map(|(key, value)| (key.clone(), self.fill_value(value))).collect(),
            ),
            plain => Expression::from(plain),
        }
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let (before, mark) = rest.split_at(at);
        let (own, inside) = (before.strip_suffix('$'), &mark[2..]);
        let end = inside.find('}');
        let known = end.and_then(|end| part(&inside[..end]));
        literal.push_str(own.unwrap_or(before));
        rest = inside;
        let piece = match (own, known, end) {
            (Some(_), _, _) => Piece::Mark,
            (None, Some(part), Some(end)) => {
                rest = &inside[end + 1..];
                Piece::Part(part)
            }
            (None, _, _) => {
                literal.push_str("${");
                continue;
            }
        };
        found.push(Piece::Text(std::mem::take(&mut literal)));
        found.push(piece);
    }
    literal.push_str(rest);
    found.push(Piece::Text(literal));
    found
}

/// What a `${…}` of the language names, as it is printed.
pub(crate) fn part(text: &str) -> Option<faasc_model::Part> {
    const ATTRIBUTES: [Attribute; 5] =
        [Attribute::Address, Attribute::Name, Attribute::Id, Attribute::Url, Attribute::Socket];
    let (head, rest) = text.split_once('.')?;
    let section = ["events", "stores", "functions", "services"].into_iter().find(|section| *section == head);
    match (head, rest, section) {
        ("inputs", name, _) => Some(faasc_model::Part::Input(name.into())),
        ("site", "region", _) => Some(faasc_model::Part::SiteRegion),
        ("site", "account", _) => Some(faasc_model::Part::SiteAccount),
        (_, rest, Some(section)) => {
            let (name, word) = rest.rsplit_once('.')?;
            let attribute = ATTRIBUTES.into_iter().find(|attribute| attribute.word() == word)?;
            let name = match name.split_once('/') {
                Some((app, name)) => QualifiedName { app: Some(app.into()), name: name.into() },
                None => QualifiedName::own(name.into()),
            };
            Some(faasc_model::Part::Node(section, name, attribute))
        }
        _ => None,
    }
}

/// What the nodes of a deployment are called: functions, events, stores and services share one namespace.
pub(crate) struct Names<'p> {
    plan: &'p Plan<'p>,
    own: BTreeMap<&'p str, NodeId>,
}

impl<'p> Names<'p> {
    /// The names of a plan's own deployment.
    pub(crate) fn of(plan: &'p Plan<'p>) -> Self {
        Self { plan, own: named(plan.deployment).collect() }
    }

    /// The node that a path such as `events.charge-due` or `stores.other/NAME` means.
    pub(crate) fn find(&self, section: &str, name: &QualifiedName) -> Option<NodeRef> {
        let plan = self.plan;
        let (deployment, node) = match &name.app {
            None => (plan.id, *self.own.get(&*name.name)?),
            Some(app) => {
                let id = plan.deployment.uses.iter().find(|used| used.name.value == *app)?.deployment;
                let found = named(plan.program.deployment(id)).find(|(found, _)| *found == &*name.name)?;
                (id, found.1)
            }
        };
        let is_of_section = match node {
            NodeId::Function(_) => section == "functions",
            NodeId::Event(_) => section == "events",
            NodeId::Store(_) => section == "stores",
            NodeId::Service(_) => section == "services",
        };
        is_of_section.then_some(NodeRef { deployment, node })
    }
}

fn named(deployment: &Deployment) -> impl Iterator<Item = (&str, NodeId)> {
    let functions = deployment.functions.iter().enumerate();
    let functions = functions.map(|(at, node)| (node.name.value.as_str(), NodeId::Function(Id::new(at))));
    let events = deployment.events.iter().enumerate();
    let events = events.map(|(at, node)| (node.name.value.as_str(), NodeId::Event(Id::new(at))));
    let stores = deployment.stores.iter().enumerate();
    let stores = stores.map(|(at, node)| (node.name.value.as_str(), NodeId::Store(Id::new(at))));
    let services = deployment.services.iter().enumerate();
    let services = services.map(|(at, node)| (node.name.value.as_str(), NodeId::Service(Id::new(at))));
    functions.chain(events).chain(stores).chain(services)
}
