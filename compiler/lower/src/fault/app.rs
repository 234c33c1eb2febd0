//! Findings about apps, environments, sites and placement.

use faasc_diagnostics::{Applicability, Code, Diagnostic, did_you_mean, list_of};
use faasc_source::Span;

pub(crate) const CODES: &[&Code] = &[
    &SAME_APP,
    &COMPILER,
    &NO_ENVIRONMENT,
    &PREVIEW,
    &USED_ENVIRONMENT,
    &RESERVED,
    &REGION,
    &NO_REGION,
    &NO_COUNTRY,
    &LOCAL_WITH_OTHERS,
    &ADOPT,
    &WAS,
    &ENV_FILE,
    &ENVIRONMENT_NAME,
    &WRONG_ACCOUNT_KEY,
];

pub(crate) static SAME_APP: Code =
    Code::error("F0401", "two-apps-of-one-name", "two apps of one graph have one name");
pub(crate) static COMPILER: Code =
    Code::error("F0402", "other-compiler", "the file asks for another version of faasc");
pub(crate) static NO_ENVIRONMENT: Code =
    Code::error("F0403", "no-such-environment", "an environment was asked for that is not there");
pub(crate) static PREVIEW: Code =
    Code::error("F0404", "preview-without-expiry", "a preview of an environment that never goes");
pub(crate) static USED_ENVIRONMENT: Code = Code::error(
    "F0405",
    "used-app-lacks-environment",
    "a used app has no environment that goes with this one",
);
pub(crate) static RESERVED: Code =
    Code::error("F0406", "reserved-environment", "a name that the output folder needs for itself");
pub(crate) static REGION: Code =
    Code::error("F0407", "unknown-region", "a region that the provider does not have");
pub(crate) static NO_REGION: Code =
    Code::error("F0408", "site-without-region", "a site of a cloud without a region");
pub(crate) static NO_COUNTRY: Code =
    Code::error("F0409", "site-without-country", "a cluster without a country");
pub(crate) static LOCAL_WITH_OTHERS: Code =
    Code::error("F0410", "local-beside-others", "a local environment with a node elsewhere");
pub(crate) static ADOPT: Code =
    Code::error("F0411", "adopt-without-name", "something is to be taken over and has no name");
pub(crate) static WAS: Code =
    Code::error("F0412", "old-name-is-there", "a rename whose old name is still there");
pub(crate) static ENV_FILE: Code =
    Code::error("F0413", "env-file-in-git", "a `.env` that Git does not ignore");
pub(crate) static ENVIRONMENT_NAME: Code =
    Code::error("F0414", "bad-preview-name", "a preview's name is not of the form of names");
pub(crate) static WRONG_ACCOUNT_KEY: Code =
    Code::error("F0415", "account-key-of-another-provider", "the account is said in another provider's word");

pub(crate) fn same_app(span: Span, name: &str, other: Span) -> Diagnostic {
    SAME_APP
        .at(span, format!("two apps are named `{name}`"))
        .label(other, "the other one")
        .note("emitted names begin with the app's, so they would meet")
}

pub(crate) fn other_compiler(span: Span, range: &str, version: &str) -> Diagnostic {
    COMPILER
        .at(span, format!("this file wants faasc {range}, and this is {version}"))
        .help("install a version of that range, or widen it")
}

pub(crate) fn no_environment<'n>(
    span: Span,
    name: &str,
    app: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Diagnostic {
    let found = NO_ENVIRONMENT.at(span, format!("the app `{app}` has no environment `{name}`"));
    match did_you_mean(name, known.clone()) {
        Some(meant) => found.note(format!("did you mean `{meant}`?")),
        None => found.note(format!("it has {}", list_of(known, "and"))),
    }
}

pub(crate) fn preview(span: Span, name: &str, under: &str) -> Diagnostic {
    PREVIEW
        .at(span, format!("`{name}` cannot be compiled as `{under}`: it has no `expires`"))
        .help(format!("add `expires: 14d` to the environment `{name}`"))
}

pub(crate) fn used_environment<'n>(
    span: Span,
    app: &str,
    environment: &str,
    known: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    USED_ENVIRONMENT
        .at(span, format!("the used app `{app}` has no environment `{environment}`"))
        .note(format!("it has {}", list_of(known, "and")))
        .help(format!("say which one goes with this: `uses: {{ {app}: ENVIRONMENT }}` in the environment"))
}

pub(crate) fn reserved(span: Span, name: &str) -> Diagnostic {
    RESERVED.at(
        span,
        format!("`{name}` is no name for an environment: the output folder has a folder of that name"),
    )
}

pub(crate) fn name_is_taken(span: Span, declared: &str, under: &str, other: &str) -> Diagnostic {
    let found = RESERVED.at(
        span,
        format!(
            "`{declared}` cannot be compiled as `{under}`: that name belongs to the environment `{other}`"
        ),
    );
    found
        .note("both would be written to one folder, and what is emitted for one would replace the other")
        .help("give the preview a name of its own, such as `pr-12`")
}

pub(crate) fn unknown_region<'n>(
    span: Span,
    region: &str,
    provider: &str,
    known: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let found = REGION.at(span, format!("`{provider}` has no region `{region}`"));
    match did_you_mean(region, known) {
        Some(meant) => found.replace(format!("write `{meant}`"), span, meant, Applicability::NeedsReview),
        None => found.help(format!("`faasc facts regions {provider}` lists those that are known")),
    }
}

pub(crate) fn no_region(span: Span, site: &str, provider: &str) -> Diagnostic {
    NO_REGION
        .at(span, format!("the site `{site}` of `{provider}` needs a region"))
        .help("add `region:`; where data lies must be known")
}

pub(crate) fn no_country(span: Span, site: &str) -> Diagnostic {
    NO_COUNTRY
        .at(span, format!("the cluster `{site}` needs a country"))
        .help("add `country: \"DE\"` with the country in which its machines stand")
}

pub(crate) fn local_with_others(span: Span, environment: &str) -> Diagnostic {
    LOCAL_WITH_OTHERS
        .at(span, format!("the environment `{environment}` is local, so everything is on that machine"))
        .help("take `place` and `failover` out of it")
}

pub(crate) fn adopt_without_name(span: Span, name: &str) -> Diagnostic {
    ADOPT
        .at(span, format!("`{name}` is to be taken over, and nothing says which one it is"))
        .help("add `name:` with the name that it has now")
}

pub(crate) fn old_name_is_there(span: Span, old: &str, new: &str, declared: Span) -> Diagnostic {
    WAS.at(span, format!("`{new}` says that it was `{old}`, and `{old}` is still there"))
        .label(declared, "still declared here")
        .help("remove the old one, or take `was` out")
}

pub(crate) fn env_file(span: Span, path: &str) -> Diagnostic {
    ENV_FILE
        .at(span, format!("`{path}` holds the secrets of a local run, and Git does not ignore it"))
        .help("add `.env` to `.gitignore`")
}

pub(crate) fn bad_preview_name(span: Span, name: &str) -> Diagnostic {
    ENVIRONMENT_NAME
        .at(span, format!("`{name}` is no name for a preview"))
        .note("a name has lower-case letters, digits and `-`, a letter first, at most 100")
}

pub(crate) fn wrong_account_key(span: Span, key: &str, provider: &str, wanted: &str) -> Diagnostic {
    WRONG_ACCOUNT_KEY.at(span, format!("a site of `{provider}` has no `{key}`")).help(wanted.to_owned())
}
