//! What `{{#listing}}` shows: an anchor, a file, what changed since a step.

use crate::small_book::check;
use snapbox::str;

#[test]
fn a_listing_shows_the_lines_of_its_anchor() {
    check(
        r#"=== src/one.md 2 One
Before.
{{#listing one/step/src/main.rs:fetch id="fetch" caption="Fetch *one* `poem`"}}
After.
=== listings/one/step/src/main.rs
fn main() {
    // ANCHOR: fetch
    let poem = fetch();

    if poem.is_empty() {
        // ANCHOR: inner
        return;
        // ANCHOR_END: inner
    }
    // ANCHOR_END: fetch
}
"#,
        str![[r#"
=== one.md
Before.
<figure class="listing" id="fetch" data-file="one/step/src/main.rs" data-lines="3-5 7 9">
<figcaption><span class="number">Listing 2.1.</span> <code class="file">one/step/src/main.rs</code> <span class="caption">Fetch <em>one</em> <code>poem</code></span></figcaption>

```rust,ignore
let poem = fetch();

if poem.is_empty() {
    return;
}
```

<script type="application/json" class="whole">"fn main() {\n    let poem = fetch();\n\n    if poem.is_empty() {\n        return;\n    }\n}\n"</script>
</figure>

After.

"#]],
    );
}

#[test]
fn a_listing_without_anchor_shows_the_file() {
    check(
        r#"=== src/one.md 1
{{#listing one/step/notes.md id="notes" caption="Notes"}}
=== listings/one/step/notes.md

# ANCHOR: a
```sh
\{{#include a}} {{#title b}}
```
"#,
        str![[r#"
=== one.md
<figure class="listing" id="notes" data-file="one/step/notes.md" data-lines="3-5">
<figcaption><span class="number">Listing 1.1.</span> <code class="file">one/step/notes.md</code> <span class="caption">Notes</span></figcaption>

````markdown
```sh
\\{{#include a}} {{#title b}}
```
````

</figure>


"#]],
    );
}

#[test]
fn since_shows_what_changed() {
    check(
        r#"=== src/one.md 1
{{#listing one/second/src/main.rs:all id="second" caption="Second" since="one/first"}}
{{#listing one/second/src/main.rs:end id="end" caption="End" since="one/first"}}
=== listings/one/first/src/main.rs
fn main() {
    let a = 1;
    let b = 2;
    let c = 3;
    let d = 4;
    let e = 5;
    let f = 6;
    let g = 7;
    let h = 8;
    let i = 9;
    let j = 10;
    let k = 11;
    let l = 12;
}
=== listings/one/second/src/main.rs
// ANCHOR: all
fn main() {
    let a = 100;
    let b = 2;
    let c = 3;
    let d = 4;
    let e = 5;
    let f = 6;
    let g = 7;
    let h = 8;
    let i = 9;
    let j = 10;
    let k = 11;
    // ANCHOR: end
    let l = 12;
    let m = 13;
    // ANCHOR_END: end
}
// ANCHOR_END: all
"#,
        str![[r#"
=== one.md
<figure class="listing" id="second" data-file="one/second/src/main.rs" data-since="one/first" data-lines="2 - 3-6 - 12-13 15-16 18">
<figcaption><span class="number">Listing 1.1.</span> <code class="file">one/second/src/main.rs</code> <span class="since">since <code>one/first</code></span> <span class="caption">Second</span></figcaption>

```diff
 fn main() {
-    let a = 1;
+    let a = 100;
     let b = 2;
     let c = 3;
     let d = 4;
     …
     let j = 10;
     let k = 11;
     let l = 12;
+    let m = 13;
 }
```

<script type="application/json" class="whole">"fn main() {\n    let a = 100;\n    let b = 2;\n    let c = 3;\n    let d = 4;\n    let e = 5;\n    let f = 6;\n    let g = 7;\n    let h = 8;\n    let i = 9;\n    let j = 10;\n    let k = 11;\n    let l = 12;\n    let m = 13;\n}\n"</script>
</figure>

<figure class="listing" id="end" data-file="one/second/src/main.rs" data-since="one/first" data-lines="15-16">
<figcaption><span class="number">Listing 1.2.</span> <code class="file">one/second/src/main.rs</code> <span class="since">since <code>one/first</code></span> <span class="caption">End</span></figcaption>

```diff
 let l = 12;
+let m = 13;
```

</figure>


"#]],
    );
}

#[test]
fn the_same_anchor_of_both_steps_is_compared() {
    check(
        r#"=== src/one.md 1
{{#listing one/second/src/main.rs:part id="second" caption="Second" since="one/first"}}
=== listings/one/first/src/main.rs
// ANCHOR: part
one();
gone();
// ANCHOR_END: part
two();
=== listings/one/second/src/main.rs
two();
// ANCHOR: part
one();
new();
// ANCHOR_END: part
"#,
        str![[r#"
=== one.md
<figure class="listing" id="second" data-file="one/second/src/main.rs" data-since="one/first" data-lines="3 - 4">
<figcaption><span class="number">Listing 1.1.</span> <code class="file">one/second/src/main.rs</code> <span class="since">since <code>one/first</code></span> <span class="caption">Second</span></figcaption>

```diff
 one();
-gone();
+new();
```

<script type="application/json" class="whole">"two();\none();\nnew();\n"</script>
</figure>


"#]],
    );
}
