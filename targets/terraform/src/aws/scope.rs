//! What every part of a site's module needs: the plan, the site, names and ARNs, and the module itself.

use std::collections::BTreeMap;

use faasc_artifacts::hcl::{Body, Expression, Part};
use faasc_model::{Deployment, Function, Name, Node, NodeRef, Site, SiteId};
use faasc_plan::{EmittedName, NameKind, Plan, Role, Subscription};

use super::template::Names;
use crate::label::label;
use crate::module::{Module, Owner, Sort};

/// One site of one plan, and its module while it is built.
pub(crate) struct Scope<'p> {
    pub(crate) plan: &'p Plan<'p>,
    pub(crate) id: SiteId,
    pub(crate) site: &'p Site,
    pub(crate) module: Module,
    /// The function at the site that reads an event: of a queue there is one.
    pub(crate) readers: BTreeMap<NodeRef, Subscription<'p>>,
    /// What the nodes of the deployment are called.
    pub(crate) names: Names<'p>,
    /// Who may send to a queue of ours, by its label: statements of its policy.
    pub(crate) senders: BTreeMap<String, Vec<Expression>>,
    /// The queues that give up to a queue of ours, by its label.
    pub(crate) sources: BTreeMap<String, Vec<Expression>>,
}

impl<'p> Scope<'p> {
    pub(crate) fn new(plan: &'p Plan<'p>, id: SiteId) -> Self {
        let here = plan.subscriptions.iter().filter(|found| found.function.sites.contains(&id));
        Self {
            plan,
            id,
            site: plan.deployment.site(id),
            module: Module::new(crate::patch::ours(plan.deployment).next().is_some()),
            // Of several the first one stands.
            readers: here.rev().map(|found| (found.node, *found)).collect(),
            names: Names::of(plan),
            senders: BTreeMap::new(),
            sources: BTreeMap::new(),
        }
    }

    /// The deployment.
    pub(crate) fn deployment(&self) -> &'p Deployment {
        self.plan.deployment
    }

    /// The owner of what all nodes of the site share.
    pub(crate) fn shared(&self) -> Owner {
        Owner {
            node: self.site.key_path(),
            key_path: self.site.key_path(),
            label: "app".to_owned(),
            was: None,
            tags: BTreeMap::new(),
        }
    }

    /// The owner that a named node is.
    pub(crate) fn owner(&self, key_path: String, name: &Name, was: Option<&Name>) -> Owner {
        Owner {
            node: key_path.clone(),
            key_path,
            label: label(name),
            was: was.map(|was| label(was)),
            tags: BTreeMap::new(),
        }
    }

    /// The owner that a function is, with its labels and its owner as tags.
    pub(crate) fn function_owner(&self, function: &Function) -> Owner {
        let was = function.was.as_ref().map(|was| &was.value);
        let mut owner = self.owner(function.key_path(), &function.name.value, was);
        for (key, value) in &function.labels {
            owner.tags.insert(key.value.clone(), value.value.clone());
        }
        if let Some(answers) = &function.owner {
            owner.tags.insert("owner".to_owned(), answers.value.clone());
        }
        owner
    }

    /// The region, which every AWS site has.
    pub(crate) fn region(&self) -> &'p str {
        self.site.region.as_ref().map_or("", |region| region.value.as_str())
    }

    /// The partition of the region.
    pub(crate) fn partition(&self) -> &'static str {
        match self.region() {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }

    /// What host names of the partition end in.
    pub(crate) fn dns_suffix(&self) -> &'static str {
        if self.partition() == "aws-cn" { "amazonaws.com.cn" } else { "amazonaws.com" }
    }

    /// The account: literal when the site says it, else looked up.
    pub(crate) fn account(&mut self) -> Expression {
        if let Some(account) = &self.site.account {
            return Expression::text(&account.value);
        }
        let sort =
            Sort { file: "main", kind: "aws_caller_identity", role: "", rule: "account that is applied to" };
        let owner = Owner { label: "current".to_owned(), ..self.shared() };
        let address = self.module.data(&owner, sort, Body::new());
        Expression::reference(format!("{address}.account_id"))
    }

    /// `arn:PARTITION:SERVICE:REGION:ACCOUNT:REST`.
    pub(crate) fn arn(&mut self, service: &str, rest: impl IntoIterator<Item = Part>) -> Expression {
        let head = format!("arn:{}:{service}:{}:", self.partition(), self.region());
        let account = self.account();
        Expression::template(
            [Part::Text(head), Part::Value(account), Part::Text(":".to_owned())].into_iter().chain(rest),
        )
    }

    /// An emitted name, with the account when that must be looked up.
    pub(crate) fn spelled(&mut self, name: EmittedName) -> Expression {
        if !name.needs_account {
            return Expression::text(name.text);
        }
        let account = self.account();
        Expression::template([Part::Text(format!("{}-", name.text)), Part::Value(account)])
    }

    /// The name of what is `role` to a node of ours.
    pub(crate) fn part_name(&mut self, kind: NameKind, node: Node<'_>, role: Role<'_>) -> Expression {
        let name = self.plan.part_name(kind, node, role, self.id);
        self.spelled(name)
    }

    /// The name of what belongs to a function.
    pub(crate) fn function_part(
        &mut self,
        kind: NameKind,
        function: &Function,
        role: Role<'_>,
    ) -> Expression {
        self.part_name(kind, Node::Function(function), role)
    }

    /// The name of a node of this or another app.
    pub(crate) fn node_name(&mut self, kind: NameKind, node: NodeRef) -> Expression {
        let name = self.plan.node_name(kind, node);
        self.spelled(name)
    }
}
