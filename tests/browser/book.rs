//! The HTML edition that the tests open.

use serde_json::Value;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// Pages that belong to mdBook, not to the book.
const NOT_CHAPTERS: [&str; 3] = ["404.html", "print.html", "toc.html"];

/// The folder of the HTML edition: `BOOK_HTML`, or else it is built for these tests.
static HTML: LazyLock<PathBuf> = LazyLock::new(|| match env::var_os("BOOK_HTML") {
    Some(folder) => PathBuf::from(folder).canonicalize().expect("BOOK_HTML names a folder"),
    None => build(),
});

/// The address of the page `name`.
pub fn url(name: &str) -> String {
    format!("file://{}", HTML.join(name).display())
}

/// The address of the page that opens the book.
pub fn index() -> String {
    url("index.html")
}

/// The addresses of all pages of the book, in order of their names.
pub fn pages() -> Vec<String> {
    let mut pages = Vec::new();
    collect(&HTML, &mut pages);
    pages.sort();
    assert!(!pages.is_empty(), "there is no page in {}", HTML.display());
    pages.iter().map(|page| format!("file://{}", page.display())).collect()
}

/// The addresses of the chapters: the page that opens the book is one of them over again.
pub fn chapters() -> Vec<String> {
    let mut pages = pages();
    pages.retain(|page| !page.ends_with("/index.html"));
    pages
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the edition can be read") {
        let path = entry.expect("the edition can be read").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            collect(&path, pages);
        } else if name.ends_with(".html") && !NOT_CHAPTERS.contains(&name) {
            pages.push(path);
        }
    }
}

/// Builds the HTML edition with the generator, as it is now, in the profile of these tests.
fn build() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    let root = env!("CARGO_MANIFEST_DIR");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root).args(["run", "--quiet", "--package", "bindery"]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    command.args(["--", "build", root, "--edition", "html", "--dest-dir"]).arg(&folder);
    let status = command.status().expect("cargo starts");
    assert!(status.success(), "the book can't be built; see above");
    folder.join("html")
}

/// The name that a figure's description gives to a task of its run.
fn shown_name(description: &str, name: &str) -> String {
    let other = description.lines().find_map(|line| {
        let shown = line.strip_prefix(&format!("\"{name}\" = \""));
        shown.or(line.strip_prefix(&format!("{name} = \"")))?.strip_suffix('"')
    });
    other.unwrap_or(name).to_owned()
}

/// The steps of the run that the figure `id` shows: of what is said, only a sequence tells. Those of
/// tasks have a field `shown`, the name in the figure. `None` if no run of this book was recorded for it.
pub fn steps(id: &str) -> Option<Vec<Value>> {
    let figures = Path::new(env!("CARGO_MANIFEST_DIR")).join("figures");
    let text = fs::read_to_string(figures.join(format!("{id}.jsonl"))).ok()?;
    let description = fs::read_to_string(figures.join(format!("{id}.toml")));
    let description = description.unwrap_or_default();
    let told = description.contains("kind = \"sequence\"");
    // Of tasks with one name, the second is `ant (2)`.
    let mut namesakes: BTreeMap<String, u32> = BTreeMap::new();
    let mut shown: BTreeMap<u64, String> = BTreeMap::new();
    let steps = text.lines().skip(1).map(|line| {
        let mut step: Value = serde_json::from_str(line).expect("a trace is JSON");
        if let (Some(task), Some(name)) = (step["task"].as_u64(), step["name"].as_str()) {
            if step["event"] == "begin" {
                let count = namesakes.entry(name.to_owned()).or_default();
                *count += 1;
                let name = shown_name(&description, name);
                let name = if *count > 1 { format!("{name} ({count})") } else { name };
                shown.insert(task, name);
            }
            step["shown"] = shown[&task].clone().into();
        }
        step
    });
    Some(steps.filter(|step: &Value| told || step["event"] != "message").collect())
}
