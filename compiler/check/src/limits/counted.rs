//! What is counted at a site: one pass over functions and stores.

use std::collections::BTreeSet;

use faasc_facts::Host;
use faasc_model::{
    Auth, Authenticator, AuthenticatorKind, Deployment, Function, Http, ObjectWhen, PlatformKind, Program,
    Site, SiteId, StoreKind, Trigger, TriggerKind, Via,
};
use faasc_source::Span;

use super::count::{Group, Tallies};
use crate::host::host;

/// Counts for one site.
struct Counter<'c> {
    program: &'c Program,
    deployment: &'c Deployment,
    host: Host,
    tallies: Tallies,
}

/// All counts of `site`.
pub(super) fn of_site(program: &Program, deployment: &Deployment, at: SiteId, site: &Site) -> Tallies {
    let mut counter = Counter { program, deployment, host: host(site), tallies: Tallies::default() };
    counter.machines(site);
    for function in deployment.functions.iter().filter(|function| function.sites.contains(&at)) {
        counter.function(function);
    }
    if counter.host == Host::Aws {
        counter.tables(at);
        counter.network(site);
        // Lambda attaches one reader more, and then all of them are throttled.
        counter.tallies.only_warn("aws.dynamodb.stream_readers_per_shard");
        counter.tallies.only_warn("aws.kinesis.shard_read");
    }
    counter.tallies
}

impl Counter<'_> {
    /// One more of what is counted in the whole site.
    fn site(&mut self, limit: &'static str, span: Span, noun: &str) {
        let (app, about) = (&self.deployment.app, "sites");
        let group = Group { limit, part: None, of: String::new() };
        self.tallies.add(group, span, || (format!("the count of {noun} of `{app}`"), about.to_owned()));
    }

    /// One more of what is counted in a thing.
    fn of(&mut self, limit: &'static str, of: &str, span: Span, noun: &str, about: impl FnOnce() -> String) {
        self.part((limit, None), of, span, noun, about);
    }

    fn part(
        &mut self,
        (limit, part): (&'static str, Option<&'static str>),
        of: &str,
        span: Span,
        noun: &str,
        about: impl FnOnce() -> String,
    ) {
        let group = Group { limit, part, of: of.to_owned() };
        self.tallies.add(group, span, || (format!("the count of {noun} of {of}"), about()));
    }

    fn machines(&mut self, site: &Site) {
        let Some(node) = site.node.as_ref().filter(|node| node.r#type.value.starts_with("linode:")) else {
            return;
        };
        for _ in 0..node.count.value {
            let of = format!("the pool of `{}`", site.name.value);
            self.of("linode.lke.nodes_per_pool", &of, node.count.span, "nodes", || site.key_path());
        }
    }

    fn function(&mut self, function: &Function) {
        let name = format!("`{}`", function.name.value);
        match self.host {
            Host::Aws => {
                for layer in &function.layers {
                    self.of("aws.lambda.layers_per_function", &name, layer.span, "layers", || {
                        function.key_path()
                    });
                }
            }
            Host::Gcp => {
                self.site("gcp.run.service.services_per_region", function.name.span, "services");
                for (variable, _) in &function.env {
                    let limit = "gcp.run.service.env_variables";
                    self.of(limit, &name, variable.span, "variables", || function.key_path());
                }
            }
            _ => {}
        }
        let is_entry =
            |trigger: &&Trigger| matches!(trigger.kind, TriggerKind::Http(_) | TriggerKind::Webhook(_));
        if self.host == Host::Aws
            && let Some(entry) = function.triggers.iter().find(is_entry)
        {
            self.site("aws.apigateway.http.integrations_per_api", entry.kind_span, "integrations");
        }
        for trigger in &function.triggers {
            match self.host {
                Host::Aws => self.aws(function, trigger),
                Host::Gcp => self.gcp(trigger),
                Host::Azure => self.azure(trigger),
                Host::Keda | Host::Knative | Host::Linode | Host::Local | Host::Plain => {}
            }
        }
    }

    fn aws(&mut self, function: &Function, trigger: &Trigger) {
        let span = trigger.kind_span;
        match &trigger.kind {
            TriggerKind::Http(Http { auth, .. }) => {
                self.site("aws.apigateway.http.routes_per_api", span, "routes");
                self.scopes(function, trigger, &auth.value);
            }
            TriggerKind::Webhook(_) => self.site("aws.apigateway.http.routes_per_api", span, "routes"),
            TriggerKind::Object(object) => {
                let bucket = format!("`{}`", object.bucket.name);
                let limit = "aws.s3.notifications.configurations_per_bucket";
                let all = object.prefix.len().max(1) * object.suffix.len().max(1);
                for _ in 0..all {
                    self.of(limit, &bucket, span, "notifications", || {
                        format!("stores.{}", object.bucket.name)
                    });
                }
            }
            TriggerKind::Change(change) => {
                let table = format!("`{}`", change.table.name);
                let limit = "aws.dynamodb.stream_readers_per_shard";
                self.of(limit, &table, span, "readers", || format!("stores.{}", change.table.name));
            }
            TriggerKind::Platform(platform) => {
                if let PlatformKind::Logs { group, .. } = &platform.kind.value {
                    let of = format!("the log group `{}`", group.value);
                    let limit = "aws.logs.subscription_filters_per_group";
                    self.of(limit, &of, span, "subscription filters", || function.key_path());
                }
            }
            TriggerKind::Event(event) => {
                let Some(node) = self.program.event(event.event.node) else { return };
                let of = format!("`{}`", node.name.value);
                let about = || format!("events.{}", node.name.value);
                match node.via.value {
                    Via::Bus => self.of("aws.eventbridge.rules_per_bus", &of, span, "rules", about),
                    Via::Topic if !event.delivery.filter.is_empty() => {
                        self.of("aws.sns.filter_policies_per_topic", &of, span, "filters", about);
                    }
                    // Each reader asks a shard once a second.
                    Via::Stream => {
                        self.part(("aws.kinesis.shard_read", Some("calls")), &of, span, "readers", about);
                    }
                    Via::Kafka | Via::Queue | Via::Topic => {}
                }
            }
            TriggerKind::Mqtt(_) | TriggerKind::Schedule(_) | TriggerKind::Websocket(_) => {}
        }
    }

    /// Scopes that the gateway itself checks.
    fn scopes(&mut self, function: &Function, trigger: &Trigger, auth: &Auth) {
        let Auth::Then { scopes, .. } = auth else { return };
        let of = format!("`{}`", trigger.id);
        for scope in scopes {
            self.of("aws.apigateway.http.scopes_per_route", &of, scope.span, "scopes", || {
                function.key_path()
            });
        }
    }

    fn gcp(&mut self, trigger: &Trigger) {
        let span = trigger.kind_span;
        match &trigger.kind {
            TriggerKind::Object(object) => {
                let bucket = format!("`{}`", object.bucket.name);
                let limit = "gcp.storage.notification_configs_per_bucket";
                let noun = match object.when.value {
                    ObjectWhen::Created => "notifications of new objects",
                    ObjectWhen::Deleted => "notifications of deleted objects",
                };
                let about = || format!("stores.{}", object.bucket.name);
                let of =
                    format!("{bucket}{}", if object.when.value == ObjectWhen::Deleted { " " } else { "" });
                self.part((limit, Some("per_event_type")), of.trim_end(), span, noun, about);
                self.site("gcp.eventarc.triggers_per_location", span, "Eventarc triggers");
            }
            TriggerKind::Change(_) => {
                self.site("gcp.eventarc.triggers_per_location", span, "Eventarc triggers")
            }
            _ => {}
        }
    }

    fn azure(&mut self, trigger: &Trigger) {
        let TriggerKind::Event(event) = &trigger.kind else { return };
        let Some(node) = self.program.event(event.event.node) else { return };
        let of = format!("`{}`", node.name.value);
        let about = || format!("events.{}", node.name.value);
        let span = trigger.kind_span;
        match node.via.value {
            Via::Stream => self.of("azure.eventhubs.consumer_groups", &of, span, "consumer groups", about),
            Via::Bus | Via::Topic => {
                self.of("azure.eventgrid.subscriptions_per_topic", &of, span, "subscriptions", about);
            }
            Via::Kafka | Via::Queue => {}
        }
    }

    /// Indexes of the tables and buses that are made, and authenticators that the gateway holds.
    fn tables(&mut self, at: SiteId) {
        let deployment = self.deployment;
        let buses = deployment.events.iter().filter(|event| event.via.value == Via::Bus);
        for bus in buses.filter(|bus| bus.sites.contains(&at) && bus.existing_at(at).is_none()) {
            self.site("aws.eventbridge.event_buses", bus.name.span, "buses");
        }
        let tables = deployment.stores.iter().filter(|store| store.kind.value == StoreKind::Table);
        for table in tables.filter(|table| table.sites.contains(&at) && table.existing_at(at).is_none()) {
            let of = format!("`{}`", table.name.value);
            for index in &table.indexes {
                let limit = "aws.dynamodb.global_indexes_per_table";
                self.of(limit, &of, index.name.span, "indexes", || table.key_path());
            }
        }
        for authenticator in used_authenticators(deployment, at) {
            match &authenticator.kind {
                AuthenticatorKind::Jwt { audience, .. } => {
                    self.site(
                        "aws.apigateway.http.authorizers_per_api",
                        authenticator.name.span,
                        "authorizers",
                    );
                    let of = format!("`{}`", authenticator.name.value);
                    for audience in audience {
                        let about = || format!("auth.{}", authenticator.name.value);
                        self.of(
                            "aws.apigateway.http.audiences_per_authorizer",
                            &of,
                            audience.span,
                            "audiences",
                            about,
                        );
                    }
                }
                AuthenticatorKind::Custom { .. } => {
                    self.site(
                        "aws.apigateway.http.authorizers_per_api",
                        authenticator.name.span,
                        "authorizers",
                    );
                }
                _ => {}
            }
        }
    }

    fn network(&mut self, site: &Site) {
        let Some(network) = &site.network else { return };
        let of = format!("`{}`", site.name.value);
        for subnet in &network.subnets {
            self.of("aws.lambda.vpc_subnets", &of, subnet.span, "subnets", || site.key_path());
        }
        for group in &network.security_groups {
            self.of("aws.lambda.vpc_security_groups", &of, group.span, "security groups", || site.key_path());
        }
    }
}

/// Authenticators that an HTTP entry at the site asks for.
fn used_authenticators(deployment: &Deployment, at: SiteId) -> Vec<&Authenticator> {
    let mut used = BTreeSet::new();
    for function in deployment.functions.iter().filter(|function| function.sites.contains(&at)) {
        for trigger in &function.triggers {
            if let TriggerKind::Http(http) = &trigger.kind {
                used.extend(http.auth.value.names().into_iter().map(|name| &name.value));
            }
        }
    }
    deployment.authenticators.iter().filter(|found| used.contains(&found.name.value)).collect()
}
