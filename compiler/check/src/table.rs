//! All rules, sorted by name.

use crate::rule::Rule;
use crate::{auth, capability, flow, grants, graph, limits, policy, reach, runtime, schedule, timing};

pub(crate) static RULES: &[Rule] = &[
    capability::offered::RULE,
    capability::crossing::RULE,
    limits::function::RULE,
    limits::event::RULE,
    limits::entry::RULE,
    limits::batch::RULE,
    limits::processors::RULE,
    limits::variables::RULE,
    limits::delivery::RULE,
    limits::scale::RULE,
    limits::count::RULE,
    limits::name::RULE,
    limits::notification::RULE,
    limits::partitions::RULE,
    limits::label::RULE,
    limits::image::RULE,
    limits::raised::RULE,
    timing::unseen::RULE,
    timing::consumer::RULE,
    timing::gateway::RULE,
    timing::sender::RULE,
    timing::callers::RULE,
    timing::durations::RULE,
    timing::ticks::RULE,
    timing::authorizer::RULE,
    timing::lifetime::RULE,
    timing::storm::RULE,
    graph::duplicate_route::RULE,
    graph::consumers::RULE,
    graph::sprawl::RULE,
    graph::unused::RULE,
    graph::unstarted::RULE,
    graph::no_owner::RULE,
    graph::unread_dead_letter::RULE,
    graph::loops::RULE,
    graph::dead_letter::RULE,
    graph::order_lost::RULE,
    graph::fields::RULE,
    graph::expects::RULE,
    flow::connected::RULE,
    flow::within::RULE,
    flow::failure::RULE,
    schedule::clock_change::RULE,
    schedule::deaf_zone::RULE,
    auth::mtls_without_domain::RULE,
    auth::personal_behind_none::RULE,
    auth::never_both::RULE,
    auth::authenticator_twice::RULE,
    auth::then::RULE,
    auth::socket::RULE,
    auth::signature::RULE,
    auth::proxy_header::RULE,
    auth::clear::RULE,
    auth::kept::RULE,
    auth::cors::RULE,
    auth::browser::RULE,
    auth::preflight::RULE,
    auth::principal::RULE,
    auth::identity_from_event::RULE,
    grants::wildcard::RULE,
    grants::superfluous::RULE,
    reach::network::RULE,
    reach::internal::RULE,
    reach::egress::RULE,
    policy::house::RULE,
    policy::waiver::RULE,
    runtime::retired::RULE,
    runtime::unpinned::RULE,
];

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn rules_are_sorted_by_code() {
        assert!(RULES.is_sorted_by_key(|rule| rule.codes.first().map(|code| code.id)));
    }
}
