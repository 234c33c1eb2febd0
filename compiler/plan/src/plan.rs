//! The plan of one deployment.

use faasc_model::{Deployment, DeploymentId, Function, FunctionId, Id, Node, NodeRef, Program, Site, SiteId};

use faasc_facts::Facts;

use crate::{Crossing, EmittedName, FunctionGrant, NameKind, Role, Statement, Subscription};

/// One deployment, what is linked to it, and what follows from its edges.
#[derive(Debug)]
pub struct Plan<'p> {
    /// All that was linked; nodes of other apps are found here.
    pub program: &'p Program,
    /// The facts that it stands on.
    pub facts: &'p Facts,
    /// Which deployment this is.
    pub id: DeploymentId,
    /// The deployment.
    pub deployment: &'p Deployment,
    /// The least grants of its functions, sorted by function, verb and resource.
    pub grants: Vec<FunctionGrant>,
    /// Which function takes which event, sorted by function and trigger.
    pub subscriptions: Vec<Subscription<'p>>,
}

impl<'p> Plan<'p> {
    /// Plans `id` of `program` by `facts`.
    #[must_use]
    pub fn new(program: &'p Program, id: DeploymentId, facts: &'p Facts) -> Self {
        let deployment = program.deployment(id);
        Self {
            program,
            facts,
            id,
            deployment,
            grants: crate::grants(program, id),
            subscriptions: crate::subscriptions(program, id),
        }
    }

    /// The grants in the words of each site's host, with what was written by hand, sorted.
    #[must_use]
    pub fn statements(&self) -> Vec<Statement> {
        crate::grant::statements(self)
    }

    /// The edges that leave their place, sorted.
    #[must_use]
    pub fn crossings(&self) -> Vec<Crossing> {
        crate::crossing::crossings(self)
    }

    /// The node under `node`, of this or another deployment.
    #[must_use]
    pub fn node(&self, node: NodeRef) -> Node<'p> {
        self.program.node(node)
    }

    /// The functions that run at `site`, sorted by name.
    #[must_use]
    pub fn functions_at(&self, site: SiteId) -> Vec<(FunctionId, &'p Function)> {
        let mut found: Vec<_> = self
            .deployment
            .functions
            .iter()
            .enumerate()
            .filter(|(_, function)| function.sites.contains(&site))
            .map(|(index, function)| (Id::new(index), function))
            .collect();
        found.sort_by(|(_, a), (_, b)| a.name.value.cmp(&b.name.value));
        found
    }

    /// The sites of the deployment, sorted by name.
    #[must_use]
    pub fn sites(&self) -> Vec<(SiteId, &'p Site)> {
        let mut found: Vec<_> =
            self.deployment.sites.iter().enumerate().map(|(index, site)| (Id::new(index), site)).collect();
        found.sort_by(|(_, a), (_, b)| a.name.value.cmp(&b.name.value));
        found
    }

    /// The emitted name of something of this deployment at `site` that belongs to no node.
    #[must_use]
    pub fn name(&self, kind: NameKind, name: &str, role: Role, site: SiteId) -> EmittedName {
        EmittedName::of(kind, self.deployment, name, role, self.deployment.site(site))
    }

    /// The emitted name of what is `role` to `node` of this deployment at `site`. A renamed node keeps its old names.
    #[must_use]
    pub fn part_name(&self, kind: NameKind, node: Node<'_>, role: Role<'_>, site: SiteId) -> EmittedName {
        EmittedName::of_node(kind, self.deployment, node, role, self.deployment.site(site))
    }

    /// The emitted name of a node: of its own deployment, at its own first site. A `name` of the user's wins, then the
    /// name that it had before it was renamed.
    #[must_use]
    pub fn node_name(&self, kind: NameKind, node: NodeRef) -> EmittedName {
        let deployment = self.program.deployment(node.deployment);
        let found = deployment.node(node.node);
        let given = match found {
            Node::Function(function) => function.given_name.as_ref(),
            Node::Event(event) => event.given_name.as_ref(),
            Node::Store(store) => store.given_name.as_ref(),
            Node::Service(_) => None,
        };
        if let Some(given) = given {
            return EmittedName::given(&given.value);
        }
        let site = found.sites().first().copied().unwrap_or(deployment.site);
        EmittedName::of_node(kind, deployment, found, Role::Itself, deployment.site(site))
    }
}
