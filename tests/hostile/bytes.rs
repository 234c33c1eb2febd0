//! What is no text, or an odd one.

use crate::case::{Case, app_with, write_app};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::new("an_empty_file", |folder| folder.write("app/faas.yaml", "")).says("F0133"),
        Case::new("a_file_of_line_breaks", |folder| folder.write("app/faas.yaml", "\n\r\n\r\n\n"))
            .says("F0133"),
        Case::new("a_file_of_comments", |folder| folder.write("app/faas.yaml", "# a\n# b\n")).says("F0133"),
        Case::new("a_binary_file", |folder| {
            let bytes: Vec<u8> =
                (0..60_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
            folder.write("app/faas.yaml", bytes);
        })
        .says("F010"),
        Case::new("an_archive", |folder| folder.write("app/faas.yaml", b"PK\x03\x04\x00\x00\xff\xfe"))
            .says("F0102"),
        Case::new("a_byte_that_no_utf8_has", |folder| {
            folder.write("app/faas.yaml", b"faas: \"1\"\napp: caf\xe9\n")
        })
        .says("byte 18"),
        Case::new("utf16_with_its_mark", |folder| {
            folder.write("app/faas.yaml", wide("\u{feff}faas: \"1\"\napp: x\n", u16::to_le_bytes));
        })
        .says("UTF-16"),
        Case::new("utf16_without_a_mark", |folder| {
            folder.write("app/faas.yaml", wide("faas: \"1\"\napp: x\n", u16::to_be_bytes));
        })
        .says("UTF-16"),
        Case::new("a_byte_order_mark", |folder| {
            write_app(folder, "");
            folder.write("app/faas.yaml", format!("\u{feff}{}", app_with("")));
        })
        .stays_clean(),
        Case::new("line_ends_of_windows", |folder| {
            write_app(folder, "");
            folder.write("app/faas.yaml", app_with("").replace('\n', "\r\n"));
        })
        .stays_clean(),
        Case::new("line_ends_of_old_macs", |folder| {
            folder.write("app/faas.yaml", app_with("").replace('\n', "\r"))
        }),
        Case::new("no_line_break_at_the_end", |folder| {
            write_app(folder, "");
            folder.write("app/faas.yaml", app_with("").trim_end());
        })
        .stays_clean(),
        Case::new("a_tab_that_indents", |folder| write_app(folder, "events:\n\torders: { via: queue }\n"))
            .says("F0107"),
        Case::new("control_characters", |folder| write_app(folder, "description: \"a\u{7}b\u{1b}[31mc\"\n"))
            .says("F0103"),
        Case::new("nel_and_line_separators", |folder| {
            write_app(folder, "description: \"a\u{85}b\u{2028}c\u{2029}\"\n")
        }),
    ]
}

fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}
