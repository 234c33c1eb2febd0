//! The fact base's statements with our references filled in. No action of AWS is spelled out in this target.

use faasc_artifacts::hcl::{Expression, Part};
use faasc_facts::{GrantHost, GrantPlace, GrantStatement, Need};
use faasc_model::{Function, FunctionEncryption, Node, NodeRef, TriggerKind};
use faasc_plan::{FunctionGrant, NameKind, Piece, Resource, Role, need_at, parts, pieces};

use super::scope::Scope;
use super::statement::{self, exactly, tests};
use crate::module::Owner;

/// What the places of a statement stand for.
struct Places<'s> {
    owner: &'s Owner,
    function: &'s Function,
    grant: &'s FunctionGrant,
    log_group: &'s str,
}

impl Scope<'_> {
    /// Adds what a grant needs of the function's own role.
    pub(super) fn granted(
        &mut self,
        owner: &Owner,
        function: &Function,
        grant: &FunctionGrant,
        log_group: &str,
        found: &mut Vec<Expression>,
    ) {
        let places = Places { owner, function, grant, log_group };
        let row = self.plan.facts.grant(GrantHost::Aws, need_at(self.site, grant.need)).row();
        for one in parts(row, self.site, function).iter().filter(|one| one.to.is_none()) {
            let mut on = Vec::new();
            for pattern in &one.on {
                on.extend(self.filled(pattern, &places, true));
            }
            if on.is_empty() {
                continue;
            }
            let when = self.tests(one, &places);
            statement::grant(found, one.denies, &one.may, on, when);
        }
    }

    /// The condition of a statement; a test whose place has no value is left out.
    fn tests(&mut self, one: &GrantStatement, places: &Places<'_>) -> Option<Expression> {
        let mut found = Vec::new();
        for test in &one.when {
            let value = self.filled(&test.value, places, false).into_iter().next();
            found.extend(value.map(|value| (test.test.clone(), test.key.clone(), value)));
        }
        tests(found)
    }

    /// All expressions that a pattern stands for; `is_whole`: without a prefix a bucket is meant as a whole.
    fn filled(&mut self, pattern: &str, places: &Places<'_>, is_whole: bool) -> Vec<Expression> {
        let mut found: Vec<Vec<Part>> = vec![Vec::new()];
        for piece in pieces(pattern) {
            match piece {
                Piece::Text(text) => {
                    found.iter_mut().for_each(|parts| parts.push(Part::Text(text.to_owned())));
                }
                Piece::Place(GrantPlace::Prefix) if is_whole && places.grant.prefix.is_none() => {}
                Piece::Place(place) => {
                    let values = self.values(place, places);
                    let with = |parts: &Vec<Part>| {
                        let each = values.iter().map(|value| {
                            parts.iter().cloned().chain([value.clone().into_part()]).collect::<Vec<_>>()
                        });
                        each.collect::<Vec<_>>()
                    };
                    found = found.iter().flat_map(with).collect();
                }
            }
        }
        found.into_iter().map(Expression::template).collect()
    }

    fn values(&mut self, place: GrantPlace, places: &Places<'_>) -> Vec<Expression> {
        let node = match places.grant.on {
            Resource::Node(node) => Some(node),
            _ => None,
        };
        match place {
            GrantPlace::Prefix => {
                places.grant.prefix.iter().map(|prefix| Expression::text(exactly(prefix))).collect()
            }
            GrantPlace::Index => self.indexes(node),
            GrantPlace::Subscription => self.subscriptions(places, node),
            GrantPlace::LogGroup => vec![Expression::reference(format!("{}.arn", places.log_group))],
            GrantPlace::Key => match (&places.grant.on, &places.function.encryption.value) {
                (Resource::Own, FunctionEncryption::Key(key)) => vec![self.fill(&key.value)],
                _ => Vec::new(),
            },
            GrantPlace::Secret | GrantPlace::Parameter => match &places.grant.on {
                Resource::Secret(name) => vec![self.secret(name)],
                _ => Vec::new(),
            },
            GrantPlace::Function if node.is_none() => {
                let name = self.function_part(NameKind::AwsFunction, places.function, Role::Itself);
                let name =
                    places.function.given_name.as_ref().map_or(name, |given| Expression::text(&given.value));
                vec![self.arn("lambda", [Part::Text("function:".to_owned()), name.into_part()])]
            }
            _ => node.into_iter().map(|node| self.id_of(node)).collect(),
        }
    }

    fn indexes(&self, node: Option<NodeRef>) -> Vec<Expression> {
        match node.map(|node| self.plan.node(node)) {
            Some(Node::Store(store)) => {
                store.indexes.iter().map(|index| Expression::text(index.name.value.as_str())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The queues of the function's own triggers, into which a topic sends.
    fn subscriptions(&self, places: &Places<'_>, node: Option<NodeRef>) -> Vec<Expression> {
        let heard = places.function.triggers.iter().filter(
            |trigger| matches!(&trigger.kind, TriggerKind::Event(event) if Some(event.event.node) == node),
        );
        let queue =
            |id: &str| Expression::reference(format!("aws_sqs_queue.{}.arn", places.owner.label_of(id)));
        heard.map(|trigger| queue(&trigger.id)).collect()
    }

    /// The actions that a need takes of its one statement for somebody else: a service, or a principal of the user's.
    pub(super) fn actions_of(&self, need: Need) -> Vec<String> {
        let row = self.plan.facts.grant(GrantHost::Aws, need).row();
        let for_others = row.statements.iter().find(|one| one.to.is_some());
        for_others.or(row.statements.first()).map(|one| one.may.clone()).unwrap_or_default()
    }

    /// The one action that a need takes, for what has room for one alone.
    pub(super) fn action_of(&self, need: Need) -> String {
        self.actions_of(need).into_iter().next().unwrap_or_default()
    }
}
