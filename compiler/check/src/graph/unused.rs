//! What is declared and never used.

use std::collections::BTreeSet;

use faasc_diagnostics::Code;
use faasc_model::{App, Declaration, DeclarationKind, Program};
use serde_json::Value;

use crate::rule::{Findings, Rule};

static CLASS: Code = Code::warning("F0821", "unused-class", "a data class that nothing carries");
static AUTHENTICATOR: Code =
    Code::warning("F0822", "unused-authenticator", "an authenticator that no entry asks for");
static SECRET: Code = Code::warning("F0823", "unused-secret", "a secret that nothing needs");
static EVENT: Code = Code::warning("F0824", "unused-event", "an event that nothing fills or handles");
static STORE: Code = Code::warning("F0825", "unused-store", "a store that nothing reads or writes");
static SERVICE: Code = Code::warning("F0826", "unused-service", "a service that nothing calls");
static VARIABLE: Code = Code::warning("F0827", "unused-variable", "a variable that is put in nowhere");
static INPUT: Code = Code::warning("F0828", "unused-input", "an input that is put in nowhere");
static SITE: Code = Code::warning("F0829", "unused-site", "a site that no environment uses");
static APP: Code = Code::warning("F0830", "unused-app", "a used app of which nothing is used");

pub(crate) const RULE: Rule = Rule {
    codes: &[&CLASS, &AUTHENTICATOR, &SECRET, &EVENT, &STORE, &SERVICE, &VARIABLE, &INPUT, &SITE, &APP],
    needs_whole: true,
    check,
};

fn check(findings: &mut Findings<'_>) {
    let program = findings.program;
    for app in program.apps.iter().filter(|app| !app.is_outside && !app.is_exports_only) {
        let unused = || app.declarations.iter().filter(|found| !found.is_used);
        let has_class = unused().any(|found| found.kind == DeclarationKind::Class);
        let marks = if has_class { marks(program, app) } else { BTreeSet::new() };
        for found in unused().filter(|found| !marks.contains(found.name.value.as_str())) {
            let Some((code, what, help)) = words(found) else { continue };
            let name = &found.name.value;
            let found = code
                .at(found.name.span, format!("the {what} `{name}` is declared and never used"))
                .here("nothing in the file names it")
                .help(help)
                .about(format!("{}.{name}", found.kind.section()));
            findings.sink.push(found);
        }
    }
}

fn words(found: &Declaration) -> Option<(&'static Code, &'static str, &'static str)> {
    Some(match found.kind {
        DeclarationKind::Class => {
            (&CLASS, "data class", "say what carries it, or take it out: no rule looks after it so far")
        }
        DeclarationKind::Authenticator => {
            (&AUTHENTICATOR, "authenticator", "ask for it in the `auth` of an entry, or take it out")
        }
        DeclarationKind::Secret => {
            (&SECRET, "secret", "give it to a function, an authenticator or a service, or take it out")
        }
        DeclarationKind::Event => (&EVENT, "event", "emit it and handle it, or take it out"),
        DeclarationKind::Store => (&STORE, "store", "read or write it in a function, or take it out"),
        DeclarationKind::Service => (&SERVICE, "service", "call it from a function, or take it out"),
        DeclarationKind::Var => (&VARIABLE, "variable", "put it in with `${vars.NAME}`, or take it out"),
        DeclarationKind::Input => (&INPUT, "input", "put it in with `${inputs.NAME}`, or take it out"),
        DeclarationKind::Site => (&SITE, "site", "place an environment or a node there, or take it out"),
        DeclarationKind::UsedApp => (&APP, "used app", "use one of its exports, or take it out of `uses`"),
        DeclarationKind::Function | DeclarationKind::Flow | DeclarationKind::Environment => return None,
    })
}

/// The classes that schemas of the app's folder mark fields with.
fn marks<'p>(program: &'p Program, app: &App) -> BTreeSet<&'p str> {
    let prefix = format!("{}/", app.folder);
    let mut marks = BTreeSet::new();
    let is_own = |path: &str| app.folder == "." || app.folder.is_empty() || path.starts_with(&prefix);
    for (_, schema) in program.schemas.iter().filter(|(path, _)| is_own(path)) {
        collect(schema, &mut marks);
    }
    marks
}

fn collect<'p>(schema: &'p Value, marks: &mut BTreeSet<&'p str>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::String(mark)) = map.get("x-data-class") {
                marks.insert(mark);
            }
            map.values().for_each(|part| collect(part, marks));
        }
        Value::Array(items) => items.iter().for_each(|part| collect(part, marks)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Spec;

    const USED: &str = r#"
vars: { zone: { default: Europe/Berlin } }
inputs: { ledger: { from: kubernetes-secret } }
data: { person: { contains: [personal.contact], subjects: ["DE"] } }
auth: { buyer: { jwt: { issuer: "https://id.shop.example", audience: shop } } }
secrets: { key: {} }
stores: { seats: { kind: table, key: id } }
services: { bank: { url: "https://bank.example", located: ["DE"], credential: key } }
events: { sold: { via: queue, carries: [person] } }
functions:
  sell:
    ${code}
    env: { L: "${inputs.ledger}" }
    triggers: [{ http: GET /a, auth: buyer }, { schedule: "0 4 * * *", timezone: "${vars.zone}" }]
    writes: [seats]
    emits: [sold]
    calls: [bank]
  tell: { ${code}, triggers: [{ event: sold, idempotent_by: id }] }
"#;

    #[test]
    fn what_is_used_is_no_finding() {
        assert_eq!(Spec::of(USED).codes(), Vec::<&str>::new());
    }

    #[test]
    fn each_kind_that_nothing_names_is_a_warning() {
        let unused = [
            ("vars: {", "vars: { more: { default: a },", "F0827"),
            ("inputs: {", "inputs: { more: { from: terraform-variable },", "F0828"),
            ("data: {", "data: { more: { contains: [] },", "F0821"),
            ("auth: {", "auth: { more: { api_key: { secret: key } },", "F0822"),
            ("secrets: {", "secrets: { more: {},", "F0823"),
            ("stores: {", "stores: { more: { kind: bucket },", "F0825"),
            ("services: {", "services: { more: { url: \"https://a.example\", located: [\"DE\"] },", "F0826"),
            ("events: {", "events: { more: { via: queue },", "F0824"),
        ];
        for (from, to, code) in unused {
            assert_eq!(Spec::of(&USED.replacen(from, to, 1)).codes(), [code], "{to}");
        }
    }

    #[test]
    fn a_site_is_used_by_environments_alone() {
        let spec = |extra: &str| {
            Spec::of(&format!(
                "functions: {{ a: {{ ${{code}}, triggers: [{{ schedule: every 1h }}] }} }}\n\
                 sites:\n  eu: {{ provider: aws, region: eu-central-1 }}\n  us: {{ provider: aws, region: us-east-1 }}\n\
                 environments:\n  production: {{ site: eu }}\n{extra}"
            ))
        };
        assert_eq!(spec("").messages("F0829"), ["the site `us` is declared and never used"]);
        assert_eq!(spec("  staging: { site: us }\n").only("production").codes(), Vec::<&str>::new());
    }

    #[test]
    fn a_class_that_a_schema_marks_is_used() {
        let spec = Spec::of(
            "data: { person: { contains: [personal.contact], subjects: [\"DE\"] } }\n\
             events: { sold: { via: queue, schema: sold.json } }\n\
             functions:\n  a: { ${code}, triggers: [{ schedule: every 1h }], emits: [sold] }\n  \
             b: { ${code}, triggers: [{ event: sold, idempotent_by: id }] }\n",
        );
        let schema = r#"{ "properties": { "id": { "x-data-class": "person" } } }"#;
        assert_eq!(spec.with("sold.json", schema).codes(), Vec::<&str>::new());
    }
}
