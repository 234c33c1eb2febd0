//! Values of flags.

use faasc_model::unit::Date;

/// `NAME` or `NAME=UNDER`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EnvironmentArg {
    /// The environment as declared.
    pub(crate) declared: String,
    /// The name under which it is compiled.
    pub(crate) under: Option<String>,
}

/// `NAME=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair(pub(crate) String, pub(crate) String);

/// Reads `-e`.
pub(crate) fn environment(text: &str) -> Result<EnvironmentArg, String> {
    let (declared, under) = match text.split_once('=') {
        Some((declared, under)) => (declared, Some(under)),
        None => (text, None),
    };
    name(declared)?;
    if let Some(under) = under {
        name(under)?;
        if matches!(under, "images" | "packages") {
            return Err(format!("`{under}` is no name for an environment: dist has a folder of that name"));
        }
    }
    Ok(EnvironmentArg { declared: declared.to_owned(), under: under.map(str::to_owned) })
}

/// A name of the language; it becomes a folder and a part of names, so its form is judged here.
fn name(text: &str) -> Result<(), String> {
    let is_name = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= 100
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if is_name {
        Ok(())
    } else {
        Err(format!("`{text}` is no name: small letters, digits and `-`, a letter first (`pr-12`)"))
    }
}

/// Reads `--var`.
pub(crate) fn pair(text: &str) -> Result<Pair, String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok(Pair(name.to_owned(), value.to_owned())),
        _ => Err("write NAME=VALUE".to_owned()),
    }
}

/// Reads `--today`.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|_| "write year, month, day: 2027-06-30".to_owned())
}

/// Reads `--from`: an instant, or the first of a day in UTC.
pub(crate) fn instant(text: &str) -> Result<jiff::Timestamp, String> {
    let day = || format!("{text}T00:00:00Z").parse();
    text.parse().or_else(|_| day()).map_err(|_| "write 2027-06-30T12:00:00Z, or a date".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_may_be_taken_under_another_name() {
        let both = EnvironmentArg { declared: "preview".to_owned(), under: Some("pr-12".to_owned()) };
        assert_eq!(environment("preview=pr-12"), Ok(both));
        assert_eq!(environment("eu"), Ok(EnvironmentArg { declared: "eu".to_owned(), under: None }));
    }

    #[test]
    fn a_name_that_would_leave_the_folder_is_refused() {
        for wrong in ["preview=../x", "preview=", "=x", "A", "preview=images", "preview=a b"] {
            assert!(environment(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_variable_needs_a_name_and_may_be_empty() {
        assert_eq!(pair("a=b=c"), Ok(Pair("a".to_owned(), "b=c".to_owned())));
        assert_eq!(pair("a="), Ok(Pair("a".to_owned(), String::new())));
        assert!(pair("a").is_err());
        assert!(pair("=a").is_err());
    }

    #[test]
    fn an_instant_may_be_a_day() {
        assert_eq!(instant("2027-06-30").map(|at| at.to_string()), Ok("2027-06-30T00:00:00Z".to_owned()));
        assert!(instant("2027-06-30T10:00:00+02:00").is_ok());
        assert!(instant("noon").is_err());
    }
}
