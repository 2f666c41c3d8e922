//! The PDF edition, as Poppler sees it.

use crate::corpus::books;
use crate::tools::{PDFFONTS, PDFINFO, Tool};
use std::path::Path;

fn ask(tool: &Tool, args: &[&str], pdf: &Path) -> Option<String> {
    let output = tool.run(args, pdf)?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn tagged_with_a_title() {
    for book in books() {
        let Some(info) = ask(&PDFINFO, &[], &book.file("pdf")) else { return };
        let field = |name: &str| {
            let line = info.lines().find(|line| line.starts_with(name));
            line.map_or("", |line| line[name.len()..].trim_start_matches(':').trim())
        };
        assert_eq!(field("Tagged"), "yes", "{}", book.name);
        assert!(!field("Title").is_empty(), "{}", book.name);
    }
}

#[test]
fn every_font_is_inside() {
    for book in books() {
        let Some(fonts) = ask(&PDFFONTS, &[], &book.file("pdf")) else { return };
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!rows.is_empty(), "{}", book.name);
        for row in rows {
            // name, type, encoding, emb, sub, uni, object: counted from the right, since a type
            // has spaces.
            let columns: Vec<&str> = row.split_whitespace().rev().collect();
            assert_eq!(columns.get(4), Some(&"yes"), "{}: {row}", book.name);
        }
    }
}
