//! The program: all apps and all chosen environments, resolved and linked.

use std::collections::BTreeMap;

use faasc_diagnostics::Sink;
use faasc_model::unit::Number;
use faasc_model::{
    App, Budget, Declaration, Deployment, DeploymentId, Event, Flow, Id, Name, Program, SiteId, Store, Used,
    Var,
};
use faasc_source::{EntryKind, Span, Spanned, join};
use faasc_syntax::Node;

use super::choose::{Chosen, choose, environment, environments};
use super::function::{self, Functions};
use super::layout::scope;
use super::scope::{Cx, Scope, Seen, section_entries, section_entry};
use super::{
    auth, data, dead_letter, environment as env, event, flow, input, on_failure, patch, policy, secret,
    service, site, store,
};
use crate::Options;
use crate::fault::{app as fault, form as form_fault, name as name_fault};
use crate::inspect::Bad;
use crate::load::{AppSource, Loaded};
use crate::names::Section;
use crate::parallel::each;
use crate::read::Reader;
use crate::view::View;

/// Resolves all that was loaded and inspected.
pub(crate) fn program(loaded: &Loaded, bad: &Bad, options: &Options<'_>, sink: &mut Sink) -> Program {
    let apps = &loaded.apps;
    for app in apps.iter().filter(|app| !app.is_exports_only) {
        judge(app, options, sink);
    }
    input::unknown_given(apps, &options.vars, sink);
    let chosen = choose(apps, &options.environments, sink);
    let scopes: Vec<Scope> = chosen.iter().map(|found| scope(&apps[found.app], found, bad, sink)).collect();
    let seen = Seen::default();
    let basis = Basis { loaded, chosen: &chosen, scopes: &scopes, bad, options, seen: &seen };
    let mut contexts: Vec<Cx<'_>> = (0..chosen.len()).map(|at| context(&basis, at)).collect();
    let environments: Vec<Option<View<'_>>> =
        chosen.iter().map(|found| environment(&apps[found.app], &found.declared).map(View::of)).collect();

    // References are found through the scopes, so no deployment waits for another.
    let is_large = scopes.iter().map(|scope| scope.nodes.len()).sum::<usize>() > WORTH_A_THREAD;
    let (mut events, mut stores, mut functions, mut flows) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for nodes in each(&mut contexts, is_large, |at, cx| nodes(cx, environments[at].as_ref())) {
        events.push(nodes.events);
        stores.push(nodes.stores);
        functions.push(nodes.functions);
        flows.push(nodes.flows);
    }
    let placed: Vec<Vec<(Vec<SiteId>, bool)>> = stores
        .iter()
        .map(|stores| stores.iter().map(|store| (store.sites.clone(), !store.existing.is_empty())).collect())
        .collect();
    for at in 0..chosen.len() {
        let inherited = on_failure::inherited(at, &flow::ends(at, &flows[at]), &functions[at].all);
        dead_letter::settle(at, &mut functions[at], &mut events, &placed, &inherited, &scopes[at], sink);
    }
    dead_letter::keep_longer(&mut events, &functions);

    let parts = events.into_iter().zip(stores).zip(functions).zip(flows).zip(environments);
    let mut deployments = Vec::with_capacity(chosen.len());
    for (cx, ((((events, stores), functions), flows), environment)) in contexts.iter_mut().zip(parts) {
        deployments.push(deployment(cx, environment.as_ref(), Nodes { events, stores, functions, flows }));
    }
    for mut cx in contexts {
        cx.judge_named();
        finish(cx, &chosen, sink);
    }
    let mut program = Program {
        apps: apps
            .iter()
            .zip(crate::usage::declarations(apps))
            .map(|(app, declarations)| app_of(app, declarations, loaded))
            .collect(),
        deployments,
        ..Program::default()
    };
    super::document::read(&mut program, options.files);
    program
}

fn app_of(app: &AppSource, declarations: Vec<Declaration>, loaded: &Loaded) -> App {
    let mut vars = Vec::new();
    for entry in section_entries(app, Section::Vars) {
        let text = |key: &str| {
            let node = entry.value.as_map()?.get(key)?.value;
            Some(Spanned::new(node.text()?.to_owned(), node.span()))
        };
        let name = Spanned::new(Name::from(entry.key.text), entry.key.span);
        vars.push(Var { name, default: text("default"), description: text("description") });
    }
    let name = if app.name.0.is_empty() { "app" } else { &app.name.0 };
    App {
        name: Spanned::new(Name::from(name), app.name.1),
        file: app.trees[0].file(),
        files: app.trees.iter().map(faasc_syntax::Tree::file).collect(),
        declarations,
        path: loaded.sources.file(app.trees[0].file()).path().to_owned(),
        folder: app.folder.clone(),
        is_outside: app.is_outside,
        is_exports_only: app.is_exports_only,
        vars,
        exports: exports(app),
        environments: environments(app)
            .into_iter()
            .map(|(name, span)| Spanned::new(Name::from(name), span))
            .collect(),
        uses: app
            .uses
            .iter()
            .map(|(name, span, at)| (Spanned::new(Name::from(name.as_str()), *span), Id::new(*at)))
            .collect(),
    }
}

fn exports(app: &AppSource) -> Vec<Spanned<Name>> {
    let lists = app.trees.iter().filter_map(|tree| tree.root()?.as_map()?.get("exports")?.value.as_seq());
    lists
        .flat_map(|list| list.iter())
        .filter_map(|item| Some(Spanned::new(Name::from(item.text()?), item.span())))
        .collect()
}

/// What concerns a whole app: its compiler, its functions, keys that two of its files say.
fn judge(app: &AppSource, options: &Options<'_>, sink: &mut Sink) {
    let main = &app.trees[0];
    let top = main.root().and_then(Node::as_map);
    if let Some(entry) = top.and_then(|top| top.get("compiler"))
        && let Some(range) =
            entry.value.text().filter(|range| !crate::version::is_in(range, options.version()))
    {
        sink.push(fault::other_compiler(entry.value.span(), range, options.version()));
    }
    let is_whole = !app.is_broken();
    let has_functions =
        app.trees.iter().any(|tree| tree.root().and_then(|root| root.as_map()?.get("functions")).is_some());
    // An include that matches nothing was reported; the functions may be meant to stand there.
    let is_cut_off = app.trees.len() == 1
        && top.and_then(|top| top.get("include")?.value.as_seq()).is_some_and(|list| !list.is_empty());
    if is_whole && !has_functions && !is_cut_off && top.is_some() {
        let span = Span::start_of(main.file());
        sink.push(form_fault::missing_key(
            span,
            "a faas.yaml",
            "functions",
            "{ hello: { source: ./hello, runtime: python3.13 } }",
        ));
    }
    said_twice(app, sink);
}

/// A text at the top level, or a key of `defaults` or `labels`, stands in one file alone.
fn said_twice(app: &AppSource, sink: &mut Sink) {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    let mut say = |name: String, span: Span| match first.get(&name) {
        Some(earlier) => sink.push(name_fault::duplicate(span, &name, "key", *earlier, "key")),
        None => {
            first.insert(name, span);
        }
    };
    for top in app.trees.iter().filter_map(|tree| tree.root()?.as_map()) {
        for key in ["owner", "description"] {
            if let Some(entry) = top.get(key) {
                say(key.to_owned(), entry.key.span);
            }
        }
        for key in ["defaults", "labels"] {
            let map = top.get(key).and_then(|entry| entry.value.as_map());
            for entry in map.into_iter().flat_map(faasc_syntax::Map::own_entries) {
                say(format!("{key}.{}", entry.key.text), entry.key.span);
            }
        }
    }
}

/// What all deployments share while they are resolved.
struct Basis<'a> {
    loaded: &'a Loaded,
    chosen: &'a [Chosen],
    scopes: &'a [Scope],
    bad: &'a Bad,
    options: &'a Options<'a>,
    seen: &'a Seen,
}

fn context<'a>(basis: &Basis<'a>, at: usize) -> Cx<'a> {
    let Basis { loaded, chosen, scopes, bad, options, seen } = *basis;
    let app = &loaded.apps[chosen[at].app];
    let vars = input::vars(
        section_entries(app, Section::Vars),
        environment(app, &chosen[at].declared),
        &options.vars,
    );
    let reader = Reader {
        sources: &loaded.sources,
        bad,
        vars,
        environment: chosen[at].under.clone(),
        named: Vec::new(),
        sink: Sink::new(),
    };
    Cx { apps: &loaded.apps, chosen, scopes, at, files: options.files, facts: options.facts, seen, reader }
}

/// How many nodes are worth the start of threads.
const WORTH_A_THREAD: usize = 400;

/// The nodes of a deployment, and its flows.
struct Nodes {
    events: Vec<Event>,
    stores: Vec<Store>,
    functions: Functions,
    flows: Vec<Flow>,
}

fn nodes<'a>(cx: &mut Cx<'a>, environment: Option<&View<'a>>) -> Nodes {
    let expires = environment.is_some_and(|view| view.node("expires").is_some());
    Nodes {
        events: event::events(cx),
        stores: store::stores(cx, expires),
        functions: function::functions(cx, environment),
        flows: flow::flows(cx),
    }
}

fn deployment(cx: &mut Cx<'_>, view: Option<&View<'_>>, nodes: Nodes) -> Deployment {
    let (app, scope) = (cx.app(), cx.scope());
    let start = Span::start_of(app.trees[0].file());
    let chosen = &cx.chosen[cx.at];
    let tops = View::over(cx.tops().filter_map(|top| Some(top.get("labels")?.value)));
    let labels = tops.map(|labels| cx.reader.sorted(Some(&labels))).unwrap_or_default();
    let labels = labels
        .into_iter()
        .filter_map(|entry| {
            Some((Spanned::new(entry.key.text.to_owned(), entry.key.span), cx.reader.text_of(entry.value)?))
        })
        .collect();
    let uses = app.uses.iter().filter_map(|(alias, span, _)| {
        let at = *chosen.uses.get(alias)?;
        let other = &cx.chosen[at];
        Some(Used {
            name: Spanned::new(Name::from(alias.as_str()), *span),
            app: Name::from(cx.apps[other.app].name.0.as_str()),
            environment: Name::from(other.under.as_str()),
            deployment: DeploymentId::new(at),
        })
    });
    let uses = uses.collect();
    let scale = view.and_then(|view| cx.reader.number(view, "scale_traffic"));
    Deployment {
        app_id: Id::new(chosen.app),
        app: Name::from(if app.name.0.is_empty() { "app" } else { &app.name.0 }),
        environment: Name::from(chosen.under.as_str()),
        declared: Name::from(chosen.declared.as_str()),
        span: app.names.get(Section::Environments, &chosen.declared).unwrap_or(start),
        site: scope.site.unwrap_or_else(|| SiteId::new(0)),
        owner: cx.top("owner").and_then(|node| cx.reader.text_of(node)),
        description: cx.top("description").and_then(|node| cx.reader.text_of(node)),
        labels,
        expires: view.and_then(|view| env::expiry(&mut cx.reader, view)),
        domain: view.and_then(|view| env::domain(&mut cx.reader, view)),
        scale_traffic: scale.map_or(Number::ONE, |found| found.value),
        budget: view.map_or_else(Budget::default, |view| env::budget(&mut cx.reader, view)),
        failover: scope.failover.clone(),
        exports: exports(app),
        uses,
        inputs: input::inputs(cx),
        classes: data::classes(cx, view),
        authenticators: auth::authenticators(cx),
        secrets: secret::secrets(cx),
        sites: site::sites(cx, view),
        services: service::services(cx),
        flows: nodes.flows,
        policy: policy::policies(cx),
        waivers: policy::waivers(cx),
        patches: patch::patches(cx),
        events: nodes.events,
        stores: nodes.stores,
        functions: nodes.functions.all,
    }
}

/// Hands over what was found in a deployment; what holds for it alone names its environment.
fn finish(cx: Cx<'_>, chosen: &[Chosen], sink: &mut Sink) {
    let (app, under) = (cx.app(), chosen[cx.at].under.clone());
    let env_file = join(&app.folder, ".env");
    if cx.scope().is_local
        && cx.files.kind(&env_file) == Some(EntryKind::File)
        && cx.files.is_ignored(&env_file) == Some(false)
    {
        sink.push(fault::env_file(Span::start_of(app.trees[0].file()), &env_file));
    }
    for (name, uses) in &cx.reader.vars.missing {
        // Of a declaration that is wrong in itself nobody knows whether it has a default.
        let declared =
            section_entry(app, Section::Vars, name).filter(|entry| !cx.reader.bad.has(entry.value));
        if let Some(entry) = declared {
            sink.push(name_fault::no_value(entry.key.span, name, uses).within(under.clone()));
        }
    }
    sink.append(cx.reader.sink);
}
