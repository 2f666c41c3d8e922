//! The fonts of a press: those built in, those of the author's folder, and the machine's.

mod system;

use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::LazyLock;

use bindery_diagnostic::{Place, Report, Rule};
use typst::foundations::Bytes;
use typst::text::{Coverage, Font, FontInfo};
use typst_kit::fonts::{FontPath, FontStore, embedded};

/// The built-in fonts beside those that come with Typst (Libertinus Serif for text, New Computer
/// Modern for mathematics, DejaVu Sans Mono as a last resort): a narrow mono and emoji.
const BUILT_IN: [&[u8]; 4] = [
    include_bytes!("../fonts/Iosevka-Regular.ttf"),
    include_bytes!("../fonts/Iosevka-Italic.ttf"),
    include_bytes!("../fonts/Iosevka-Bold.ttf"),
    include_bytes!("../fonts/NotoEmoji-Regular.ttf"),
];

/// Letters that a font of ours has without the forms that they take beside each other, or one of them
/// without the others: Devanagari, and kana. They are left to a font of this machine that has them.
const POOR: [RangeInclusive<u32>; 2] = [0x900..=0x97f, 0x3041..=0x30ff];

/// The built-in fonts and those that come with Typst, read once.
static OURS: LazyLock<Vec<(Font, FontInfo)>> = LazyLock::new(|| {
    let built_in = BUILT_IN.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes)));
    built_in.map(|font| (font.clone(), font.info().clone())).chain(embedded()).collect()
});

/// The built-in fonts and those in `folder`, whose families are returned in the order of its files;
/// with `system`, those of this machine behind all others.
pub(crate) fn load(
    folder: Option<&Path>,
    system: bool,
    report: &mut Report,
) -> (FontStore, Vec<String>) {
    let mut store = FontStore::new();
    let machine = if system { system::fonts() } else { Vec::new() };
    let better: Vec<_> = POOR.into_iter().filter(|poor| has_one(&machine, poor)).collect();
    for (font, info) in OURS.iter() {
        store.push((font.clone(), without(info, &better)));
    }
    let mut families = Vec::new();
    for bytes in folder.map(|folder| read(folder, report)).unwrap_or_default() {
        for family in push(&mut store, bytes) {
            if !families.contains(&family) {
                families.push(family);
            }
        }
    }
    store.extend(machine);
    (store, families)
}

/// Whether a font has letters of a range.
fn has_one(fonts: &[(FontPath, FontInfo)], letters: &RangeInclusive<u32>) -> bool {
    fonts.iter().any(|(_, info)| info.coverage.contains(*letters.start() + 4))
}

/// What is known of a font, as if it hadn't these letters.
fn without(info: &FontInfo, letters: &[RangeInclusive<u32>]) -> FontInfo {
    let mut info = info.clone();
    if !letters.is_empty() {
        let stays = |point: &u32| !letters.iter().any(|range| range.contains(point));
        info.coverage = Coverage::from_vec(info.coverage.iter().filter(stays).collect());
    }
    info
}

/// Adds all faces in `bytes`, and returns their families.
fn push(store: &mut FontStore, bytes: Bytes) -> Vec<String> {
    Font::iter(bytes)
        .map(|font| {
            let info = font.info().clone();
            let family = info.family.clone();
            store.push((font, info));
            family
        })
        .collect()
}

/// The font files in `folder`, ordered by name.
fn read(folder: &Path, report: &mut Report) -> Vec<Bytes> {
    let mut paths = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect::<Vec<_>>(),
        Err(error) => {
            let message = format!("the folder of fonts can't be read: {error}");
            report.push(Rule::Look.error(message).at(Place::file(folder)));
            return Vec::new();
        }
    };
    paths.retain(|path| is_font_file(path));
    paths.sort();
    let mut fonts = Vec::new();
    for path in paths {
        match fs::read(&path) {
            Ok(bytes) if Font::iter(Bytes::new(bytes.clone())).next().is_some() => {
                fonts.push(Bytes::new(bytes));
            }
            Ok(_) => {
                report.push(Rule::Look.warning("no font in this file").at(Place::file(path)));
            }
            Err(error) => {
                let message = format!("the font can't be read: {error}");
                report.push(Rule::Look.error(message).at(Place::file(path)));
            }
        }
    }
    fonts
}

/// Whether the file's name is that of a font.
fn is_font_file(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::layout::Abs;

    #[test]
    fn every_built_in_file_is_a_font_of_the_family_that_the_template_names() {
        let (store, families) = load(None, false, &mut Report::default());
        assert!(families.is_empty());
        let template = include_str!("../template/page.typ");
        for family in ["Iosevka", "Noto Emoji", "Libertinus Serif", "New Computer Modern Math"] {
            assert!(store.book().contains_family(&family.to_lowercase()), "{family}");
            assert!(template.contains(&format!("\"{family}\"")), "{family}");
        }
        let faces = BUILT_IN.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).count();
        assert_eq!(faces, BUILT_IN.len());
    }

    #[test]
    fn letters_that_ours_have_poorly_are_left_to_a_font_that_has_them_all() {
        let (_, math) =
            OURS.iter().find(|(_, info)| info.family == "New Computer Modern Math").unwrap();
        let has = |letters: &[RangeInclusive<u32>]| {
            ['क', 'の', '∑'].map(|c| without(math, letters).coverage.contains(u32::from(c)))
        };
        assert_eq!(has(&[]), [true, true, true]);
        assert_eq!(has(&POOR), [false, false, true]);
        let mut info = math.clone();
        info.coverage = Coverage::from_vec((0x900..=0x97f).collect());
        let machine = [(FontPath { path: "devanagari.ttf".into(), index: 0 }, info)];
        assert_eq!(POOR.map(|letters| has_one(&machine, &letters)), [true, false]);
    }

    #[test]
    fn code_is_as_wide_as_the_columns_are_counted() {
        for bytes in &BUILT_IN[..3] {
            let face = Font::iter(Bytes::new(*bytes)).next().unwrap();
            let font = face.instantiate(Default::default(), Abs::zero(), &Default::default());
            for c in ['i', 'W', '│', 'Ж', '→'] {
                let advance = font.ttf().glyph_index(c).and_then(|id| font.x_advance(id.0));
                assert_eq!(advance.map(|em| em.get() as f32), Some(crate::paper::CODE_ADVANCE));
            }
        }
    }
}
