//! YAML out: documents that every reader takes the same way, YAML 1.1 ones (kubectl, PyYAML) included.

use serde::Serialize;

/// `value` as one YAML document, without a document marker; ends with a line break.
///
/// # Panics
/// When a value has no place in YAML (a map key that is no scalar): a bug of a target.
#[must_use]
pub fn to_yaml<T: Serialize>(value: &T) -> String {
    // Block scalars fold long lines by rules that readers do not all share; a quoted text is the same for all.
    let options = serde_saphyr::ser_options! { prefer_block_scalars: false };
    let mut text = serde_saphyr::to_string_with_options(value, options).unwrap_or_else(|fault| {
        panic!("a target made a value that is no YAML ({fault}); please report this")
    });
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Several documents in one file, `---` between them.
#[must_use]
pub fn to_yaml_documents<T: Serialize>(values: &[T]) -> String {
    values.iter().map(to_yaml).collect::<Vec<_>>().join("---\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Texts that some reader takes for something else when they are not quoted.
    const TRAPS: [&str; 44] = [
        "NO",
        "no",
        "No",
        "yes",
        "Yes",
        "on",
        "Off",
        "y",
        "N",
        "true",
        "False",
        "null",
        "Null",
        "~",
        "",
        "012",
        "0o17",
        "0x1F",
        "0b11",
        "1_000",
        "1e3",
        "1.5",
        ".5",
        "-.inf",
        ".nan",
        "1:30",
        "190:20:30",
        "2027-06-30",
        "2027-06-30T10:00:00Z",
        "=",
        "<<",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "{a",
        "[a",
        "? a",
    ];

    #[test]
    fn what_yaml_1_1_takes_for_something_else_is_quoted() {
        for trap in TRAPS {
            let text = to_yaml(&BTreeMap::from([("value", trap)]));
            let written = text.strip_prefix("value: ").unwrap().trim_end();
            assert!(written.starts_with(['"', '\'']), "`{trap}` stands bare: {text}");
        }
    }

    #[test]
    fn every_text_reads_back_as_key_and_as_value() {
        let long = "word ".repeat(60);
        let nasty = [
            " lead",
            "trail ",
            "two\nlines",
            "two\nlines\n",
            "\n",
            "tab\there",
            "\u{7f}\u{85}\u{a0}\u{2028}\u{feff}",
            "quote\"'\\",
            "ünïcödé 漢字 🎉",
            "\u{0}\u{1}\u{1b}",
            "---",
            "...",
            "--- a",
            ": ",
            "a:",
            "-",
            "?",
            "\r\n",
            &long,
        ];
        for text in TRAPS.iter().chain(&nasty) {
            let values = BTreeMap::from([(*text, vec![*text, "end"])]);
            let yaml = to_yaml(&values);
            let read: BTreeMap<String, Vec<String>> =
                serde_yaml::from_str(&yaml).unwrap_or_else(|fault| panic!("{text:?}: {fault}\n{yaml}"));
            assert_eq!(
                read,
                BTreeMap::from([((*text).to_owned(), vec![(*text).to_owned(), "end".to_owned()])])
            );
        }
    }

    #[test]
    fn documents_are_kept_apart() {
        assert_eq!(to_yaml_documents(&[1, 2]), "1\n---\n2\n");
        assert_eq!(to_yaml_documents::<u8>(&[]), "");
    }

    #[test]
    fn lists_stand_where_kubectl_puts_them() {
        let value = serde_json::json!({ "a": [{ "b": 1, "c": [] }], "d": {} });
        assert_eq!(to_yaml(&value), "a:\n- b: 1\n  c: []\nd: {}\n");
    }
}
