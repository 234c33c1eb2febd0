//! Markdown: users' text stays text.

use faasc_report::markdown;

use crate::gallery::gallery;

#[test]
fn users_text_neither_links_nor_mentions_nor_opens_tags() {
    let text = markdown(&gallery().findings());
    let mut fence: Option<String> = None;
    for line in text.lines() {
        match &fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if line.starts_with("```") => fence = Some(line.trim_end_matches("text").to_owned()),
            None => {
                assert!(
                    !line.replace("\\]", "").contains("](javascript") && !line.contains("@everyone"),
                    "{line}"
                );
                assert!(!line.contains("<script") && !line.contains("<b>"), "{line}");
            }
        }
    }
    assert_eq!(fence, None, "every fence is closed");
}

#[test]
fn long_lists_are_cut_and_say_so() {
    let mut gallery = gallery();
    let first = gallery.diagnostics[0].clone();
    gallery.diagnostics = vec![first; 130];
    assert!(markdown(&gallery.findings()).contains("and 30 more findings"));
}
