//! The figures of the book, each read once.

use crate::directive::Fault;
use crate::markup;
use bindery_diagnostic::{Diagnostic, Rule, nearest};
use bindery_figures::{Figure, Frame, Recording};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The figures that have been asked for so far.
#[derive(Debug)]
pub(crate) struct Drawings {
    folder: PathBuf,
    read: BTreeMap<String, Result<Rc<Figure>, Diagnostic>>,
}

impl Drawings {
    /// The figures in the book's folder `root`.
    pub fn new(root: &Path) -> Self {
        Drawings { folder: root.join("figures"), read: BTreeMap::new() }
    }

    /// The figure `id`.
    pub fn get(&mut self, id: &str) -> Result<Rc<Figure>, Diagnostic> {
        if let Some(read) = self.read.get(id) {
            return read.clone();
        }
        let read = if self.folder.join(id).with_extension("toml").is_file() {
            bindery_figures::load(&self.folder, id)
                .map(Rc::new)
                .map_err(|problem| problem.about(Rule::Figure))
        } else {
            Err(missing(&self.folder, id).into())
        };
        self.read.insert(id.to_owned(), read.clone());
        read
    }
}

/// Says that `figures/` has no description `id`, and which it has.
pub(crate) fn missing(folder: &Path, id: &str) -> Fault {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut names: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    let hint = match nearest(id, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("describe it in figures/{id}.toml"),
    };
    Fault::new(format!("there is no `{id}.toml` in figures/"), id, hint).about(Rule::Figure)
}

/// The caption, with a small line below it that says when, with what and where the figure was recorded.
pub(crate) fn with_provenance(caption: &str, recording: &Recording) -> String {
    let line = markup::html(&recording.provenance());
    let end = "</figcaption>";
    let small = format!("<br><small class=\"provenance\">{line}.</small>{end}");
    caption.replacen(end, &small, 1)
}

/// The figure as an `svg` element in lines of which none is empty, with `alt` in the place of the words made from the run.
pub(crate) fn svg(id: &str, figure: &Figure, alt: Option<&str>) -> String {
    let svg = figure.svg().trim_end().to_owned();
    let Some(alt) = alt else { return svg };
    // The drawing says in its only `desc` what it shows.
    let opening = format!("<desc id=\"{id}-desc\">");
    match (svg.find(&opening), svg.find("</desc>")) {
        (Some(start), Some(end)) => {
            format!("{}{}{}", &svg[..start + opening.len()], markup::html(alt), &svg[end..])
        }
        _ => svg,
    }
}

/// The table of the moments that are numbered in a drawing, in one line; nothing for none.
pub(crate) fn frames(frames: &[Frame]) -> String {
    type Column = (&'static str, fn(&Frame) -> String);
    const COLUMNS: [Column; 6] = [
        ("Step", |frame| frame.number.to_string()),
        ("Time", |frame| frame.time.clone()),
        ("What happens", |frame| frame.happens.clone()),
        ("Runs", |frame| frame.runs.join(", ")),
        ("Ready", |frame| frame.ready.join(", ")),
        ("Waits", |frame| frame.waits.join(", ")),
    ];
    if frames.is_empty() {
        return String::new();
    }
    let is_said = |(_, cell): &&Column| frames.iter().any(|frame| !cell(frame).is_empty());
    let columns: Vec<&Column> = COLUMNS.iter().filter(is_said).collect();
    let head: String =
        columns.iter().map(|it| format!("<th scope=\"col\">{}</th>", it.0)).collect();
    let row = |frame: &Frame| {
        let cell = |(_, cell): &&Column| match cell(frame) {
            text if text.is_empty() => "<td>–</td>".to_owned(),
            text => format!("<td>{}</td>", markup::html(&text)),
        };
        format!("<tr>{}</tr>", columns.iter().map(cell).collect::<String>())
    };
    let rows: String = frames.iter().map(row).collect();
    format!(
        "<details class=\"frames\"><summary>Step by step</summary>\
         <div class=\"table-wrapper\"><table><thead><tr>{head}</tr></thead>\
         <tbody>{rows}</tbody></table></div></details>"
    )
}
