//! One root module while it is built: resources with what made them, variables, outputs.

use std::collections::{BTreeMap, BTreeSet};

use faasc_artifacts::Emission;
use faasc_artifacts::hcl::{self, Block, Body, Expression};
use serde_json::Value;

/// Types whose resources take tags.
const TAGGABLE: [&str; 14] = [
    "aws_apigatewayv2_api",
    "aws_apigatewayv2_stage",
    "aws_cloudwatch_log_group",
    "aws_cloudwatch_metric_alarm",
    "aws_dynamodb_table",
    "aws_iam_role",
    "aws_lambda_event_source_mapping",
    "aws_lambda_function",
    "aws_s3_bucket",
    "aws_scheduler_schedule_group",
    "aws_secretsmanager_secret",
    "aws_security_group",
    "aws_sns_topic",
    "aws_sqs_queue",
];

/// What Terraform makes.
const RESOURCE: &str = "resource";
/// What Terraform looks up.
const DATA: &str = "data";

/// Whom a resource serves.
#[derive(Clone, Debug)]
pub(crate) struct Owner {
    /// The node's key path.
    pub(crate) node: String,
    /// The key path that made it.
    pub(crate) key_path: String,
    /// What its label begins with.
    pub(crate) label: String,
    /// What its label began with, before the node was renamed.
    pub(crate) was: Option<String>,
    /// Tags of its own.
    pub(crate) tags: BTreeMap<String, String>,
}

impl Owner {
    /// The owner for a part of it, such as `triggers.http-get`.
    pub(crate) fn part(&self, path: &str) -> Self {
        Self { key_path: format!("{}.{path}", self.key_path), ..self.clone() }
    }

    /// The label of a resource that is `role` to it.
    pub(crate) fn label_of(&self, role: &str) -> String {
        join(&self.label, role)
    }
}

fn join(label: &str, role: &str) -> String {
    if role.is_empty() { label.to_owned() } else { format!("{label}__{}", crate::label::label(role)) }
}

/// What a resource is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sort<'a> {
    /// Its file, without `.tf`.
    pub(crate) file: &'a str,
    /// Its type.
    pub(crate) kind: &'static str,
    /// What it is to its owner; empty for the thing itself.
    pub(crate) role: &'a str,
    /// The rule that made it.
    pub(crate) rule: &'static str,
}

/// A resource or a data source.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) file: String,
    /// Whether it is made; a data source is looked up.
    pub(crate) is_resource: bool,
    /// Its type.
    pub(crate) kind: &'static str,
    pub(crate) label: String,
    pub(crate) address: String,
    /// The name by which AWS knows it, where it knows it by one.
    pub(crate) name: Option<String>,
    pub(crate) content: Content,
    /// Its body in JSON syntax, once it was changed by hand.
    pub(crate) patched: Option<Value>,
    pub(crate) node: String,
    pub(crate) key_path: String,
    rule: &'static str,
}

/// What stands in the file.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Its text: nobody changes it any more.
    Text(String),
    /// It as patches find it.
    Block(Block),
}

/// The module.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) entries: Vec<Entry>,
    addresses: BTreeSet<String>,
    variables: BTreeMap<String, Body>,
    outputs: BTreeMap<String, Body>,
    changes: Vec<Block>,
    settings: Vec<(String, Block)>,
    remarks: Vec<String>,
    /// Whether somebody changes resources before they are written. Their texts are a fraction as large as their blocks.
    are_patched: bool,
}

impl Module {
    /// A module without anything.
    pub(crate) const fn new(are_patched: bool) -> Self {
        Self {
            entries: Vec::new(),
            addresses: BTreeSet::new(),
            variables: BTreeMap::new(),
            outputs: BTreeMap::new(),
            changes: Vec::new(),
            settings: Vec::new(),
            remarks: Vec::new(),
            are_patched,
        }
    }

    /// Adds a resource and hands back its address.
    pub(crate) fn resource(&mut self, owner: &Owner, sort: Sort<'_>, mut body: Body) -> String {
        if TAGGABLE.contains(&sort.kind) {
            let mut tags = owner.tags.clone();
            tags.insert("faasc-node".to_owned(), owner.node.clone());
            body.set(
                "tags",
                Expression::object(tags.into_iter().map(|(key, value)| (key, Expression::text(value)))),
            );
        }
        let label = owner.label_of(sort.role);
        let address = format!("{}.{label}", sort.kind);
        if let Some(was) = &owner.was {
            let before = format!("{}.{}", sort.kind, join(was, sort.role));
            let moved = Body::new()
                .with("from", Expression::reference(before))
                .with("to", Expression::reference(&address));
            self.changes.push(Block::new("moved", [], moved));
        }
        self.add(RESOURCE, owner, sort, &label, address.clone(), body);
        address
    }

    /// Whether there is something at an address.
    pub(crate) fn has(&self, address: &str) -> bool {
        self.addresses.contains(address)
    }

    /// Adds a data source, once for an address, and hands that back.
    pub(crate) fn data(&mut self, owner: &Owner, sort: Sort<'_>, body: Body) -> String {
        let label = owner.label_of(sort.role);
        let address = format!("data.{}.{label}", sort.kind);
        if !self.has(&address) {
            self.add(DATA, owner, sort, &label, address.clone(), body);
        }
        address
    }

    fn add(
        &mut self,
        form: &'static str,
        owner: &Owner,
        sort: Sort<'_>,
        label: &str,
        address: String,
        body: Body,
    ) {
        self.addresses.insert(address.clone());
        let name = crate::twice::name_of(sort.kind, &body);
        let block = Block::new(form, [sort.kind, label], body);
        self.entries.push(Entry {
            file: sort.file.to_owned(),
            is_resource: form == RESOURCE,
            kind: sort.kind,
            label: label.to_owned(),
            address,
            name,
            content: if self.are_patched {
                Content::Block(block)
            } else {
                Content::Text(hcl::to_string([&block]))
            },
            patched: None,
            node: owner.node.clone(),
            key_path: owner.key_path.clone(),
            rule: sort.rule,
        });
    }

    /// Adds a variable, once.
    pub(crate) fn variable(&mut self, name: &str, body: Body) -> Expression {
        self.variables.entry(name.to_owned()).or_insert(body);
        Expression::reference(format!("var.{name}"))
    }

    /// The names of its variables.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().map(String::as_str)
    }

    /// Adds an output.
    pub(crate) fn output(&mut self, name: &str, description: &str, value: Expression) {
        let body = Body::new().with("description", description).with("value", value);
        self.outputs.insert(name.to_owned(), body);
    }

    /// Takes over what is there already.
    pub(crate) fn import(&mut self, address: &str, id: Expression) {
        let body = Body::new().with("to", Expression::reference(address)).with("id", id);
        self.changes.push(Block::new("import", [], body));
    }

    /// Adds a block that is no resource.
    pub(crate) fn setting(&mut self, file: &str, block: Block) {
        self.settings.push((file.to_owned(), block));
    }

    /// Says what a reader should know.
    pub(crate) fn remark(&mut self, text: impl Into<String>) {
        self.remarks.push(text.into());
    }

    /// The text of each file, by name. Takes the texts out of the entries: they are large.
    pub(crate) fn files(&mut self) -> BTreeMap<String, String> {
        let mut files: BTreeMap<&str, String> = BTreeMap::new();
        let mut add = |file, text: &str| {
            let before = files.entry(file).or_default();
            if !before.is_empty() {
                before.push('\n');
            }
            before.push_str(text);
        };
        for (file, block) in &self.settings {
            add(file.as_str(), &hcl::to_string([block]));
        }
        for entry in self.entries.iter_mut().filter(|entry| entry.patched.is_none()) {
            match &mut entry.content {
                Content::Text(text) => add(&entry.file, &std::mem::take(text)),
                Content::Block(block) => add(&entry.file, &hcl::to_string([&*block])),
            }
        }
        for (file, form, blocks) in
            [("variables", "variable", &self.variables), ("outputs", "output", &self.outputs)]
        {
            for (name, body) in blocks {
                add(file, &hcl::to_string([&Block::new(form, [name.as_str()], body.clone())]));
            }
        }
        for block in &self.changes {
            add("changes", &hcl::to_string([block]));
        }
        let mut texts: BTreeMap<String, String> =
            files.into_iter().map(|(file, text)| (format!("{file}.tf"), text)).collect();
        texts.extend(self.patched().map(|text| ("patched.tf.json".to_owned(), text)));
        texts
    }

    /// What was changed by hand, in JSON syntax: there the provider says what is a block and what an attribute.
    fn patched(&self) -> Option<String> {
        let mut kinds: BTreeMap<&str, BTreeMap<&str, BTreeMap<&str, &Value>>> = BTreeMap::new();
        for entry in &self.entries {
            if let Some(body) = &entry.patched {
                let form = if entry.is_resource { RESOURCE } else { DATA };
                kinds.entry(form).or_default().entry(entry.kind).or_default().insert(&entry.label, body);
            }
        }
        (!kinds.is_empty()).then(|| faasc_artifacts::to_json(&kinds))
    }

    /// Hands over what every target reports.
    pub(crate) fn record(&self, site: &str, emission: &mut Emission) {
        for entry in &self.entries {
            emission.record(site, crate::TARGET, &entry.address, &entry.node, &entry.key_path, entry.rule);
        }
        for remark in &self.remarks {
            emission.remark(remark.clone());
        }
    }
}
