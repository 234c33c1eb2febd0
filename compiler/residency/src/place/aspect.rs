//! The places that a site has: its own, and those of what it keeps of all that stands there.

use faasc_facts::Facts;
use faasc_model::{Country, Deployment, DeploymentId, Mechanism, Place, SiteId};
use faasc_source::{FileId, Span, Spanned};

use super::copies::Cx;
use super::spot::{self, Spot, Whereabouts};

/// The aspects of a site that are places.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Aspect {
    Own,
    Logs,
    /// Traces of a function where the site says nothing.
    Traces,
    Telemetry,
    State,
    Access,
}

impl<'a> Cx<'_, 'a> {
    /// A place of a site, made when it is first asked for; absent where there is none.
    pub(super) fn at(&mut self, home: DeploymentId, site: SiteId, aspect: Aspect) -> Option<usize> {
        if let Some(known) = self.known.get(&(home, site, aspect)) {
            return *known;
        }
        let found = self.find(home, site, aspect);
        self.known.insert((home, site, aspect), found);
        found
    }

    fn find(&mut self, home: DeploymentId, site_id: SiteId, aspect: Aspect) -> Option<usize> {
        let deployment = self.scope.program.deployment(home);
        let site = deployment.site(site_id);
        let facts = self.facts;
        match aspect {
            Aspect::Own => {
                let at = Some((home, site_id));
                Some(self.push_spot(Spot { at, ..spot::of_site(facts, site) }))
            }
            Aspect::Logs => match &site.logs {
                Some(place) => Some(self.place(home, deployment, place)),
                None => match implicit(facts, site, "gcp.default-log-buckets", "logs") {
                    Some(spot) => Some(self.push_spot(spot)),
                    None => self.at(home, site_id, Aspect::Own),
                },
            },
            Aspect::Traces => {
                implicit(facts, site, "gcp.telemetry", "traces").map(|spot| self.push_spot(spot))
            }
            Aspect::Telemetry => site.telemetry.as_ref().map(|place| self.place(home, deployment, place)),
            // A cluster and a laptop have no state of Terraform.
            Aspect::State => {
                let has_state = site.provider.value.in_facts().is_some();
                let state = site.state.as_ref().filter(|_| has_state)?;
                Some(self.place(home, deployment, state))
            }
            Aspect::Access => {
                let countries = site.access.as_deref().filter(|countries| !countries.is_empty())?;
                Some(self.access(countries, "the operator's staff", &site.mechanism))
            }
        }
    }

    pub(super) fn access(
        &mut self,
        countries: &'a [Spanned<Country>],
        whose: &str,
        mechanisms: &'a [Mechanism],
    ) -> usize {
        let span = countries.first().map_or(Span::start_of(FileId(0)), |first| {
            countries.iter().fold(first.span, |all, country| all.to(country.span))
        });
        let mut spot = spot::elsewhere(self.facts, countries, None, mechanisms, span);
        spot.words = format!("by {whose} from {}", spot.countries());
        self.push_spot(spot)
    }

    pub(super) fn place(
        &mut self,
        home: DeploymentId,
        deployment: &'a Deployment,
        place: &'a Place,
    ) -> usize {
        match place {
            Place::Site { id, span, .. } => {
                let own = self.at(home, *id, Aspect::Own);
                let spot =
                    Spot { span: *span, same_as: own, ..spot::of_site(self.facts, deployment.site(*id)) };
                self.push_spot(spot)
            }
            Place::Elsewhere { located, service, span } => {
                let whose = service.as_ref().map(|service| &*service.value);
                let spot = spot::elsewhere(self.facts, located, whose, &[], *span);
                self.push_spot(spot)
            }
        }
    }
}

/// A place that the fact base says a provider chooses by itself, unless the file says another.
fn implicit<'a>(facts: &'a Facts, site: &'a faasc_model::Site, id: &str, what: &str) -> Option<Spot<'a>> {
    let provider = id.split_once('.').map(|(provider, _)| provider);
    if provider != Some(site.provider.value.word()) {
        return None;
    }
    let row = facts.implicit_placement(id)?;
    Some(Spot {
        words: format!("wherever its provider keeps {what} ({})", row.row().location),
        whereabouts: Whereabouts::Anywhere,
        mechanisms: &site.mechanism,
        span: site.name.span,
        site: None,
        implicit: Some((&row.row().id, row.gates())),
        at: None,
        same_as: None,
    })
}
