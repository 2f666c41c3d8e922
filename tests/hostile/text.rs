//! Text that would do something if it were anything but text.

use super::attack::{Attack, SECRET};

/// Typst that would read a file, in every place where a manuscript has text.
#[test]
fn text_is_never_typst() {
    let code = "#read(\"/secret.txt\") #{1 + 1} $x$ \\u{41} */ \"] #panic()";
    let quoted = "'''#read(\"../secret.txt\") #{1+1} \"] #panic()'''";
    let toml = format!(
        "description = {quoted}\nauthors = [{quoted}]\nlanguage = 'en'\n[preprocessor.bindery]\n\
         subtitle = {quoted}\nrights = {quoted}\ndate = {quoted}\nidentifier = {quoted}\n"
    );
    let chapter = format!(
        "# {code} {{#one}}\n\n{code}\n\n## two {{#a\"]#panic()}}\n\n- {code}\n\n> {code}\n\n\
         | {code} |\n|---|\n| {code} |\n\n![{code}](dot.svg \"{code}\")\n\n[{code}](https://example.org/#a\"]#panic() \"{code}\")\n\n\
         ```{code}\n{code}\n```\n\n`{code}`\n\n<dfn>{code}</dfn>[^1]\n\n[^1]: {code}\n\n\
         <figure id='x\"]#panic()'><figcaption>{code}</figcaption></figure>\n\n\
         <p lang='#panic()' dir='#panic()' style='color: #panic()'>{code}</p>\n\n$${code}$$\n"
    );
    let attack = Attack::of(&chapter);
    attack.book.write("book.toml", format!("[book]\ntitle = {quoted}\n{toml}"));
    attack
        .book
        .write("src/SUMMARY.md", format!("# {code}\n\n- [{}](one.md)\n", code.replace("\"]", "")));
    attack
        .book
        .write("src/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    let outcome = attack.is_harmless(&[]);
    if outcome.files.contains_key("pdf/text") {
        let text: String = outcome.text("pdf/text").split_whitespace().collect();
        let shown = text.matches("#{1+1}").count();
        assert!(shown >= 12, "{shown} times in {text}");
        assert!(!text.contains(SECRET));
    }
}

#[test]
fn links_that_act_are_words() {
    let chapter = "# One\n\n[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) \
         <a href=\"java&#10;script:alert(1)\">c</a> <a href=\" javascript:alert(1)\">d</a> \
         [e](data:text/html,<script>alert(1)</script>) [f](file:///etc/hostname) [g](vbscript:alert) \
         <a href='&#x6A;avascript:alert(1)'>h</a>\n";
    let schemes = ["javascript", "JaVaScRiPt", "data", "file", "vbscript"];
    let told = schemes.map(|scheme| format!("may not use the scheme `{scheme}:`"));
    let outcome = Attack::of(chapter).is_harmless(&told.each_ref().map(String::as_str));
    let page = outcome.text("one.xhtml");
    assert!(!page.contains("alert") && !page.contains("href=\"j"), "{page}");
    let pdf =
        outcome.files.iter().find(|(name, _)| name.ends_with(".pdf")).expect("there is one").1;
    let pdf = String::from_utf8_lossy(pdf);
    assert!(!pdf.contains("/JavaScript") && !pdf.contains("/Launch") && !pdf.contains("file:"));
}

#[test]
fn nothing_acts_in_an_epub() {
    let chapter = "# One\n\n<script>alert(1)</script>\n\n<p onclick='alert(2)' OnError=alert(3)>words</p>\n\n\
         <iframe srcdoc='<script>alert(4)</script>'></iframe>\n\n<form action='https://evil.example'>\
         <input onfocus=alert(5) autofocus><button formaction='javascript:alert(6)'>b</button></form>\n\n\
         <meta http-equiv=refresh content='0;url=https://evil.example'><base href='https://evil.example'>\
         <link rel=stylesheet href='https://evil.example/x.css'><style>@import 'https://evil.example';</style>\
         <object data='https://evil.example/x.swf'></object><img src=x onerror=alert(7)>\n\n\
         <div style='background: url(https://evil.example/x.png)'>words</div>\n";
    let outcome = Attack::of(chapter).is_harmless(&[]);
    for (name, bytes) in outcome.files.iter().filter(|(name, _)| name.starts_with("epub/EPUB")) {
        let text = String::from_utf8_lossy(bytes);
        for word in
            ["alert", "<script", "onclick", "onerror", "<form", "<base", "refresh", "url(http"]
        {
            assert!(!text.contains(word), "{word} in {name}:\n{text}");
        }
    }
}

#[test]
fn control_characters_harm_no_edition() {
    let all: String = (0..0x20).chain(0x7f..0xa0).filter_map(char::from_u32).collect();
    let marks = "\u{feff}\u{200b}\u{202e}\u{2066}\u{fffe}\u{ffff}\u{e0001}\u{10ffff}";
    let outcome =
        Attack::of(&format!("# One {marks}\n\na{all}b{marks}\n\n```\n{all}{marks}\n```\n"))
            .is_harmless(&[]);
    let page = outcome.text("one.xhtml");
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    assert!(page.chars().all(allowed), "XML allows no such character");
}
