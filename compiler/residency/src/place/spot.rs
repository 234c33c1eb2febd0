//! A place: the countries in which it lies, and who may say what about it.

use faasc_facts::Facts;
use faasc_model::{Country, DeploymentId, Mechanism, Name, Provider, Site, SiteId};
use faasc_source::{Span, Spanned};

/// In which countries something lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// In each of these countries or subdivisions, or in any of them.
    Known(Vec<String>),
    /// Wherever the provider likes.
    Anywhere,
    /// Nobody says.
    Unknown,
    /// On the developer's machine: not judged.
    Here,
}

/// A place where copies lie.
#[derive(Clone, Debug)]
pub struct Spot<'a> {
    /// What it is called in messages: ``at the site `us` (us-east-1, US)``.
    pub words: String,
    /// Where it lies.
    pub whereabouts: Whereabouts,
    /// What makes a transfer there lawful.
    pub mechanisms: &'a [Mechanism],
    /// Where it is written that it lies there.
    pub span: Span,
    /// The site, by name, whose own place it is.
    pub site: Option<&'a Name>,
    /// The row of the fact base that says so, where nobody wrote it down, and whether it may make errors.
    pub implicit: Option<(&'a str, bool)>,
    /// The site itself, where this is its own place.
    pub(crate) at: Option<(DeploymentId, SiteId)>,
    /// The number of the place that this is another mention of.
    pub(crate) same_as: Option<usize>,
}

impl Spot<'_> {
    /// The countries as people read them: `US`, `IE or US`, `anywhere`.
    #[must_use]
    pub fn countries(&self) -> String {
        match &self.whereabouts {
            Whereabouts::Known(codes) if codes.len() > 4 => {
                format!("{} and {} more", codes[..3].join(", "), codes.len() - 3)
            }
            Whereabouts::Known(codes) => codes.join(", "),
            Whereabouts::Anywhere => "any country".to_owned(),
            Whereabouts::Unknown => "an unknown country".to_owned(),
            Whereabouts::Here => "this machine".to_owned(),
        }
    }
}

/// Where a site lies.
pub(crate) fn of_site<'a>(facts: &Facts, site: &'a Site) -> Spot<'a> {
    let whereabouts = if site.provider.value == Provider::Local {
        Whereabouts::Here
    } else if let Some(country) = &site.country {
        listed(facts, std::slice::from_ref(country))
    } else {
        let provider = site.provider.value.in_facts();
        let located = provider.zip(site.region.as_ref()).and_then(|(provider, region)| {
            facts.locate(provider, &region.value).map(|located| located.place().to_owned())
        });
        located.map_or(Whereabouts::Unknown, |place| Whereabouts::Known(vec![place]))
    };
    let name = &site.name.value;
    let mut spot = Spot {
        words: String::new(),
        whereabouts,
        mechanisms: &site.mechanism,
        span: site
            .region
            .as_ref()
            .map(|region| region.span)
            .or(site.country.as_ref().map(|country| country.span))
            .unwrap_or(site.name.span),
        site: Some(name),
        implicit: None,
        at: None,
        same_as: None,
    };
    let countries = spot.countries();
    spot.words = match &site.region {
        Some(region) => format!("at the site `{name}` ({}, {countries})", region.value),
        None => format!("at the site `{name}` ({countries})"),
    };
    spot
}

/// The countries of a list; a group means each of its members.
pub(crate) fn listed(facts: &Facts, countries: &[Spanned<Country>]) -> Whereabouts {
    let mut codes: Vec<String> = Vec::new();
    for country in countries {
        let Some(members) = facts.places(&country.value.0) else { return Whereabouts::Unknown };
        for member in members {
            if !codes.iter().any(|known| known == member) {
                codes.push(member.to_owned());
            }
        }
    }
    if codes.is_empty() { Whereabouts::Unknown } else { Whereabouts::Known(codes) }
}

/// A place that is a list of countries.
pub(crate) fn elsewhere<'a>(
    facts: &Facts,
    countries: &'a [Spanned<Country>],
    whose: Option<&str>,
    mechanisms: &'a [Mechanism],
    span: Span,
) -> Spot<'a> {
    let whereabouts = listed(facts, countries);
    let span = match countries {
        [only] => only.span,
        _ => span,
    };
    let mut spot = Spot {
        words: String::new(),
        whereabouts,
        mechanisms,
        span,
        site: None,
        implicit: None,
        at: None,
        same_as: None,
    };
    let countries = spot.countries();
    spot.words = match whose {
        Some(whose) => format!("with {whose} in {countries}"),
        None => format!("in {countries}"),
    };
    spot
}
