//! The scope of a deployment: which nodes exist in it, which sites it uses, and what stands where.

use faasc_diagnostics::Sink;
use faasc_model::{Id, NodeId, Provider, SiteId};
use faasc_source::Spanned;
use faasc_syntax::Node;

use super::choose::{Chosen, environment};
use super::function;
use super::scope::{Scope, section_entries};
use crate::fault::app as fault;
use crate::inspect::Bad;
use crate::load::AppSource;
use crate::names::Section;
use crate::view::View;

/// The names of a deployment: which nodes exist in it, which sites it uses, what stands where.
pub(crate) fn scope(app: &AppSource, chosen: &Chosen, bad: &Bad, sink: &mut Sink) -> Scope {
    let node = environment(app, &chosen.declared);
    let view = node.filter(|node| node.as_map().is_some()).map(View::of);
    let mut scope = Scope::default();
    let defaults = function::defaults(app);
    for section in [Section::Functions, Section::Events, Section::Stores, Section::Services] {
        let mut index = 0;
        for entry in section_entries(app, section).into_iter().filter(|entry| !bad.has(entry.value)) {
            let layered = if section == Section::Functions {
                function::layers(&defaults, entry, view.as_ref())
            } else {
                Some(View::of(entry.value))
            };
            if scope.nodes.contains_key(entry.key.text)
                || !layered.is_some_and(|view| function::exists(&chosen.declared, &view))
            {
                continue;
            }
            let id = match section {
                Section::Functions => NodeId::Function(Id::new(index)),
                Section::Events => NodeId::Event(Id::new(index)),
                Section::Stores => NodeId::Store(Id::new(index)),
                _ => NodeId::Service(Id::new(index)),
            };
            scope.nodes.insert(entry.key.text.to_owned(), id);
            index += 1;
        }
    }
    place(app, chosen, view.as_ref(), &mut scope, sink);
    scope
}

/// Sites, placement and failover as the environment says. Names that are wrong were reported.
fn place(app: &AppSource, chosen: &Chosen, view: Option<&View<'_>>, scope: &mut Scope, sink: &mut Sink) {
    let main = view
        .map_or(Some("local"), |view| view.node("site").and_then(Node::text))
        .unwrap_or("local")
        .to_owned();
    let mut wanted = vec![main.clone()];
    let placement = view.and_then(|view| view.get("place"));
    let names = |node: Node<'_>| -> Vec<String> {
        match node.as_seq() {
            Some(list) => list.iter().filter_map(|item| item.text().map(str::to_owned)).collect(),
            None => node.text().map(str::to_owned).into_iter().collect(),
        }
    };
    let placed: Vec<_> = placement.as_ref().map(View::entries).unwrap_or_default();
    for entry in &placed {
        wanted.extend(names(entry.value));
    }
    let failover: Vec<_> =
        view.and_then(|view| view.get("failover")).map(|view| view.entries()).unwrap_or_default();
    for entry in
        failover.iter().filter(|entry| wanted.iter().any(|site| site == entry.key.text)).collect::<Vec<_>>()
    {
        wanted.extend(names(entry.value));
    }
    let declared = section_entries(app, Section::Sites);
    let overrides = view.and_then(|view| view.get("sites"));
    // A site as it is here: what the environment says about it counts.
    let site = |name: &str| {
        let entry = declared.iter().find(|entry| entry.key.text == name)?;
        View::over([entry.value].into_iter().chain(overrides.as_ref().and_then(|over| over.node(name))))
    };
    let mut at = 0;
    while at < wanted.len() {
        let site = site(&wanted[at]);
        for key in ["logs", "telemetry", "state"] {
            let place = site.as_ref().and_then(|site| site.node(key)?.text());
            if let Some(place) = place.filter(|place| !wanted.iter().any(|site| site == place)) {
                wanted.push(place.to_owned());
            }
        }
        at += 1;
    }
    for entry in &declared {
        if wanted.iter().any(|site| site == entry.key.text) {
            scope.sites.insert(entry.key.text.to_owned(), SiteId::new(scope.sites.len()));
        }
    }
    if wanted.iter().any(|site| site == "local") && !scope.sites.contains_key("local") {
        scope.sites.insert("local".to_owned(), SiteId::new(scope.sites.len()));
    }
    scope.site = scope.sites.get(&main).copied();
    let main_site = site(&main);
    let provider = main_site.as_ref().and_then(|site| site.node("provider")?.text());
    scope.is_local = main == "local" && provider.is_none() || provider == Some(Provider::Local.word());
    if scope.is_local
        && let Some(entry) = placed.first().or(failover.first())
    {
        sink.push(fault::local_with_others(entry.key.span, &chosen.declared));
        return;
    }
    for entry in placed {
        // A site that is named twice is one place.
        let mut sites: Vec<SiteId> = Vec::new();
        for site in names(entry.value).iter().filter_map(|name| scope.sites.get(name)) {
            if !sites.contains(site) {
                sites.push(*site);
            }
        }
        if !sites.is_empty() {
            scope.placed.insert(entry.key.text.to_owned(), Spanned::new(sites, entry.value.span()));
        }
    }
    for entry in failover {
        let to = entry.value.text().and_then(|name| scope.sites.get(name)).copied();
        if let (Some(from), Some(to)) = (scope.sites.get(entry.key.text).copied(), to) {
            scope.failover.push((from, to, entry.key.span));
        }
    }
}
