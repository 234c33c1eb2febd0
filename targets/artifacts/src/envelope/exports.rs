//! exports.json: what other apps may use of this one, where its faas.yaml is not at hand.

use std::collections::{BTreeMap, BTreeSet};

use faasc_model::{
    DataClass, Deployment, Event, Function, Name, NodeId, Provider, QualifiedName, Site, SiteId, Store,
};
use faasc_plan::Plan;
use faasc_source::Spanned;

use super::exports_document::{
    EXPORTS_SCHEMA, ExportedEvent, ExportedFunction, ExportedName, ExportedSite, ExportedStore,
    ExportsDocument,
};
use super::host_name::{host_name, id_of};
use crate::Emission;

/// The document for the exported nodes of `plan`.
pub(super) fn document(plan: &Plan<'_>, emission: &Emission) -> ExportsDocument {
    Exporter::new(plan, emission).document()
}

struct Exporter<'e> {
    plan: &'e Plan<'e>,
    exported: BTreeSet<&'e str>,
    /// Site and key path to the addresses of what was emitted for that node.
    emitted: BTreeMap<(&'e str, &'e str), Vec<&'e str>>,
}

impl<'e> Exporter<'e> {
    fn new(plan: &'e Plan<'e>, emission: &'e Emission) -> Self {
        let exported: BTreeSet<&str> =
            plan.deployment.exports.iter().map(|name| name.value.as_str()).collect();
        let mut emitted: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let is_exported =
            |key_path: &str| key_path.split_once('.').is_some_and(|(_, name)| exported.contains(name));
        for of in emission.emitted.iter().filter(|of| is_exported(&of.key_path)) {
            emitted.entry((&*of.site, of.key_path.as_str())).or_default().push(of.address.as_str());
        }
        Self { plan, exported, emitted }
    }

    fn document(&self) -> ExportsDocument {
        let deployment = self.plan.deployment;
        let events = self.nodes(&deployment.events, |event| &event.name.value, NodeId::Event, Self::event);
        let stores = self.nodes(&deployment.stores, |store| &store.name.value, NodeId::Store, Self::store);
        let functions =
            self.nodes(&deployment.functions, |node| &node.name.value, NodeId::Function, Self::function);
        let carried = events.iter().map(|node| &node.carries).chain(stores.iter().map(|node| &node.carries));
        let classes = self.classes(carried.flatten().flatten());
        let sites = events.iter().map(|node| &node.sites);
        let sites = sites.chain(stores.iter().map(|node| &node.sites));
        let sites = sites.chain(functions.iter().map(|node| &node.sites)).flatten().collect();
        ExportsDocument {
            schema: EXPORTS_SCHEMA.to_owned(),
            app: deployment.app.clone(),
            environment: deployment.environment.clone(),
            owner: text(deployment.owner.as_ref()),
            sites: self.sites(&sites),
            classes,
            events,
            stores,
            functions,
        }
    }

    /// The exported ones of an arena, sorted by name.
    fn nodes<T, E>(
        &self,
        arena: &'e [T],
        name: fn(&T) -> &Name,
        kind: fn(faasc_model::Id<T>) -> NodeId,
        export: fn(&Self, &T, NodeId) -> E,
    ) -> Vec<E> {
        let mut found: Vec<_> = arena
            .iter()
            .enumerate()
            .filter(|(_, node)| self.exported.contains(name(node).as_str()))
            .collect();
        found.sort_by(|(_, a), (_, b)| name(a).cmp(name(b)));
        found.into_iter().map(|(index, node)| export(self, node, id_of(kind, index))).collect()
    }

    fn event(&self, event: &Event, id: NodeId) -> ExportedEvent {
        ExportedEvent {
            name: event.name.value.clone(),
            sites: self.site_names(&event.sites),
            via: event.via.value,
            format: event.format.value,
            schema: text(event.schema.as_ref()),
            carries: carries(event.carries.as_ref()),
            key: text(event.key.as_ref()),
            ordered: event.is_ordered.value,
            retention: event.retention.as_ref().map(|retention| retention.value),
            size: event.size.as_ref().map(|size| size.value),
            encryption: event.encryption.value.clone(),
            max_hops: event.max_hops.as_ref().map(|hops| hops.value),
            rate: event.rate,
            peak: event.peak,
            expected_size: event.expected_size,
            existing: event.existing.clone(),
            given_name: text(event.given_name.as_ref()),
            names: self.names(id, &event.key_path(), &event.sites),
        }
    }

    fn store(&self, store: &Store, id: NodeId) -> ExportedStore {
        ExportedStore {
            name: store.name.value.clone(),
            sites: self.site_names(&store.sites),
            kind: store.kind.value,
            carries: carries(store.carries.as_ref()),
            key: store.key.clone(),
            indexes: store.indexes.clone(),
            expires_by: text(store.expires_by.as_ref()),
            retention: store.retention.as_ref().map(|retention| retention.value),
            encryption: store.encryption.value.clone(),
            existing: store.existing.clone(),
            given_name: text(store.given_name.as_ref()),
            names: self.names(id, &store.key_path(), &store.sites),
        }
    }

    fn function(&self, function: &Function, id: NodeId) -> ExportedFunction {
        ExportedFunction {
            name: function.name.value.clone(),
            sites: self.site_names(&function.sites),
            contract: function.contract.value,
            timeout: function.timeout.value,
            min_instances: function.scale.min.value,
            max_instances: function.scale.max.as_ref().map(|max| max.value),
            duration_p50: function.duration_p50,
            duration_p99: function.duration_p99,
            cold_start: function.cold_start,
            error_rate: function.error_rate,
            given_name: text(function.given_name.as_ref()),
            names: self.names(id, &function.key_path(), &function.sites),
        }
    }

    fn site_names(&self, sites: &[SiteId]) -> Vec<Name> {
        sites.iter().map(|site| self.plan.deployment.site(*site).name.value.clone()).collect()
    }

    fn names(&self, id: NodeId, key_path: &str, sites: &[SiteId]) -> Vec<ExportedName> {
        let one = |site: &SiteId| {
            let at = self.plan.deployment.site(*site).name.value.clone();
            let emitted = self.emitted.get(&(at.as_str(), key_path)).map(Vec::as_slice).unwrap_or_default();
            let emitted = emitted.iter().map(|address| (*address).to_owned()).collect();
            ExportedName { site: at, name: host_name(self.plan, id, *site), emitted }
        };
        sites.iter().map(one).collect()
    }

    /// The sites of these names, sorted.
    fn sites(&self, names: &BTreeSet<&Name>) -> Vec<ExportedSite> {
        let sites = self.plan.sites().into_iter().map(|(_, site)| site);
        sites.filter(|site| names.contains(&site.name.value)).map(exported_site).collect()
    }

    /// Classes by the names under which they are carried, those of used apps too.
    fn classes<'n>(&self, carried: impl Iterator<Item = &'n QualifiedName>) -> BTreeMap<String, DataClass> {
        carried
            .filter_map(|name| {
                let declared = self.deployment_of(name)?;
                let class = declared.classes.iter().find(|class| class.name.value == name.name)?;
                Some((name.to_string(), class.clone()))
            })
            .collect()
    }

    fn deployment_of(&self, name: &QualifiedName) -> Option<&'e Deployment> {
        match &name.app {
            None => Some(self.plan.deployment),
            Some(app) => {
                let used = self.plan.deployment.uses.iter().find(|used| used.name.value == *app)?;
                Some(self.plan.program.deployment(used.deployment))
            }
        }
    }
}

fn exported_site(site: &Site) -> ExportedSite {
    ExportedSite {
        name: site.name.value.clone(),
        provider: site.provider.value,
        region: text(site.region.as_ref()),
        account: text(site.account.as_ref()),
        country: site.country.as_ref().map(|country| country.value.to_string()),
        flavour: (site.provider.value == Provider::Kubernetes).then_some(site.flavour.value),
        registry: site.registry.as_ref().map(|registry| registry.value.to_string()),
        cluster: site.cluster.clone(),
        kafka: site.kafka.clone(),
        mqtt: site.mqtt.clone(),
    }
}

fn text(value: Option<&Spanned<String>>) -> Option<String> {
    value.map(|text| text.value.clone())
}

fn carries(value: Option<&Vec<Spanned<QualifiedName>>>) -> Option<Vec<QualifiedName>> {
    value.map(|classes| classes.iter().map(|class| class.value.clone()).collect())
}
