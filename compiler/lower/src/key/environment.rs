//! `environments`.

use crate::form::{Form, Late, MapForm, NameOf, NamedForm, Ref, Scalar, grammar, key, map, named, needed};
use crate::key::data;
use crate::key::function::DEFAULTS;
use crate::key::site::SITE_OVERRIDE;
use crate::key::top::{of, to};

const PASSED: Form = Form::Scalar(Scalar::Passed(Late::Passed));
const SITE: Form = to(Ref::Site);
const MONEY: Form = Form::Scalar(Scalar::Money);

/// A site, a list of sites; for backups also a place of somebody else.
const PLACES: Form = Form::Either(&[SITE, Form::NonEmptyList(&SITE)]);
static PLACE: NamedForm = named("a placement", NameOf::Ref(Ref::Placeable), PLACES);
static FAILOVER: NamedForm = named("a failover", NameOf::Ref(Ref::Site), SITE);

#[rustfmt::skip]
static DOMAIN_MAP: MapForm = map("a domain", &[
    needed("host", of(&grammar::HOST), "The host name.", "api.video.example"),
    key("zone", PASSED, "The zone in which its record is made.", "the record is yours", "video.example"),
    key("certificate", PASSED, "`managed`, or the id of one that is there.", "managed", "managed"),
]);
const DOMAIN: Form = Form::Either(&[of(&grammar::HOST), Form::Map(&DOMAIN_MAP)]);

static VARS: NamedForm = named("a value", NameOf::Ref(Ref::Var), Form::Scalar(Scalar::Plain));
static USES: NamedForm = named("an environment of a used app", NameOf::Ref(Ref::UsedApp), of(&grammar::NAME));
static FLOWS: NamedForm = named("a flow", NameOf::Ref(Ref::Flow), MONEY);
static FUNCTION_BUDGETS: NamedForm = named("a function", NameOf::Ref(Ref::OwnFunction), MONEY);
/// An amount or a percentage.
#[rustfmt::skip]
static INCREASE: crate::form::Grammar = crate::form::Grammar {
    what: "an increase", pattern: r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?(%| USD)$",
    words: "a percentage such as `10%`, or an amount such as `100 USD`", example: "10%",
    matches: |text| faasc_model::unit::Share::parse(text).is_ok() || faasc_model::unit::Money::parse(text).is_ok(),
    elsewhere: |_| None,
};
#[rustfmt::skip]
static BUDGET: MapForm = map("a budget", &[
    key("month", MONEY, "The most for a month.", "none", "2500 USD"),
    key("own_month", MONEY, "The most for a month without the prices of third parties.", "none", "2000 USD"),
    key("flow", Form::Named(&FLOWS), "The most for one transaction of a flow.", "none", "{ play: 0.004 USD }"),
    key("function", Form::Named(&FUNCTION_BUDGETS), "The most for a function, a month.", "none", "{ charge: 100 USD }"),
    key("increase", of(&INCREASE), "The most that one change may add.", "none", "10%"),
]);

/// An age or a day.
#[rustfmt::skip]
static EXPIRY: crate::form::Grammar = crate::form::Grammar {
    what: "an expiry", pattern: r"^((0|[1-9][0-9]{0,12})(\.[0-9]{1,9})?(ms|s|m|h|d)|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))$",
    words: "an age such as `14d`, or a day such as `2027-06-30`", example: "14d",
    matches: |text| faasc_model::unit::Duration::parse(text).is_ok() || faasc_model::unit::Date::parse(text).is_ok(),
    elsewhere: |_| None,
};

static FUNCTION_OVERRIDES: NamedForm =
    named("a function", NameOf::Ref(Ref::OwnFunction), Form::Map(&DEFAULTS));
static SITE_OVERRIDES: NamedForm = named("a site", NameOf::Ref(Ref::Site), Form::Map(&SITE_OVERRIDE));
static DATA_OVERRIDES: NamedForm = named("a data class", NameOf::Ref(Ref::OwnClass), Form::Map(&data::CLASS));

pub(crate) static ENVIRONMENTS: NamedForm =
    named("an environment", NameOf::Declared, Form::Map(&ENVIRONMENT));

#[rustfmt::skip]
static ENVIRONMENT: MapForm = map("an environment", &[
    needed("site", SITE, "The site at which everything stands that `place` does not name.", "eu"),
    key("place", Form::Named(&PLACE), "Name to a site, or to several: a function runs in each, a store is written in the first and replicated to the others. `STORE.backup` places backups.", "everything at `site`", "{ ledger: [eu, eu-dr], ledger.backup: eu-dr }"),
    key("failover", Form::Named(&FAILOVER), "Site to site: what takes over when it is lost.", "none", "{ eu: eu-dr }"),
    key("domain", DOMAIN, "The host name of its entries.", "the gateway's own", "api.video.example"),
    key("vars", Form::Named(&VARS), "Values of variables.", "their defaults", "{ domain: staging.video.example }"),
    key("uses", Form::Named(&USES), "Used app to its environment that goes with this one.", "the one of the same name", "{ video: production }"),
    key("scale_traffic", Form::Scalar(Scalar::Number), "Factor of all expected outer rates.", "1", "0.01"),
    key("budget", Form::Map(&BUDGET), "Ceilings of cost.", "none", "{ month: 2500 USD }"),
    key("expires", of(&EXPIRY), "When it goes: an age or a day. A preview needs it.", "never", "14d"),
    key("functions", Form::Named(&FUNCTION_OVERRIDES), "What functions say otherwise here.", "nothing", "{ charge: { memory: 1GiB } }"),
    key("sites", Form::Named(&SITE_OVERRIDES), "What sites say otherwise here.", "nothing", "{ eu: { account: \"444455556666\" } }"),
    key("data", Form::Named(&DATA_OVERRIDES), "What data classes say otherwise here: other people, other law.", "nothing", "{ account: { subjects: [\"US\"] } }"),
]);
