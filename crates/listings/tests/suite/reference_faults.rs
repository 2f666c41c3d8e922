//! What is wrong with ids, references, figures and values.

use crate::small_book::{STEP, check};
use snapbox::str;

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
fn figures_and_values() {
    check(
        r#"=== src/one.md 1
{{#figure interleavd caption="A"}}
{{#figure broken caption="A"}}
{{#value interleaved}} {{#value nothing.total}} {{#value ../one.total}}
{{#value three.1.totl}} {{#value three.something-else}}
{{#value odd.a}} {{#value wrong.a}}
{{#figure quoted caption="A"}}
=== figures/interleaved.toml
listing = "one/step"
=== figures/broken.toml
listing = "one/step"
kind = "pie"
=== figures/three.toml
listing = "one/step"
kind = "plot"
title = "Three"
plot = { x = "n", y = ["total"] }
=== figures/three.csv
n,total (s)
1,5
=== figures/quoted.toml
listing = "one/step"
kind = "values"
title = "Quoted"
=== figures/quoted.csv
n,total (s)
1,5
=== figures/odd.toml
listing = "one/step"
kind = "plot"
title = "Odd"
plot = { x = "n", y = ["totl"] }
=== figures/odd.csv
n,total (s)
1,5
=== figures/wrong.toml
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

error: this describes no figure: unknown variant `pie`, expected one of `timeline`, `queue`, `sequence`, `plot`, `values`, `states`, `memory`, `waits`, `stack`
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

error: `three` has no value `1.totl`
 --> src/one.md:4:10
  |
4 | {{#value three.1.totl}} {{#value three.something-else}}
  |          ^^^^^^^^^^^^
  |
help: did you mean `three.1.total`?

error: `three` has no value `something-else`
 --> src/one.md:4:34
  |
4 | {{#value three.1.totl}} {{#value three.something-else}}
  |                                  ^^^^^^^^^^^^^^^^^^^^
  |
help: it has `1.total`, `n.max`, `n.min`, `total.max` and `total.min`

error: the measurement has no column `totl`
 --> figures/odd.toml:4:25
  |
4 | plot = { x = "n", y = ["totl"] }
  |                         ^^^^
  |
help: did you mean `total`?

error: this describes no figure: unclosed inline table, expected `}`
 --> figures/wrong.toml:1:1
  |
1 | a = {
  | ^^^^^

error: `quoted` has values and no drawing
 --> src/one.md:6:11
  |
6 | {{#figure quoted caption="A"}}
  |           ^^^^^^
  |
help: quote its numbers by `{{#value …}}`, or give it a `[plot]`


"#]],
    );
}
