//! All editions in one archive, to take home: unpacked, the pages open from the file system, and
//! their links to the PDF and the EPUB work.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// The archive's folder below the destination, and the ending of its file.
pub const FOLDER: &str = "zip";

/// Writes the folders `editions` below `made` into `archive`, in a folder of its name: the same bytes
/// for the same files.
pub fn pack(made: &Path, editions: &[&str], archive: &Path) -> Result<()> {
    let at = || format!("can't write {}", archive.display());
    let root = archive.file_stem().unwrap_or_default().to_string_lossy();
    archive.parent().map_or(Ok(()), fs::create_dir_all).with_context(at)?;
    let mut zip = ZipWriter::new(BufWriter::new(File::create(archive).with_context(at)?));
    let mut files = Vec::new();
    for edition in editions {
        collect(&made.join(edition), &mut files).with_context(at)?;
    }
    files.sort();
    for file in files {
        let path = file.strip_prefix(made).unwrap_or(&file);
        let path: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        zip.start_file(format!("{root}/{}", path.join("/")), options(&file)).with_context(at)?;
        io::copy(&mut File::open(&file).with_context(at)?, &mut zip).with_context(at)?;
    }
    zip.finish().with_context(at)?;
    Ok(())
}

/// The time, and what would tell of the machine, are the same for every build.
fn options(file: &Path) -> SimpleFileOptions {
    let packed = ["epub", "png", "woff", "woff2"];
    let is_packed = file.extension().is_some_and(|ending| packed.iter().any(|one| ending == *one));
    let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => collect(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}
