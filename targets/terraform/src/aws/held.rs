//! Events, stores and functions as AWS knows them: ARNs, names and what an SDK takes.

use faasc_artifacts::hcl::{Expression, Part};
use faasc_model::{Event, Existing, NodeId, NodeRef, Store, StoreKind, Via};
use faasc_plan::NameKind;

use super::scope::Scope;
use crate::label::label;

/// Whose a thing is.
pub(crate) enum Held<'p> {
    /// Made by this module.
    Made,
    /// There already.
    Existing(&'p Existing),
    /// Made by another app at the same place.
    Elsewhere,
}

impl<'p> Scope<'p> {
    /// Whose the node is.
    pub(crate) fn held(&self, node: NodeRef) -> Held<'p> {
        let existing = match self.plan.node(node) {
            faasc_model::Node::Event(event) => event.existing_at(self.site_of(node)),
            faasc_model::Node::Store(store) => store.existing_at(self.site_of(node)),
            _ => None,
        };
        match existing {
            Some(existing) => Held::Existing(existing),
            None if node.deployment == self.plan.id => Held::Made,
            None => Held::Elsewhere,
        }
    }

    /// This site; of another app's node, the site of that app which is the same place.
    fn site_of(&self, node: NodeRef) -> faasc_model::SiteId {
        if node.deployment == self.plan.id {
            return self.id;
        }
        let deployment = self.plan.program.deployment(node.deployment);
        let sites = deployment.node(node.node).sites();
        sites.first().copied().unwrap_or(deployment.site)
    }

    /// The ARN of a node.
    pub(crate) fn id_of(&mut self, node: NodeRef) -> Expression {
        if let Held::Existing(existing) = self.held(node) {
            return self.existing_id(existing);
        }
        let plan = self.plan;
        match plan.node(node) {
            faasc_model::Node::Event(event) => self.event_id(node, event),
            faasc_model::Node::Store(store) => self.store_id(node, store),
            faasc_model::Node::Function(_) => {
                let name = self.node_name(NameKind::AwsFunction, node);
                self.arn("lambda", [Part::Text("function:".to_owned()), name.into_part()])
            }
            faasc_model::Node::Service(_) => Expression::Null,
        }
    }

    fn event_id(&mut self, node: NodeRef, event: &Event) -> Expression {
        let is_made = matches!(self.held(node), Held::Made);
        let service = if event.via.value == Via::Topic { "sns" } else { "sqs" };
        if is_made {
            let kind = if service == "sns" { "aws_sns_topic" } else { "aws_sqs_queue" };
            return Expression::reference(format!("{kind}.{}.arn", label(&event.name.value)));
        }
        let name = self.event_name(node, event);
        self.arn(service, [name.into_part()])
    }

    fn store_id(&mut self, node: NodeRef, store: &Store) -> Expression {
        let is_made = matches!(self.held(node), Held::Made);
        let is_bucket = store.kind.value == StoreKind::Bucket;
        if is_made {
            let kind = if is_bucket { "aws_s3_bucket" } else { "aws_dynamodb_table" };
            return Expression::reference(format!("{kind}.{}.arn", label(&store.name.value)));
        }
        let name = self.store_name(node, store);
        if is_bucket {
            let head = format!("arn:{}:s3:::", self.partition());
            return Expression::template([Part::Text(head), name.into_part()]);
        }
        self.arn("dynamodb", [Part::Text("table/".to_owned()), name.into_part()])
    }

    /// The emitted name of an event; a FIFO one ends in `.fifo`.
    pub(crate) fn event_name(&mut self, node: NodeRef, event: &Event) -> Expression {
        let kind = if event.via.value == Via::Topic { NameKind::AwsTopic } else { NameKind::AwsQueue };
        let name = self.node_name(kind, node);
        if event.is_ordered.value { fifo(name) } else { name }
    }

    fn store_name(&mut self, node: NodeRef, store: &Store) -> Expression {
        let is_bucket = store.kind.value == StoreKind::Bucket;
        self.node_name(if is_bucket { NameKind::AwsBucket } else { NameKind::AwsTable }, node)
    }

    /// AWS's name of a node.
    pub(crate) fn name_of(&mut self, node: NodeRef) -> Expression {
        let plan = self.plan;
        if let Held::Existing(existing) = self.held(node) {
            let id = self.existing_id(existing);
            let is_table = matches!(plan.node(node), faasc_model::Node::Store(store) if store.kind.value == StoreKind::Table);
            return if is_table { part_of(&id, "/", 1) } else { part_of(&id, ":", 5) };
        }
        match plan.node(node) {
            faasc_model::Node::Event(event) => self.event_name(node, event),
            faasc_model::Node::Store(store) => self.store_name(node, store),
            faasc_model::Node::Function(_) => self.node_name(NameKind::AwsFunction, node),
            faasc_model::Node::Service(_) => Expression::Null,
        }
    }

    /// What an SDK takes: the URL of a queue, the ARN of a topic, the name of anything else.
    pub(crate) fn target_of(&mut self, node: NodeRef) -> Expression {
        let plan = self.plan;
        match plan.node(node) {
            faasc_model::Node::Event(event) if event.via.value == Via::Topic => self.id_of(node),
            faasc_model::Node::Event(event) => match self.held(node) {
                Held::Made => {
                    Expression::reference(format!("aws_sqs_queue.{}.url", label(&event.name.value)))
                }
                Held::Existing(existing) => {
                    let id = self.existing_id(existing);
                    let (region, account) = (part_of(&id, ":", 3), part_of(&id, ":", 4));
                    self.queue_url(region, account, part_of(&id, ":", 5))
                }
                Held::Elsewhere => {
                    let account = self.account();
                    let name = self.event_name(node, event);
                    self.queue_url(Expression::text(self.region()), account, name)
                }
            },
            _ => match node.node {
                NodeId::Service(_) => Expression::Null,
                _ => self.name_of(node),
            },
        }
    }

    pub(crate) fn queue_url(&self, region: Expression, account: Expression, name: Expression) -> Expression {
        Expression::template([
            Part::Text("https://sqs.".to_owned()),
            region.into_part(),
            Part::Text(format!(".{}/", self.dns_suffix())),
            account.into_part(),
            Part::Text("/".to_owned()),
            name.into_part(),
        ])
    }

    fn existing_id(&mut self, existing: &'p Existing) -> Expression {
        existing.id.as_ref().map_or(Expression::Null, |id| self.fill(&id.value))
    }
}

/// A FIFO name.
pub(crate) fn fifo(name: Expression) -> Expression {
    match name.as_text() {
        Some(text) if text.ends_with(".fifo") => name,
        _ => Expression::template([name.into_part(), Part::Text(".fifo".to_owned())]),
    }
}

/// A part of an ARN: computed here when it is literal, else by Terraform.
fn part_of(id: &Expression, by: &str, index: usize) -> Expression {
    match id.as_text() {
        Some(text) => Expression::text(text.split(by).nth(index).unwrap_or_default()),
        None => {
            let split = Expression::Call("split", vec![Expression::text(by), id.clone()]);
            Expression::Call("element", vec![split, Expression::number(index as u64)])
        }
    }
}
