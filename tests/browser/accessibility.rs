//! What axe-core finds on the pages that can be played.

use crate::book;
use crate::page::Page;
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The checks: WCAG 2.2, levels A and AA.
const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const HOW_TO_INSTALL: &str = "npm install --prefix target/tools axe-core@4.14.1";

/// The source of axe-core; `None`, with a message, where it isn't installed.
///
/// # Panics
/// When it isn't and the environment has `CI`: there it has to be installed.
fn axe() -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = fs::read_to_string(root.join("target/tools/node_modules/axe-core/axe.min.js"));
    if source.is_err() {
        assert!(env::var_os("CI").is_none(), "no axe-core: {HOW_TO_INSTALL}");
        let _ = writeln!(io::stderr(), "accessibility test skipped, no axe-core: {HOW_TO_INSTALL}");
    }
    source.ok()
}

#[test]
fn axe_finds_nothing() {
    let (Some(axe), Some(mut page)) = (axe(), Page::open()) else { return };
    for url in book::chapters() {
        for theme in ["light", "coal", "rust", "navy", "ayu"] {
            page.goto(&url);
            page.eval(&format!("localStorage.setItem('mdbook-theme', {theme:?})"));
            page.goto(&url);
            // The other themes differ in their colours only.
            if theme == "light" || theme == "coal" {
                found_nothing(&mut page, &axe, &format!("{url} in {theme}"));
            }
            // With all that can be unfolded and played.
            page.eval(
                "document.querySelectorAll('details').forEach(details => details.open = true);
                document.querySelectorAll('.player [aria-label=Step]').forEach(step => {
                    step.click();
                    step.click();
                });
                document.querySelectorAll('.puzzle .task button').forEach(run => run.click())",
            );
            found_nothing(&mut page, &axe, &format!("{url} in {theme}, played"));
        }
        // A phone scrolls what a desktop doesn't.
        page.resize(360, 740);
        page.goto(&url);
        found_nothing(&mut page, &axe, &format!("{url} on a phone"));
        page.resize(1280, 900);
    }
}

fn found_nothing(page: &mut Page, axe: &str, place: &str) {
    page.eval(&format!("{{ {axe} }}; true"));
    let violations = page.eval(&format!(
        "axe.run(document, {{ runOnly: {}, resultTypes: ['violations'] }}).then(results =>
            results.violations.map(({{ id, help, nodes }}) => ({{
                id, help, nodes: nodes.slice(0, 5).map(node => [node.html.slice(0, 200), node.failureSummary]),
            }})))",
        json!(TAGS)
    ));
    assert_eq!(violations, Value::Array(Vec::new()), "{place}: {violations:#}");
}
