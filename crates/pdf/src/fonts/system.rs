//! The fonts of this machine, for authors who ask for them.
//!
//! Typst's own way (`scan-fonts` of typst-kit) maps files into memory and reads fontconfig's files,
//! by features that the rest of Typst would be compiled with, too. A walk over the usual folders
//! finds the same fonts.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use typst::text::FontInfo;
use typst_kit::fonts::FontPath;

use super::is_font_file;

/// Folders deeper than this are not looked into.
const MAX_DEPTH: usize = 8;

/// The fonts of this machine. Their files are read again when a glyph of theirs is needed.
pub(super) fn fonts() -> Vec<(FontPath, FontInfo)> {
    let mut fonts = Vec::new();
    for folder in folders() {
        add_folder(&mut fonts, &folder, 0);
    }
    fonts
}

/// Where systems and their users keep fonts.
fn folders() -> Vec<PathBuf> {
    let fixed: &[&str] = if cfg!(target_os = "macos") {
        &["/Library/Fonts", "/System/Library/Fonts", "/Network/Library/Fonts"]
    } else if cfg!(windows) {
        &[]
    } else {
        &["/usr/share/fonts", "/usr/local/share/fonts"]
    };
    let own: &[(&str, &str)] = if cfg!(target_os = "macos") {
        &[("HOME", "Library/Fonts")]
    } else if cfg!(windows) {
        &[("SYSTEMROOT", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts")]
    } else {
        &[("XDG_DATA_HOME", "fonts"), ("HOME", ".local/share/fonts"), ("HOME", ".fonts")]
    };
    let own = own
        .iter()
        .filter_map(|(variable, folder)| Some(PathBuf::from(env::var_os(variable)?).join(folder)));
    fixed.iter().map(PathBuf::from).chain(own).collect()
}

fn add_folder(fonts: &mut Vec<(FontPath, FontInfo)>, folder: &Path, depth: usize) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if depth < MAX_DEPTH {
                add_folder(fonts, &path, depth + 1);
            }
        } else if is_font_file(&path)
            && let Ok(bytes) = fs::read(&path)
        {
            for (index, info) in (0..).zip(FontInfo::iter(&bytes)) {
                fonts.push((FontPath { path: path.clone(), index }, info));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst_kit::fonts::FontStore;

    #[test]
    fn fonts_are_found_in_folders_below_and_other_files_left() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("truetype/iosevka");
        fs::create_dir_all(&below).unwrap();
        fs::write(below.join("regular.TTF"), super::super::BUILT_IN[0]).unwrap();
        fs::write(below.join("readme.txt"), super::super::BUILT_IN[0]).unwrap();
        fs::write(folder.path().join("broken.ttf"), "no font").unwrap();
        let mut fonts = Vec::new();
        add_folder(&mut fonts, folder.path(), 0);
        let found: Vec<_> = fonts.iter().map(|(_, info)| info.family.as_str()).collect();
        assert_eq!(found, ["Iosevka"]);
        let mut store = FontStore::new();
        store.extend(fonts);
        assert!(store.font(0).is_some());
    }
}
