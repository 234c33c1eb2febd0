//! Checks of rows about grants and about edges that leave their place.

use super::check::{Check, Fault};
use super::known::Known;
use crate::row::{
    BroadRole, CrossingRow, Distance, GrantHost, GrantPlace, GrantRow, GrantStatement, Host, Need, Passage,
    UnscopedActions,
};

impl Check for GrantRow {
    fn check(&self, known: &Known<'_>, fault: &mut Fault<'_>) {
        let (host, need) = self.id.split_once('/').unwrap_or((&self.id, ""));
        let host = GrantHost::from_word(host);
        if host.is_none() || need != "*" && Need::from_word(need).is_none() {
            fault("an id is a host and a need that the compiler knows, joined by `/`".to_owned());
        }
        if self.statements.is_empty() == self.instead.is_none() {
            fault("has `statements`, or says what stands `instead`, and not both".to_owned());
        }
        for statement in &self.statements {
            check_statement(statement, host, known, fault);
        }
    }
}

/// What is asked of a statement: places that exist, actions in full, and a reason where it is wide.
fn check_statement(
    statement: &GrantStatement,
    host: Option<GrantHost>,
    known: &Known<'_>,
    fault: &mut Fault<'_>,
) {
    if statement.may.is_empty() || statement.on.is_empty() {
        fault("a statement needs `may` and `on`".to_owned());
    }
    let texts = statement.on.iter().chain(statement.when.iter().map(|test| &test.value)).chain(&statement.to);
    for place in texts.flat_map(|text| places(text)).filter(|place| GrantPlace::from_word(place).is_none()) {
        fault(format!("`{{{place}}}` is nothing that can be filled in"));
    }
    for action in &statement.may {
        if action.contains('*') {
            fault(format!("`{action}` is not one permission: name each"));
        }
        let broad = host.map(|host| format!("{host}/{}", action.to_lowercase()));
        if broad.is_some_and(|id| known.tables().broad_roles.get(&id).is_some()) {
            fault(format!("`{action}` allows far more than an edge needs"));
        }
    }
    let covers_all = statement.on.iter().any(|on| on == "*" || on == "{project}");
    if covers_all && !statement.denies && statement.wide.is_none() {
        fault("covers everything of its kind and does not say why (`wide`)".to_owned());
    }
}

/// What stands in `{}` in a text.
fn places(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default())
}

impl Check for UnscopedActions {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        if self.actions.iter().any(|action| action.contains([':', '*'])) {
            fault("an action is written without its service and in full".to_owned());
        }
    }
}

impl Check for BroadRole {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        let (host, role) = self.id.split_once('/').unwrap_or((&self.id, ""));
        if GrantHost::from_word(host).is_none() || role.is_empty() || role != role.to_lowercase() {
            fault("an id is a host and a role in lower case, joined by `/`".to_owned());
        }
    }
}

impl Check for CrossingRow {
    fn check(&self, _: &Known<'_>, fault: &mut Fault<'_>) {
        let mut parts = self.id.split('/');
        let is_host = parts.next().is_some_and(|host| Host::from_word(host).is_some());
        let is_distance = parts.next().is_some_and(|distance| Distance::from_word(distance).is_some());
        let is_need = parts.next().is_some_and(|need| need == "*" || Need::from_word(need).is_some());
        if !(is_host && is_distance && is_need && parts.next().is_none()) {
            fault("an id is a host, a distance and a need or `*`, joined by `/`".to_owned());
        }
        if self.passage == Passage::Impossible && self.alternatives.is_empty() {
            fault("what is impossible needs `alternatives`".to_owned());
        }
    }
}
