//! mdBook's own directives.

use crate::small_book::{SmallBook, check};
use snapbox::str;

#[test]
fn what_mdbook_can_include_is_left_to_it() {
    let chapter = r#"=== one.md
{{#include part.md}} {{#include ../code.rs:all}} {{#title Another}}
```rust
{{#rustdoc_include ../code.rs:2:3}}
{{#playground ../code.rs editable}}
```
\{{#include none.md}} and `{{#include}}` and {{#toc}} {{#each x}}
"#;
    let book = chapter.replace("=== one.md", "=== src/one.md 1")
        + r#"=== src/part.md
{{#include deeper/part.md:3:}}
=== src/deeper/part.md
{{#include not/read.md}}

{{#include ../../code.rs:2}}
=== code.rs
// ANCHOR: all
one
two
// ANCHOR_END: all
"#;
    check(&book, chapter);
}

/// A book with one of each thing that shows nothing.
const GONE: &str = r#"=== src/one.md 1
{{#include file.rs}}
{{#include aprt.md}}

```rust
{{#rustdoc_include part.md:al}}
```

> ```rust
> {{#include ../../outside.rs}}
> ```

```rust
fn main() {
    {{#playground no/such_file.rs editable}}
}
```
{{#include part.md:7:3}} {{#include part.md:9}} {{#include part.md:2:9}}
{{#include part.md:open}} {{#ref one}}
=== src/part.md
// ANCHOR: all
// ANCHOR_END: all
// ANCHOR: open
"#;

#[test]
fn what_mdbook_would_leave_out() {
    check(
        GONE,
        str![[r#"
error: there is no `file.rs` in src/
 --> src/one.md:1:12
  |
1 | {{#include file.rs}}
  |            ^^^^^^^
  |
help: src/ holds `one.md` and `part.md`

error: there is no `aprt.md` in src/
 --> src/one.md:2:12
  |
2 | {{#include aprt.md}}
  |            ^^^^^^^
  |
help: did you mean `part.md`?

error: `part.md` has no anchor `al`
 --> src/one.md:5:27
  |
5 | {{#rustdoc_include part.md:al}}
  |                           ^^^
  |
help: did you mean `all`?

error: there is no `../../outside.rs`
 --> src/one.md:9:14
  |
9 | > {{#include ../../outside.rs}}
  |              ^^^^^^^^^^^^^^^^
  |
help: it would be outside the book's folder, too

error: there is no `no/such_file.rs` in src/
  --> src/one.md:14:19
   |
14 |     {{#playground no/such_file.rs editable}}
   |                   ^^^^^^^^^^^^^^^
   |
help: src/ holds `one.md` and `part.md`

error: the range 7 to 3 is empty
  --> src/one.md:17:19
   |
17 | {{#include part.md:7:3}} {{#include part.md:9}} {{#include part.md:2:9}}
   |                   ^^^^
   |
help: the first line comes first

error: `part.md` has no line 9: it has 3
  --> src/one.md:17:44
   |
17 | {{#include part.md:7:3}} {{#include part.md:9}} {{#include part.md:2:9}}
   |                                            ^^
   |
help: name the lines by an anchor: `ANCHOR: name` and `ANCHOR_END: name`

error: `part.md` has no line 9: it has 3
  --> src/one.md:17:67
   |
17 | {{#include part.md:7:3}} {{#include part.md:9}} {{#include part.md:2:9}}
   |                                                                   ^^^^
   |
help: name the lines by an anchor: `ANCHOR: name` and `ANCHOR_END: name`

error: the anchor `open` opens in line 3 of `part.md` and isn't closed
  --> src/one.md:18:19
   |
18 | {{#include part.md:open}} {{#ref one}}
   |                   ^^^^^
   |
help: add `ANCHOR_END: open` after its last line


"#]],
    );
}

#[test]
fn the_build_can_go_on_with_a_mark() {
    snapbox::assert_data_eq!(
        SmallBook::new(GONE).result(true),
        str![[r#"
warning: there is no `file.rs` in src/
 --> src/one.md:1:12
  |
1 | {{#include file.rs}}
  |            ^^^^^^^
  |
help: src/ holds `one.md` and `part.md`

warning: there is no `aprt.md` in src/
 --> src/one.md:2:12
  |
2 | {{#include aprt.md}}
  |            ^^^^^^^
  |
help: did you mean `part.md`?

warning: `part.md` has no anchor `al`
 --> src/one.md:5:27
  |
5 | {{#rustdoc_include part.md:al}}
  |                           ^^^
  |
help: did you mean `all`?

warning: there is no `../../outside.rs`
 --> src/one.md:9:14
  |
9 | > {{#include ../../outside.rs}}
  |              ^^^^^^^^^^^^^^^^
  |
help: it would be outside the book's folder, too

warning: there is no `no/such_file.rs` in src/
  --> src/one.md:14:19
   |
14 |     {{#playground no/such_file.rs editable}}
   |                   ^^^^^^^^^^^^^^^
   |
help: src/ holds `one.md` and `part.md`

warning: the range 7 to 3 is empty
  --> src/one.md:17:19
   |
17 | {{#include part.md:7:3}} {{#include part.md:9}} {{#include part.md:2:9}}
   |                   ^^^^
   |
help: the first line comes first

warning: `part.md` has no line 9: it has 3
  --> src/one.md:17:44
   |
17 | {{#include part.md:7:3}} {{#include part.md:9}} {{#include part.md:2:9}}
   |                                            ^^
   |
help: name the lines by an anchor: `ANCHOR: name` and `ANCHOR_END: name`

warning: `part.md` has no line 9: it has 3
  --> src/one.md:17:67
   |
17 | {{#include part.md:7:3}} {{#include part.md:9}} {{#include part.md:2:9}}
   |                                                                   ^^^^
   |
help: name the lines by an anchor: `ANCHOR: name` and `ANCHOR_END: name`

warning: the anchor `open` opens in line 3 of `part.md` and isn't closed
  --> src/one.md:18:19
   |
18 | {{#include part.md:open}} {{#ref one}}
   |                   ^^^^^
   |
help: add `ANCHOR_END: open` after its last line

=== one.md
**[missing include: file.rs]**
**[missing include: aprt.md]**

**[missing include: part.md:al]**



> **[missing include: ../../outside.rs]**



```rust
fn main() {
    [missing include: no/such_file.rs]
}
```
**[missing include: part.md:7:3]** **[missing include: part.md:9]** {{#include part.md:2:9}}
{{#include part.md:open}} <a class="ref" href="one.md">“one”</a>

"#]]
    );
}

#[test]
fn misspelt_and_unfinished_directives() {
    let book = r#"=== src/one.md 1
{{#include}}
{{#inlcude part.md}}
```rust
{{#rustdoc-include part.md}}
{{#rustdoc_includ part.md}}
{{#include part.md}
{{#include}}
{{#if x}}
```
=== src/part.md
part
"#;
    check(
        book,
        str![[r#"
error: `{{#include}}` names no file
 --> src/one.md:1:1
  |
1 | {{#include}}
  | ^^^^^^^^^^^^
  |
help: write `\{{#include}}` to show it as it is

error: `{{#inlcude` is no directive
 --> src/one.md:2:3
  |
2 | {{#inlcude part.md}}
  |   ^^^^^^^^
  |
help: did you mean `{{#include`?

error: `{{#rustdoc-include` is no directive
 --> src/one.md:4:3
  |
4 | {{#rustdoc-include part.md}}
  |   ^^^^^^^^^^^^^^^^
  |
help: did you mean `{{#rustdoc_include`?

error: `{{#rustdoc_includ` is no directive
 --> src/one.md:5:3
  |
5 | {{#rustdoc_includ part.md}}
  |   ^^^^^^^^^^^^^^^
  |
help: did you mean `{{#rustdoc_include`?

error: `{{#include}}` isn't closed
 --> src/one.md:6:1
  |
6 | {{#include part.md}
  | ^^^^^^^^^^^^^^^^^^^
  |
help: a directive ends with `}}`


"#]],
    );
    assert!(SmallBook::new(book).result(true).contains("error"));
}

#[test]
fn included_files_are_checked_at_their_own_lines() {
    check(
        r#"=== src/one.md 1
{{#include deep/part.md:all}}
```text
{{#include code.md}}
```
=== src/code.md
{{#listing a id="a" caption="A"}}
=== src/deep/part.md
{{#include not/shown.md}}
ANCHOR: all
line
{{#include lost.md}}
{{#listing a id="a" caption="A"}}
ANCHOR_END: all
"#,
        str![[r#"
error: a directive in an included file is never expanded
 --> src/deep/part.md:5:1
  |
5 | {{#listing a id="a" caption="A"}}
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
help: write it in the chapter itself

error: there is no `lost.md` in src/deep/
 --> src/deep/part.md:4:12
  |
4 | {{#include lost.md}}
  |            ^^^^^^^
  |
help: did you mean `part.md`?


"#]],
    );
}

#[test]
fn files_that_include_each_other() {
    check(
        r#"=== src/one.md 1
{{#include a.md}}
=== src/a.md
{{#include b.md}}
=== src/b.md
{{#include a.md}}
=== src/two.md 2
{{#include two.md}}
"#,
        str![[r#"
error: `a.md` includes itself
 --> src/b.md:1:12
  |
1 | {{#include a.md}}
  |            ^^^^
  |
help: it is included by src/one.md, which includes src/a.md, which includes src/b.md

error: `two.md` includes itself
 --> src/two.md:1:12
  |
1 | {{#include two.md}}
  |            ^^^^^^
  |
help: it is included by src/two.md


"#]],
    );
}

#[cfg(unix)]
#[test]
fn files_outside_the_book() {
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("outside.rs");
    std::fs::write(&file, "outside").unwrap();
    let text =
        format!("=== src/one.md 1\n{{{{#include {}}}}}\n{{{{#include a.rs}}}}\n", file.display());
    let book = SmallBook::new(&text);
    std::os::unix::fs::symlink(&file, book.root().join("src/a.rs")).unwrap();
    let result = book.result(false).replace(&file.display().to_string(), "OUTSIDE");
    assert_eq!(result.matches("is outside the book's folder").count(), 2, "{result}");
}
