//! What is wrong with a directive, and how it is told.

use crate::small_book::{SmallBook, check};
use snapbox::str;

/// A listing for the books that need one.
const STEP: &str = r#"=== listings/one/step/src/main.rs
// ANCHOR: fetch
fetch();
// ANCHOR_END: fetch
// ANCHOR: parse
parse();
// ANCHOR_END: parse
"#;

/// Checks what is said about a chapter with that text and [`STEP`].
#[track_caller]
fn check_chapter(text: &str, expected: impl snapbox::data::IntoData) {
    check(&format!("=== src/one.md 1\n{text}\n{STEP}"), expected);
}

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
fn ranges_of_lines() {
    check_chapter(
        r#"{{#listing one/step/src/main.rs:3:10 id="a" caption="A"}}
{{#listing one/step/src/main.rs: id="b" caption="B"}}
{{#listing one/step/src/main.rs:a.b id="c" caption="C"}}"#,
        str![[r#"
error: a listing can't be a range of lines: it would show other lines after an edit
 --> src/one.md:1:32
  |
1 | {{#listing one/step/src/main.rs:3:10 id="a" caption="A"}}
  |                                ^^^^^
  |
help: put `// ANCHOR: name` and `// ANCHOR_END: name` around the lines, and write the name after the colon

error: a listing can't be a range of lines: it would show other lines after an edit
 --> src/one.md:2:32
  |
2 | {{#listing one/step/src/main.rs: id="b" caption="B"}}
  |                                ^
  |
help: put `// ANCHOR: name` and `// ANCHOR_END: name` around the lines, and write the name after the colon

error: `a.b` is no name for an anchor
 --> src/one.md:3:32
  |
3 | {{#listing one/step/src/main.rs:a.b id="c" caption="C"}}
  |                                ^^^^
  |
help: letters, digits, `-` and `_` make a name


"#]],
    );
}

#[test]
fn misspelt_directives() {
    check_chapter(
        r#"{{#lising one/step/src/main.rs id="a" caption="A"}}
It says {{#vaule a.b}} and {{ #ref b}} and
{{listing one/step/src/main.rs id="a" caption="A"}}
{{listing}} {{ref.x}} {{ value }} {{#each x}}"#,
        str![[r#"
error: `{{#lising` is no directive
 --> src/one.md:1:1
  |
1 | {{#lising one/step/src/main.rs id="a" caption="A"}}
  | ^^^^^^^^^
  |
help: did you mean `{{#listing`?

error: `{{#vaule` is no directive
 --> src/one.md:2:9
  |
2 | It says {{#vaule a.b}} and {{ #ref b}} and
  |         ^^^^^^^^
  |
help: did you mean `{{#value`?

error: `{{ #ref` is no directive
 --> src/one.md:2:28
  |
2 | It says {{#vaule a.b}} and {{ #ref b}} and
  |                            ^^^^^^^
  |
help: did you mean `{{#ref`?

error: `{{listing` is no directive
 --> src/one.md:3:1
  |
3 | {{listing one/step/src/main.rs id="a" caption="A"}}
  | ^^^^^^^^^
  |
help: did you mean `{{#listing`?


"#]],
    );
}

#[test]
fn attributes() {
    check_chapter(
        r#"{{#listing one/step/src/main.rs:fetch ID="a" captoin="A"}}
{{#listing one/step/src/main.rs:fetch id=a caption="A" since=""}}
{{#listing one/step/src/main.rs:fetch id="1 a" caption="A" caption="B" lines="3"}}
{{#listing id="a" caption="A"}}
{{#listing "one/step/src/main.rs" id="a" caption="A"}}
{{#figure run A caption="A"}}
{{#ref a b="c"}}
{{#value}}"#,
        str![[r#"
error: `{{#listing}}` has no attribute `ID`
 --> src/one.md:1:39
  |
1 | {{#listing one/step/src/main.rs:fetch ID="a" captoin="A"}}
  |                                       ^^
  |
help: it takes `caption`, `id` and `since`

error: `{{#listing}}` has no attribute `captoin`
 --> src/one.md:1:46
  |
1 | {{#listing one/step/src/main.rs:fetch ID="a" captoin="A"}}
  |                                              ^^^^^^^
  |
help: did you mean `caption`?

error: `{{#listing}}` has no `id`
 --> src/one.md:1:1
  |
1 | {{#listing one/step/src/main.rs:fetch ID="a" captoin="A"}}
  | ^^^^^^^^^^
  |
help: add id="…" before the closing braces

error: the value of `id` is not in double quotes
 --> src/one.md:2:39
  |
2 | {{#listing one/step/src/main.rs:fetch id=a caption="A" since=""}}
  |                                       ^^^^
  |
help: write id="…"

error: the attribute `since` is empty
 --> src/one.md:2:56
  |
2 | {{#listing one/step/src/main.rs:fetch id=a caption="A" since=""}}
  |                                                        ^^^^^^^^
  |
help: give it a value, or leave it out if it is optional

error: the attribute `caption` is given twice
 --> src/one.md:3:48
  |
3 | {{#listing one/step/src/main.rs:fetch id="1 a" caption="A" caption="B" lines="3"}}
  |                                                ^^^^^^^
  |
help: keep one of them

error: `{{#listing}}` has no attribute `lines`
 --> src/one.md:3:72
  |
3 | {{#listing one/step/src/main.rs:fetch id="1 a" caption="A" caption="B" lines="3"}}
  |                                                                        ^^^^^
  |
help: it takes `caption`, `id` and `since`

error: `1 a` is no id
 --> src/one.md:3:43
  |
3 | {{#listing one/step/src/main.rs:fetch id="1 a" caption="A" caption="B" lines="3"}}
  |                                           ^^^
  |
help: an id is made of ASCII letters, digits, `-` and `_`, and begins with a letter

error: `{{#listing}}` doesn't say what to show
 --> src/one.md:4:1
  |
4 | {{#listing id="a" caption="A"}}
  | ^^^^^^^^^^
  |
help: after the name comes a file below listings/

error: `"one/step/src/main.rs"` is in quotes
 --> src/one.md:5:12
  |
5 | {{#listing "one/step/src/main.rs" id="a" caption="A"}}
  |            ^^^^^^^^^^^^^^^^^^^^^^
  |
help: what `{{#listing}}` shows stands without quotes, after the name

error: `A` is neither what to show nor an attribute
 --> src/one.md:6:15
  |
6 | {{#figure run A caption="A"}}
  |               ^
  |
help: attributes look like name="value", and what to show comes first

error: `{{#ref}}` has no attribute `b`
 --> src/one.md:7:10
  |
7 | {{#ref a b="c"}}
  |          ^
  |
help: it takes no attributes

error: `{{#value}}` doesn't say what to show
 --> src/one.md:8:1
  |
8 | {{#value}}
  | ^^^^^^^^
  |
help: after the name comes a value, as in `three-tasks.total`


"#]],
    );
}

#[test]
fn directives_without_an_end_or_a_line_of_their_own() {
    check_chapter(
        r#"{{#ref a
{{#listing one/step/src/main.rs id="a caption=b}}
Look: {{#listing one/step/src/main.rs:fetch id="a" caption="A"}}
- {{#output one/step/src/main.rs}}"#,
        str![[r#"
error: `{{#ref}}` isn't closed on its line
 --> src/one.md:1:1
  |
1 | {{#ref a
  | ^^^^^^^^
  |
help: a directive ends with `}}` in the line it begins in

error: `{{#listing}}` has a value whose closing quote is missing
 --> src/one.md:2:1
  |
2 | {{#listing one/step/src/main.rs id="a caption=b}}
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
help: values look like name="value"

error: `{{#listing}}` doesn't stand in a line of its own
 --> src/one.md:3:7
  |
3 | Look: {{#listing one/step/src/main.rs:fetch id="a" caption="A"}}
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
help: begin a new line with it, and go on in the next

error: `{{#output}}` doesn't stand in a line of its own
 --> src/one.md:4:3
  |
4 | - {{#output one/step/src/main.rs}}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
help: begin a new line with it, and go on in the next


"#]],
    );
}

#[test]
fn duplicate_ids() {
    check(
        &format!(
            r#"=== src/one.md 1
{{{{#listing one/step/src/main.rs:fetch id="twice" caption="A"}}}}
{{{{#listing one/step/src/main.rs:fetch id="head" caption="A"}}}}
{{{{#listing one/step/src/main.rs:fetch id="two" caption="A"}}}}
=== src/two.md 2
{{{{#listing one/step/src/main.rs:fetch id="twice" caption="B"}}}}
## A heading {{#head}}
## A heading {{#shared}}
=== src/three.md 3
## A heading {{#shared}}
### Auto `made`!
{{{{#listing one/step/src/main.rs:fetch id="auto-made" caption="A"}}}}
{STEP}"#
        ),
        str![[r#"
error: the id `twice` is taken
 --> src/two.md:1:43
  |
1 | {{#listing one/step/src/main.rs:fetch id="twice" caption="B"}}
  |                                           ^^^^^
  |
help: it is used at src/one.md:1; ids are unique over the book

error: the id `head` is taken
 --> src/two.md:2:6
  |
2 | ## A heading {#head}
  |      ^^^^
  |
help: it is used at src/one.md:2; ids are unique over the book

error: the id `two` is taken
 --> src/one.md:3:43
  |
3 | {{#listing one/step/src/main.rs:fetch id="two" caption="A"}}
  |                                           ^^^
  |
help: a chapter has it: src/two.md; choose another id

error: the id `auto-made` is also that of a heading
 --> src/three.md:3:43
  |
3 | {{#listing one/step/src/main.rs:fetch id="auto-made" caption="A"}}
  |                                           ^^^^^^^^^
  |
help: choose another, or give the heading at src/three.md:2 an id of its own


"#]],
    );
}

#[test]
fn dangling_and_ambiguous_references() {
    check(
        &format!(
            r#"=== src/one.md 1
{{{{#listing one/step/src/main.rs:fetch id="fetch" caption="As in {{{{#ref nowhere}}}}"}}}}
{{{{#ref fecth}}}}, {{{{#ref elsewhere-entirely}}}} and {{{{#ref shared}}}}
## A heading {{#shared}}
=== src/two.md 2
## A heading {{#shared}}
## The {{{{#value a.b}}}} of it {{#odd}}
{{{{#ref odd}}}} {{{{#ref its-own}}}}
### Its own
{STEP}"#
        ),
        str![[r#"
error: nothing has the id `nowhere`
 --> src/one.md:1:72
  |
1 | {{#listing one/step/src/main.rs:fetch id="fetch" caption="As in {{#ref nowhere}}"}}
  |                                                                        ^^^^^^^
  |
help: ids are given by listings, figures, outputs, headings with `{#id}` and the file names of chapters

error: nothing has the id `fecth`
 --> src/one.md:2:8
  |
2 | {{#ref fecth}}, {{#ref elsewhere-entirely}} and {{#ref shared}}
  |        ^^^^^
  |
help: did you mean `fetch`?

error: nothing has the id `elsewhere-entirely`
 --> src/one.md:2:24
  |
2 | {{#ref fecth}}, {{#ref elsewhere-entirely}} and {{#ref shared}}
  |                        ^^^^^^^^^^^^^^^^^^
  |
help: ids are given by listings, figures, outputs, headings with `{#id}` and the file names of chapters

error: the id `shared` is used more than once
 --> src/one.md:2:56
  |
2 | {{#ref fecth}}, {{#ref elsewhere-entirely}} and {{#ref shared}}
  |                                                        ^^^^^^
  |
help: it is used at src/one.md:3 and at src/two.md:1

error: there is no `a.toml` in figures/
 --> src/two.md:2:12
  |
2 | ## The {{#value a.b}} of it {#odd}
  |            ^
  |
help: describe it in figures/a.toml

error: the title of `odd` holds a directive
 --> src/two.md:3:8
  |
3 | {{#ref odd}} {{#ref its-own}}
  |        ^^^
  |
help: write a link with words of its own

error: nothing has the id `its-own`
 --> src/two.md:3:21
  |
3 | {{#ref odd}} {{#ref its-own}}
  |                     ^^^^^^^
  |
help: give the heading at src/two.md:4 this id: `{#its-own}`


"#]],
    );
}

#[test]
fn captions_hold_no_blocks() {
    check_chapter(
        r#"{{#listing one/step/src/main.rs:fetch id="a" caption="{{#output a}}, {{#lising b}}"}}
{{#output one/step/src/main.rs id="b" caption="{{#output a}}"}}"#,
        str![[r#"
error: `{{#output}}` doesn't stand in a line of its own
 --> src/one.md:1:55
  |
1 | {{#listing one/step/src/main.rs:fetch id="a" caption="{{#output a}}, {{#lising b}}"}}
  |                                                       ^^^^^^^^^^^^^
  |
help: begin a new line with it, and go on in the next

error: `{{#lising` is no directive
 --> src/one.md:1:70
  |
1 | {{#listing one/step/src/main.rs:fetch id="a" caption="{{#output a}}, {{#lising b}}"}}
  |                                                                      ^^^^^^^^^
  |
help: did you mean `{{#listing`?

error: only values and references can stand in a caption
 --> src/one.md:2:48
  |
2 | {{#output one/step/src/main.rs id="b" caption="{{#output a}}"}}
  |                                                ^^^^^^^^^^^^^
  |
help: give it a line of its own in the chapter


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
fn figures_and_values() {
    check(
        r#"=== src/one.md 1
{{#figure interleavd caption="A"}}
{{#figure broken caption="A"}}
{{#value interleaved}} {{#value nothing.total}} {{#value ../one.total}}
{{#value three.totl}} {{#value three.something-else}}
{{#value odd.a}} {{#value wrong.a}}
=== figures/interleaved.toml
listing = "one/step"
=== figures/broken.toml
listing = "one/step"
kind = "pie"
=== figures/three.toml
[values]
total = { value = 1.0 }
=== figures/odd.toml
[values]
a = 1.0
=== figures/wrong.toml
[values]
a = {
"#,
        str![[r#"
error: there is no `interleavd.toml` in figures/
 --> src/one.md:1:11
  |
1 | {{#figure interleavd caption="A"}}
  |           ^^^^^^^^^^
  |
help: did you mean `interleaved`?

error: this describes no figure: unknown variant `pie`, expected `timeline`
 --> figures/broken.toml:2:1
  |
2 | kind = "pie"
  | ^^^^^^^^^^^^

error: `interleaved` names no value
 --> src/one.md:3:10
  |
3 | {{#value interleaved}} {{#value nothing.total}} {{#value ../one.total}}
  |          ^^^^^^^^^^^
  |
help: a value is named for its file in figures/, as in `three-tasks.total`

error: there is no `nothing.toml` in figures/
 --> src/one.md:3:33
  |
3 | {{#value interleaved}} {{#value nothing.total}} {{#value ../one.total}}
  |                                 ^^^^^^^
  |
help: describe it in figures/nothing.toml

error: `../one.total` names no value
 --> src/one.md:3:58
  |
3 | {{#value interleaved}} {{#value nothing.total}} {{#value ../one.total}}
  |                                                          ^^^^^^^^^^^^
  |
help: a value is named for its file in figures/, as in `three-tasks.total`

error: `three` has no value `totl`
 --> src/one.md:4:10
  |
4 | {{#value three.totl}} {{#value three.something-else}}
  |          ^^^^^^^^^^
  |
help: did you mean `three.total`?

error: `three` has no value `something-else`
 --> src/one.md:4:32
  |
4 | {{#value three.totl}} {{#value three.something-else}}
  |                                ^^^^^^^^^^^^^^^^^^^^
  |
help: it has `total`

error: `a` is no value
 --> figures/odd.toml:2:1
  |
2 | a = 1.0
  | ^
  |
help: a value looks like total = { value = 412.0, unit = "ms" }

error: unclosed inline table, expected `}`
 --> figures/wrong.toml:2:1
  |
2 | a = {
  | ^^^^^


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
See one/stepping, one/step-by-step, `cargo run -p steps`; {{#value none.a}}
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
 --> src/one.md:1:68
  |
1 | See one/stepping, one/step-by-step, `cargo run -p steps`; {{#value none.a}}
  |                                                                    ^^^^
  |
help: describe it in figures/none.toml

error: listings/one/step/Cargo.toml: no chapter shows `listings/one/step`
 |
help: show it, run it, name `one/step` in the text, or remove it


"#]],
    );
}
