//! Where a deed would be lawful: other sites, other regions. Asked often for the same place, so answers are kept.

use std::cell::RefCell;

use faasc_facts::{Act, Region, RegionStatus};
use faasc_model::{Deployment, DeploymentId, Mechanism, Site, SiteId};
use rustc_hash::FxHashMap;

use super::conflict::Conflict;
use crate::analysis::Analysis;
use crate::labels::{ClassId, Law, Set, Why};
use crate::law::verdict::{Verdict, judge_country};
use crate::place::{Copy, Whereabouts};

/// What is done with which class.
pub(super) type Deed = (ClassId, Act);

/// Answers about an analysis.
pub(super) struct Lawful<'r, 'a> {
    pub(super) analysis: &'r Analysis<'a>,
    /// The sites' own places.
    sites: Vec<usize>,
    /// By place of a site: the region to which all that is there may move.
    regions: RefCell<FxHashMap<usize, Option<&'a Region>>>,
    /// By label, place and number of acts of a node that is kept: the laws between which it is torn.
    pub(super) conflicts: RefCell<FxHashMap<(Set, usize, usize), Option<Conflict<'a>>>>,
}

impl<'r, 'a> Lawful<'r, 'a> {
    pub(super) fn of(analysis: &'r Analysis<'a>) -> Self {
        let spots = analysis.copies.spots.iter().enumerate();
        let sites = spots.filter(|(_, spot)| spot.at.is_some()).map(|(at, _)| at).collect();
        Self { analysis, sites, regions: RefCell::default(), conflicts: RefCell::default() }
    }

    /// The region to which a site may move with all that is there: the nearest of those where no paper is needed, among
    /// the people whom the data is about if there is one.
    pub(super) fn region(&self, place: usize) -> Option<&'a Region> {
        if let Some(known) = self.regions.borrow().get(&place) {
            return *known;
        }
        let found = self.analysis.copies.spots[place].at.and_then(|(home, site)| {
            let site = self.analysis.program().deployment(home).site(site);
            nearest(self.analysis, site, &deeds_at(self.analysis, place))
        });
        self.regions.borrow_mut().insert(place, found);
        found
    }

    /// The first other site of the deployment at which deeds would be lawful.
    pub(super) fn site(
        &self,
        home: DeploymentId,
        deployment: &Deployment,
        deeds: &[Deed],
        place: usize,
    ) -> Option<SiteId> {
        let at = self.analysis.copies.spots[place].at;
        self.sites.iter().find_map(|at_spot| {
            let spot = &self.analysis.copies.spots[*at_spot];
            let (owner, site) = spot.at.filter(|found| Some(*found) != at)?;
            let Whereabouts::Known(codes) = &spot.whereabouts else { return None };
            let is_lawful = codes.iter().all(|code| is_lawful(self.analysis, deeds, code, spot.mechanisms));
            (owner == home && is_lawful && site.index() < deployment.sites.len()).then_some(site)
        })
    }
}

/// Whether a law allows an act in a country.
pub(super) fn allows(
    analysis: &Analysis<'_>,
    law: &Law<'_>,
    act: Act,
    code: &str,
    mechanisms: &[Mechanism],
) -> bool {
    let verdict = judge_country(analysis.facts, &analysis.options, law.regime.row(), act, code, mechanisms);
    !matches!(verdict, Verdict::Broken(_))
}

/// Whether deeds are lawful in a country, promises included.
fn is_lawful(analysis: &Analysis<'_>, deeds: &[Deed], code: &str, mechanisms: &[Mechanism]) -> bool {
    deeds.iter().all(|(class, act)| {
        let class = analysis.class(*class);
        let stay_in = &class.declared.stay_in;
        let keeps =
            stay_in.is_empty() || stay_in.iter().any(|place| analysis.facts.is_inside(code, &place.value.0));
        keeps
            && class
                .laws
                .iter()
                .all(|law| law.why == Why::Asked || allows(analysis, law, *act, code, mechanisms))
    })
}

/// All that is done at a place of a site.
fn deeds_at(analysis: &Analysis<'_>, place: usize) -> Vec<Deed> {
    let mut all: Vec<Deed> = Vec::new();
    for copy in &analysis.copies.all {
        if analysis.place_of(copy) == place {
            add_deeds(analysis, copy, &mut all);
        }
    }
    all.sort();
    all.dedup();
    all
}

pub(super) fn add_deeds(analysis: &Analysis<'_>, copy: &Copy, all: &mut Vec<Deed>) {
    let held = analysis.held_by(copy);
    all.extend(held.iter().flat_map(|class| copy.acts.iter().map(move |act| (class, *act))));
}

/// Whether a place is inside for every law of the deeds' classes, so that no list and no paper is needed.
fn is_home(analysis: &Analysis<'_>, deeds: &[Deed], code: &str) -> bool {
    deeds.iter().all(|(class, _)| {
        let laws = analysis.class(*class).laws.iter().filter(|law| law.why != Why::Asked);
        let mut inside = laws.map(|law| &law.regime.row().inside);
        inside.all(|inside| inside.iter().any(|place| analysis.facts.is_inside(code, place)))
    })
}

/// Whether people live there whom the data is about.
fn is_among_people(analysis: &Analysis<'_>, deeds: &[Deed], code: &str) -> bool {
    deeds.iter().any(|(class, _)| {
        let subjects = &analysis.class(*class).declared.subjects;
        subjects.iter().any(|subject| analysis.facts.is_inside(code, &subject.value.0))
    })
}

/// The nearest region of the same provider and partition in which all deeds are lawful.
fn nearest<'a>(analysis: &Analysis<'a>, site: &Site, deeds: &[Deed]) -> Option<&'a Region> {
    let provider = site.provider.value.in_facts()?;
    let facts = analysis.facts;
    let here = facts.region(provider, &site.region.as_ref()?.value)?.row();
    let is_usable = |region: &Region| {
        region.status == RegionStatus::Available
            && region.partition == here.partition
            && region.tags == here.tags
            && region.lambda_endpoint_seen != Some(false)
    };
    let distance = |region: &Region| {
        let (north, east) = (*region.lat - *here.lat, *region.lon - *here.lon);
        north * north + east * east
    };
    facts
        .regions(provider)
        .map(|fact| fact.row())
        .filter(|region| region.id != here.id && is_usable(region))
        .filter(|region| {
            let place = facts.locate(provider, region.code()).map(|located| located.place());
            place.is_some_and(|place| is_lawful(analysis, deeds, place, &site.mechanism))
        })
        .min_by_key(|region| {
            let place =
                facts.locate(provider, region.code()).map(|located| located.place()).unwrap_or_default();
            (
                !is_home(analysis, deeds, place),
                !is_among_people(analysis, deeds, place),
                distance(region),
                region.id.as_str(),
            )
        })
}
