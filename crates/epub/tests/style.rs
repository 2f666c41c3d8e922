//! The style sheet keeps what it promises: nothing that old readers don't know, no ground that
//! breaks night mode, colours that can be read on white and on black.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use bindery_epub::STYLE as CSS;

/// The rules, each with its selectors and its declarations, comments left out.
fn rules() -> Vec<(String, String)> {
    let mut css = String::new();
    let mut rest = CSS;
    while let Some((before, after)) = rest.split_once("/*") {
        css.push_str(before);
        rest = after.split_once("*/").unwrap().1;
    }
    css.push_str(rest);
    let rules = css.split('}').filter_map(|rule| rule.split_once('{'));
    rules.map(|(selectors, body)| (selectors.to_owned(), body.to_owned())).collect()
}

/// The declarations, `property: value`.
fn declarations() -> Vec<(String, String)> {
    let rules = rules();
    let declarations = rules.iter().flat_map(|(_, body)| body.split(';'));
    declarations
        .filter_map(|declaration| declaration.split_once(':'))
        .map(|(property, value)| (property.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

/// The relative luminance of `#rrggbb`, as WCAG has it.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn text_can_be_read_on_white_and_on_black() {
    let colours: Vec<String> = declarations()
        .into_iter()
        .filter(|(property, value)| property == "color" && value != "inherit")
        // The colour of what stands on a ground of its own.
        .filter(|(_, value)| value != "#000000")
        .map(|(_, value)| value)
        .collect();
    assert!(colours.len() >= 7);
    for colour in colours {
        let l = luminance(&colour);
        assert!(1.05 / (l + 0.05) >= 4.5, "{colour} on white");
        assert!((l + 0.05) / 0.05 >= 4.5, "{colour} on black");
    }
}

#[test]
fn there_is_nothing_that_readers_stumble_over() {
    for (property, value) in declarations() {
        assert!(!property.starts_with("--") && !value.contains("var("), "{property}: {value}");
        assert!(!value.contains("flex") && !value.contains("grid"), "{property}: {value}");
        assert!(property != "position" && property != "float", "{property}: {value}");
        assert!(!value.contains("url("), "{property}: {value}");
    }
}

#[test]
fn only_drawings_have_a_ground() {
    let grounds: Vec<(String, String)> = declarations()
        .into_iter()
        .filter(|(property, value)| property.starts_with("background") && value != "none")
        .collect();
    assert_eq!(grounds, [("background-color".to_owned(), "#ffffff".to_owned())]);
}

#[test]
fn mdbooks_own_box_for_warnings_looks_like_an_admonition() {
    let rules = rules();
    let of = |selector: &str| -> Vec<&str> {
        let names = |selectors: &str| selectors.split(',').any(|one| one.trim() == selector);
        rules.iter().filter(|rule| names(&rule.0)).map(|rule| rule.1.as_str()).collect()
    };
    let (admonition, warning) = (of("aside.admonition"), of("aside.warning"));
    assert!(!admonition.is_empty() && !warning.is_empty());
    assert_eq!(of("div.warning"), [admonition, warning].concat());
}
