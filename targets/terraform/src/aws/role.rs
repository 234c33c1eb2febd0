//! The role of a function and its one inline policy: what the edges need and no more.

use faasc_artifacts::hcl::{Body, Expression};
use faasc_model::{Function, Provider};
use faasc_plan::{NameKind, Role, Verb};

use super::scope::Scope;
use super::statement::{assume, by_hand, policy};
use crate::module::{Owner, Sort};

impl Scope<'_> {
    /// The role of a function; `log_group` is where it writes. Hands back the addresses of role and policy.
    pub(crate) fn function_role(
        &mut self,
        owner: &Owner,
        function: &Function,
        file: &str,
        log_group: &str,
    ) -> (String, String) {
        let name = self.function_part(NameKind::AwsRole, function, Role::Itself);
        let boundary = function.permissions_boundary.as_ref();
        let body = self.role_body(name, assume("lambda", None), boundary.map(|boundary| &boundary.value));
        let sort = Sort { file, kind: "aws_iam_role", role: "", rule: "identity of a function" };
        let role = self.module.resource(owner, sort, body);
        let statements = self.statements(owner, function, log_group);
        let body = Body::new()
            .with("name", "edges")
            .with("role", Expression::reference(format!("{role}.id")))
            .with("policy", policy(statements));
        let sort = Sort { file, kind: "aws_iam_role_policy", role: "", rule: "grants of a function's edges" };
        let policy = self.module.resource(owner, sort, body);
        (role, policy)
    }

    /// The body of a role with what every role of the site has.
    pub(crate) fn role_body(
        &mut self,
        name: Expression,
        trust: Expression,
        boundary: Option<&faasc_model::Template>,
    ) -> Body {
        let roles = self.site.roles.as_ref();
        let path = roles.and_then(|roles| roles.path.as_ref()).map(|path| Expression::text(&path.value));
        let of_site =
            roles.and_then(|roles| roles.permissions_boundary.as_ref()).map(|boundary| &boundary.value);
        let boundary = boundary.or(of_site).map(|boundary| self.fill(boundary));
        Body::new()
            .with("name", name)
            .with_some("path", path)
            .with_some("permissions_boundary", boundary)
            .with("assume_role_policy", trust)
    }

    /// What the function itself needs, then what its edges do, then what was written by hand.
    fn statements(&mut self, owner: &Owner, function: &Function, log_group: &str) -> Vec<Expression> {
        let plan = self.plan;
        let mut found = Vec::new();
        // They are sorted by function.
        let first = plan.grants.partition_point(|grant| grant.function < function.name.value);
        let own = || plan.grants[first..].iter().take_while(|grant| grant.function == function.name.value);
        let is_of_itself =
            |verb| matches!(verb, Verb::WriteLogs | Verb::SendTraces | Verb::JoinNetwork | Verb::UseKey);
        for grant in own().filter(|grant| is_of_itself(grant.verb)) {
            self.granted(owner, function, grant, log_group, &mut found);
        }
        for grant in own().filter(|grant| !is_of_itself(grant.verb)) {
            self.granted(owner, function, grant, log_group, &mut found);
        }
        self.by_hand(function, &mut found);
        found
    }

    fn by_hand(&mut self, function: &Function, found: &mut Vec<Expression>) {
        let ours = function.grants.iter().filter(|grant| grant.provider.value == Provider::Aws);
        for (index, grant) in ours.enumerate() {
            let actions = grant.actions.iter().map(|action| self.fill(&action.value)).collect();
            let resources = grant.resources.iter().map(|resource| self.fill(&resource.value)).collect();
            let conditions = self.fill_value(&grant.conditions);
            found.push(by_hand(format!("ByHand{index}"), actions, resources, conditions));
        }
    }
}
