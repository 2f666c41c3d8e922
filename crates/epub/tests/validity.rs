//! Hard cases, one by one: what stands in the edition, and that it is valid.

mod support;

use bindery_epub::{Page, PageList, Settings};
use bindery_manuscript::{Asset, AssetKind, Chapter, Footnote, Item, Manuscript, Node};
use std::path::PathBuf;
use support::{book, chapter, edition, edition_with, nodes};

/// A chapter of hostile or odd HTML, as XML, and what becomes of it.
const CASES: &[(&str, &str)] = &[
    // Blocks end the paragraph that they stand in.
    (
        "<p id='a' class='k'>one <ul><li>two</li></ul> three</p>",
        "<span id=\"a\"></span><p class=\"k\">one </p><ul><li>two</li></ul><p class=\"k\"> three</p>",
    ),
    ("<p>one<p>two</p></p>", "<p>one</p><p>two</p>"),
    ("<span>a<div>b</div></span>", "<div>a<div>b</div></div>"),
    // A meaning reaches into the blocks below.
    (
        "<em>a<p>b</p><ul><li>c</li></ul></em>",
        "<em>a</em><p><em>b</em></p><ul><li><em>c</em></li></ul>",
    ),
    // Parts of lists and tables get a parent.
    ("<li>a</li><li>b</li>", "<ul><li>a</li><li>b</li></ul>"),
    ("<ul>a<ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("<dd>x</dd><dt>y</dt>", "<dl><dt></dt><dd>x</dd><dt>y</dt><dd></dd></dl>"),
    (
        "<dl><div id='g'><dt>x</dt><dd>y</dd></div></dl>",
        "<dl><dt><span id=\"g\"></span>x</dt><dd>y</dd></dl>",
    ),
    ("<td>a</td>", "<div class=\"table\"><table><tbody><tr><td>a</td></tr></tbody></table></div>"),
    (
        "<table><tfoot><tr><td>f</td></tr></tfoot>stray<thead><tr><th>h</th></tr></thead></table>",
        "stray<div class=\"table\"><table><thead><tr><th scope=\"col\">h</th></tr></thead>\
         <tfoot><tr><td>f</td></tr></tfoot></table></div>",
    ),
    (
        "<table><tr><td colspan='2' rowspan='-1' style='color:red; text-align: RIGHT'>a</td></tr></table>",
        "<div class=\"table\"><table><tbody><tr><td class=\"text-right\" colspan=\"2\">a</td></tr>\
         </tbody></table></div>",
    ),
    ("<table id='t'/><ul id='u'> </ul>", "<span id=\"t\"></span><span id=\"u\"></span>"),
    // Headings hold text, links no links.
    (
        "<h2><div>a</div><ul><li>b</li></ul></h2>",
        "<h2><span>a</span>  <span><span>b</span> </span> </h2>",
    ),
    (
        "<a to='https://a.b/'>x<a to='https://c.d/'>y</a></a>",
        "<a href=\"https://a.b/\">x<span>y</span></a>",
    ),
    ("<h3> </h3><p>a</p>", "<div> </div><p>a</p>"),
    // Old and unknown elements become new ones.
    (
        "<center><font color='red'>a</font><tt>b</tt><big>c</big><strike>d</strike><u>e</u></center>",
        "<div class=\"center\"><span>a</span><code>b</code><span class=\"big\">c</span><s>d</s><u>e</u></div>",
    ),
    ("<x-y>a</x-y><x-y><p>b</p></x-y>", "<span>a</span><div><p>b</p></div>"),
    ("<button type='submit'>Go</button><script>x()</script>", "<span>Go</span>"),
    (
        "<p><time>noon</time><time>2026-11-22</time></p>",
        "<p><span>noon</span><time>2026-11-22</time></p>",
    ),
    (
        "<p><dfn>a<dfn>b</dfn></dfn><bdo>c</bdo></p>",
        "<p><dfn>a<span>b</span></dfn><bdo dir=\"ltr\">c</bdo></p>",
    ),
    // Nothing acts, nothing loads.
    (
        "<p onclick='x()' style='background:url(http://x)' class='ok a&amp;b'>a</p>",
        "<p class=\"ok\">a</p>",
    ),
    (
        "<p><a to='javascript:alert(1)'>b</a><a to='vbscript:x' href='javascript:x'>c</a></p>",
        "<p><span>b</span><span>c</span></p>",
    ),
    (
        "<svg viewBox='0 0 1 1' onload='x()'><script>x()</script><foreignObject><p>d</p></foreignObject>\
         <a xlink:href='javascript:x'><path d='M0 0' fill='url(http://x)' style='fill:u\\72l(x)'/></a>\
         <use href='http://x#y'/><animate attributeName='href' to='javascript:x'/>\
         <style>@import 'http://x';</style></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         viewBox=\"0 0 1 1\"><g><path d=\"M0 0\"></path></g></svg>",
    ),
    // Fields, boxes and frames say what they show.
    (
        "<ul><li><input type='checkbox' checked='' disabled=''/> a</li>\
         <li><p><input type='checkbox'/> b</p></li></ul>",
        "<ul><li class=\"task\"><span>☑</span> a</li><li class=\"task\"><p><span>☐</span> b</p></li></ul>",
    ),
    (
        "<iframe to='https://v.org/1' title='The film'/><video><source to='https://v.org/2.mp4'/></video>",
        "<a class=\"media\" href=\"https://v.org/1\">The film</a>\
         <a class=\"media\" href=\"https://v.org/2.mp4\">https://v.org/2.mp4</a>",
    ),
    // What folds is open; a reading stands in brackets for those who can't see it above.
    (
        "<details id='d'><summary>More</summary><p>text</p></details>",
        "<div id=\"d\" class=\"details\"><p class=\"summary\">More</p><p>text</p></div>",
    ),
    (
        "<p><ruby>漢<rt>kan</rt>字<rp>(</rp><rt>ji</rt></ruby></p>",
        "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby></p>",
    ),
    (
        "<figure>a<figcaption>b</figcaption>c</figure>",
        "<figure>ac<figcaption>b</figcaption></figure>",
    ),
    // Admonitions are asides.
    (
        "<blockquote class='blockquote-tag blockquote-tag-tip'><p class='blockquote-tag-title'>\
         <svg viewBox='0 0 16 16'><path d='M0 0'/></svg>Tip</p><p>Do.</p></blockquote>",
        "<aside class=\"admonition tip\" epub:type=\"tip\" role=\"doc-tip\"><p class=\"title\">Tip</p>\
         <p>Do.</p></aside>",
    ),
    (
        "<blockquote class='blockquote-tag-caution'><p>q</p></blockquote><blockquote><p>q</p></blockquote>",
        "<aside class=\"admonition caution\" epub:type=\"notice\" role=\"note\"><p>q</p></aside>\
         <blockquote><p>q</p></blockquote>",
    ),
    // The author's MathML is kept if it is sound.
    (
        "<math onclick='x'><mfrac linethickness='2px' foo='1'><mi>a</mi><mn rowspan='x'>2</mn></mfrac></math>",
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mfrac linethickness=\"2px\"><mi>a</mi>\
         <mn>2</mn></mfrac></math>",
    ),
    ("<math><mfrac><mi>a</mi></mfrac></math>", "<span>a</span>"),
    // Code keeps its lines; its line ends are left out here.
    (
        "<CODE id='c'>fn f() -&gt; Vec {\n    a &amp; b\n\n}</CODE>",
        "<pre class=\"code\" dir=\"ltr\" xml:space=\"preserve\" id=\"c\"><code class=\"language-rust\">\
         <span class=\"line\">fn f() <span class=\"nobr\">-&gt;</span> <span class=\"type\">Vec </span>{</span>\
         <span class=\"line in4\">    a &amp; b</span><span class=\"line\"></span>\
         <span class=\"line\">}</span></code></pre>",
    ),
];

#[test]
fn each_case_becomes_what_it_should_and_all_are_valid() {
    let chapters: Vec<&str> = CASES.iter().map(|(xml, _)| *xml).collect();
    let (edition, _) = edition(&book(&chapters), None);
    for (place, (xml, expected)) in CASES.iter().enumerate() {
        let (file, heading) = (
            format!("text/chapter-{}.xhtml", place + 1),
            format!("</span> Chapter {}</h1>", place + 1),
        );
        let part = edition.part(&file, &heading, "</section></body>");
        assert_eq!(&part[heading.len()..], *expected, "from {xml}");
    }
    let code = edition.text(&format!("text/chapter-{}.xhtml", CASES.len()));
    assert!(code.contains("    a &amp; b\n</span>"));
    edition.check();
}

#[test]
fn ids_are_unique_names_and_links_follow_them() {
    let (edition, _) = edition(
        &book(&[
            "<p id='1 é'>a</p><p><a to='1#x'>there</a> <a to='0#1 é'>here</a> <a to='1#gone'>lost</a></p>",
            "<p id='x'>a</p><svg viewBox='0 0 9 9'><g id='x'/><use href='#x'/></svg>\
             <p><a to='0'>start</a> <a to='7'>none</a></p>",
        ]),
        None,
    );
    edition.check();
    let one = edition.text("text/chapter-1.xhtml");
    assert!(one.contains("<p id=\"_1_ue9\">a</p>"));
    for link in ["chapter-2.xhtml#x\">there", "\"#_1_ue9\">here", "chapter-2.xhtml\">lost"] {
        assert!(one.contains(link), "{link} in {one}");
    }
    let two = edition.text("text/chapter-2.xhtml");
    assert!(two.contains("<g id=\"x-2\"></g><use xlink:href=\"#x-2\"></use>"));
    assert!(two.contains("<a href=\"chapter-1.xhtml\">start</a> <a>none</a>"));
}

#[test]
fn footnotes_point_to_and_fro() {
    let mut manuscript =
        book(&["<p>a<MARK note='0' n='1'/>, b<MARK note='0' n='2'/></p><p>c<MARK note='1'/></p>"]);
    chapter(&mut manuscript, 0).footnotes = vec![
        Footnote { name: "n".into(), marks: 2, body: nodes("<p>first</p>") },
        Footnote { name: "m".into(), marks: 1, body: nodes("<CODE>x</CODE>") },
    ];
    let (edition, _) = edition(&manuscript, None);
    edition.check();
    let page = edition.text("text/chapter-1.xhtml").replace('\n', "");
    for piece in [
        "<a id=\"mark-1-2\" epub:type=\"noteref\" role=\"doc-noteref\" href=\"#note-1\">1</a>",
        "<aside id=\"note-1\" epub:type=\"footnote\" role=\"doc-footnote\"><p><span class=\"number\">1.</span> first ",
        "href=\"#mark-1-1\">↩1</a>",
        "href=\"#mark-1-2\">↩2</a></p></aside>",
        "href=\"#mark-2-1\">↩</a></p></aside>",
    ] {
        assert!(page.contains(piece), "{piece} in {page}");
    }
}

#[test]
fn answers_stand_at_the_back() {
    let text = "<details class='prediction' id='q'><summary>Which <a to='1'><code>x</code></a>?</summary><p id='why'>That one.</p></details>\
                <p><a to='0#why'>why</a> <a to='0#q'>the question</a></p>";
    let (edition, _) = edition(&book(&[text, "<p><a to='0#why'>why</a></p>"]), None);
    edition.check();
    let one = edition.part("text/chapter-1.xhtml", "<div id=\"q\"", "</section>");
    assert!(one.contains(
        "<p id=\"question-1\">Which <a href=\"chapter-2.xhtml\"><code>x</code></a>? <a class=\"to-answer\" href=\"answers.xhtml#a0-answer-1\">Answer</a></p>"
    ), "{one}");
    assert!(!one.contains("That one."));
    assert!(
        one.contains("<a href=\"answers.xhtml#a0-why\">why</a> <a href=\"#q\">the question</a>"),
        "{one}"
    );
    let back = edition.part("text/answers.xhtml", "<h2>Chapter 1</h2>", "</section>");
    assert!(
        back.contains(
            "<p class=\"question\">Which <span><code>x</code></span>? <a aria-label=\"Back to the text\" \
             href=\"chapter-1.xhtml#question-1\">↩</a></p>"
        ),
        "{back}"
    );
    assert!(back.contains("<p id=\"a0-why\">That one.</p>"), "{back}");
    assert!(edition.text("text/chapter-2.xhtml").contains("answers.xhtml#a0-why"));
}

#[test]
fn formulas_are_mathml_or_their_source() {
    let formulas = [
        r"\frac{1}{2}",
        r"\sum_{i=0}^n x_i^2",
        r"\sqrt[3]{x}",
        r"\begin{pmatrix} a &amp; b \\ c &amp; d \end{pmatrix}",
        r"\begin{align} a &amp;= b \\ c &amp;= d \end{align}",
        r"\text{if } x &lt; 0 \nless 1 \&amp; a~b",
        r"\mathbb{R} \to \mathcal{O}(n \log n)",
        r"\left( \overline{x} \right]",
        r"\begin{cases} 1 &amp; x \\ 0 &amp; y \end{cases}",
        r"a \, b \quad c \hspace{1cm} d",
        r"\color{red} x \textcolor{blue}{y}",
        r"\underbrace{a+b}_{n}",
        r"\hat x \vec{y} \not=",
        r"\begin{array}{c|r} 1 &amp; 2 \\ \hline 3 &amp; 4\end{array}",
        r"\big( \Bigg/ x_{n_{m}}^{k}",
        r"\substack{a\\b} \binom{n}{k} \dfrac12 \operatorname{lim}_{x} \displaystyle \int",
    ];
    let xml: String = formulas
        .iter()
        .map(|tex| format!("<p><MATH>{tex}</MATH></p><p><MATH display=''>{tex}</MATH></p>"))
        .collect();
    let (good, report) = edition(&book(&[&xml]), None);
    good.check();
    assert_eq!(report.diagnostics().len(), 0, "{:?}", report.diagnostics());
    let page = good.text("text/chapter-1.xhtml");
    assert!(page.contains("alttext=\"\\frac{1}{2}\""));
    assert!(page.contains("<mfrac><mn>1</mn><mn>2</mn></mfrac>"));
    assert!(good.text("package.opf").contains("properties=\"mathml\""));

    let bad = [r"\nosuchthing{", r"\frac{1}", r"}", r"\def\a{\a\a}\a", r"\begin{nowhere}"];
    let chapters: Vec<String> =
        bad.iter().map(|tex| format!("<p><MATH>{tex}</MATH></p>")).collect();
    let chapters: Vec<&str> = chapters.iter().map(String::as_str).collect();
    let (edition, report) = edition(&book(&chapters), None);
    edition.check();
    for (place, tex) in bad.iter().enumerate() {
        let file = PathBuf::from(format!("src/chapter-{}.md", place + 1));
        let here = report
            .diagnostics()
            .iter()
            .filter(|d| d.place.as_ref().is_some_and(|p| p.file == file));
        assert_eq!(
            here.map(|d| d.place.as_ref().unwrap().line).collect::<Vec<_>>(),
            [Some(3)],
            "{tex}"
        );
        assert!(
            edition
                .text(&format!("text/chapter-{}.xhtml", place + 1))
                .contains("<code class=\"tex\">"),
            "{tex}"
        );
    }
}

/// The smallest PNG.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c,
    0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae,
    0x42, 0x60, 0x82,
];

fn with_assets(xml: &str) -> Manuscript {
    let svg = b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/x.dtd'>\
        <svg xmlns='http://www.w3.org/2000/svg' width='10' height='5' onload='x()'><style>.a{fill:red}</style>\
        <script>alert(1)</script><rect id='1' class='a' width='9' height='4'/></svg>";
    let asset = |path: &str, kind, bytes: &[u8]| Asset {
        path: path.into(),
        kind,
        bytes: bytes.to_vec(),
        size: Some((1, 1)),
    };
    let mut manuscript = book(&[xml]);
    manuscript.assets = vec![
        asset("img/A%20 b#?.PNG", AssetKind::Png, PNG),
        asset("other/a-20-b.png", AssetKind::Png, PNG),
        asset("cover.svg", AssetKind::Svg, svg),
        asset("x.pdf", AssetKind::Other, b"%PDF"),
        asset("bad.svg", AssetKind::Svg, b"<svg><g></svg>"),
        asset("unused.png", AssetKind::Png, PNG),
    ];
    manuscript
}

#[test]
fn images_are_inside_once_and_under_safe_names() {
    let xml = "<p><img to='asset 0' alt='A' width='50%'/><img to='asset 1'/><img to='asset 1'/>\
               <img to='asset 2' alt='D' width='30'/><img to='asset 4' alt='E'/><img to='https://x.y/z.png' alt='F'/>\
               <a to='asset 3'>G</a></p>";
    let (edition, report) = edition(&with_assets(xml), None);
    edition.check();
    let images: Vec<&str> =
        edition.files.keys().filter_map(|path| path.strip_prefix("EPUB/images/")).collect();
    assert_eq!(images, ["a-20-b-2.png", "a-20-b.png", "cover-2.svg", "cover.png", "cover.svg"]);
    let page = edition.text("text/chapter-1.xhtml");
    for piece in [
        "<img src=\"../images/a-20-b.png\" alt=\"A\" style=\"width: 50%\"/>",
        "<img src=\"../images/a-20-b-2.png\" alt=\"\"/>",
        "<img src=\"../images/cover-2.svg\" alt=\"D\" width=\"30\"/>",
        "<span>E</span><a href=\"https://x.y/z.png\">F</a>",
        "<span>G</span>",
    ] {
        assert!(page.contains(piece), "{piece} in {page}");
    }
    let svg = edition.text("images/cover-2.svg");
    assert!(!svg.contains("script") && !svg.contains("onload"), "{svg}");
    assert!(svg.contains("viewBox=\"0 0 10 5\"") && svg.contains(".a{fill:red}"), "{svg}");
    let messages: Vec<&str> = report.diagnostics().iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "no text says what the image other/a-20-b.png shows",
            "an EPUB cannot show the image bad.svg",
            "the image https://x.y/z.png is not part of the book",
            "an EPUB cannot hold the file x.pdf",
        ]
    );
    let package = edition.text("package.opf");
    assert!(
        package.contains("<meta property=\"schema:accessModeSufficient\">textual,visual</meta>")
    );
    assert!(!package.contains("alternativeText"));
}

#[test]
fn page_numbers_are_marked_and_listed_in_reading_order() {
    let mut manuscript = book(&[
        "<p>a</p><ul><li id='i'>b</li><li><p id='j'>c</p></li></ul>",
        "<table><tr id='r'><td>d</td></tr></table><p>e</p>",
    ]);
    chapter(&mut manuscript, 0).body.push(Node::Text("end".into()));
    let page = |label: &str, chapter, node, id: Option<&str>| Page {
        label: label.into(),
        chapter,
        node,
        id: id.map(str::to_owned),
    };
    let list = PageList {
        source: "urn:isbn:9783161484100".into(),
        pages: vec![
            page("ix", 0, 0, None),
            page("1", 0, 2, Some("i")),
            page("2", 0, 2, Some("j")),
            page("3", 0, 2, Some("elsewhere")),
            page("4", 1, 1, None),
            page("5", 1, 1, Some("r")),
            page("6", 1, 9, None),
        ],
    };
    let (edition, _) = edition(&manuscript, Some(&list));
    edition.check();
    let one = edition.text("text/chapter-1.xhtml").replace('\n', "");
    let mark = |label| {
        format!(
            "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-{label}\" aria-label=\"{label}\"></span>"
        )
    };
    for piece in [
        format!("{}<h1>", mark("ix")),
        format!("{}{}<ul><li id=\"i\">", mark("1"), mark("3")),
        format!("<li>{}<p id=\"j\">", mark("2")),
    ] {
        assert!(one.contains(&piece), "{piece} in {one}");
    }
    let two = edition.text("text/chapter-2.xhtml").replace('\n', "");
    assert!(two.contains(&format!("<td>{}d</td>", mark("5"))), "{two}");
    let nav = edition.part("nav.xhtml", "<nav epub:type=\"page-list\"", "</nav>");
    let labels: Vec<&str> = nav
        .split("\">")
        .skip(2)
        .filter_map(|part| part.split_once("</a>"))
        .map(|(label, _)| label)
        .collect();
    assert_eq!(labels, ["ix", "1", "3", "2", "4", "5"]);
    assert!(edition.text("package.opf").contains("urn:isbn:9783161484100"));
    assert!(edition.text("toc.ncx").contains("<pageTarget id=\"target-1\" type=\"front\">"));
}

#[test]
fn the_contents_have_parts_nesting_and_no_dead_ends() {
    let mut manuscript = book(&["", "", ""]);
    manuscript.items.insert(1, Item::Part("Part <One>".into()));
    chapter(&mut manuscript, 3).depth = 1;
    manuscript.items.push(Item::Separator);
    manuscript.items.push(Item::Chapter(Chapter { name: "Draft".into(), ..Chapter::default() }));
    manuscript.items.push(Item::Chapter(Chapter {
        name: "Afterword".into(),
        path: Some(PathBuf::from("CHAPTER-1.md")),
        body: nodes("<h1>Afterword</h1><h2 id='s'>Section</h2>"),
        ..Chapter::default()
    }));
    let settings = Settings { sections: true, ..Settings::default() };
    let (edition, _) = edition_with(&manuscript, &settings, None);
    edition.check();
    let nav = edition.part("nav.xhtml", "<nav epub:type=\"toc\"", "</nav>");
    assert!(nav.contains(
        "<li><a href=\"text/part-part-one.xhtml\">Part &lt;One&gt;</a><ol><li><a href=\"text/chapter-2.xhtml\">2 Chapter 2</a>\
         <ol><li><a href=\"text/chapter-3.xhtml\">3 Chapter 3</a></li></ol></li></ol></li>\
         <li><a href=\"text/chapter-1-2.xhtml\">Afterword</a><ol><li><a href=\"text/chapter-1-2.xhtml#s\">Section</a></li></ol></li>"
    ), "{nav}");
    assert!(!nav.contains("Draft"));
}

#[test]
fn strange_books_are_valid() {
    let mut manuscript = Manuscript::default();
    manuscript.info.title = "\u{1} <&>\" ]]> \u{202e}x".into();
    manuscript.info.identifier = "no URN".into();
    manuscript.info.language = "not a language".into();
    manuscript.info.date = Some("yesterday".into());
    manuscript.info.right_to_left = true;
    manuscript.info.repository = Some("javascript:x".into());
    let (edition_, _) = edition(&manuscript, None);
    edition_.check();

    let mut manuscript = book(&["text", ""]);
    manuscript.info.subtitle = Some("Sub".into());
    manuscript.info.description = Some("What & why".into());
    manuscript.info.rights = Some("CC BY 4.0".into());
    manuscript.info.repository = Some("https://example.org/x y".into());
    chapter(&mut manuscript, 0).name = " ".into();
    chapter(&mut manuscript, 1).path = Some(PathBuf::from("../ä b/CON?.md"));
    let settings = Settings {
        cover: Some(PNG.to_vec()),
        css: Some("p { margin: 0 }".into()),
        identifier: Some("urn:isbn:9783161484100".into()),
        publisher: Some("Us".into()),
        ..Settings::default()
    };
    let (edition, report) = edition_with(&manuscript, &settings, None);
    assert_eq!(report.diagnostics().len(), 0);
    edition.check();
    assert!(edition.files.contains_key("EPUB/images/cover.png"));
    assert!(edition.files.contains_key("EPUB/text/b-con.xhtml"));
}

#[test]
fn the_archive_is_as_it_must_be_and_the_same_every_time() {
    let manuscript = with_assets("<p>a<img to='asset 0' alt='x'/></p>");
    let (one, _) = edition(&manuscript, None);
    let (two, _) = edition(&manuscript, None);
    assert!(one.bytes == two.bytes);
    // `mimetype` first, stored, its size in the header, no extra field.
    assert_eq!(&one.bytes[..4], b"PK\x03\x04");
    assert_eq!(one.bytes[6..8], [0, 0], "flags");
    assert_eq!(one.bytes[8..10], [0, 0], "stored");
    assert_eq!(one.bytes[18..22], 20u32.to_le_bytes());
    assert_eq!(one.bytes[28..30], [0, 0], "extra field");
    assert_eq!(&one.bytes[30..58], b"mimetypeapplication/epub+zip");
}

#[test]
fn the_edition_says_of_itself_what_it_is_in_the_books_language() {
    let of = |language: &str| {
        let mut manuscript = book(&["<p>words</p>"]);
        manuscript.info.language = language.into();
        manuscript.info.date = Some("2026-01-31".into());
        manuscript.info.repository = Some("https://x.y/z".into());
        let pages = PageList { source: "A test, PDF".into(), pages: Vec::new() };
        let (edition, _) = edition(&manuscript, Some(&pages));
        edition.check();
        edition.text("text/colophon.xhtml").to_owned()
    };
    for (language, phrases) in [
        ("de", ["Ausgabe vom 2026-01-31<", "Quelle: <a", "der Ausgabe: A test, PDF<"]),
        ("zh-TW", [">2026-01-31 版<", "原始檔：<a", "頁碼依據：A test, PDF<"]),
        ("tlh", ["Edition of 2026-01-31<", "Source: <a", "those of: A test, PDF<"]),
    ] {
        let page = of(language);
        for phrase in phrases {
            assert!(page.contains(phrase), "{phrase} in {page}");
        }
    }
    assert!(of("tlh").contains("lang=\"en\" xml:lang=\"en\""), "English words say so");
}
