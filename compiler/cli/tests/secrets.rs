//! No output shows a credential that stands in a file, whatever the verb and the format.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod common;

use common::Folder;

const HEAD: &str = "faas: \"1\"\napp: shop\nowner: team@shop.example\n";
const FUNCTION: &str =
    "  report:\n    source: ./f\n    runtime: python3.13\n    triggers: [{ schedule: every 1h }]\n";
const FORMATS: [&str; 6] = ["text", "json", "sarif", "junit", "github", "markdown"];

/// Checks `spec` in every format: the code is found once, and `secret` is not shown.
fn hides(name: &str, spec: &str, secret: &str, code: &str) {
    let folder = Folder::with(name, &[("faas.yaml", spec), ("f/main.py", "")]);
    for format in FORMATS {
        let ran = folder.run(&["check", "--format", format]);
        let shown = format!("{}{}", ran.out, ran.err);
        assert!(!shown.contains(secret), "{name}, {format}:\n{shown}");
        assert!(shown.contains(code), "{name}, {format}:\n{shown}");
        if format == "json" {
            let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
            let found = document["diagnostics"].as_array().unwrap();
            let errors = found.iter().filter(|found| found["severity"] == "error").count();
            assert_eq!(errors, 1, "{name}:\n{shown}");
        }
    }
    for verb in [&["compile"][..], &["compile", "--format", "json"], &["graph"], &["check", "--fix", "-v"]] {
        let ran = folder.run(verb);
        let shown = format!("{}{}", ran.out, ran.err);
        assert!(!shown.contains(secret), "{name}, {verb:?}:\n{shown}");
        assert!(!folder.has("dist"), "{name}");
    }
}

fn spec(top: &str, of_function: &str) -> String {
    format!("{HEAD}{top}functions:\n{FUNCTION}{of_function}")
}

#[test]
fn values_of_known_shape_are_hidden() {
    let aws = "AKIAIOSFODNN7EXAMPLE";
    hides("secret-env", &spec("", &format!("    env: {{ LEVEL: info, KEY: {aws} }}\n")), aws, "F1041");
    hides("secret-arg", &spec("", &format!("    build: {{ args: {{ KEY: \"x {aws}\" }} }}\n")), aws, "F1041");
    hides("secret-key", &spec("", &format!("    env: {{ {aws}: info }}\n")), aws, "F1041");
    hides("secret-unknown-key", &spec("", &format!("    {aws}: info\n")), aws, "F1041");
    hides("secret-unknown-value", &spec("", &format!("    tokn: {aws}\n")), aws, "F1041");
    hides("secret-label", &spec("", &format!("    labels: {{ a: {aws} }}\n")), aws, "F1041");
    hides("secret-memory", &spec("", &format!("    memory: {aws}\n")), aws, "F1041");
    hides("secret-comment", &spec(&format!("# {aws}\n"), ""), aws, "F1041");
    hides("secret-x", &spec(&format!("x-own: {{ a: [{aws}] }}\n"), ""), aws, "F1041");
    hides(
        "secret-var",
        &spec(&format!("vars: {{ a: {{ default: {aws} }} }}\n"), "    env: { A: \"${vars.a}\" }\n"),
        aws,
        "F1041",
    );
    let patch =
        format!("patches: [{{ target: terraform, match: {{ kind: a }}, merge: {{ a: {{ b: {aws} }} }} }}]\n");
    hides("secret-patch", &spec(&patch, ""), aws, "F1041");
    let url = "postgres://app:hunter2@db.shop.example/app";
    hides("secret-url", &spec("", &format!("    env: {{ DB: \"{url}\" }}\n")), "hunter2", "F1041");
    hides(
        "secret-escaped",
        &spec("", "    env: { KEY: \"AKIA\\x49OSFODNN7EXAMPLE\" }\n"),
        "OSFODNN7EXAMPLE",
        "F1041",
    );
    let pem = "    env:\n      KEY: |\n        -----BEGIN PRIVATE KEY-----\n        c2VjcmV0\n        -----END PRIVATE KEY-----\n";
    hides("secret-pem", &spec("", pem), "c2VjcmV0", "F1041");
}

#[test]
fn the_secret_beside_an_access_key_is_hidden_with_it() {
    let key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    let spec = spec("", &format!("    env: {{ A: AKIAIOSFODNN7EXAMPLE, B: {key} }}\n"));
    let folder = Folder::with("secret-beside", &[("faas.yaml", &spec), ("f/main.py", "")]);
    let ran = folder.run(&["check"]).ends(1);
    assert!(!ran.out.contains(key) && ran.out.matches("error[F1041]").count() == 2, "{}", ran.out);
}

#[test]
fn values_under_telling_keys_are_hidden() {
    hides("secret-password", &spec("", "    env: { DB_PASSWORD: hunter2 }\n"), "hunter2", "F1042");
    hides("secret-number", &spec("", "    env: { DB_PASSWORD: 8675309 }\n"), "8675309", "F1042");
    hides(
        "secret-payload",
        "faas: \"1\"\napp: shop\nfunctions:\n  report:\n    source: ./f\n    runtime: python3.13\n    triggers: [{ schedule: every 1h, payload: { api_key: 9f86d081884c7d65 } }]\n",
        "9f86d081884c7d65",
        "F1042",
    );
    let service =
        "services: { psp: { url: \"https://psp.example\", located: [\"DE\"], password: hunter2 } }\n";
    hides("secret-service", &spec(service, "    calls: [psp]\n"), "hunter2", "F1042");
    let environment = "environments: { local: { site: local, functions: { report: { env: { DB_PASSWORD: hunter2 } } } } }\n";
    hides("secret-environment", &spec(environment, ""), "hunter2", "F1042");
}

#[test]
fn values_in_the_place_of_names_are_hidden() {
    hides("secret-declared", &spec("secrets: { db: hunter2 }\n", "    secrets: [db]\n"), "hunter2", "F1043");
    hides(
        "secret-declared-key",
        &spec("secrets: { db: { value: hunter2 } }\n", "    secrets: [db]\n"),
        "hunter2",
        "F1043",
    );
    let auth = "auth: { partner: { basic: { secret: \"admin:Hunter2!\" } } }\n";
    let entry = "  pay:\n    source: ./f\n    runtime: python3.13\n    triggers: [{ http: POST /pay, auth: partner }]\n";
    hides("secret-named", &spec(auth, entry), "Hunter2", "F1043");
    hides(
        "secret-listed",
        &spec("", "    secrets: [9f86d081884c7d659a2feaa0c55ad015]\n"),
        "9f86d081884c7d65",
        "F1043",
    );
    let stripe = format!("whsec{}", "_4eC39HqLyjWDarjtT1zdp7dc");
    let auth = format!("auth: {{ partner: {{ hmac: {{ preset: stripe, secret: {stripe} }} }} }}\n");
    let entry = "  pay:\n    source: ./f\n    runtime: python3.13\n    triggers: [{ webhook: POST /pay, auth: partner, idempotent_by: id }]\n";
    hides("secret-shape", &spec(&auth, entry), &stripe, "F1041");
}

#[test]
fn a_credential_beside_a_syntax_error_is_hidden() {
    let aws = "AKIAIOSFODNN7EXAMPLE";
    let spec = format!("{HEAD}functions:\n{FUNCTION}    env: {{ KEY: {aws}, B: [ }}\n");
    let folder = Folder::with("secret-syntax", &[("faas.yaml", &spec), ("f/main.py", "")]);
    for arguments in [&["check"][..], &["check", "--format", "sarif"], &["fmt", "--check"]] {
        let ran = folder.run(arguments);
        assert!(!format!("{}{}", ran.out, ran.err).contains(aws), "{arguments:?}:\n{}{}", ran.out, ran.err);
    }
}

#[test]
fn an_included_file_is_looked_through() {
    let aws = "AKIAIOSFODNN7EXAMPLE";
    let main = format!("{HEAD}include: [parts.yaml]\n");
    let part = format!("functions:\n{FUNCTION}    env: {{ KEY: {aws} }}\n");
    let folder =
        Folder::with("secret-include", &[("faas.yaml", &main), ("parts.yaml", &part), ("f/main.py", "")]);
    let ran = folder.run(&["check"]).ends(1);
    assert!(ran.out.contains("parts.yaml:6") && !ran.out.contains(aws), "{}", ran.out);
}

#[test]
fn what_only_looks_like_one_is_free() {
    let env = "    env:\n      COMMIT: 4f2d1c0a9b8e7d6c5b4a39281706f5e4d3c2b1a0\n      DIGEST: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n      \
               ID: 123e4567-e89b-12d3-a456-426614174000\n      KMS: arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\n      \
               PUBLIC: \"-----BEGIN PUBLIC KEY-----\\nMFkw\\n-----END PUBLIC KEY-----\"\n      TOKEN_URL: https://id.shop.example/token\n      \
               PASSWORD_MIN_LENGTH: 12\n      SECRET_NAME: shop/psp\n      DB_PASSWORD_FILE: /run/secrets/db\n      PASSWORD: \"${inputs.password}\"\n      \
               API_KEY_HEADER: x-api-key\n      CSRF_TOKEN: x-csrf-token-v2\n      REPO: ssh://git@git.shop.example/repo.git\n      \
               SCHEMA: eyJ0eXBlIjoib2JqZWN0In0=\n";
    let top = "inputs: { password: { from: terraform-variable } }\n";
    let folder = Folder::with("secret-none", &[("faas.yaml", &spec(top, env)), ("f/main.py", "")]);
    folder.run(&["check", "--fail-on", "warning"]).ends(0);
}
