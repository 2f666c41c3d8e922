//! Lists of what the whole book has.

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

#[test]
fn a_term_leads_to_its_definition_and_to_its_uses() {
    check(
        r#"=== src/one.md 1 First things
# One
A <dfn id="term-task">task</dfn> and a <dfn id="term-run-queue">run queue</dfn>.
=== src/two.md 2 Second things
# Two
`task`, taskmaster.

## Later {#later}
The run
queues, and Tasks.

## Latest {#latest}
A task again.
=== src/three.md 3 Third things
~~~rust
// task
~~~
=== src/four.md - Unnumbered
A task.
=== src/terms.md - Terms
{{#list terms}}
"#,
        str![[r#"
=== one.md
# One
A <dfn id="term-task"><a class="term" href="terms.md#listed-term-task">task</a></dfn> and a <dfn id="term-run-queue"><a class="term" href="terms.md#listed-term-run-queue">run queue</a></dfn>.
=== two.md
# Two
`task`, taskmaster.

## Later {#later}
The run
queues, and Tasks.

## Latest {#latest}
A task again.
=== three.md
~~~rust
// task
~~~
=== four.md
A task.
=== terms.md
- <a class="ref" id="listed-term-run-queue" href="one.md#term-run-queue">run queue</a>, “First things”; again in chapter <a href="two.md#later" title="Second things">2</a>
- <a class="ref" id="listed-term-task" href="one.md#term-task">task</a>, “First things”; again in chapter <a href="two.md#later" title="Second things">2</a>


"#]],
    );
}

#[test]
fn a_definition_leads_to_its_entry_and_no_other_words_do() {
    check(
        r#"=== src/deep/one.md 1 First things
A <dfn id="term-task">task</dfn>, a <dfn id="term-unpin" title="the trait">`Unpin`</dfn>, a <dfn>thing</dfn>,
`<dfn id="term-code">code</dfn>`, <!-- <dfn id="term-comment">a comment</dfn> --> and
<dfn id="term-linked">[linked](one.md)</dfn>.

```html
<dfn id="term-fence">a fence</dfn>
```
=== src/terms.md - Terms
# Terms
An <dfn id="term-own">own</dfn> one.

{{#list terms}}
"#,
        str![[r#"
=== deep/one.md
A <dfn id="term-task"><a class="term" href="../terms.md#listed-term-task">task</a></dfn>, a <dfn id="term-unpin" title="the trait"><a class="term" href="../terms.md#listed-term-unpin">`Unpin`</a></dfn>, a <dfn>thing</dfn>,
`<dfn id="term-code">code</dfn>`, <!-- <dfn id="term-comment">a comment</dfn> --> and
<dfn id="term-linked">[linked](one.md)</dfn>.

```html
<dfn id="term-fence">a fence</dfn>
```
=== terms.md
# Terms
An <dfn id="term-own">own</dfn> one.

- <a class="ref" id="listed-term-linked" href="deep/one.md#term-linked">linked</a>, “First things”
- <a class="ref" id="listed-term-own" href="terms.md#term-own">own</a>, “Terms”
- <a class="ref" id="listed-term-task" href="deep/one.md#term-task">task</a>, “First things”
- <a class="ref" id="listed-term-unpin" href="deep/one.md#term-unpin">the trait</a>, “First things”


"#]],
    );
}

#[test]
fn a_term_that_is_code_is_found_in_code() {
    check(
        r#"=== src/one.md 1 First things
The trait <dfn id="term-unpin">`Unpin`</dfn>.
=== src/two.md 2 Second things
## Used {#used}
`T: Unpin`
=== src/three.md 3 Third things
Nothing.
=== src/terms.md - Terms
{{#list terms}}
"#,
        str![[r#"
=== one.md
The trait <dfn id="term-unpin"><a class="term" href="terms.md#listed-term-unpin">`Unpin`</a></dfn>.
=== two.md
## Used {#used}
`T: Unpin`
=== three.md
Nothing.
=== terms.md
- <a class="ref" id="listed-term-unpin" href="one.md#term-unpin">`Unpin`</a>, “First things”; again in chapter <a href="two.md#used" title="Second things">2</a>


"#]],
    );
}

#[test]
fn a_term_is_defined_once() {
    check(
        r#"=== src/one.md 1
A <dfn id="term-flight">single flight</dfn>.
=== src/two.md 2
# Two
A <dfn id="term-again">Single-Flight</dfn>.
=== src/terms.md -
{{#list terms}}
"#,
        str![[r#"
error: `Single-Flight` is defined twice
 --> src/two.md:2:24
  |
2 | A <dfn id="term-again">Single-Flight</dfn>.
  |                        ^^^^^^^^^^^^^
  |
help: its definition is at src/one.md:1; here, `<span class="index">` enters it


"#]],
    );
}

#[test]
fn the_index_of_a_book() {
    check(
        r##"=== src/preface.md - Preface
What is this?
=== src/one.md 1 First things
# First things
A loop turns. Who asks [it](two.md), and `why? When`? It ends.

Really?

A <dfn id="term-task">task</dfn>, and an <dfn>Édge</dfn>.

{{#figure door caption="A door, e.g. a [gate](two.md), or `a. B`. It opens."}}
=== src/deep/two.md 2.1 Second things
# Second things
It says what it is. And more.

## Tasks {#tasks}
A task, two tasks and three tasks. <span class="index">edge</span>

{{#listing poems/step/src/main.rs id="step" caption="A step"}}

## Last {#last}
One task, and <em data-index="2038">a year</em>; <span class="index">…</span>, <span class="other">no</span>.
=== src/index.md - Where to find
# Where to find
{{#list index}}
=== figures/door.toml
kind = "states"
title = "A door"
start = "closed"
end = []
grid = [["closed", "open"]]
transitions = [{ from = "closed", on = "pull", to = "open" }]
=== listings/poems/step/Cargo.toml
[package]
name = "step"
=== listings/poems/step/src/main.rs
fn main() {}
"##,
        str![[r##"
=== preface.md
What is this?
=== one.md
# First things
A loop turns. Who asks [it](two.md), and `why? When`? It ends.

Really?

A <dfn id="term-task">task</dfn>, and an <dfn>Édge</dfn>.

<figure class="figure" id="door">
<svg aria-labelledby="door-title door-desc" class="fig fig-states" font-family="Literata, 'Libertinus Serif', Georgia, serif" font-size="16" height="49" role="img" style="max-width:100%;height:auto" viewBox="0 0 600 49" width="600" xmlns="http://www.w3.org/2000/svg">
<title id="door-title">A door</title>
<desc id="door-desc">State machine of two states, closed and open. It starts in closed. From closed: to open on pull.</desc>
<g class="fig-edge">
<title>closed to open: pull</title>
<path d="M249.1 24L392 24" fill="none" stroke="currentColor" stroke-linejoin="round" stroke-width="1.5"/>
<path d="M391 29L400 24L391 19.1z" fill="currentColor"/>
<text fill="currentColor" text-anchor="middle" x="324.6" y="17.5">pull</text>
</g>
<g class="fig-node">
<rect fill="none" height="38" rx="4" stroke="currentColor" stroke-width="1.3" width="76.3" x="172.8" y="5"/>
<text fill="currentColor" text-anchor="middle" x="211" y="29.5">closed</text>
<circle cx="142.8" cy="24" fill="currentColor" r="5"/>
<path d="M136.8 24L164.8 24" fill="none" stroke="currentColor" stroke-linejoin="round" stroke-width="1.5"/>
<path d="M163.8 29L172.8 24L163.8 19.1z" fill="currentColor"/>
</g>
<g class="fig-node">
<rect fill="none" height="38" rx="4" stroke="currentColor" stroke-width="1.3" width="64.2" x="400" y="5"/>
<text fill="currentColor" text-anchor="middle" x="432.1" y="29.5">open</text>
</g>
</svg>
<script type="application/json" class="run">{"credit":""}</script>
<figcaption><span class="number">Figure 1.1.</span> <span class="caption">A door, e.g. a <a href="two.md">gate</a>, or <code>a. B</code>. It opens.</span></figcaption>
</figure>

=== deep/two.md
# Second things
It says what it is. And more.

## Tasks {#tasks}
A task, two tasks and three tasks. <span class="index">edge</span>

<figure class="listing" id="step" data-file="poems/step/src/main.rs" data-lines="1">
<figcaption><span class="number">Listing 2.1.</span> <code class="file">poems/step/src/main.rs</code> <span class="caption">A step</span></figcaption>

```rust,ignore
fn main() {}
```

</figure>


## Last {#last}
One task, and <em data-index="2038">a year</em>; <span class="index">…</span>, <span class="other">no</span>.
=== index.md
# Where to find
<div class="book-index">

## By chapter {#by-chapter}

- <a href="preface.md">Preface</a>
- <a href="one.md">1. First things</a>: Who asks it, and <code>why? When</code>?
- <a href="deep/two.md">2.1. Second things</a>: It says what it is.

## By topic {#by-topic}

<p class="letters"><a href="#topics-e">E</a> <a href="#topics-t">T</a></p>

<div class="columns" style="columns: 15em">


- 2038 <a href="deep/two.md#last" title="Second things">2.1</a>

<p class="letter" id="topics-e"><strong>E</strong></p>

- Édge <strong><a href="one.md" title="First things">1</a></strong>, <a href="deep/two.md#tasks" title="Second things">2.1</a>

<p class="letter" id="topics-t"><strong>T</strong></p>

- task <strong><a href="one.md#term-task" title="First things">1</a></strong>, <a href="deep/two.md#tasks" title="Second things">2.1</a>

</div>

## By figure {#by-figure}

<div class="columns" style="columns: 15em">

- <a class="ref" href="one.md#door">Figure 1.1</a>: A door, e.g. a gate, or <code>a. B</code>.

</div>

## By program {#by-program}

<div class="columns" style="columns: 15em">

- `step` <a href="deep/two.md#tasks" title="Second things">2.1</a>

</div>

</div>


"##]],
    );
}

#[test]
fn the_index_names_parts_and_what_a_section_is_about() {
    check(
        r#"=== src/preface.md - Preface
`cargo run -p step`
=== part Waiting
=== src/one.md 1 First things
It runs `-p step`.

## Marked {#marked}
A <span class="index">task</span>.

## Defined {#defined}
The <dfn id="term-task">task</dfn>.
=== src/two.md 2 Second things
It says task. A task twice.

## About {#about}
A task, tasks, and a task.
=== src/three.md 3 Third things
A task, and a task.
=== src/last.md - Afterwards
=== src/index.md - Index
{{#list index}}

{{#list programs}}
=== listings/poems/step/Cargo.toml
[package]
name = "step"
description = "Walks"
"#,
        str![[r##"
=== preface.md
`cargo run -p step`
=== one.md
It runs `-p step`.

## Marked {#marked}
A <span class="index">task</span>.

## Defined {#defined}
The <dfn id="term-task">task</dfn>.
=== two.md
It says task. A task twice.

## About {#about}
A task, tasks, and a task.
=== three.md
A task, and a task.
=== last.md
=== index.md
<div class="book-index">

## By part {#by-part}

- <a href="preface.md">Preface</a>

**Waiting**

- <a href="one.md">1. First things</a>: It runs <code>-p step</code>.
- <a href="two.md">2. Second things</a>: It says task.
- <a href="three.md">3. Third things</a>: A task, and a task.

<hr>

- <a href="last.md">Afterwards</a>

## By topic {#by-topic}

<p class="letters"><a href="#topics-t">T</a></p>

<div class="columns" style="columns: 15em">


<p class="letter" id="topics-t"><strong>T</strong></p>

- task <strong><a href="one.md#term-task" title="First things">1</a></strong>, <a href="two.md#about" title="Second things">2</a>

</div>

## By program {#by-program}

<div class="columns" style="columns: 15em">

- `step` <a href="preface.md">“Preface”</a>, <a href="one.md" title="First things">1</a>

</div>

</div>


**<a href="one.md">1. First things</a>**

- `step`: Walks. Also in chapter <a href="preface.md">“Preface”</a>.



"##]],
    );
}

#[test]
fn a_program_is_shown_by_its_figure_and_its_transcript() {
    check(
        r#"=== src/one.md 1 First things
## Drawn {#drawn}
{{#figure door caption="A door."}}

## Told {#told}
{{#output poems/other.console}}
=== src/all.md - All
{{#list programs}}
=== figures/door.toml
# listings/poems/drawn tests it.
kind = "states"
title = "A door"
start = "closed"
end = []
grid = [["closed", "open"]]
transitions = [{ from = "closed", on = "pull", to = "open" }]
=== listings/poems/drawn/Cargo.toml
[package]
name = "drawn"
=== listings/poems/told/Cargo.toml
[package]
name = "told"
=== listings/poems/other.console
$ cargo run -p told
"#,
        str![[r#"
=== one.md
## Drawn {#drawn}
<figure class="figure" id="door">
<svg aria-labelledby="door-title door-desc" class="fig fig-states" font-family="Literata, 'Libertinus Serif', Georgia, serif" font-size="16" height="49" role="img" style="max-width:100%;height:auto" viewBox="0 0 600 49" width="600" xmlns="http://www.w3.org/2000/svg">
<title id="door-title">A door</title>
<desc id="door-desc">State machine of two states, closed and open. It starts in closed. From closed: to open on pull.</desc>
<g class="fig-edge">
<title>closed to open: pull</title>
<path d="M249.1 24L392 24" fill="none" stroke="currentColor" stroke-linejoin="round" stroke-width="1.5"/>
<path d="M391 29L400 24L391 19.1z" fill="currentColor"/>
<text fill="currentColor" text-anchor="middle" x="324.6" y="17.5">pull</text>
</g>
<g class="fig-node">
<rect fill="none" height="38" rx="4" stroke="currentColor" stroke-width="1.3" width="76.3" x="172.8" y="5"/>
<text fill="currentColor" text-anchor="middle" x="211" y="29.5">closed</text>
<circle cx="142.8" cy="24" fill="currentColor" r="5"/>
<path d="M136.8 24L164.8 24" fill="none" stroke="currentColor" stroke-linejoin="round" stroke-width="1.5"/>
<path d="M163.8 29L172.8 24L163.8 19.1z" fill="currentColor"/>
</g>
<g class="fig-node">
<rect fill="none" height="38" rx="4" stroke="currentColor" stroke-width="1.3" width="64.2" x="400" y="5"/>
<text fill="currentColor" text-anchor="middle" x="432.1" y="29.5">open</text>
</g>
</svg>
<script type="application/json" class="run">{"credit":""}</script>
<figcaption><span class="number">Figure 1.1.</span> <span class="caption">A door.</span></figcaption>
</figure>


## Told {#told}
<figure class="output" data-file="poems/other.console">

```console
$ cargo run -p told
```

</figure>

=== all.md
**<a href="one.md">1. First things</a>**

- `drawn`
- `told`



"#]],
    );
}

#[test]
fn what_a_term_means_stands_in_its_entry() {
    check(
        r#"=== src/one.md 1 First things
A <dfn id="term-task">task</dfn>, and an <dfn id="term-edge">Edge-triggered</dfn> one.
=== src/two.md 2 More
The task.
=== src/terms.md - Terms
{{#list terms}}
=== terms.toml
edge-triggered = "Told *once*."
task = """
Work that waits. """
"#,
        str![[r#"
=== one.md
A <dfn id="term-task"><a class="term" href="terms.md#listed-term-task">task</a></dfn>, and an <dfn id="term-edge"><a class="term" href="terms.md#listed-term-edge">Edge-triggered</a></dfn> one.
=== two.md
The task.
=== terms.md
- <a class="ref" id="listed-term-edge" href="one.md#term-edge">Edge-triggered</a>: Told *once*. <small>“First things”</small>
- <a class="ref" id="listed-term-task" href="one.md#term-task">task</a>: Work that waits. <small>“First things”; again in chapter <a href="two.md" title="More">2</a></small>


"#]],
    );
}

#[test]
fn all_terms_have_a_meaning_or_none_has() {
    check(
        r#"=== src/one.md 1 First things
A <dfn id="term-task">task</dfn>, and an <dfn id="term-edge">edge</dfn>.
=== src/terms.md - Terms
{{#list terms}}
=== terms.toml
# Two terms.
tasks = "Work that waits."
edge = "What is told once."
"#,
        str![[r#"
error: no chapter defines `tasks`
 --> terms.toml:2:1
  |
2 | tasks = "Work that waits."
  | ^^^^^
  |
help: did you mean `task`?

error: nothing says what `task` means
 --> src/one.md:1:17
  |
1 | A <dfn id="term-task">task</dfn>, and an <dfn id="term-edge">edge</dfn>.
  |                 ^^^^
  |
help: `terms.toml` says it of the others


"#]],
    );
    check(
        "=== src/one.md 1\nA <dfn id=\"term-task\">task</dfn>.\n\n{{#list terms}}\n\
         === terms.toml\na = 1\n",
        str![[r#"
error: the meanings can't be read: invalid type: integer `1`, expected a string
 --> terms.toml:1:1
  |
1 | a = 1
  | ^
  |
help: it has a line for each term: `waker = "What wakes a task."`


"#]],
    );
}
