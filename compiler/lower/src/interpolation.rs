//! `${…}`: what is put into values.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// Literal text; `$${` is already `${`.
    Text(String),
    /// The inside of a `${…}`.
    Insert(&'t str, Insert<'t>),
}

/// What a `${…}` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Insert<'t> {
    /// `vars.NAME`.
    Var(&'t str),
    /// `environment`.
    Environment,
    /// `inputs.NAME`.
    Input(&'t str),
    /// `events.NAME.address` and its kin: section, name, attribute.
    Node(&'t str, &'t str, &'t str),
    /// `site.region`.
    SiteRegion,
    /// `site.account`.
    SiteAccount,
    /// Anything else.
    Unknown,
}

/// Whether a text has anything to put in or to unescape.
pub(crate) fn has_any(text: &str) -> bool {
    text.contains("${")
}

/// Splits a text into its pieces. An unclosed `${` is an unknown one that reaches to the end.
pub(crate) fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        if rest[..at].ends_with('$') {
            literal.push_str(&rest[..at - 1]);
            literal.push_str("${");
            rest = &rest[at + 2..];
            continue;
        }
        literal.push_str(&rest[..at]);
        let inside = &rest[at + 2..];
        let end = inside.find('}').unwrap_or(inside.len());
        if !literal.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut literal)));
        }
        let text = &inside[..end];
        pieces.push(Piece::Insert(text, if end == inside.len() { Insert::Unknown } else { insert(text) }));
        rest = inside.get(end + 1..).unwrap_or_default();
    }
    literal.push_str(rest);
    if !literal.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Text(literal));
    }
    pieces
}

fn insert(text: &str) -> Insert<'_> {
    match text.split_once('.') {
        None if text == "environment" => Insert::Environment,
        Some(("vars", name)) if !name.contains('.') => Insert::Var(name),
        Some(("inputs", name)) if !name.contains('.') => Insert::Input(name),
        Some(("site", "region")) => Insert::SiteRegion,
        Some(("site", "account")) => Insert::SiteAccount,
        Some((section @ ("events" | "stores" | "functions" | "services"), rest)) => {
            match rest.split_once('.') {
                Some((name, attribute)) => Insert::Node(section, name, attribute),
                None => Insert::Unknown,
            }
        }
        _ => Insert::Unknown,
    }
}

/// Pattern of texts that something is put into, or would be if it could stand there: what such a text becomes is
/// lowering's alone.
pub(crate) const PATTERN: &str = r"(^|[^$])\$\{";

/// Whether a text has a `${` that is not escaped; agrees with [`PATTERN`].
pub(crate) fn has_insert(text: &str) -> bool {
    text.match_indices("${").any(|(at, _)| !text[..at].ends_with('$'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_the_order_of_the_text() {
        let pieces = split("https://id.${vars.domain}/$${x}${inputs.a}");
        assert_eq!(
            pieces,
            [
                Piece::Text("https://id.".into()),
                Piece::Insert("vars.domain", Insert::Var("domain")),
                Piece::Text("/${x}".into()),
                Piece::Insert("inputs.a", Insert::Input("a")),
            ]
        );
        assert_eq!(split(""), [Piece::Text(String::new())]);
        assert_eq!(split("${vars.a"), [Piece::Insert("vars.a", Insert::Unknown)]);
    }

    #[test]
    fn an_escaped_one_is_not_put_in() {
        assert!(has_insert("a ${vars.x}"));
        assert!(has_insert("${environment}"));
        assert!(has_insert("$${a}${b"));
        assert!(!has_insert("$${vars.x}"));
        assert!(!has_insert("a$$${vars.x}"));
    }
}
