//! Which file a request means: only ones below the served folder.

use std::path::{Path, PathBuf};

/// The path of a request, decoded and without query; `None` for one that leads out of the book.
pub(super) fn path_of(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let path = path.strip_prefix('/')?;
    let inside = |part: &str| part != ".." && !part.contains(['\\', '\0']);
    path.split('/').all(inside).then(|| path.to_owned())
}

/// The file at `path` below `folder`; a folder's own is its `index.html`.
pub(super) fn find(folder: &Path, path: &str) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let mut file = folder.join(path).canonicalize().ok()?;
    if file.is_dir() {
        file = file.join("index.html");
    }
    (file.starts_with(&folder) && file.is_file()).then_some(file)
}

/// The media type of a file of the book, by its name.
pub(super) fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "txt" | "md" | "rs" | "toml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_book() {
        assert_eq!(path_of("/a%20b.html?x#y").as_deref(), Some("a b.html"));
        for url in ["/../x", "/a/%2e%2e/x", "/a\\..\\x", "x", "/%00"] {
            assert_eq!(path_of(url), None, "{url}");
        }
    }
}
