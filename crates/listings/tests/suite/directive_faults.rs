//! What is wrong with how a directive is written.

use crate::small_book::check_chapter;
use snapbox::str;

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
