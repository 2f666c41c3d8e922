//! `bindery build` and `bindery check`.

use crate::book::{self, Loaded};
use crate::cli::{Build, Check, Edition, Online};
use crate::editions::Paged;
use crate::place::file_name;
use crate::progress::Progress;
use crate::stage::{self, Stage};
use crate::{online, pages, report, site};
use anyhow::Result;
use bindery_diagnostic::{Diagnostic, Report};
use bindery_manuscript::{Kept, Manuscript};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Makes the editions, and says where they are.
pub fn run(build: &Build) -> Result<ExitCode> {
    stage::clean_up_on_interrupt();
    let mut found = Report::default();
    let made = make(build, None, &mut found);
    report::print(&found);
    let made = made?;
    for path in &made {
        println!("{}", report::link(path));
    }
    Ok(if made.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Makes the editions and puts them in their places; the files a reader opens, or none if the book
/// has errors. Then what was there before stays. `kept` is what earlier runs have kept for this one.
pub fn make(build: &Build, kept: Option<&mut Kept>, found: &mut Report) -> Result<Vec<PathBuf>> {
    let mut editions =
        if build.edition.is_empty() { Edition::ALL.to_vec() } else { build.edition.clone() };
    editions.sort();
    editions.dedup();
    let progress = Progress::start("Reading the manuscript");
    let Some(loaded) = Loaded::load(&build.book.book, build.keep_going, found)? else {
        return Ok(Vec::new());
    };
    progress.step("Reading the chapters");
    let Loaded { root, config, book, .. } = &loaded;
    let manuscript = Manuscript::again(root, config, book, kept, found);
    let paged = Paged::new(&manuscript, root, config, found);
    if found.errors() > 0 {
        return Ok(Vec::new());
    }
    let dest = match &build.dest_dir {
        Some(dest) => dest.clone(),
        None => book::default_dest(&loaded.root, &loaded.config)?,
    };
    let stage = Stage::begin(&dest)?;
    if editions.contains(&Edition::Html) {
        progress.step("Making the HTML");
        pages::write(&loaded, &stage.path("html"), found)?;
    }
    let name = file_name(&manuscript.info.title);
    let folder = |edition: Edition| stage.path(edition.folder());
    paged.write(&editions, &name, folder, |what| progress.step(what), found)?;
    if found.errors() > 0 || (build.strict && found.warnings() > 0) {
        return Ok(Vec::new());
    }
    let mut packed = None;
    if editions == Edition::ALL {
        progress.step("Packing the site");
        let folders = editions.iter().map(|edition| edition.folder()).collect::<Vec<_>>();
        let archive = format!("{name}.zip");
        site::pack(&stage.path(""), &folders, &stage.path(site::FOLDER).join(&archive))?;
        packed = Some(archive);
    }
    let file = |edition| match edition {
        Edition::Html => "index.html".to_owned(),
        other => format!("{name}.{}", other.folder()),
    };
    let made = editions.iter().map(|&edition| (edition.folder(), file(edition)));
    let made = made.chain(packed.map(|archive| (site::FOLDER, archive)));
    made.map(|(folder, file)| Ok(stage.place(folder)?.join(file))).collect()
}

/// Looks for everything that can be wrong, and writes nothing.
pub fn check(check: &Check) -> Result<ExitCode> {
    let mut found = Report::default();
    let progress = Progress::start("Reading the manuscript");
    let online = Some(&check.online).filter(|it| it.online);
    if let Err(error) = check_into(&check.book.book, &mut found, online) {
        // A program that reads the findings has to learn of this, too.
        found.push(Diagnostic::error(format!("{error:#}")));
    }
    drop(progress);
    report::show(&found, check.format)?;
    let failed = found.errors() > 0 || (check.strict && found.warnings() > 0);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Looks for everything that can be wrong with the book in the folder `root`; with `online`, asks its
/// external links, too.
pub fn check_into(root: &Path, found: &mut Report, online: Option<&Online>) -> Result<()> {
    if let Some(loaded) = Loaded::load(root, false, found)? {
        let (root, config) = (&loaded.root, &loaded.config);
        let manuscript = Manuscript::new(root, config, &loaded.book, found);
        let src = root.join(&config.book.src);
        online::malformed(&manuscript, &src).into_iter().for_each(|it| found.push(it));
        if let Some(online) = online {
            let dest = book::default_dest(root, config)?;
            online::check(&manuscript, &src, &dest, online, found)?;
        }
        Paged::new(&manuscript, root, config, found);
        if let Ok(book) = bindery_proofs::Book::open(root) {
            found.append(bindery_proofs::typed_numbers(&book));
        }
    }
    Ok(())
}
