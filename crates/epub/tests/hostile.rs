//! Books that mean harm, or look like it: from Markdown to the archive. Each is either safe and
//! valid, or there is an error or a warning with its place.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod support;

use bindery_diagnostic::Report;
use bindery_manuscript::Manuscript;
use mdbook_driver::MDBook;
use mdbook_driver::builtin_renderers::MarkdownRenderer;
use std::fs;
use std::path::Path;
use support::Edition;

/// The edition of a book with these files below `src`, and what was found wrong.
fn build(files: &[(&str, &[u8])]) -> (Edition, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("book.toml"), "[book]\ntitle = \"<b>&\\\"Hostile\"\n").unwrap();
    fs::write(root.join("secret.txt"), "TOP SECRET").unwrap();
    for (path, content) in files {
        let file = root.join("src").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    render(root)
}

fn render(root: &Path) -> (Edition, Vec<String>) {
    let book = MDBook::load(root).unwrap();
    let (processed, _) = book.preprocess_book(&MarkdownRenderer::new()).unwrap();
    let mut report = Report::default();
    let manuscript = Manuscript::new(root, &book.config, &processed, &mut report);
    let (edition, found) = support::edition(&manuscript, None);
    report.append(found);
    let told = report.diagnostics().iter().map(|found| {
        let place = found.place.as_ref().map(|place| {
            let file = place.file.strip_prefix(root).unwrap_or(&place.file);
            format!("{}:{}", file.display(), place.line.unwrap_or(0))
        });
        format!("{} {}", place.unwrap_or_default(), found.message)
    });
    let told = told.collect();
    (edition, told)
}

/// The book of one chapter with this Markdown, and of these other files.
fn chapter(markdown: &str, files: &[(&str, &[u8])]) -> (Edition, Vec<String>) {
    let mut all: Vec<(&str, &[u8])> =
        vec![("SUMMARY.md", b"# Summary\n\n- [One](one.md)\n"), ("one.md", markdown.as_bytes())];
    all.extend(files);
    build(&all)
}

/// Fails if a page or drawing holds anything that acts or loads, or a secret.
fn assert_harmless(edition: &Edition) {
    edition.check();
    for (path, content) in &edition.files {
        assert!(!path.contains("..") && path.is_ascii() && !path.contains(' '), "{path}");
        if !path.ends_with("xhtml") && !path.ends_with("svg") {
            continue;
        }
        let text = std::str::from_utf8(content).unwrap();
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(text, options).unwrap();
        assert!(!text.contains("TOP SECRET") && !text.contains("<!ENTITY"), "{path}: {text}");
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            let acts = ["script", "iframe", "object", "embed", "form", "base", "animate", "set"];
            assert!(!acts.contains(&name), "{path}: {name}");
            for attribute in node.attributes() {
                let (name, value) = (attribute.name(), attribute.value().to_lowercase());
                assert!(!name.starts_with("on"), "{path}: {name}");
                assert!(name != "srcset" && name != "srcdoc" && name != "ping", "{path}: {name}");
                let loads = ["src", "href", "style", "fill"].contains(&name)
                    && ["javascript:", "vbscript:", "data:", "file:", "url(h"]
                        .iter()
                        .any(|bad| value.replace(['\n', '\t', ' '], "").contains(bad));
                assert!(!loads, "{path}: {name}={value}");
                assert!(name != "src" || value.starts_with("../images/"), "{path}: {value}");
            }
        }
    }
}

#[test]
fn scripts_and_handlers_are_gone_and_their_neighbours_stay() {
    let (edition, _) = chapter(
        "# One\n\nbefore <script>alert(1)</script>after\n\n\
         <img src=x.png alt=gone onerror='alert(1)'>\n\n\
         <p onclick=\"alert(1)\" onmouseover=alert(2)>kept</p>\n\n\
         <svg onload=alert(1)><title>t</title><script>alert(1)</script>\
         <a href='javascript:alert(1)'><circle r='5'/></a><animate attributeName='href' to='x'/></svg>\n\n\
         <form action='https://evil.example'><input name=q value=typed><button>send</button></form>\n\n\
         <iframe src='https://evil.example/frame' title='a frame'></iframe>\n\n\
         <base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example'>\n\n\
         <style>body { background: url(https://evil.example) }</style>\n\n\
         <div style='background: url(https://evil.example)'>styled</div>\n\n<plaintext>plain",
        &[],
    );
    assert_harmless(&edition);
    let page = edition.text("text/one.xhtml");
    for words in ["before", "after", "kept", "typed", "send", "a frame", "styled", "plain", "gone"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("alert"), "{page}");
}

#[test]
fn links_that_act_lose_their_target_and_keep_their_words() {
    let (edition, told) = chapter(
        "# One\n\n[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) <a href=\"java&#10;script:alert(1)\">c</a> \
         [d](data:text/html,<script>alert(1)</script>) [e](file:///etc/passwd) [f](vbscript:x)\n",
        &[],
    );
    assert_harmless(&edition);
    let page = edition.text("text/one.xhtml");
    assert!(!page.contains("href=\"j") && !page.contains("alert"), "{page}");
    let words: String = page.chars().filter(|c| !c.is_whitespace()).collect();
    for word in ["a", "b", "c", "d", "e", "f"] {
        assert!(words.contains(&format!(">{word}<")), "{word} in {page}");
    }
    assert_eq!(told.len(), 6, "{told:#?}");
    assert!(told.iter().all(|line| line.starts_with("src/one.md:3 ")), "{told:#?}");
}

#[test]
fn no_entity_is_expanded_and_no_file_read() {
    let bomb = b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>\
        <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;'>\
        <!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;'><!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;'><!ENTITY h '&g;&g;&g;&g;&g;&g;&g;&g;'>]>\
        <svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&h;</text></svg>";
    let outside = b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM '../secret.txt'>]>\
        <svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&x;</text></svg>";
    let acting = b"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>\
        <image xlink:href='../secret.txt'/><image href='https://evil.example/x.png'/>\
        <use href='https://evil.example/x.svg#y'/><rect fill='url(https://evil.example)' width='3' height='3'/>\
        <foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='x'/></foreignObject>\
        <style>@import 'https://evil.example'; rect { fill: url(https://evil.example) }</style></svg>";
    let (edition, told) = chapter(
        "# One &x; &#0; &#x1F; &#xD800;\n\n![bomb](bomb.svg) ![outside](outside.svg) ![acting](acting.svg)\n\n\
         ![up](../secret.txt) ![absolute](/etc/passwd) [up](../secret.txt)\n",
        &[("bomb.svg", bomb), ("outside.svg", outside), ("acting.svg", acting)],
    );
    assert_harmless(&edition);
    let page = edition.text("text/one.xhtml");
    for words in ["bomb", "outside", "up", "absolute"] {
        assert!(page.contains(&format!(">{words}<")), "{words} in {page}");
    }
    assert!(edition.text("images/acting.svg").contains("<rect"));
    let places = told.iter().filter(|line| line.starts_with("src/one.md:3 ")).count();
    assert_eq!((places, told.len()), (2, 5), "{told:#?}");
}

#[test]
fn an_image_in_a_data_url_becomes_a_file() {
    let dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
    let (edition, told) = chapter(
        &format!(
            "# One\n\n![dot](data:image/png;base64,{dot}) ![lie](data:image/png,not%20a%20picture)\n\n\
             ![far](https://evil.example/far.png)\n"
        ),
        &[],
    );
    assert_harmless(&edition);
    let page = edition.text("text/one.xhtml");
    assert!(page.contains("<img src=\"../images/inline-1.png\" alt=\"dot\"/>"), "{page}");
    assert!(edition.files["EPUB/images/inline-1.png"].starts_with(b"\x89PNG"));
    for words in ["lie", "far"] {
        let stand_in = format!("<span class=\"missing-image\">{words}</span>");
        assert!(page.contains(&stand_in), "{stand_in} in {page}");
    }
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(
        told[1].starts_with("src/one.md:5 ") && told[1].contains("https://evil.example/far.png"),
        "{told:#?}"
    );
}

#[test]
fn odd_names_of_files_become_plain_ones_and_links_follow() {
    let summary = "# Summary\n\n- [A](<two words.md>)\n- [B](100%25.md)\n- [C](🦀/ä.md)\n- [D](Case.md)\n\
                   - [E](case.md)\n- [F](a&b.md)\n- [G](nav.md)\n- [H](cover.md)\n- [I](CON.md)\n";
    let links = "# Odd\n\n[A](<two words.md>) [C](🦀/ä.md#ü) [D](Case.md) [E](case.md) [F](a&b.md) [I](CON.md)\n\n\
                 ![i](<i %20?.png>)\n";
    let picture: &[u8] = include_bytes!("images/dot.png");
    let mut files: Vec<(&str, &[u8])> = vec![
        ("SUMMARY.md", summary.as_bytes()),
        ("two words.md", b"# A"),
        ("100%.md", b"# B"),
        ("100%25.md", b"# B"),
        ("\u{1f980}/\u{e4}.md", "# C\n\n## Ü\n".as_bytes()),
        ("Case.md", b"# D"),
        ("case.md", b"# E"),
        ("a&b.md", links.as_bytes()),
        ("nav.md", b"# G"),
        ("cover.md", b"# H"),
        ("CON.md", b"# I"),
    ];
    files.push(("i %20?.png", picture));
    let (edition, told) = build(&files);
    assert_harmless(&edition);
    let page = edition.text("text/a-b.xhtml");
    for link in ["two-words", "case", "case-2", "con"] {
        assert!(page.contains(&format!("href=\"{link}")), "{link} in {page}\n{told:#?}");
    }
    let names: Vec<String> = edition.files.keys().map(|path| path.to_lowercase()).collect();
    let mut unique = names.clone();
    unique.dedup();
    assert_eq!(names.len(), unique.len(), "{names:?}");
    assert_eq!(edition.files.keys().filter(|path| path.contains("/text/")).count(), 9 + 3);
}

#[test]
fn what_breaks_other_makers_is_valid() {
    let deep = format!("# One\n\n{}deep\n", "> ".repeat(200));
    let spans = format!("# One\n\n{}words{}\n", "<b>".repeat(300), "</b>".repeat(300));
    let lists: String = (0..60).map(|depth| format!("{}- item\n", "  ".repeat(depth))).collect();
    let cases: &[&str] = &[
        "<!-- a -- b --->\n\n<br><hr><img src=missing alt=x>\n\n&nbsp;&amp;amp; & &unknown; \u{0}\u{1b}\u{ffff}",
        "<p id=1><p id=1><p id='a b'><a name=x id=x>\n\n# Two {#1}\n\n# Two {#1}",
        "]]> <![CDATA[ x ]]> <?php echo ?> <!DOCTYPE html> <x:y z:w='1' @click='x' 1='2' '=\"3\">t</x:y>",
        "<table><tr><table><td colspan=99999999999 rowspan=-3>a</table><ul><td>b<li>c</table>",
        "| a |\n|---|\n| <div>b | \n\n[^1] [^1] [^none]\n\n[^1]: note with [^1] itself\n[^2]: unused",
        "$$ \\frac{ $$ \\\\( x \\\\)\n\n```mermaid\ngraph TD\n```\n\n```\u{202e}x\ncode\n```",
        "<math><mi>x</mi><script>alert(1)</script></math><svg><foreignObject><math></svg>",
        "<noscript><b>n</noscript><template><i>t</template><select><option>o</select><frameset>",
        &deep,
        &spans,
        &lists,
        "",
        "\u{feff}\r\n\r",
    ];
    let names: Vec<String> = (0..cases.len()).map(|index| format!("c{index}.md")).collect();
    let summary: String = names.iter().map(|name| format!("- [{name}]({name})\n")).collect();
    let summary = format!("# Summary\n\n{summary}");
    let mut files: Vec<(&str, &[u8])> = vec![("SUMMARY.md", summary.as_bytes())];
    files.extend(names.iter().map(String::as_str).zip(cases.iter().map(|case| case.as_bytes())));
    let (edition, _) = build(&files);
    assert_harmless(&edition);
    assert!(edition.text("text/c8.xhtml").contains("deep"));
    assert!(edition.text("text/c9.xhtml").contains("words"));
}

/// A book's own tag that HTML once had, where the preprocessor is missing that would replace it.
#[test]
fn a_block_of_code_in_preformatted_text_is_one() {
    let block = |around: (&str, &str)| {
        let (edition, _) = chapter(
            &format!("# One\n\n{}\n\n```rust\n    let x = 1;\n```\n\n{}\n", around.0, around.1),
            &[],
        );
        let page = edition.text("text/one.xhtml");
        let start = page.find("<pre").unwrap();
        page[start..].split_once("</pre>").unwrap().0.to_owned()
    };
    let plain = block(("", ""));
    assert!(plain.contains("class=\"line"), "{plain}");
    assert_eq!(block(("<Listing number=\"1\">", "</Listing>")), plain);
}
