//! The index of a page, and the programs that it has.

use crate::small_book::{SmallBook, check};
use snapbox::{assert_data_eq, str};

const DOOR: &str = r#"=== figures/door.toml
kind = "states"
title = "A door"
start = "closed"
end = []
grid = [["closed", "open"]]
transitions = [{ from = "closed", on = "pull", to = "open" }]
"#;

#[test]
fn the_index_of_a_book() {
    let book = r##"=== src/preface.md - Preface
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
=== listings/poems/step/Cargo.toml
[package]
name = "step"
=== listings/poems/step/src/main.rs
fn main() {}
"##;
    check(
        &format!("{book}{DOOR}"),
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
    let book = r#"=== src/one.md 1 First things
## Drawn {#drawn}
{{#figure door caption="A door."}}

## Told {#told}
{{#output poems/other.console}}
=== src/all.md - All
{{#list programs}}
=== listings/poems/drawn/Cargo.toml
[package]
name = "drawn"
=== listings/poems/told/Cargo.toml
[package]
name = "told"
=== listings/poems/other.console
$ cargo run -p told
"#;
    // The figure's description names the one program, the transcript runs the other.
    let drawn = format!("{DOOR}# listings/poems/drawn tests it.\n");
    let result = SmallBook::new(&format!("{book}{drawn}")).result(false);
    let (_, list) = result.split_once("=== all.md\n").unwrap();
    assert_data_eq!(
        list,
        str![[r#"
**<a href="one.md">1. First things</a>**

- `drawn`
- `told`



"#]]
    );
}
