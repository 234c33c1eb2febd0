//! Patterns of the fact base, `{bucket}/{prefix}*`, with their places filled in.

use faasc_facts::GrantPlace;

/// A piece of a pattern.
pub enum Piece<'p> {
    /// Literal text.
    Text(&'p str),
    /// What is filled in.
    Place(GrantPlace),
}

/// The pieces of a pattern. The build of the fact base has seen to it that every place is known.
#[must_use]
pub fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = pattern;
    while let Some((text, after)) = rest.split_once('{') {
        if !text.is_empty() {
            found.push(Piece::Text(text));
        }
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        found.extend(GrantPlace::from_word(place).map(Piece::Place));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

/// All texts that a pattern stands for: none where a place has no value, several where one has several.
pub(super) fn fill(pattern: &str, values: impl Fn(GrantPlace) -> Vec<String>) -> Vec<String> {
    let mut found = vec![String::new()];
    for piece in pieces(pattern) {
        match piece {
            Piece::Text(text) => found.iter_mut().for_each(|filled| filled.push_str(text)),
            Piece::Place(place) => {
                let values = values(place);
                let with = |filled: &String| {
                    values.iter().map(|value| format!("{filled}{value}")).collect::<Vec<_>>()
                };
                found = found.iter().flat_map(with).collect();
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_without_a_value_leaves_the_line_out_and_several_values_repeat_it() {
        let values = |place| match place {
            GrantPlace::Table => vec!["t".to_owned()],
            GrantPlace::Index => vec!["a".to_owned(), "b".to_owned()],
            _ => Vec::new(),
        };
        assert_eq!(fill("{table}/index/{index}", values), ["t/index/a", "t/index/b"]);
        assert_eq!(fill("{table}:*", values), ["t:*"]);
        assert_eq!(fill("{bucket}/*", values), Vec::<String>::new());
    }
}
