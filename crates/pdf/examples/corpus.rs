//! Scratch.
#![allow(clippy::unwrap_used)]
use bindery_diagnostic::{Place, Report};
use bindery_manuscript::Manuscript;
use bindery_pdf::{Options, Press};
use mdbook_driver::MDBook;
use std::path::Path;
use std::time::Instant;
struct Html;
impl mdbook_renderer::Renderer for Html {
    fn name(&self) -> &str {
        "html"
    }
    fn render(&self, _: &mdbook_renderer::RenderContext) -> Result<(), mdbook_core::errors::Error> {
        Ok(())
    }
}
fn main() {
    let mut args = std::env::args().skip(1);
    let root = args.next().unwrap();
    let out = args.next().unwrap();
    let options = args.next().unwrap_or_default();
    let root = Path::new(&root);
    let mut config = mdbook_core::config::Config::from_disk(root.join("book.toml")).unwrap();
    config.build.create_missing = false;
    config.set("preprocessor", toml::Table::new()).unwrap();
    let md = MDBook::load_with_config(root, config.clone()).unwrap();
    let (book, _) = md.preprocess_book(&Html).unwrap();
    let mut report = Report::default();
    let t = Instant::now();
    let m = Manuscript::new(root, &config, &book, &mut report);
    eprintln!("manuscript {:?}", t.elapsed());
    let table = options.parse::<toml::Table>().unwrap();
    let options = Options::from_table(&table, &Place::file("book.toml"), &mut report);
    let t = Instant::now();
    let press = Press::new(options, root, &mut report);
    eprintln!("press {:?}", t.elapsed());
    let before = report.diagnostics().len();
    let t = Instant::now();
    let pdf = press.render(&m, &mut report);
    eprintln!("render {:?}", t.elapsed());
    for d in report.diagnostics().iter().skip(before) {
        eprintln!("{d}");
    }
    if let Ok(pdf) = pdf {
        eprintln!("{:?} {} pages, {} bytes", pdf.tagging, pdf.pages.len(), pdf.bytes.len());
        std::fs::write(out, pdf.bytes).unwrap();
        if std::env::var("AGAIN").is_ok() {
            let t = Instant::now();
            let _ = press.render(&m, &mut report);
            eprintln!("again {:?}", t.elapsed());
        }
    }
}
