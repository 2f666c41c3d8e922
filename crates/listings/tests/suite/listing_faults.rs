//! What is wrong with listings, outputs and steps that can be read.

use crate::small_book::{SmallBook, check};
use snapbox::str;

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
