//! `--site`: where production stands.

use faasc_diagnostics::did_you_mean;
use faasc_facts::{Facts, Provider};

/// Where production of a new app stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SiteArg {
    /// A region of AWS.
    Aws {
        /// The region.
        region: String,
    },
    /// A cluster.
    Kubernetes {
        /// Where it stands.
        country: String,
    },
    /// This machine alone.
    Local,
}

impl SiteArg {
    /// The commands that come next.
    pub(crate) fn next(&self) -> Vec<String> {
        let mut commands = vec!["faasc check".to_owned(), "faasc compile".to_owned()];
        match self {
            Self::Aws { region } => {
                let folder = format!("dist/production/terraform/{}", name_of(region));
                commands.push(format!(
                    "terraform -chdir={folder} init -backend=false && terraform -chdir={folder} validate"
                ));
            }
            Self::Kubernetes { .. } => {
                commands.push("kubectl kustomize dist/production/kubernetes/cluster".to_owned());
            }
            Self::Local => commands.push("faasc graph".to_owned()),
        }
        commands
    }
}

/// The name of a site in `region`: its first part (`eu`).
pub(crate) fn name_of(region: &str) -> &str {
    region.split('-').next().unwrap_or(region)
}

/// Reads `--site`.
pub(crate) fn site(text: &str) -> Result<SiteArg, String> {
    let (provider, place) = match text.split_once(':') {
        Some((provider, place)) => (provider, Some(place)),
        None => (text, None),
    };
    match (provider, place) {
        ("local", None) => Ok(SiteArg::Local),
        ("local", Some(_)) => Err("a local site has no place: write `local`".to_owned()),
        ("aws", None) => Err("say the region: aws:eu-central-1".to_owned()),
        ("aws", Some(region)) => aws(region),
        ("kubernetes", None) => Ok(SiteArg::Kubernetes { country: "DE".to_owned() }),
        ("kubernetes", Some(country)) => {
            if Facts::builtin().country(country).is_some() {
                Ok(SiteArg::Kubernetes { country: country.to_owned() })
            } else {
                Err(format!("`{country}` is no country: write its ISO code, kubernetes:DE"))
            }
        }
        ("gcp" | "azure" | "linode", _) => {
            Err(format!("this version emits nothing for {provider} yet: aws:REGION, kubernetes or local"))
        }
        _ => Err(format!("`{provider}` is no provider: aws:REGION, kubernetes[:COUNTRY] or local")),
    }
}

fn aws(region: &str) -> Result<SiteArg, String> {
    let facts = Facts::builtin();
    if facts.region(Provider::Aws, region).is_some() {
        return Ok(SiteArg::Aws { region: region.to_owned() });
    }
    let known: Vec<String> =
        facts.regions(Provider::Aws).map(|found| found.id.trim_start_matches("aws/").to_owned()).collect();
    match did_you_mean(region, known.iter().map(String::as_str)) {
        Some(near) => Err(format!("aws has no region `{region}`; did you mean aws:{near}?")),
        None => Err(format!("aws has no region `{region}` that this version knows")),
    }
}
