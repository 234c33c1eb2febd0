//! `data`: classes.

use crate::form::{Fact, Form, MapForm, NameOf, NamedForm, Scalar, key, map, named};
use crate::key::top::TEXT;

pub(crate) const PLACES: Form = Form::List(&Form::Scalar(Scalar::Country(true)));

static NOT_REGIMES: NamedForm = named("a regime", NameOf::Fact(Fact::Regime), Form::Scalar(Scalar::Reason));

pub(crate) static DATA: NamedForm = named("a data class", NameOf::Declared, Form::Map(&CLASS));

#[rustfmt::skip]
pub(crate) static CLASS: MapForm = map("a data class", &[
    key("contains", Form::List(&Form::Scalar(Scalar::Fact(Fact::Category))), "Categories of the fact base (`faasc facts categories`).", "none", "[personal.contact]"),
    key("subjects", PLACES, "Where the people live, or which country the data is about; with the categories this brings in the law. A personal class needs them.", "none", "[\"DE\", \"FR\"]"),
    key("regimes", Form::List(&Form::Scalar(Scalar::Fact(Fact::Regime))), "Regimes that the fact base cannot know by itself.", "none", "[pci-dss]"),
    key("not_regimes", Form::Named(&NOT_REGIMES), "Regimes that do not apply, each with its reason: a trust point.", "none", "{ fr-hds: we host our own records }"),
    key("stay_in", PLACES, "Your own promise, stricter than the law.", "none", "[\"@EEA\"]"),
    key("purpose", TEXT, "Why it is processed, for the records of processing.", "", "delivery of the film"),
    key("basis", TEXT, "The legal basis, for the records of processing.", "", "contract"),
    key("controller", TEXT, "Who decides about it, for the records of processing.", "", "Theatre Ltd, Vienna"),
    key("description", TEXT, "What it is.", "", "who bought"),
]);
