//! The ways to prove snippets.

use crate::book::SnippetBook;
use bindery_proofs::Book;
use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Proves the snippets of one book, again and again.
pub type Prove = Box<dyn FnMut() -> Result<(), Box<dyn Error>>>;

/// A way to prove snippets.
pub struct Tool {
    pub name: &'static str,
    /// What is done once, before a reader's first run, isn't counted.
    pub prepare: fn(&SnippetBook) -> Result<Prove, Box<dyn Error>>,
}

/// All that are there.
pub fn all() -> Vec<Tool> {
    let mut tools = vec![
        Tool { name: "bindery", prepare: bindery },
        Tool { name: "skeptic 0.14", prepare: skeptic },
        Tool { name: "doctests, edition 2024 (merged)", prepare: doctests },
    ];
    if Command::new(stock()).arg("--version").output().is_ok() {
        tools.push(Tool { name: "mdbook test", prepare: mdbook });
    }
    tools
}

fn stock() -> String {
    env::var("MDBOOK").unwrap_or_else(|_| "mdbook".to_owned())
}

fn bindery(book: &SnippetBook) -> Result<Prove, Box<dyn Error>> {
    let mut book = Book::open(&book.root).map_err(|fault| fault.to_string())?;
    book.cached = true;
    book.target = Some(book.root.join("target"));
    Ok(Box::new(move || {
        let report = bindery_proofs::test_snippets(&book);
        match report.diagnostics().first() {
            None => Ok(()),
            Some(fault) => Err(fault.to_string().into()),
        }
    }))
}

fn mdbook(book: &SnippetBook) -> Result<Prove, Box<dyn Error>> {
    let root = book.root.clone();
    Ok(Box::new(move || run(Command::new(stock()).arg("test").arg(&root))))
}

/// A crate whose documentation is the book.
fn doctests(book: &SnippetBook) -> Result<Prove, Box<dyn Error>> {
    let root = book.root.clone();
    manifest(&root, "2024", "[lib]\npath = \"lib.rs\"\n")?;
    let mut lib = String::new();
    for (number, chapter) in book.chapters().iter().enumerate() {
        lib += &format!("#[doc = include_str!({chapter:?})]\npub mod chapter_{number} {{}}\n");
    }
    fs::write(root.join("lib.rs"), lib)?;
    Ok(Box::new(move || run(cargo(&root).args(["test", "--quiet", "--doc"]))))
}

/// A crate with skeptic's build script and test, as its documentation says.
fn skeptic(book: &SnippetBook) -> Result<Prove, Box<dyn Error>> {
    let root = book.root.clone();
    let skeptic = "[lib]\npath = \"lib.rs\"\n[dev-dependencies]\nskeptic = \"0.14\"\n\
        [build-dependencies]\nskeptic = \"0.14\"\n";
    manifest(&root, "2021", skeptic)?;
    fs::write(root.join("lib.rs"), "")?;
    fs::create_dir_all(root.join("tests"))?;
    let test = root.join("tests/skeptic.rs");
    let build = root.join("build.rs");
    fs::write(&test, "")?;
    fs::write(&build, "fn main() {}")?;
    // What skeptic itself takes to compile is no matter of the book's.
    run(cargo(&root).args(["test", "--quiet", "--test", "skeptic"]))?;
    fs::write(&test, "include!(concat!(env!(\"OUT_DIR\"), \"/skeptic-tests.rs\"));\n")?;
    fs::write(
        &build,
        "fn main() {\n    println!(\"cargo::rerun-if-changed=src\");\n    \
         skeptic::generate_doc_tests(&skeptic::markdown_files_of_directory(\"src/\"));\n}\n",
    )?;
    Ok(Box::new(move || run(cargo(&root).args(["test", "--quiet", "--test", "skeptic"]))))
}

fn manifest(root: &Path, edition: &str, rest: &str) -> Result<(), Box<dyn Error>> {
    let text = format!(
        "[package]\nname = \"snippets\"\nedition = \"{edition}\"\n{rest}[profile.dev]\ndebug = 0\n[workspace]\n"
    );
    Ok(fs::write(root.join("Cargo.toml"), text)?)
}

fn cargo(root: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root).env("CARGO_TARGET_DIR", root.join("target"));
    cargo
}

fn run(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{command:?} failed:\n{}", String::from_utf8_lossy(&said)).into())
}
