//! The site's network, for functions that run in it.

use faasc_artifacts::hcl::{Body, Expression};
use faasc_plan::{NameKind, Role};

use super::scope::Scope;
use crate::module::{Owner, Sort};

impl Scope<'_> {
    /// The block that puts a function into the site's network.
    pub(crate) fn vpc_config(&mut self) -> Option<Body> {
        let network = self.site.network.as_ref()?;
        let subnets = self.list(&network.subnets);
        let groups = if network.security_groups.is_empty() {
            self.security_group(&subnets)
        } else {
            self.list(&network.security_groups)
        };
        Some(Body::new().with("subnet_ids", subnets).with("security_group_ids", groups))
    }

    /// A security group that lets functions out and nobody in, where the site names none. Made once.
    fn security_group(&mut self, subnets: &Expression) -> Expression {
        let owner = Owner { label: "functions".to_owned(), ..self.shared() };
        let address = "aws_security_group.functions";
        let found = Expression::List(vec![Expression::reference(format!("{address}.id"))]);
        if self.module.has(address) {
            return found;
        }
        let first = match subnets {
            Expression::List(items) => items.first().cloned().unwrap_or(Expression::Null),
            list => Expression::Call("element", vec![list.clone(), Expression::number(0)]),
        };
        let sort = Sort { file: "network", kind: "aws_subnet", role: "", rule: "network of the functions" };
        let subnet = self.module.data(&owner, sort, Body::new().with("id", first));
        let name = self.plan.name(NameKind::AwsFunction, "functions", Role::Itself, self.id);
        let name = self.spelled(name);
        let body = Body::new()
            .with("name", name)
            .with("description", "Functions: out to anywhere, nobody in")
            .with("vpc_id", Expression::reference(format!("{subnet}.vpc_id")));
        let rule = "security group of the functions";
        self.module.resource(
            &owner,
            Sort { file: "network", kind: "aws_security_group", role: "", rule },
            body,
        );
        let body = Body::new()
            .with("security_group_id", Expression::reference(format!("{address}.id")))
            .with("cidr_ipv4", "0.0.0.0/0")
            .with("ip_protocol", "-1");
        let kind = "aws_vpc_security_group_egress_rule";
        self.module.resource(&owner, Sort { file: "network", kind, role: "", rule }, body);
        found
    }
}
