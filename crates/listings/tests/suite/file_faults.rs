//! What is wrong with the files below `listings/`: they are missing, or lie elsewhere.

use crate::small_book::{SmallBook, check, check_chapter};
use snapbox::str;

#[test]
fn missing_file() {
    check_chapter(
        r#"{{#listing one/step/src/mian.rs id="a" caption="A"}}
{{#listing one/setp/src/main.rs id="b" caption="B"}}
{{#listing zero/step/src/main.rs id="c" caption="C"}}
{{#output one/step/run.console}}
{{#listing one/step id="d" caption="D"}}"#,
        str![[r#"
error: there is no `one/step/src/mian.rs` in listings/
 --> src/one.md:1:12
  |
1 | {{#listing one/step/src/mian.rs id="a" caption="A"}}
  |            ^^^^^^^^^^^^^^^^^^^^
  |
help: did you mean `one/step/src/main.rs`?

error: there is no `one/setp/src/main.rs` in listings/
 --> src/one.md:2:12
  |
2 | {{#listing one/setp/src/main.rs id="b" caption="B"}}
  |            ^^^^^^^^^^^^^^^^^^^^
  |
help: did you mean `one/step/src/main.rs`?

error: there is no `zero/step/src/main.rs` in listings/
 --> src/one.md:3:12
  |
3 | {{#listing zero/step/src/main.rs id="c" caption="C"}}
  |            ^^^^^^^^^^^^^^^^^^^^^
  |
help: listings/ holds `one`

error: there is no `one/step/run.console` in listings/
 --> src/one.md:4:11
  |
4 | {{#output one/step/run.console}}
  |           ^^^^^^^^^^^^^^^^^^^^
  |
help: `one/step` holds `src`

error: `one/step` is a folder
 --> src/one.md:5:12
  |
5 | {{#listing one/step id="d" caption="D"}}
  |            ^^^^^^^^
  |
help: name a file in it; it holds `src`


"#]],
    );
}

#[test]
fn missing_anchor() {
    check_chapter(
        r#"
{{#listing one/step/src/main.rs:fecth id="a" caption="A"}}
{{#listing one/step/src/main.rs:everything id="b" caption="B"}}"#,
        str![[r#"
error: `one/step/src/main.rs` has no anchor `fecth`
 --> src/one.md:2:32
  |
2 | {{#listing one/step/src/main.rs:fecth id="a" caption="A"}}
  |                                ^^^^^^
  |
help: did you mean `fetch`? It has `fetch` and `parse`

error: `one/step/src/main.rs` has no anchor `everything`
 --> src/one.md:3:32
  |
3 | {{#listing one/step/src/main.rs:everything id="b" caption="B"}}
  |                                ^^^^^^^^^^^
  |
help: it has `fetch` and `parse`


"#]],
    );
}

#[test]
fn anchors_that_do_not_close_or_open_twice_or_are_empty() {
    check(
        r#"=== src/one.md 1
{{#listing one/step/a.rs:open id="a" caption="A"}}
{{#listing one/step/a.rs:misspelt id="b" caption="B"}}
{{#listing one/step/a.rs:twice id="c" caption="C"}}
{{#listing one/step/a.rs:empty id="d" caption="D"}}
{{#listing one/step/b.rs:any id="e" caption="E"}}
=== listings/one/step/a.rs
// ANCHOR: twice
// ANCHOR_END: twice
// ANCHOR: twice
// ANCHOR_END: twice
// ANCHOR: empty

// ANCHOR_END: empty
// ANCHOR: misspelt
// ANCHOR_END: mispelt
// ANCHOR: open
=== listings/one/step/b.rs
code
"#,
        str![[r#"
error: the anchor `open` opens in line 10 of `one/step/a.rs` and isn't closed
 --> src/one.md:1:25
  |
1 | {{#listing one/step/a.rs:open id="a" caption="A"}}
  |                         ^^^^^
  |
help: add `// ANCHOR_END: open` after its last line

error: the anchor `misspelt` opens in line 8 of `one/step/a.rs` and isn't closed
 --> src/one.md:2:25
  |
2 | {{#listing one/step/a.rs:misspelt id="b" caption="B"}}
  |                         ^^^^^^^^^
  |
help: did you mean `misspelt` where line 9 closes `mispelt`?

error: the anchor `twice` opens in line 1 of `one/step/a.rs` and again in line 3
 --> src/one.md:3:25
  |
3 | {{#listing one/step/a.rs:twice id="c" caption="C"}}
  |                         ^^^^^^
  |
help: give one of them another name

error: `empty` holds no lines
 --> src/one.md:4:26
  |
4 | {{#listing one/step/a.rs:empty id="d" caption="D"}}
  |                          ^^^^^
  |
help: show lines that say something

error: `one/step/b.rs` has no anchor `any`
 --> src/one.md:5:25
  |
5 | {{#listing one/step/b.rs:any id="e" caption="E"}}
  |                         ^^^^
  |
help: it has none: put `// ANCHOR: any` before the lines to show


"#]],
    );
}

#[test]
fn paths_that_leave_the_listings() {
    check_chapter(
        r#"{{#listing ../src/one.md id="a" caption="A"}}
{{#listing /etc/passwd id="b" caption="B"}}
{{#listing one\step\src\main.rs id="c" caption="C"}}
{{#output one/../../book.toml}}"#,
        str![[r#"
error: `../src/one.md` leads out of listings/
 --> src/one.md:1:12
  |
1 | {{#listing ../src/one.md id="a" caption="A"}}
  |            ^^^^^^^^^^^^^
  |
help: paths begin in listings/, go down from there, and use `/`

error: `/etc/passwd` leads out of listings/
 --> src/one.md:2:12
  |
2 | {{#listing /etc/passwd id="b" caption="B"}}
  |            ^^^^^^^^^^^
  |
help: paths begin in listings/, go down from there, and use `/`

error: `one\step\src\main.rs` leads out of listings/
 --> src/one.md:3:12
  |
3 | {{#listing one\step\src\main.rs id="c" caption="C"}}
  |            ^^^^^^^^^^^^^^^^^^^^
  |
help: paths begin in listings/, go down from there, and use `/`

error: `one/../../book.toml` leads out of listings/
 --> src/one.md:4:11
  |
4 | {{#output one/../../book.toml}}
  |           ^^^^^^^^^^^^^^^^^^^
  |
help: paths begin in listings/, go down from there, and use `/`


"#]],
    );
}

#[cfg(unix)]
#[test]
fn symbolic_links_that_leave_the_listings() {
    let text = r#"=== src/one.md 1
{{#output out/outside.txt}}
{{#output in/inside.txt}}
=== listings/in/inside.txt
inside
=== outside.txt
outside
"#;
    let book = SmallBook::new(text);
    let listings = book.root().join("listings");
    std::os::unix::fs::symlink("..", listings.join("out")).unwrap();
    snapbox::assert_data_eq!(
        book.result(false),
        str![[r#"
error: `out/outside.txt` leads out of listings/ by a symbolic link
 --> src/one.md:1:11
  |
1 | {{#output out/outside.txt}}
  |           ^^^^^^^^^^^^^^^
  |
help: keep what the book shows in listings/ itself


"#]]
    );
}
