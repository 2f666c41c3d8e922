//! What lies below `listings/` and no chapter shows.

use crate::small_book::check;
use snapbox::str;

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
