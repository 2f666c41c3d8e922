//! The look: the files of Typst code that are built in, and an author's own in their place.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use bindery_diagnostic::{Place, Report, Rule};

/// Where an author's own files of the look are, relative to the book's folder. One that is there
/// stands for that of the same name in [`THEME`].
pub const THEME_FOLDER: &str = "theme/pdf";

/// The files of the look, by name. `default.typ` brings the others together.
pub const THEME: [(&str, &str); 8] = [
    ("default.typ", include_str!("../template/default.typ")),
    ("page.typ", include_str!("../template/page.typ")),
    ("front.typ", include_str!("../template/front.typ")),
    ("words.typ", include_str!("../template/words.typ")),
    ("blocks.typ", include_str!("../template/blocks.typ")),
    ("code.typ", include_str!("../template/code.typ")),
    ("tokens.typ", include_str!("../template/tokens.typ")),
    ("back.typ", include_str!("../template/back.typ")),
];

/// The author's files, in the order of [`THEME`]; `None` for those that are built in.
#[derive(Default)]
pub(crate) struct Theme {
    own: [Option<String>; THEME.len()],
}

impl Theme {
    /// Reads the author's files below `root`, the book's folder.
    pub(crate) fn load(root: &Path, report: &mut Report) -> Self {
        let mut theme = Theme::default();
        for ((name, _), own) in THEME.iter().zip(&mut theme.own) {
            let path = root.join(THEME_FOLDER).join(name);
            match fs::read_to_string(&path) {
                Ok(text) => *own = Some(text),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => {
                    let message = format!("the theme can't be read: {error}");
                    report.push(Rule::Look.error(message).at(Place::file(path)));
                }
            }
        }
        theme
    }

    /// The files, the author's before those built in.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let files = THEME.iter().zip(&self.own);
        files.map(|((name, text), own)| (*name, own.as_deref().unwrap_or(text)))
    }
}
