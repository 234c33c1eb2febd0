//! YAML out: documents that every reader takes the same way, YAML 1.1 ones (kubectl, PyYAML) included.

mod write;

use serde::Serialize;
use serde_json::Value;

/// `value` as one YAML document, without a document marker; ends with a line break.
///
/// # Panics
/// When a value has no place in YAML (a map key that is no scalar): a bug of a target.
#[must_use]
pub fn to_yaml<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).unwrap_or_else(|fault| refuse(&fault));
    to_yaml_documents(std::slice::from_ref(&value))
}

/// Several documents in one file, `---` between them.
#[must_use]
pub fn to_yaml_documents(values: &[Value]) -> String {
    let mut out = String::with_capacity(1024 * values.len());
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push_str("---\n");
        }
        write::document(value, &mut out);
    }
    out
}

/// `value` as the library writes it.
fn spelled(value: &Value) -> String {
    // Block scalars fold long lines by rules that readers do not all share; a quoted text is the same for all.
    let options = serde_saphyr::ser_options! { prefer_block_scalars: false };
    serde_saphyr::to_string_with_options(value, options).unwrap_or_else(|fault| refuse(&fault))
}

fn refuse(fault: &dyn std::fmt::Display) -> ! {
    panic!("a target made a value that is no YAML ({fault}); please report this")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

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
        assert_eq!(to_yaml_documents(&[1.into(), 2.into()]), "1\n---\n2\n");
        assert_eq!(to_yaml_documents(&[]), "");
    }

    #[test]
    fn lists_stand_where_kubectl_puts_them() {
        let value = serde_json::json!({ "a": [{ "b": 1, "c": [] }], "d": {} });
        assert_eq!(to_yaml(&value), "a:\n- b: 1\n  c: []\nd: {}\n");
    }
    /// Texts near the line between what stands bare and what is quoted.
    fn texts() -> impl Strategy<Value = String> {
        let edge = r"[a-z/~=.+0-9:# -]{0,3}[a-zA-Z0-9 :/#._{}\[\],'&*!|>%@?=-]{0,12}[ :#-]?";
        prop_oneof![
            edge,
            "[a-zA-Z]{1,6}",
            "\\PC{0,8}",
            any::<String>(),
            proptest::sample::select(TRAPS.to_vec()).prop_map(str::to_owned),
            "([a-z]{1,12} ){20,30}[a-z]"
        ]
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            texts().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::vec((texts(), inner), 0..4)
                    .prop_map(|members| members.into_iter().collect::<serde_json::Map<_, _>>().into()),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_written_at_once_is_what_the_library_writes(value in values()) {
            let trimmed = |text: String| text.trim_end_matches('\n').to_owned();
            prop_assert_eq!(trimmed(to_yaml(&value)), trimmed(spelled(&value)));
        }
    }
}
