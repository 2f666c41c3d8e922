//! The kinds of figures that few chapters have, in a small book of their own: all can be played.

use crate::is_wrong;
use crate::page::Page;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};
use tempfile::TempDir;

/// A book with each of the drawer's examples that is drawn from a run; its page.
fn page_of_examples(folder: &Path) -> io::Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = fs::read_to_string(root.join("book.toml"))?;
    fs::write(folder.join("book.toml"), config.replace("strict = true", ""))?;
    copy(&root.join("theme"), &folder.join("theme"))?;
    fs::create_dir_all(folder.join("src"))?;
    fs::create_dir_all(folder.join("figures"))?;
    let mut chapter = "# Kinds\n".to_owned();
    for id in ["one-wake", "turns", "deadlock-run"] {
        for ending in ["toml", "jsonl"] {
            let file = format!("{id}.{ending}");
            let from = root.join("crates/figures/tests/examples").join(&file);
            fs::copy(from, folder.join("figures").join(file))?;
        }
        chapter += &format!("\n{{{{#figure {id} caption=\"A figure\"}}}}\n");
    }
    fs::write(folder.join("src/kinds.md"), chapter)?;
    fs::write(folder.join("src/SUMMARY.md"), "- [Kinds](kinds.md)\n")?;
    let built =
        Command::new(bindery()).args(["build", "--edition", "html"]).arg(folder).output()?;
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    Ok(format!("file://{}", folder.join("book/html/kinds.html").display()))
}

/// The generator: `BINDERY`, or the one that the tests of the same profile have built.
fn bindery() -> PathBuf {
    let beside = env::current_exe().expect("a test is a program");
    let folder = beside.parent().and_then(Path::parent).expect("it is in target/<profile>/deps");
    env::var_os("BINDERY").map_or_else(|| folder.join("bindery"), PathBuf::from)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => fs::copy(entry.path(), target).map(|_| ())?,
        }
    }
    Ok(())
}

/// Presses the right arrow until the end, and returns for each step what the player says, and what
/// is faint and strong in the drawing.
fn steps(page: &mut Page, id: &str) -> Vec<(String, Value)> {
    page.eval(&format!("document.querySelector('#{id} [aria-label=Step]').focus()"));
    let mut steps = Vec::new();
    let more = format!(
        "document.querySelector('#{id} [aria-label=Step]').getAttribute('aria-disabled') !== 'true'"
    );
    while page.holds(&more) {
        page.press("ArrowRight");
        let said = page.text(&format!("document.querySelector('#{id} .said').textContent"));
        let look = page.eval(&format!(
            "['.fig-faint', '.fig-now-said'].map(name => Array.from(
                document.querySelectorAll('#{id} ' + name), part => part.textContent.trim()))"
        ));
        steps.push((said, look));
    }
    steps
}

#[test]
fn a_sequence_a_queue_and_a_wait_graph_are_played() {
    let Some(mut page) = Page::open() else { return };
    let folder = TempDir::with_prefix("browser-test-").expect("a temporary folder");
    let url = page_of_examples(folder.path()).expect("the book can be written");
    page.goto(&url);

    let talk = steps(&mut page, "one-wake");
    let messages = page.eval("document.querySelectorAll('#one-wake .fig-message').length");
    assert_eq!(messages, talk.len());
    for (at, (said, look)) in talk.iter().enumerate() {
        assert!(said.starts_with(&format!("Step {} of {}, ", at + 1, talk.len())), "{said}");
        let (faint, now) = (&look[0], &look[1]);
        assert_eq!(faint.as_array().map(Vec::len), Some(talk.len() - at - 1), "{said}");
        let now = now[0].as_str().expect("one message stands out");
        let what = now.split_once(": ").expect("its tooltip says when").1;
        let what = what.lines().next().unwrap_or_default();
        assert!(said.contains(what.split(": ").next().expect("who to whom")), "{said} {what}");
    }
    page.press("Escape");
    assert_eq!(page.eval("document.querySelectorAll('.fig-faint').length"), 0);

    let queue = steps(&mut page, "turns");
    assert!(queue.len() > 3 && queue[0].0.starts_with("Step 1 of "), "{queue:?}");
    assert!(page.holds("document.querySelector('#turns .fig-now') !== null"));

    let graph = steps(&mut page, "deadlock-run");
    let faint = |at: usize| graph[at].1[0].as_array().map_or(0, Vec::len);
    let all = page.eval("document.querySelectorAll('#deadlock-run .fig-edge').length");
    assert_eq!(faint(0), all, "at first nobody waits");
    assert!((0..graph.len()).any(|at| faint(at) == 0), "the whole circle is there once");

    let wrong: Vec<Value> = page.events().into_iter().filter(is_wrong).collect();
    assert_eq!(json!(wrong), json!([]));
}
