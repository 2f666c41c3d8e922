//! The same parts, called by stock mdBook as a preprocessor and as renderers.

use crate::cli::{Preprocess, Render};
use crate::editions::Paged;
use crate::place::file_name;
use crate::{confine, preprocessors, report};
use anyhow::{Context, Result};
use bindery_diagnostic::Report;
use bindery_manuscript::Manuscript;
use mdbook_renderer::RenderContext;
use std::io;
use std::process::ExitCode;

/// Answers `supports RENDERER`, or carries out the directives of the book on standard input.
pub fn preprocess(preprocess: &Preprocess) -> Result<ExitCode> {
    if preprocess.question.first().is_some_and(|word| word == "supports") {
        return Ok(ExitCode::SUCCESS);
    }
    let (context, book) = mdbook_preprocessor::parse_input(io::stdin().lock())
        .context("this is a preprocessor: mdBook gives it the book on standard input")?;
    warn_of_other_version(&context.mdbook_version);
    let mut found = Report::default();
    confine::check(&context.root, &context.config, &mut found);
    let book = preprocessors::expand(&context.root, &context.config, book, false, &mut found);
    report::print(&found);
    if found.errors() > 0 {
        return Ok(ExitCode::FAILURE);
    }
    serde_json::to_writer(io::stdout().lock(), &book)?;
    Ok(ExitCode::SUCCESS)
}

/// Makes one edition of the book on standard input.
pub fn render(render: &Render) -> Result<ExitCode> {
    let context = RenderContext::from_json(io::stdin().lock())
        .context("this is a renderer: mdBook gives it the book on standard input")?;
    warn_of_other_version(&context.version);
    let mut found = Report::default();
    if confine::check(&context.root, &context.config, &mut found) {
        report::print(&found);
        return Ok(ExitCode::FAILURE);
    }
    let manuscript = Manuscript::new(&context.root, &context.config, &context.book, &mut found);
    let paged = Paged::new(&manuscript, &context.root, &context.config, &mut found);
    let name = file_name(&manuscript.info.title);
    let folder = |_| context.destination.clone();
    paged.write(&[render.edition], &name, folder, |_| (), &mut found)?;
    report::print(&found);
    Ok(if found.errors() > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn warn_of_other_version(theirs: &str) {
    let ours = mdbook_renderer::MDBOOK_VERSION;
    let minor = |version: &str| version.split('.').take(2).map(str::to_owned).collect::<Vec<_>>();
    if minor(theirs) != minor(ours) {
        eprintln!(
            "warning: called by mdBook {theirs}, made for mdBook {ours}: the two may disagree"
        );
    }
}
