//! Icons: what mdBook makes of `<i class="fa fa-…"></i>`.

use font_awesome_as_a_crate::{Type, svg};

/// The drawing that mdBook's own renderer puts in the place of an empty `i` with these classes;
/// `None` where they name no icon, or one that isn't there.
pub(crate) fn drawing(classes: &str) -> Option<&'static str> {
    let mut kind = Type::Regular;
    let mut name = None;
    for class in classes.split_ascii_whitespace() {
        match class {
            "fa" | "fa-regular" => kind = Type::Regular,
            "fas" | "fa-solid" => kind = Type::Solid,
            "fab" | "fa-brands" => kind = Type::Brands,
            _ => name = class.strip_prefix("fa-").or(name),
        }
    }
    svg(kind, name?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_name_icons_as_mdbook_reads_them() {
        let regular = drawing("fa fa-heart").unwrap();
        let solid = drawing("fas fa-heart").unwrap();
        assert!(regular.starts_with("<svg") && solid.starts_with("<svg") && regular != solid);
        assert_eq!(drawing("fa-solid other fa-heart"), Some(solid));
        assert!(drawing("fab fa-github").is_some());
        for none in ["", "fa", "heart", "fa fa-no-such-icon"] {
            assert_eq!(drawing(none), None, "{none}");
        }
    }
}
