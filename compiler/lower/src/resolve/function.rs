//! Functions: defaults, the function, the environment's overrides, laid over each other.

use std::collections::{BTreeMap, BTreeSet};

use faasc_model::unit::{Duration, Rate, Size};
use faasc_model::{
    Architecture, Build, Contract, Function, FunctionEncryption, Grant, Invoke, Name, Provider, Rollout,
    Runtime, Scale, SecretUse, Source, Transform,
};
use faasc_source::{Span, Spanned};
use faasc_syntax::{Entry, Node};

use super::scope::{name_of, or};
use super::service::part_of_one;
use super::{Cx, delivery, edge, source, trigger};
use crate::fault::{meaning as fault, name as name_fault};
use crate::form::{Scalar, grammar};
use crate::key::event::{ENCRYPTIONS, HOST_NAME};
use crate::load::AppSource;
use crate::names::Section;
use crate::view::View;

/// The functions of a deployment.
#[derive(Default)]
pub(crate) struct Functions {
    pub(crate) all: Vec<Function>,
    /// Of each function, which of its triggers have a settled dead letter.
    pub(crate) settled: Vec<Vec<bool>>,
}

/// Whether what `only_in` says lets it exist in this environment.
pub(crate) fn exists(declared: &str, view: &View<'_>) -> bool {
    match view.node("only_in").and_then(Node::as_seq) {
        Some(list) => list.iter().any(|item| item.text() == Some(declared)),
        None => true,
    }
}

/// The `defaults` of every file.
pub(crate) fn defaults(app: &AppSource) -> Vec<Node<'_>> {
    let tops = app.trees.iter().filter_map(|tree| tree.root()?.as_map());
    tops.filter_map(|top| Some(top.get("defaults")?.value)).filter(|node| node.as_map().is_some()).collect()
}

/// The layers of a function: the defaults, the function, the environment's override.
pub(crate) fn layers<'a>(
    defaults: &[Node<'a>],
    entry: Entry<'a>,
    environment: Option<&View<'a>>,
) -> Option<View<'a>> {
    let over = environment.and_then(|view| view.get("functions")?.node(entry.key.text));
    View::over(defaults.iter().copied().chain([entry.value]).chain(over))
}

/// All functions of the environment.
pub(crate) fn functions<'a>(cx: &mut Cx<'a>, environment: Option<&View<'a>>) -> Functions {
    let entries = cx.entries(Section::Functions);
    let defaults = defaults(cx.app());
    let mut found =
        Functions { all: Vec::with_capacity(entries.len()), settled: Vec::with_capacity(entries.len()) };
    for entry in entries {
        if cx.scope().nodes.contains_key(entry.key.text)
            && let Some(view) = layers(&defaults, entry, environment)
        {
            let (function, settled) = function(cx, entry, &view);
            found.all.push(function);
            found.settled.push(settled);
        }
    }
    found
}

fn function(cx: &mut Cx<'_>, entry: Entry<'_>, view: &View<'_>) -> (Function, Vec<bool>) {
    let owner = entry.key.span;
    let name = entry.key.text;
    // The mapping of the function itself has what overrides may not say: source, triggers and edges.
    let own = View::of(entry.value);
    let source = own.node("source").and_then(|node| source::source(cx, node));
    let runtime = cx.reader.of_grammar(view, "runtime", &grammar::RUNTIME);
    let is_image = matches!(source, Some(Source::Image(_)));
    let is_needed = runtime.is_none() && source.is_some() && !is_image;
    if is_needed && view.lacks("runtime") && !cx.app().is_broken() {
        cx.say(fault::no_runtime(owner, name).about(format!("functions.{name}")));
    }
    let found = trigger::triggers(cx, &own, name);
    let settled = found.iter().map(|found| found.is_settled).collect();
    let calls = edge::edges(cx, &own, "calls", &[Section::Functions, Section::Services]);
    let expect = view.get("expect");
    let duration = expect.as_ref().and_then(|expect| expect.get("duration"));
    let was = cx.reader.of_grammar(view, "was", &grammar::NAME);
    let mut function = Function {
        name: name_of(entry),
        source: source.unwrap_or_else(|| Source::Folder(Spanned::new(".".to_owned(), owner))),
        build: build(cx, view),
        runtime: runtime.map(|found| found.map(|text| Runtime(Name::from(text)))),
        entry: source::entry(cx, own.node("source"), view),
        contract: contract(cx, view, owner),
        memory: or(cx.reader.size(view, "memory"), Size::from_mib(256), owner),
        cpu: cx.reader.number(view, "cpu"),
        architecture: architecture(cx, view, owner),
        ephemeral_disk: or(cx.reader.size(view, "ephemeral_disk"), Size::from_mib(512), owner),
        timeout: or(cx.reader.duration(view, "timeout"), Duration::from_secs(10), owner),
        scale: scale(cx, view, owner),
        env: env(cx, view),
        secrets: secrets(cx, view, &calls),
        egress: view.get("network").and_then(|network| {
            network.node("egress")?;
            Some(cx.reader.templates(&network, "egress"))
        }),
        is_private: private(cx, view, owner),
        grants: grants(cx, view),
        layers: cx.reader.templates(view, "layers"),
        is_traced: or(cx.reader.bool(view, "tracing"), false, owner),
        logs_retention: logs(cx, view, owner),
        encryption: encryption(cx, view, owner),
        rollout: rollout(cx, view),
        signing: view.get("signing").and_then(|signing| cx.reader.template(&signing, "profile")),
        permissions_boundary: cx.reader.template(view, "permissions_boundary"),
        owner: cx.reader.text(view, "owner"),
        description: cx.reader.text(view, "description"),
        labels: labels(cx, view),
        was: cx.was(name, was),
        given_name: cx.reader.of_grammar(view, "name", &HOST_NAME),
        triggers: found.into_iter().map(|found| found.trigger).collect(),
        invoke: invoke(cx, view),
        calls,
        emits: edge::edges(cx, &own, "emits", &[Section::Events]),
        reads: edge::edges(cx, &own, "reads", &[Section::Stores]),
        writes: edge::edges(cx, &own, "writes", &[Section::Stores]),
        transforms: transforms(cx, &own),
        accept: delivery::accept(cx, view),
        duration_p50: cx.reader.estimate(duration.as_ref(), "p50", Scalar::Duration, Duration::parse),
        duration_p99: cx.reader.estimate(duration.as_ref(), "p99", Scalar::Duration, Duration::parse),
        cold_start: cx.reader.estimate(expect.as_ref(), "cold_start", Scalar::Duration, Duration::parse),
        error_rate: cx.reader.estimate(expect.as_ref(), "error_rate", Scalar::Share, part_of_one),
        rate: cx.reader.estimate(expect.as_ref(), "rate", Scalar::Rate, Rate::parse),
        sites: cx.sites_of(name),
        span: entry.key.span.to(entry.value.span()),
    };
    variables_meet(cx, &mut function);
    (function, settled)
}

fn build(cx: &mut Cx<'_>, view: &View<'_>) -> Build {
    let Some(build) = view.get("build") else { return Build::default() };
    let mut args = Vec::new();
    for entry in cx.reader.sorted(build.get("args").as_ref()) {
        if let Some(text) = cx.reader.raw(entry.value) {
            let value = Spanned::new(text.into_owned(), entry.value.span());
            args.push((Spanned::new(entry.key.text.to_owned(), entry.key.span), value));
        }
    }
    Build {
        command: cx.reader.text(&build, "command"),
        output: cx.reader.text(&build, "output"),
        dockerfile: cx.reader.text(&build, "dockerfile"),
        args,
        exclude: cx.reader.texts(&build, "exclude"),
    }
}

fn contract(cx: &mut Cx<'_>, view: &View<'_>, owner: Span) -> Spanned<Contract> {
    let found = cx.reader.word(view, "contract", &["portable", "aws-lambda", "aws-lambda-v1"], |word| {
        Some(match word {
            "portable" => Contract::Portable,
            "aws-lambda" => Contract::AwsLambda,
            "aws-lambda-v1" => Contract::AwsLambdaV1,
            _ => return None,
        })
    });
    or(found, Contract::Portable, owner)
}

fn architecture(cx: &mut Cx<'_>, view: &View<'_>, owner: Span) -> Spanned<Architecture> {
    let found = cx.reader.word(view, "architecture", &["x86_64", "arm64"], |word| {
        Some(if word == "arm64" { Architecture::Arm64 } else { Architecture::X86_64 })
    });
    or(found, Architecture::X86_64, owner)
}

/// Instances: `plain` clusters keep one warm, since they cannot scale to zero.
fn scale(cx: &mut Cx<'_>, view: &View<'_>, owner: Span) -> Scale {
    let scale = view.get("scale");
    let owner = scale.as_ref().map_or(owner, View::span);
    let mut part =
        |key, least, most| scale.as_ref().and_then(|scale| cx.reader.whole(scale, key, least, most));
    let (min, max, per_instance) =
        (part("min", 0, 10_000), part("max", 1, 1_000_000), part("per_instance", 1, 1000));
    Scale { min: or(min, 0, owner), max, per_instance: or(per_instance, 1, owner) }
}

fn env(cx: &mut Cx<'_>, view: &View<'_>) -> Vec<(Spanned<String>, Spanned<faasc_model::Template>)> {
    let mut all = Vec::new();
    for entry in cx.reader.sorted(view.get("env").as_ref()) {
        if let Some(value) = cx.reader.template_of(entry.value) {
            all.push((Spanned::new(entry.key.text.to_owned(), entry.key.span), value));
        }
    }
    all
}

/// Secrets as listed, and the credentials of the services that it calls.
fn secrets(cx: &mut Cx<'_>, view: &View<'_>, calls: &[faasc_model::Edge]) -> Vec<SecretUse> {
    let mut all: Vec<SecretUse> = Vec::new();
    let listed = |secret: &Spanned<Name>| format!("FAASC_SECRET_{}", secret.value.as_variable());
    if let Some(map) = view.get("secrets").filter(|found| found.top().as_map().is_some()) {
        for entry in cx.reader.sorted(Some(&map)) {
            if let Some(secret) = cx.reader.name_of(entry.value) {
                all.push(SecretUse { variable: entry.key.text.to_owned(), secret, is_credential: false });
            }
        }
    } else {
        for secret in cx.reader.names(view, "secrets") {
            all.push(SecretUse { variable: listed(&secret), secret, is_credential: false });
        }
    }
    for call in calls.iter().filter(|call| call.to.name.app.is_none()) {
        let credential = credential(cx, &call.to.name.name);
        if let Some(secret) = credential
            && !all.iter().any(|found| found.secret == secret)
        {
            all.push(SecretUse { variable: listed(&secret), secret, is_credential: true });
        }
    }
    all.sort_by(|a, b| a.variable.cmp(&b.variable));
    all.dedup_by(|a, b| a.variable == b.variable);
    all
}

/// The credential of a service, as written.
fn credential(cx: &mut Cx<'_>, service: &str) -> Option<Spanned<Name>> {
    let node = cx.app().trees.iter().find_map(|tree| {
        let services = tree.root()?.as_map()?.get("services")?.value.as_map()?;
        Some(services.get(service)?.value.as_map()?.get("credential")?.value)
    })?;
    cx.reader.name_of(node)
}

fn private(cx: &mut Cx<'_>, view: &View<'_>, owner: Span) -> Spanned<bool> {
    let found = view.get("network").and_then(|network| cx.reader.bool(&network, "private"));
    or(found, false, owner)
}

/// Grants of all layers: they alone add up.
fn grants(cx: &mut Cx<'_>, view: &View<'_>) -> Vec<Grant> {
    let lists: Vec<Node<'_>> = view.all("grants").filter(|node| !cx.reader.bad.has(*node)).collect();
    let mut all = Vec::new();
    for item in lists.into_iter().filter_map(Node::as_seq).flat_map(|list| list.iter()) {
        if cx.reader.bad.has(item) {
            continue;
        }
        all.extend(grant(cx, item));
    }
    all
}

fn grant(cx: &mut Cx<'_>, item: Node<'_>) -> Option<Grant> {
    let view = View::of(item);
    let entry = ["aws", "gcp", "azure", "kubernetes"].iter().find_map(|key| view.entry(key))?;
    let provider = Provider::from_word(entry.key.text)?;
    let statement = View::of(entry.value);
    let actions = ["actions", "roles", "verbs"].iter().find(|key| statement.node(key).is_some())?;
    let conditions = statement.node("conditions").map(|node| cx.reader.passed(node));
    let groups = statement.node("api_groups").map(|node| cx.reader.literal(node));
    Some(Grant {
        provider: Spanned::new(provider, entry.key.span),
        actions: cx.reader.templates(&statement, actions),
        resources: cx.reader.templates(&statement, "resources"),
        conditions: conditions.or(groups).unwrap_or_default(),
        because: cx.reader.reason_of(view.node("because")?)?,
        span: item.span(),
    })
}

fn logs(cx: &mut Cx<'_>, view: &View<'_>, owner: Span) -> Spanned<Duration> {
    let found = view.get("logs").and_then(|logs| cx.reader.duration(&logs, "retention"));
    or(found, Duration::from_secs(30 * 86_400), owner)
}

fn encryption(cx: &mut Cx<'_>, view: &View<'_>, owner: Span) -> Spanned<FunctionEncryption> {
    let found = view.node("encryption").filter(|node| !cx.reader.bad.has(*node)).and_then(|node| match node
        .as_map()
    {
        Some(_) => {
            let key = cx.reader.template(&View::of(node), "key")?;
            Some(Spanned::new(FunctionEncryption::Key(key), node.span()))
        }
        None => cx.reader.word_of(node, ENCRYPTIONS, |word| {
            Some(if word == "customer" { FunctionEncryption::Customer } else { FunctionEncryption::Platform })
        }),
    });
    or(found, FunctionEncryption::Platform, owner)
}

fn rollout(cx: &mut Cx<'_>, view: &View<'_>) -> Option<Spanned<Rollout>> {
    let rollout = view.get("rollout")?;
    let found = Rollout {
        canary: cx.reader.share(&rollout, "canary")?,
        every: cx.reader.duration(&rollout, "every")?,
    };
    Some(Spanned::new(found, rollout.span()))
}

/// Labels, sorted.
pub(crate) fn labels(cx: &mut Cx<'_>, view: &View<'_>) -> Vec<(Spanned<String>, Spanned<String>)> {
    let mut all = Vec::new();
    for entry in cx.reader.sorted(view.get("labels").as_ref()) {
        if let Some(value) = cx.reader.text_of(entry.value) {
            all.push((Spanned::new(entry.key.text.to_owned(), entry.key.span), value));
        }
    }
    all
}

fn invoke(cx: &mut Cx<'_>, view: &View<'_>) -> Option<Spanned<Invoke>> {
    let node = view.node("invoke").filter(|node| !cx.reader.bad.has(*node))?;
    if node.as_map().is_none() {
        return Some(Spanned::new(Invoke::External, node.span()));
    }
    let view = View::of(node);
    let because = cx.reader.reason_of(view.node("because")?)?;
    Some(Spanned::new(Invoke::By { principals: cx.reader.templates(&view, "by"), because }, node.span()))
}

fn transforms(cx: &mut Cx<'_>, view: &View<'_>) -> Vec<Transform> {
    let mut all = Vec::new();
    for item in cx.reader.items(view, "transforms") {
        all.extend(transform(cx, item));
    }
    all
}

fn transform(cx: &mut Cx<'_>, item: Node<'_>) -> Option<Transform> {
    let view = View::of(item);
    let to = cx.reader.qualified_of(view.node("to")?)?;
    Some(Transform {
        from: cx.reader.classes(&view, "from")?,
        to: (to.value.to_string() != "none").then_some(to),
        by: cx.reader.name(&view, "by")?,
        because: cx.reader.reason_of(view.node("because")?)?,
        evidence: cx.reader.text(&view, "evidence")?,
        approved_by: cx.reader.text(&view, "approved_by")?,
        expires: cx.reader.date(&view, "expires")?,
        span: item.span(),
    })
}

/// Two names that become one variable of the environment are an error at both.
fn variables_meet(cx: &mut Cx<'_>, function: &mut Function) {
    let mut taken: BTreeMap<String, (String, Span)> = BTreeMap::new();
    let edges = function.edges().flat_map(|edge| {
        let prefix = match edge.to.node.node {
            faasc_model::NodeId::Event(_) => "FAASC_EVENT_",
            faasc_model::NodeId::Store(_) => "FAASC_STORE_",
            faasc_model::NodeId::Function(_) => "FAASC_FUNCTION_",
            faasc_model::NodeId::Service(_) => "FAASC_SERVICE_",
        };
        let text = edge.to.name.to_string();
        let end = text.to_ascii_uppercase().replace(['-', '/'], "_");
        // What has an address has a name, too; a service has its address alone.
        let has_name = prefix != "FAASC_SERVICE_";
        let prefixes = [Some(prefix), has_name.then_some("FAASC_NAME_OF_")].into_iter().flatten();
        let found: Vec<_> =
            prefixes.map(|prefix| (format!("{prefix}{end}"), text.clone(), edge.to.span)).collect();
        found
    });
    let secrets = function
        .secrets
        .iter()
        .map(|found| (found.variable.clone(), found.secret.value.to_string(), found.secret.span));
    let env = function.env.iter().map(|(name, _)| (name.value.clone(), name.value.clone(), name.span));
    let mut meetings = Vec::new();
    let mut met = BTreeSet::new();
    for (variable, text, span) in edges.chain(secrets).chain(env) {
        match taken.get(&variable) {
            // Two that meet in their address and in their name are one mistake.
            Some((other, first)) if *other != text && met.insert((span, *first)) => {
                meetings.push(name_fault::variables_meet(span, &variable, &text, *first, other));
            }
            Some(_) => {}
            None => {
                taken.insert(variable, (text, span));
            }
        }
    }
    for found in meetings {
        cx.say(found.about(function.key_path()));
    }
}
