//! The same parts, called by stock mdBook on this book's own `book.toml`.

use crate::corpus::books;
use crate::generator::ROOT;
use crate::tools::MDBOOK;
use crate::words;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn stock_mdbook_makes_the_same_book() {
    let Some(mdbook) = MDBOOK.find() else { return };
    let dest = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editions/stock");
    let output = Command::new(mdbook)
        .args(["build", "--dest-dir"])
        .arg(&dest)
        .current_dir(ROOT)
        .output()
        .expect("mdbook starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let ours = &books()[0];
    for page in ["three-tasks.html", "slow-poetry.html"] {
        let read = |folder: &Path| {
            fs::read_to_string(folder.join("html").join(page)).expect("the page is there")
        };
        let (stock, own) = (words::of_main(&read(&dest)), words::of_main(&read(&ours.folder)));
        assert!(own.len() > 1000, "{page} has words");
        assert_eq!(stock, own, "{page}");
    }
    // The EPUB has no page list here: each renderer runs alone. The PDF is the very same.
    let name = ours.file("pdf");
    let name = name.file_name().expect("it is a file");
    let stock = fs::read(dest.join("bindery-pdf").join(name)).expect("the PDF is there");
    assert_eq!(stock, fs::read(ours.file("pdf")).expect("the PDF is there"));
    assert!(dest.join("bindery-epub").join(name).with_extension("epub").is_file());
}
