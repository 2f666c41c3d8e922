//! What `scan` finds.

use bindery_listings::{Directive, Fence, Item, scan};

/// The code blocks of a source.
fn fences(source: &str) -> Vec<Fence> {
    let fence = |found: bindery_listings::Found| match found.item {
        Item::Fence(fence) => Some(fence),
        _ => None,
    };
    scan(source).into_iter().filter_map(fence).collect()
}

#[test]
fn a_fence_has_its_words_its_lines_and_its_place() {
    let source = "text\n\n```rust,compile_fail E0277\nlet a;\n\nlet b;\n```\nafter\n";
    let [fence] = &fences(source)[..] else { panic!("{:?}", fences(source)) };
    assert_eq!(fence.language(), "rust");
    assert_eq!(fence.words().collect::<Vec<_>>(), ["rust", "compile_fail", "E0277"]);
    assert_eq!(fence.code, "let a;\n\nlet b;\n");
    assert_eq!(fence.code_line, 4);
    assert_eq!(&source[fence.body.clone()], "let a;\n\nlet b;\n");
    assert_eq!(fence.prefix, "");
    assert!(fence.closed);
    assert_eq!(scan(source)[0].line, 3);
}

#[test]
fn a_fence_in_a_list_or_quotation_knows_its_prefix() {
    let source = "- item\n  ```console\n  $ a\n    b\n  ```\n\n> ~~~~\n> ~~~\n> ~~~~\n\n1. ```\n   c\n   ```\n";
    let fences = fences(source);
    let seen: Vec<_> =
        fences.iter().map(|it| (it.prefix.as_str(), it.code.as_str(), it.code_line)).collect();
    assert_eq!(seen, [("  ", "$ a\n  b\n", 3), ("> ", "~~~\n", 8), ("   ", "c\n", 12)]);
    assert_eq!(&source[fences[0].body.clone()], "  $ a\n    b\n");
    assert_eq!(&source[fences[1].body.clone()], "> ~~~\n");
    assert!(fences.iter().all(|fence| fence.closed));
}

#[test]
fn fences_may_be_empty_or_open() {
    let all = fences("```a\n```\n\n```\n\n```");
    assert_eq!(
        all.iter().map(|it| (it.code.as_str(), it.closed)).collect::<Vec<_>>(),
        [("", true), ("\n", true),]
    );
    let all = fences("````\n```\n");
    assert_eq!((all[0].code.as_str(), all[0].closed), ("```\n", false));
    assert!(!fences("```")[0].closed);
}

#[test]
fn lines_are_counted_with_windows_line_ends_and_wide_characters() {
    assert_eq!(fences("```\r\na\r\n\r\nb\r\n```\r\n")[0].code, "a\n\nb\n");
    let source = "é “ü”\r\n\r\n| {{#ref a}} | {{#value b.c}} |\r\n\r\n{{#ref d}}\r\n";
    let found: Vec<_> = scan(source)
        .into_iter()
        .map(|found| (found.line, source[found.range].to_owned(), found.item))
        .collect();
    assert_eq!(
        found,
        [
            (3, "{{#ref a}}".to_owned(), Item::Directive(Directive::Ref("a".to_owned()))),
            (3, "{{#value b.c}}".to_owned(), Item::Directive(Directive::Value("b.c".to_owned()))),
            (5, "{{#ref d}}".to_owned(), Item::Directive(Directive::Ref("d".to_owned()))),
        ]
    );
}

#[test]
fn nothing_is_found_in_comments_and_code() {
    let source = "<!-- {{#ref a}}\n```\n```\n-->\n\n<b>`{{#ref a}}`</b>\n\n\t{{#ref a}}\n\n\
                  ```\n{{#ref a}}\n```\n\\{{#ref a}}\n";
    let found = scan(source);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(matches!(found[0].item, Item::Fence(_)));
}

#[test]
fn html_is_no_code() {
    let found = scan("<details>\n{{#ref a}}\n<!-- {{#ref b}} --></details> {{#ref c}}\n");
    let refs: Vec<_> = found.into_iter().map(|found| found.item).collect();
    let refs_to = |id: &str| Item::Directive(Directive::Ref(id.to_owned()));
    assert_eq!(refs, [refs_to("a"), refs_to("c")]);
}

/// Any text, cut anywhere: nothing panics, and what is found lies in order within the text.
#[test]
fn every_beginning_of_a_hard_chapter_can_be_read() {
    let source = "> - ```rust\n>   {{#a\n>   ```\n\t{{#ref “x”}} {{#listing a:b id=\"\\\"}}\" c=}}\n\
                  <!-- {{ --> {{ #value é.b}} `{{`{{#figure \u{a0}x caption=\"``\"}}\n~~~ a\n\\{{#x}}\r\n";
    for end in (0..=source.len()).filter(|end| source.is_char_boundary(*end)) {
        for start in (0..=end).filter(|start| source.is_char_boundary(*start)) {
            let text = &source[start..end];
            let mut last = 0;
            for found in scan(text) {
                assert!(found.range.start >= last && found.range.end <= text.len(), "{text:?}");
                last = found.range.start;
                assert!(found.line as usize <= text.lines().count().max(1), "{text:?}");
            }
        }
    }
}
