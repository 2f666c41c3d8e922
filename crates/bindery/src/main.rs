//! `bindery` builds an mdBook as offline HTML, PDF and EPUB, and proves its listings.
//!
//! [`cli`] says what can be asked for; each command has a module of its own. Diagnostics are
//! collected by whoever finds them and printed here, by [`report`].

mod book;
mod build;
mod chapters;
mod clean;
mod cli;
mod config;
mod confine;
mod editions;
mod init;
mod new;
mod online;
mod pages;
mod place;
mod plugin;
mod preprocessors;
mod progress;
mod proof;
mod report;
mod serve;
mod site;
mod stage;
mod theme;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let done = match cli.command.unwrap_or_default() {
        cli::Command::Build(build) => build::run(&build),
        cli::Command::Serve(serve) => serve::run(&serve),
        cli::Command::Test(book) => proof::test(&book),
        cli::Command::Check(check) => build::check(&check),
        cli::Command::Record(book) => proof::record(&book),
        cli::Command::Clean(clean) => clean::run(&clean),
        cli::Command::New(new) => new::run(&new),
        cli::Command::Init(init) => init::run(&init),
        cli::Command::Theme(theme) => theme::run(&theme),
        cli::Command::Preprocess(preprocess) => plugin::preprocess(&preprocess),
        cli::Command::Render(render) => plugin::render(&render),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            report::print_error(&error);
            ExitCode::FAILURE
        }
    }
}
