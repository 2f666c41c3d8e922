//! What can be taken away from a figure.

use crate::book;
use crate::is_wrong;
use crate::page::Page;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

#[test]
fn a_figure_is_taken_away_with_its_data_and_its_source() {
    let Some(mut page) = Page::open() else { return };
    let folder = TempDir::with_prefix("browser-test-").expect("a temporary folder");
    let how = json!({ "behavior": "allow", "downloadPath": folder.path() });
    page.command("Browser.setDownloadBehavior", how);
    let mut taken = 0;
    for url in book::chapters() {
        page.goto(&url);
        let ids = page.eval(
            "Array.from(document.querySelectorAll('.figure:has(.download)'), figure => figure.id)",
        );
        for id in ids.as_array().expect("a list") {
            let id = id.as_str().expect("a figure has an id");
            // From one page, Chromium takes ten files without asking.
            page.goto(&url);
            page.eval(&format!("document.querySelector('#{id} [aria-label=Step]')?.click()"));
            page.eval(&format!("document.querySelector('#{id} .download > summary').focus()"));
            page.press("Enter");
            let source = page.text(&format!("document.querySelector('#{id} .source').textContent"));
            assert!(source.starts_with("Figure "), "{source}");
            assert!(source.ends_with("MIT or Apache-2.0."), "{source} names no licence");
            let (svg, csv) = (format!("{id}.svg"), format!("{id}.csv"));
            press(&mut page, id, "Drawing (SVG)");
            drawing(&fetched(folder.path(), &svg), id, &source);
            let has_data = "Array.from(document.querySelectorAll('#{id} .menu button'), \
                button => button.textContent).includes('Data (CSV)')";
            if page.holds(&has_data.replace("{id}", id)) {
                press(&mut page, id, "Data (CSV)");
                data(&fetched(folder.path(), &csv), id, &source);
            }
            press(&mut page, id, "Copy the source line");
            let told = format!("document.querySelector('#{id} .menu [role=status]').textContent");
            page.wait_until(&format!("{told} !== ''"));
            taken += 1;
            let wrong: Vec<Value> = page.events().into_iter().filter(is_wrong).collect();
            assert!(wrong.is_empty(), "{url}: {wrong:#?}");
        }
    }
    assert!(taken > 0, "no figure can be taken away");
}

/// Goes on to the next button of the menu, which has to be this one, and presses it.
fn press(page: &mut Page, id: &str, button: &str) {
    page.press("Tab");
    page.wait_until(&format!(
        "document.activeElement.matches('#{id} .menu button') && \
         document.activeElement.textContent === {button:?}"
    ));
    page.press("Enter");
}

/// The text of a file that the browser writes, when it is there.
fn fetched(folder: &Path, name: &str) -> String {
    for _ in 0..600 {
        // There is an empty file of this name before there is a whole one.
        if let Ok(text) = fs::read_to_string(folder.join(name))
            && !text.is_empty()
        {
            return text;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("{name} doesn't come");
}

fn drawing(svg: &str, id: &str, source: &str) {
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{id}");
    let escaped = source.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    assert!(svg.contains(&format!("<metadata>{escaped}</metadata>")), "{id} has no source");
    assert!(!svg.contains("fig-now"), "{id} has the player's line in it");
}

fn data(csv: &str, id: &str, source: &str) {
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some(format!("# {source}").as_str()), "{id}");
    let Some(steps) = book::steps(id) else { return };
    let rows: Vec<&str> = lines.skip(1).collect();
    let (head, rows) = rows.split_first().expect("a table has a head");
    assert_eq!(rows.len(), steps.len(), "{id}");
    for (row, event) in rows.iter().zip(&steps) {
        for (column, name) in cells(row).into_iter().zip(head.split(',')) {
            let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
            let value = match name {
                "microseconds" => event["us"].to_string(),
                // A sequence gives other names to its lifelines, and not in its data.
                "task" if column == text("name") => column.clone(),
                "task" => text("shown"),
                "event" | "on" | "what" | "file" | "from" | "to" => text(name),
                _ => continue,
            };
            assert_eq!(column, value, "{id}, {name}: {row}");
        }
    }
}

/// The cells of a row, without the quotes around those with a comma in them.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in row.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().expect("a row has a cell").push(c),
        }
    }
    cells
}
