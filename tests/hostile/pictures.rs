//! Pictures that would take all memory, act, or fetch something.

use super::attack::Attack;

/// The head of a PNG that says how large it is, and holds nothing.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

#[test]
fn an_image_of_a_gigabyte_is_its_words() {
    let attack = Attack::of("# One\n\n![its words](large.png)\n");
    attack.book.write("src/large.png", png(60_000, 60_000));
    let outcome =
        attack.is_harmless(&["src/one.md:3", "has 60000 × 60000 pixels, more than 64 million"]);
    assert!(outcome.text("one.xhtml").contains("its words"));
    assert!(!outcome.files.keys().any(|name| name.contains("epub/EPUB/images/large")));
    // Where the book asks for it, that is an error.
    let attack = attack.configured("[preprocessor.bindery]\nstrict = true\n");
    let output = attack.book.bindery(&["build"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_svg_acts_and_fetches_nothing_in_pdf_and_epub() {
    let acting = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
         width='90' height='90' onload='alert(1)'><title>acting</title><script>alert(2)</script>\
         <image href='../../private/secret.svg' width='9' height='9'/>\
         <image xlink:href='https://evil.example/x.png' width='9' height='9'/>\
         <a href='javascript:alert(3)'><text y='20'>inside</text></a>\
         <style>@import 'https://evil.example/x.css'; text { fill: url(https://evil.example/y) }</style>\
         <set attributeName='href' to='javascript:alert(4)'/></svg>";
    let attack = Attack::of(&format!("# One\n\n![file](acting.svg)\n\n{acting}\n"));
    attack.book.write("src/acting.svg", acting);
    let outcome = attack.is_harmless(&[]);
    for (name, bytes) in outcome.files.iter().filter(|(name, _)| name.starts_with("epub/EPUB")) {
        let text = String::from_utf8_lossy(bytes);
        for word in ["alert", "evil.example", "onload", "<script"] {
            assert!(!text.contains(word), "{word} in {name}");
        }
    }
}

#[test]
fn an_entity_is_not_multiplied_and_no_file_is_read_by_one() {
    let mut bomb = String::from("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY e0 'aaaaaaaaaa'>");
    for n in 1..12 {
        let uses = format!("&e{};", n - 1).repeat(10);
        bomb.push_str(&format!("<!ENTITY e{n} '{uses}'>"));
    }
    bomb.push_str(
        "]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&e11;</text></svg>",
    );
    let outside = "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM '../../secret.txt'>]>\
         <svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&x;</text></svg>";
    let attack = Attack::of("# One\n\n![a bomb](bomb.svg) ![a file](file.svg)\n");
    attack.book.write("src/bomb.svg", bomb);
    attack.book.write("src/file.svg", outside);
    let outcome = attack.is_harmless(&["src/one.md:3", "bomb.svg", "file.svg"]);
    assert!(outcome.text("one.xhtml").contains("a bomb"));
}
