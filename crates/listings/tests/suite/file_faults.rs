//! What is wrong with the files below `listings/`.

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

#[test]
fn outputs() {
    check(
        r#"=== src/one.md 1
{{#output one/step/run.console:part}}
{{#output one/step/run.console id="a"}}
{{#output one/step/empty.console}}
=== listings/one/step/run.console
$ true
=== listings/one/step/empty.console

"#,
        str![[r#"
error: an output is shown whole
 --> src/one.md:1:31
  |
1 | {{#output one/step/run.console:part}}
  |                               ^^^^^
  |
help: record what you want to show in a file of its own

error: an output with an id has no caption
 --> src/one.md:2:35
  |
2 | {{#output one/step/run.console id="a"}}
  |                                   ^^^
  |
help: only an output with a caption has a number to refer to: add caption="…"

error: `one/step/empty.console` is empty
 --> src/one.md:3:11
  |
3 | {{#output one/step/empty.console}}
  |           ^^^^^^^^^^^^^^^^^^^^^^
  |
help: run `bindery record` to record what the program prints


"#]],
    );
}

#[test]
fn files_that_are_no_text() {
    let book = SmallBook::new("=== src/one.md 1\n{{#output binary}}\n=== listings/binary\n");
    std::fs::write(book.root().join("listings/binary"), [0xff, 0xfe]).unwrap();
    snapbox::assert_data_eq!(
        book.result(false),
        str![[r#"
error: `binary` can't be read: stream did not contain valid UTF-8
 --> src/one.md:1:11
  |
1 | {{#output binary}}
  |           ^^^^^^
  |
help: only UTF-8 text can be shown


"#]]
    );
}

#[test]
fn steps() {
    check(
        r#"=== src/one.md 1
{{#listing one/b/src/main.rs id="a" caption="A" since="one/aa"}}
{{#listing one/b/src/main.rs id="b" caption="B" since="one/b"}}
{{#listing one/b/src/main.rs id="c" caption="C" since="one/a"}}
{{#listing main.rs id="d" caption="D" since="one/a"}}
{{#listing one/b/new.rs id="e" caption="E" since="one/a"}}
=== listings/one/a/src/main.rs
same
=== listings/one/b/src/main.rs
same
=== listings/one/b/new.rs
new
=== listings/main.rs
main
"#,
        str![[r#"
error: there is no `one/aa/src/main.rs` in listings/
 --> src/one.md:1:56
  |
1 | {{#listing one/b/src/main.rs id="a" caption="A" since="one/aa"}}
  |                                                        ^^^^^^
  |
help: did you mean `one/a/src/main.rs`?

error: `one/b` is this very step
 --> src/one.md:2:12
  |
2 | {{#listing one/b/src/main.rs id="b" caption="B" since="one/b"}}
  |            ^^^^^
  |
help: name the step that comes before

error: nothing changed since `one/a`
 --> src/one.md:3:49
  |
3 | {{#listing one/b/src/main.rs id="c" caption="C" since="one/a"}}
  |                                                 ^^^^^
  |
help: name another step, or leave `since` out

error: `main.rs` is in no step
 --> src/one.md:4:12
  |
4 | {{#listing main.rs id="d" caption="D" since="one/a"}}
  |            ^^^^^^^
  |
help: steps are the folders listings/<chapter>/<step>/

error: there is no `one/a/new.rs` in listings/
 --> src/one.md:5:51
  |
5 | {{#listing one/b/new.rs id="e" caption="E" since="one/a"}}
  |                                                   ^^^^^
  |
help: `one/a` holds `src`


"#]],
    );
}

#[test]
fn wide_lines_and_long_listings() {
    let wide = format!("    // {}", "=".repeat(78));
    let long = "line\n".repeat(41);
    let book = format!(
        r#"=== src/one.md 1
{{{{#listing one/step/a.rs id="a" caption="A"}}}}
=== listings/one/step/a.rs
    // ANCHOR: a
{wide}

    {{
    }}
{long}
"#
    );
    check(
        &book,
        str![[r#"
error: the line is 85 columns wide
 --> listings/one/step/a.rs:2:5
  |
2 |     // ==============================================================================
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
help: a listing has room for 80

warning: the listing shows 45 lines
 --> src/one.md:1:12
  |
1 | {{#listing one/step/a.rs id="a" caption="A"}}
  |            ^^^^^^^^^^^^^
  |
help: show 40 at most, by an anchor, or tell it in steps


"#]],
    );
    let other = format!("{book}=== book.toml\n[book]\ntitle = \"Another\"\n");
    let result = SmallBook::new(&other).result(false);
    let said = result.split("=== ").next().unwrap().to_owned();
    snapbox::assert_data_eq!(
        said,
        str![[r#"
warning: the line is 85 columns wide
 --> listings/one/step/a.rs:2:5
  |
2 |     // ==============================================================================
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
help: a listing has room for 80

warning: the listing shows 45 lines
 --> src/one.md:1:12
  |
1 | {{#listing one/step/a.rs id="a" caption="A"}}
  |            ^^^^^^^^^^^^^
  |
help: show 40 at most, by an anchor, or tell it in steps


"#]]
    );
}

#[test]
fn crates_that_no_chapter_shows() {
    check(
        r#"=== src/one.md 1
See one/stepping, one/step-by-step, everyone/step, `cargo run -p steps`; {{#value none.a}}
=== listings/one/step/Cargo.toml
[package]
name = "step"
=== listings/one/step/fuzz/Cargo.toml
[package]
name = "fuzz"
=== listings/one/target/debug/Cargo.toml
[package]
name = "built"
"#,
        str![[r#"
error: there is no `none.toml` in figures/
 --> src/one.md:1:83
  |
1 | See one/stepping, one/step-by-step, everyone/step, `cargo run -p steps`; {{#value none.a}}
  |                                                                                   ^^^^
  |
help: describe it in figures/none.toml

error: listings/one/step/Cargo.toml: no chapter shows `listings/one/step`
 |
help: show it, run it, name `one/step` in the text, or remove it


"#]],
    );
}

#[test]
fn an_anchor_that_no_chapter_shows_is_told() {
    check(
        r#"=== src/one.md 1
# One
{{#listing one/step/src/main.rs:loop id="loop" caption="The loop."}}
{{#include ../listings/one/step/src/main.rs:main}}
=== listings/one/step/Cargo.toml
[package]
name = "step"
=== listings/one/step/src/main.rs
// ANCHOR: main
fn main() {
    // ANCHOR: loop
    loop {}
    // ANCHOR_END: loop
    // ANCHOR: looping
    // ANCHOR_END: looping
}
// ANCHOR_END: main
"#,
        str![[r#"
warning: no chapter shows the anchor `looping`
 --> listings/one/step/src/main.rs:6:16
  |
6 |     // ANCHOR: looping
  |                ^^^^^^^
  |
help: show it, or remove both of its lines

=== one.md
# One
<figure class="listing" id="loop" data-file="one/step/src/main.rs" data-lines="4">
<figcaption><span class="number">Listing 1.1.</span> <code class="file">one/step/src/main.rs</code> <span class="caption">The loop.</span></figcaption>

```rust,ignore
loop {}
```

<script type="application/json" class="whole">"fn main() {\n    loop {}\n}\n"</script>
</figure>

{{#include ../listings/one/step/src/main.rs:main}}

"#]],
    );
}
