//! The HTML edition, by mdBook's own renderer.

use crate::book::Loaded;
use anyhow::{Context, Error, Result};
use bindery_diagnostic::{Place, Report, Rule};
use mdbook_core::utils::fs::copy_files_except_ext;
use mdbook_html::HtmlHandlebars;
use mdbook_renderer::{RenderContext, Renderer};
use std::fs;
use std::path::{Path, PathBuf, absolute};

/// The templates that a theme may have, and mdBook's names for them.
const TEMPLATES: [(&str, &str); 6] = [
    ("index", "index.hbs"),
    ("head", "head.hbs"),
    ("header", "header.hbs"),
    ("redirect", "redirect.hbs"),
    ("toc_js", "toc.js.hbs"),
    ("toc_html", "toc.html.hbs"),
];

/// Writes the edition into `folder`. Where the theme's templates can't be used, which are often for
/// another version of mdBook, a warning says so, and mdBook's own stand in: no word depends on them.
///
/// # Errors
///
/// When it can't be made, for whatever other reason.
pub fn write(loaded: &Loaded, folder: &Path, report: &mut Report) -> Result<()> {
    let failed = "the HTML edition can't be made";
    let mut context = loaded.render_context(folder);
    let Err(error) = HtmlHandlebars::new().render(&context) else { return Ok(()) };
    let theme = theme(&context);
    let Some((template, place)) = culprit(&theme, &error) else {
        return Err(error).context(failed);
    };
    let reason = error.root_cause().to_string();
    let message = format!("the template `{template}` can't be used: {reason}");
    let hint =
        "mdBook's own templates stand in; `mdbook init --theme` writes them, to be changed anew";
    report.push(Rule::Look.warning(message).at(place).hint(hint));
    let spare = folder.with_extension("theme");
    fs::create_dir_all(&spare).context(failed)?;
    copy_files_except_ext(&theme, &spare, true, None, &["hbs"]).context(failed)?;
    context.config.set("output.html.theme", absolute(&spare)?).context(failed)?;
    HtmlHandlebars::new().render(&context).context(failed)?;
    fs::remove_dir_all(&spare).context(failed)
}

/// The folder of the theme, whether it is there or not.
fn theme(context: &RenderContext) -> PathBuf {
    let named = context.config.get::<PathBuf>("output.html.theme").ok().flatten();
    context.root.join(named.unwrap_or_else(|| "theme".into()))
}

/// The template of the theme that an error is about, and the place in it.
fn culprit(theme: &Path, error: &Error) -> Option<(&'static str, Place)> {
    let said = format!("{error:#}");
    let (_, file) = TEMPLATES.iter().find(|(name, _)| said.contains(&format!("\"{name}\"")))?;
    let path = theme.join(file);
    let line = said.split_once("line ").and_then(|(_, rest)| {
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok()
    });
    let place = line.map_or_else(|| Place::file(&path), |line| Place::line(&path, line));
    path.is_file().then_some((file, place))
}
