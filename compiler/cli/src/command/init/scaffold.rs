//! The files of a new app.

use handlebars::Handlebars;
use serde::Serialize;

use super::site::{SiteArg, name_of};
use crate::exit::Failure;

/// Path and template of each file.
const TEMPLATES: [(&str, &str); 7] = [
    ("faas.yaml", include_str!("../../scaffold/faas.yaml.hbs")),
    ("functions/greet/main.py", include_str!("../../scaffold/greet/main.py.hbs")),
    ("functions/greet/requirements.txt", include_str!("../../scaffold/requirements.txt.hbs")),
    ("functions/count/main.py", include_str!("../../scaffold/count/main.py.hbs")),
    ("functions/count/requirements.txt", include_str!("../../scaffold/requirements.txt.hbs")),
    ("README.md", include_str!("../../scaffold/README.md.hbs")),
    (".gitignore", include_str!("../../scaffold/gitignore.hbs")),
];

/// Where editors find the schema of faas.yaml.
const SCHEMA: &str = "https://raw.githubusercontent.com/faasc/faasc/main/schemas/faas.schema.json";

#[derive(Serialize)]
struct Values<'v> {
    schema: &'v str,
    app: &'v str,
    owner: String,
    aws: bool,
    kubernetes: bool,
    site: &'v str,
    region: &'v str,
    country: &'v str,
}

/// The files of an app, in the order in which they are told.
pub(super) fn files(app: &str, owner: &str, site: &SiteArg) -> Result<Vec<(&'static str, String)>, Failure> {
    let (region, country) = match site {
        SiteArg::Aws { region } => (region.as_str(), ""),
        SiteArg::Kubernetes { country } => ("", country.as_str()),
        SiteArg::Local => ("", ""),
    };
    let values = Values {
        schema: SCHEMA,
        app,
        owner: yaml_text(owner),
        aws: matches!(site, SiteArg::Aws { .. }),
        kubernetes: matches!(site, SiteArg::Kubernetes { .. }),
        site: name_of(region),
        region,
        country,
    };
    let mut engine = Handlebars::new();
    engine.set_strict_mode(true);
    engine.register_escape_fn(handlebars::no_escape);
    TEMPLATES
        .iter()
        .map(|(path, template)| {
            let text = engine
                .render_template(template, &values)
                .map_err(|fault| Failure::machine(format!("cannot make `{path}`: {fault}")))?;
            Ok((*path, text))
        })
        .collect()
}

/// `text` as a YAML scalar: plain when every reader takes it so, else quoted.
fn yaml_text(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '/'))
        && !matches!(
            text.to_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_of_any_form_stays_one_value() {
        assert_eq!(yaml_text("team@a.example"), "team@a.example");
        assert_eq!(yaml_text("Team: A # x"), "\"Team: A # x\"");
        assert_eq!(yaml_text("no"), "\"no\"");
    }
}
