//! A book of many snippets.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const CHAPTERS: usize = 10;

/// A book in ten chapters.
pub struct SnippetBook {
    pub root: PathBuf,
}

impl SnippetBook {
    /// Writes a book of `size` snippets into the folder `root`.
    pub fn write(root: &Path, size: usize) -> io::Result<SnippetBook> {
        let book = SnippetBook { root: root.to_owned() };
        fs::create_dir_all(root.join("src"))?;
        fs::write(
            root.join("book.toml"),
            "[book]\ntitle = \"Snippets\"\n[rust]\nedition = \"2021\"\n",
        )?;
        let mut summary = String::from("# Summary\n\n");
        for chapter in 0..CHAPTERS {
            summary += &format!("- [{chapter}](chapter-{chapter}.md)\n");
            let numbers = (chapter * size / CHAPTERS)..((chapter + 1) * size / CHAPTERS);
            let text: String = numbers.map(|number| snippet(number, 0)).collect();
            fs::write(book.chapter(chapter), format!("# Chapter {chapter}\n{text}"))?;
        }
        fs::write(root.join("src/SUMMARY.md"), summary)?;
        Ok(book)
    }

    /// The file of a chapter.
    pub fn chapter(&self, number: usize) -> PathBuf {
        self.root.join(format!("src/chapter-{number}.md"))
    }

    /// The files of all chapters.
    pub fn chapters(&self) -> Vec<PathBuf> {
        (0..CHAPTERS).map(|number| self.chapter(number)).collect()
    }

    /// Changes the first snippet of the last chapter.
    pub fn edit(&self) -> io::Result<()> {
        let file = self.chapter(CHAPTERS - 1);
        let text = fs::read_to_string(&file)?;
        fs::write(&file, text.replacen("let more = 0", "let more = 1", 1))
    }
}

/// A snippet as books have them: a few lines of the standard library, no two the same.
fn snippet(number: usize, more: u32) -> String {
    let code = match number % 4 {
        0 => {
            "let words: Vec<&str> = \"a slow poem\".split(' ').collect();\n\
              assert_eq!(words.len(), 3);"
        }
        1 => {
            "use std::collections::BTreeMap;\n\
              let mut counts = BTreeMap::new();\n\
              for c in \"poem\".chars() {\n    *counts.entry(c).or_insert(0) += 1;\n}\n\
              assert_eq!(counts[&'o'], 1);"
        }
        2 => {
            "use std::sync::mpsc;\nuse std::thread;\n\
              let (sender, receiver) = mpsc::channel();\n\
              thread::spawn(move || sender.send(7).unwrap());\n\
              assert_eq!(receiver.recv(), Ok(7));"
        }
        _ => {
            "use std::io::{BufRead, BufReader};\n\
              let lines = BufReader::new(&b\"a\\nb\\n\"[..]).lines();\n\
              assert_eq!(lines.count(), 2);"
        }
    };
    let code = code.replace('\n', "\n    ");
    let main = format!("let more = {more};\n    let number = {number} + more;\n    {code}");
    format!("\n```rust\nfn main() {{\n    {main}\n    assert!(number >= more);\n}}\n```\n")
}
