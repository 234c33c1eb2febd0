//! The top level of a faas.yaml and of the files that it includes.

use crate::form::{Form, Grammar, MapForm, NameOf, NamedForm, Ref, Scalar, grammar, key, map, named, needed};
use crate::key::{
    auth, data, environment, event, flow, function, input, patch, policy, secret, service, site, store,
};

pub(crate) const TEXT: Form = Form::Scalar(Scalar::Text);
pub(crate) const BOOL: Form = Form::Scalar(Scalar::Bool);
pub(crate) const DURATION: Form = Form::Scalar(Scalar::Duration);
pub(crate) const TEXTS: Form = Form::List(&TEXT);

/// The form of a value with a grammar.
pub(crate) const fn of(grammar: &'static Grammar) -> Form {
    Form::Scalar(Scalar::Grammar(grammar))
}

/// The form of a reference.
pub(crate) const fn to(target: Ref) -> Form {
    Form::Scalar(Scalar::Ref(target))
}

/// Labels: any text to a text.
pub(crate) static LABELS: NamedForm = named("a label", NameOf::Grammar(&LABEL_KEY), TEXT);

#[rustfmt::skip]
static LABEL_KEY: Grammar = Grammar {
    what: "a label",
    pattern: r"^[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$",
    words: "at most 63 letters, digits, `.`, `_`, `/` and `-`, a letter or digit first and last",
    example: "team",
    matches: |text| {
        let is_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        text.len() <= 63 && is_end(text.chars().next()) && is_end(text.chars().next_back())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "._/-".contains(c))
    },
    elsewhere: |_| None,
};

static VERSION: &[&str] = &["1"];

static VARS: NamedForm = named("a variable", NameOf::DeclaredWithUnderscore, Form::Map(&VAR));
static VAR: MapForm = map(
    "a variable",
    &[
        key(
            "default",
            Form::Scalar(Scalar::Plain),
            "Its value where neither an environment nor `--var` gives one.",
            "none: then a value must be given",
            "api.video.example",
        ),
        key("description", TEXT, "What it is for.", "", "host name of the entries"),
    ],
);

static USES: NamedForm = named("a used app", NameOf::Declared, Form::Verbatim(Scalar::Path));

/// Keys that a faas.yaml alone has.
pub(crate) const MAIN_ONLY: [&str; 3] = ["faas", "compiler", "app"];

/// A whole faas.yaml. An included file has the same keys but [`MAIN_ONLY`].
#[rustfmt::skip]
pub(crate) static TOP: MapForm = MapForm {
    what: "a faas.yaml",
    has_own_keys: true,
    keys: &[
        needed("faas", Form::Verbatim(Scalar::Word(VERSION)), "Version of the language. Keys are added within 1, meanings never change.", "\"1\""),
        key("compiler", Form::Verbatim(Scalar::Grammar(&grammar::COMPILER_RANGE)), "Versions of faasc that may read this file; any other refuses it.", "any", "\">=1.4, <2\""),
        needed("app", Form::Verbatim(Scalar::Grammar(&grammar::APP_NAME)), "Name of the app, the first part of every emitted name.", "video"),
        key("owner", TEXT, "Who answers for the app.", "none: a warning outside local environments", "streaming-team@video.example"),
        key("description", TEXT, "What the app does.", "", "sells seats"),
        key("labels", Form::Named(&LABELS), "Labels of the app, emitted as tags.", "none", "{ team: streaming }"),
        key("vars", Form::Named(&VARS), "Values that are known when the file is compiled: `${vars.NAME}`. From `environments.NAME.vars`, then `--var`, else the default.", "none", "{ domain: { default: api.video.example } }"),
        key("inputs", Form::Named(&input::INPUTS), "Values that are known only at deployment: `${inputs.NAME}`. Checks and costs run without them.", "none", "{ msk: { from: terraform-variable } }"),
        key("include", Form::List(&Form::Verbatim(Scalar::Path)), "Globs of further files, merged key by key; lists are appended. They have no `faas`, `compiler` and `app`.", "none", "[parts/*.yaml]"),
        key("uses", Form::Named(&USES), "Other apps whose exports this one uses: name to the path of a faas.yaml, or of the `exports.json` that its compile writes.", "none", "{ video: ../video/faas.yaml }"),
        key("exports", Form::List(&to(Ref::Exportable)), "Events, functions and stores that other apps may use.", "none", "[trend-updated]"),
        key("data", Form::Named(&data::DATA), "Data classes: what data there is, and the law that it lives under.", "none", "{ account: { contains: [personal.contact], subjects: [\"DE\"] } }"),
        key("auth", Form::Named(&auth::AUTHENTICATORS), "Authenticators: ways to know the caller.", "none", "{ viewer: { jwt: { issuer: https://id.video.example, audience: video-api } } }"),
        key("secrets", Form::Named(&secret::SECRETS), "Secrets, by name. References only: no value ever stands in the file.", "none", "{ psp-key: { rotate: 90d } }"),
        key("events", Form::Named(&event::EVENTS), "Events: typed messages and what carries them.", "none", "{ charge-due: { via: queue } }"),
        key("stores", Form::Named(&store::STORES), "Stores: where things are kept.", "none", "{ ledger: { kind: table, key: paymentId } }"),
        key("services", Form::Named(&service::SERVICES), "Services that are called and not run.", "none", "{ psp: { url: https://api.psp.example, located: [\"IE\"] } }"),
        key("defaults", Form::Map(&function::DEFAULTS), "Keys that every function has unless it says otherwise.", "none", "{ runtime: python3.13, timeout: 10s }"),
        needed("functions", Form::Named(&function::FUNCTIONS), "Functions: what runs, what wakes it, what it does.", "{ hello: { source: ./hello, runtime: python3.13 } }"),
        key("flows", Form::Named(&flow::FLOWS), "End-to-end promises over several functions.", "none", "{ play: { from: authenticate, to: charge, within: { p99: 15s } } }"),
        key("sites", Form::Named(&site::SITES), "Sites: where things may run. A site `local` exists undeclared.", "local", "{ eu: { provider: aws, region: eu-central-1 } }"),
        key("environments", Form::Named(&environment::ENVIRONMENTS), "Environments. Undeclared, there is one, `local`, on the site `local`.", "local", "{ production: { site: eu } }"),
        key("policy", Form::List(&Form::Map(&policy::POLICY)), "Rules of the house; the organisation's come by `include`.", "none", "[]"),
        key("waivers", Form::List(&Form::Map(&policy::WAIVER)), "Exceptions to rules, each with its owner and its last day.", "none", "[]"),
        key("patches", Form::List(&Form::Kinds(&patch::PATCH)), "Changes by hand to what is emitted.", "none", "[]"),
    ],
};
