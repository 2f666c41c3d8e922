//! Lists of what the whole book has: `{{#list}}`.

use crate::small_book::check;
use snapbox::str;

#[test]
fn lists_of_the_whole_book() {
    check(
        r#"=== src/one.md 1 First things
# One
A <dfn id="term-task">task</dfn>, and an <dfn id="term-edge">Edge</dfn>.
<details class="prediction"><summary>Which?</summary>
</details>

```console
$ cargo run -q -p step
one
```

```rust,compile_fail,E0308
let one: u8 = "";
```

## Exercise {#exercise-one}
=== src/all.md - All
# All
{{#list terms}}

{{#list figures}}

{{#list programs}}

{{#list proofs}}
=== listings/one/step/Cargo.toml
[package]
name = "step"
description = "Does *one* thing."
[dependencies]
mio = "1"
=== Cargo.lock
[[package]]
name = "mio"
version = "1.2.3"
source = "somewhere"
[[package]]
name = "other"
version = "2.0.0"
source = "somewhere"
"#,
        str![[r#"
=== one.md
# One
A <dfn id="term-task"><a class="term" href="all.md#listed-term-task">task</a></dfn>, and an <dfn id="term-edge"><a class="term" href="all.md#listed-term-edge">Edge</a></dfn>.
<details class="prediction"><summary>Which?</summary>
</details>

```console
$ cargo run -q -p step
one
```

```rust,compile_fail,E0308
let one: u8 = "";
```

## Exercise {#exercise-one}
=== all.md
# All
- <a class="ref" id="listed-term-edge" href="one.md#term-edge">Edge</a>, “First things”
- <a class="ref" id="listed-term-task" href="one.md#term-task">task</a>, “First things”




**<a href="one.md">1. First things</a>**

- `step`: Does &#42;one&#42; thing.



| what | how many |
|---|---:|
| programs, compiled and tested | 1 |
| of these, solutions of exercises | 0 |
| exercises | 1 |
| predictions | 1 |
| listings shown | 0 |
| of these, as what changed since an earlier step | 0 |
| snippets, compiled and run | 1 |
| of these, shown because they fail to compile | 1 |
| transcripts, run and compared | 1 |
| commands in them | 1 |
| figures | 0 |
| measured values quoted in the text | 0 |
| snippets that are not tested | 0 |

| crate | version |
|---|---|
| `mio` | 1.2.3 |


"#]],
    );
}

#[test]
fn a_list_of_nothing_known() {
    check(
        "=== src/one.md 1\n{{#list term}}\n\n{{#list}}\n",
        str![[r#"
error: there is no list of `term`
 --> src/one.md:1:9
  |
1 | {{#list term}}
  |         ^^^^
  |
help: did you mean `terms`?

error: `{{#list}}` doesn't say what to show
 --> src/one.md:3:1
  |
3 | {{#list}}
  | ^^^^^^^
  |
help: after the name comes `figures`, `index`, `programs`, `proofs` or `terms`


"#]],
    );
}
