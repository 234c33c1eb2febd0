//! The role of a function and its one inline policy: what the edges need and no more.

use faasc_artifacts::hcl::{Body, Expression};
use faasc_model::{Contract, Function, FunctionEncryption, Node, NodeRef, Provider, StoreKind, Via};
use faasc_plan::{FunctionGrant, NameKind, Resource, Role, Verb};

use super::scope::Scope;
use super::statement::{self, allow, assume, below, by_hand, condition, exactly, policy};
use crate::module::{Owner, Sort};

/// Actions that a function in a network needs to have its interfaces there; AWS takes no narrower resource.
const NETWORK: [&str; 6] = [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
];

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

    fn statements(&mut self, owner: &Owner, function: &Function, log_group: &str) -> Vec<Expression> {
        let stream = below(&Expression::reference(format!("{log_group}.arn")), ":*");
        let mut found = vec![allow(&["logs:CreateLogStream", "logs:PutLogEvents"], vec![stream], None)];
        if function.is_traced.value {
            let actions = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];
            statement::grant(&mut found, &actions, vec![Expression::text("*")]);
        }
        if function.is_private.value {
            statement::grant(&mut found, &NETWORK, vec![Expression::text("*")]);
        }
        if let FunctionEncryption::Key(key) = &function.encryption.value {
            let key = self.fill(&key.value);
            statement::grant(&mut found, &["kms:Decrypt"], vec![key]);
        }
        let plan = self.plan;
        // They are sorted by function.
        let first = plan.grants.partition_point(|grant| grant.function < function.name.value);
        for grant in plan.grants[first..].iter().take_while(|grant| grant.function == function.name.value) {
            self.granted(owner, function, grant, &mut found);
        }
        self.by_hand(function, &mut found);
        found
    }

    fn granted(
        &mut self,
        owner: &Owner,
        function: &Function,
        grant: &FunctionGrant,
        found: &mut Vec<Expression>,
    ) {
        let node = match &grant.on {
            Resource::Node(node) => *node,
            Resource::Secret(name) => {
                let (service, arn) = self.secret(name);
                let action =
                    if service == "ssm" { "ssm:GetParameter" } else { "secretsmanager:GetSecretValue" };
                statement::grant(found, &[action], vec![arn]);
                return;
            }
        };
        match grant.verb {
            Verb::Send => {
                let is_topic =
                    self.plan.program.event(node).is_some_and(|event| event.via.value == Via::Topic);
                let action = if is_topic { "sns:Publish" } else { "sqs:SendMessage" };
                let arn = self.id_of(node);
                statement::grant(found, &[action], vec![arn]);
            }
            Verb::Receive => self.receive(owner, function, node, found),
            // Under AWS's own contract the queue itself hands over what is given up.
            Verb::SendDeadLetter if function.contract.value == Contract::Portable => {
                let arn = self.id_of(node);
                statement::grant(found, &["sqs:SendMessage"], vec![arn]);
            }
            Verb::SendDeadLetter | Verb::ReadSecret => {}
            Verb::Invoke => {
                let arn = self.id_of(node);
                statement::grant(found, &["lambda:InvokeFunction"], vec![arn]);
            }
            Verb::Read | Verb::Write => self.keep(node, grant, found),
        }
    }

    /// Receiving is done by the mapping as the function; the bridge also spaces the attempts.
    fn receive(&mut self, owner: &Owner, function: &Function, node: NodeRef, found: &mut Vec<Expression>) {
        let mut actions = vec!["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];
        if function.contract.value == Contract::Portable {
            actions.insert(0, "sqs:ChangeMessageVisibility");
        }
        let is_topic = self.plan.program.event(node).is_some_and(|event| event.via.value == Via::Topic);
        let arns = if is_topic {
            let of_node = function.triggers.iter().filter(|trigger| {
                matches!(&trigger.kind, faasc_model::TriggerKind::Event(event) if event.event.node == node)
            });
            let queue = |id: &str| Expression::reference(format!("aws_sqs_queue.{}.arn", owner.label_of(id)));
            of_node.map(|trigger| queue(&trigger.id)).collect()
        } else {
            vec![self.id_of(node)]
        };
        statement::grant(found, &actions, arns);
    }

    fn keep(&mut self, node: NodeRef, grant: &FunctionGrant, found: &mut Vec<Expression>) {
        let Node::Store(store) = self.plan.node(node) else { return };
        let arn = self.id_of(node);
        let is_read = grant.verb == Verb::Read;
        if store.kind.value == StoreKind::Table {
            let actions: &[&str] = if is_read {
                &["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"]
            } else {
                &["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]
            };
            let mut arns = vec![arn.clone()];
            if is_read {
                arns.extend(
                    store.indexes.iter().map(|index| below(&arn, &format!("/index/{}", index.name.value))),
                );
            }
            statement::grant(found, actions, arns);
            return;
        }
        let prefix = grant.prefix.as_deref().map(exactly).unwrap_or_default();
        let objects = below(&arn, &format!("/{prefix}*"));
        if is_read {
            let listed = (!prefix.is_empty())
                .then(|| condition("StringLike", "s3:prefix", Expression::text(format!("{prefix}*"))));
            statement::grant(found, &["s3:GetObject"], vec![objects]);
            found.push(allow(&["s3:ListBucket"], vec![arn], listed));
        } else {
            let actions = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"];
            statement::grant(found, &actions, vec![objects]);
        }
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
