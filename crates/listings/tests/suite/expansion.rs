//! What directives become.

use crate::small_book::{SmallBook, check};
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

#[test]
fn outputs_are_transcripts_and_numbered_with_a_caption() {
    check(
        r#"=== src/one.md 1
{{#output one/step/run.console}}

{{#output one/step/run.console id="run" caption="What it prints"}}

{{#ref run}}
=== listings/one/step/run.console
$ cargo run -p step
  indented

"#,
        str![[r##"
=== one.md
<figure class="output" data-file="one/step/run.console">

```console
$ cargo run -p step
  indented
```

</figure>


<figure class="output" id="run" data-file="one/step/run.console">

```console
$ cargo run -p step
  indented
```

<figcaption><span class="number">Output 1.1.</span> <span class="caption">What it prints</span></figcaption>
</figure>


<a class="ref" href="#run">Output 1.1</a>

"##]],
    );
}

#[test]
fn directives_stay_in_their_list_or_quotation() {
    check(
        r#"=== src/one.md 1
1. First

   {{#listing one/step/a.rs id="a" caption="A"}}
2. Second

> {{#output one/step/run.console}}
> more
=== listings/one/step/a.rs
one();

two();
=== listings/one/step/run.console
$ true
"#,
        str![[r#"
=== one.md
1. First

   <figure class="listing" id="a" data-file="one/step/a.rs" data-lines="1-3">
   <figcaption><span class="number">Listing 1.1.</span> <code class="file">one/step/a.rs</code> <span class="caption">A</span></figcaption>

   ```rust,ignore
   one();

   two();
   ```

   </figure>

2. Second

> <figure class="output" data-file="one/step/run.console">
>
> ```console
> $ true
> ```
>
> </figure>
>
> more

"#]],
    );
}

#[test]
fn references_lead_to_everything_with_an_id() {
    check(
        r#"=== src/intro.md - Before *all*
{{#ref a}}, {{#ref b}}, {{#ref deep}}, {{#ref costs}}, {{#ref one}}.
=== src/one.md 3 One
## A thread "costs" `2_MiB` & _more_ {#costs}

{{#listing one/step/a.rs id="a" caption="See {{#ref b}} and [this](x.md)"}}
{{#listing one/step/a.rs id="b" caption="B"}}

| cell |
|---|
| {{#ref a}} |

- {{#ref costs}}

### See {{#ref intro}}
=== src/sub/README.md 3.1 Part
{{#listing one/step/a.rs id="deep" caption="It says \"B\""}} 
{{#ref a}} {{#ref next}} {{#ref sub}}
=== src/part.md 4 Part
{{#listing one/step/a.rs id="next" caption="Next"}}
=== src/appendix.md - Appendix
None.
=== src/questions.md - Questions
{{#listing one/step/a.rs id="question" caption="Question"}}
=== src/answers.md - Answers
{{#listing one/step/a.rs id="answer" caption="Answer"}}
{{#listing one/step/a.rs id="answer-2" caption="Answer"}}
=== listings/one/step/a.rs
a();
"#,
        str![[r##"
=== intro.md
<a class="ref" href="one.md#a">Listing 3.1</a>, <a class="ref" href="one.md#b">Listing 3.2</a>, <a class="ref" href="sub/index.md#deep">Listing 3.3</a>, <a class="ref" href="one.md#costs">“A thread ‘costs’ <code>2&#95;MiB</code> &#38; more”</a>, <a class="ref" href="one.md">“One”</a>.
=== one.md
## A thread "costs" `2_MiB` & _more_ {#costs}

<figure class="listing" id="a" data-file="one/step/a.rs" data-lines="1">
<figcaption><span class="number">Listing 3.1.</span> <code class="file">one/step/a.rs</code> <span class="caption">See <a class="ref" href="#b">Listing 3.2</a> and <a href="x.md">this</a></span></figcaption>

```rust,ignore
a();
```

</figure>

<figure class="listing" id="b" data-file="one/step/a.rs" data-lines="1">
<figcaption><span class="number">Listing 3.2.</span> <code class="file">one/step/a.rs</code> <span class="caption">B</span></figcaption>

```rust,ignore
a();
```

</figure>


| cell |
|---|
| <a class="ref" href="#a">Listing 3.1</a> |

- <a class="ref" href="#costs">“A thread ‘costs’ <code>2&#95;MiB</code> &#38; more”</a>

### See <a class="ref" href="intro.md">“Before &#42;all&#42;”</a>
=== sub/README.md
<figure class="listing" id="deep" data-file="one/step/a.rs" data-lines="1">
<figcaption><span class="number">Listing 3.3.</span> <code class="file">one/step/a.rs</code> <span class="caption">It says “B”</span></figcaption>

```rust,ignore
a();
```

</figure>
 
<a class="ref" href="../one.md#a">Listing 3.1</a> <a class="ref" href="../part.md#next">Listing 4.1</a> <a class="ref" href="index.md">“Part”</a>
=== part.md
<figure class="listing" id="next" data-file="one/step/a.rs" data-lines="1">
<figcaption><span class="number">Listing 4.1.</span> <code class="file">one/step/a.rs</code> <span class="caption">Next</span></figcaption>

```rust,ignore
a();
```

</figure>

=== appendix.md
None.
=== questions.md
<figure class="listing" id="question" data-file="one/step/a.rs" data-lines="1">
<figcaption><span class="number">Listing A.1.</span> <code class="file">one/step/a.rs</code> <span class="caption">Question</span></figcaption>

```rust,ignore
a();
```

</figure>

=== answers.md
<figure class="listing" id="answer" data-file="one/step/a.rs" data-lines="1">
<figcaption><span class="number">Listing B.1.</span> <code class="file">one/step/a.rs</code> <span class="caption">Answer</span></figcaption>

```rust,ignore
a();
```

</figure>

<figure class="listing" id="answer-2" data-file="one/step/a.rs" data-lines="1">
<figcaption><span class="number">Listing B.2.</span> <code class="file">one/step/a.rs</code> <span class="caption">Answer</span></figcaption>

```rust,ignore
a();
```

</figure>


"##]],
    );
}

#[test]
fn values_come_from_measurements() {
    check(
        r#"=== src/one.md 1
It takes {{#value three.1821.total}}, {{#value three.share.min}}, with {{#value three.tasks.max}} tasks.

{{#value three.1821.plain}}
=== figures/three.toml
listing = "one/step"
kind = "plot"
title = "Three"
plot = { x = "tasks", y = ["total"] }
=== figures/three.csv
# recorded: 2026-11-20
# rustc: rustc 1.95.0 (59807616e 2026-04-14)
# kernel: Linux 6.18.1
# machine: 2 × "fast"
tasks,total (ms),share (%),plain
1821,1412.0,0.5,0.12345
3,10,,7
"#,
        str![[r#"
=== one.md
It takes <span class="value" title="Recorded 2026-11-20 with rustc 1.95.0 on Linux 6.18, 2 × &quot;fast&quot;">1,410 ms</span>, <span class="value" title="Recorded 2026-11-20 with rustc 1.95.0 on Linux 6.18, 2 × &quot;fast&quot;">0.5%</span>, with <span class="value" title="Recorded 2026-11-20 with rustc 1.95.0 on Linux 6.18, 2 × &quot;fast&quot;">1,821</span> tasks.

<span class="value" title="Recorded 2026-11-20 with rustc 1.95.0 on Linux 6.18, 2 × &quot;fast&quot;">0.123</span>

"#]],
    );
}

const RUN: &str = r#"=== figures/run.toml
listing = "one/step"
kind = "timeline"
title = "One task"
=== figures/run.jsonl
{"trace":1,"program":"step","recorded":"2026-11-22","rustc":"rustc 1.95.0 (5980)","kernel":"Linux 6.18.4"}
{"seq":0,"us":0,"thread":0,"thread_name":"main","task":1,"name":"A","event":"begin"}
{"seq":1,"us":0,"thread":0,"thread_name":"main","task":1,"name":"A","event":"run"}
{"seq":2,"us":20000,"thread":0,"thread_name":"main","task":1,"name":"A","event":"wait","on":"timer"}
{"seq":3,"us":60000,"thread":0,"thread_name":"main","task":1,"name":"A","event":"run"}
{"seq":4,"us":80000,"thread":0,"thread_name":"main","task":1,"name":"A","event":"end"}
"#;

#[test]
fn figures_are_drawn_and_their_runs_have_values() {
    let book = r#"=== src/one.md 1
{{#figure run caption="A *waits*" alt="A waits < 1 s"}}

{{#value run.total}}, {{#value run.A.wait}}, {{#value run.run}}, {{#ref run}}
"#;
    let result = SmallBook::new(&format!("{book}{RUN}")).result(false);
    let (head, rest) = result.split_once("<svg").unwrap();
    let (svg, tail) = rest.split_once("</svg>").unwrap();
    snapbox::assert_data_eq!(
        head,
        str![[r#"
=== one.md
<figure class="figure" id="run">

"#]]
    );
    snapbox::assert_data_eq!(
        tail,
        str![[r##"

<script type="application/json" class="run">{"credit":"","title":"One task","recorded":"step, 2026-11-22, rustc 1.95.0 (5980), Linux 6.18.4","tasks":["A"],"threads":["main"],"files":[],"kinds":[[0,"begin",0],[0,"run",0],[0,"wait",0,null,null,"timer"],[0,"end",0]],"events":[0,0,0,1,20000,2,40000,1,20000,3]}</script>
<figcaption><span class="number">Figure 1.1.</span> <span class="caption">A <em>waits</em></span><br><small class="provenance">Recorded 2026-11-22 with rustc 1.95.0 on Linux 6.18.</small></figcaption>
</figure>


<span class="value" title="Recorded 2026-11-22 with rustc 1.95.0 on Linux 6.18">80 ms</span>, <span class="value" title="Recorded 2026-11-22 with rustc 1.95.0 on Linux 6.18">40 ms</span>, <span class="value" title="Recorded 2026-11-22 with rustc 1.95.0 on Linux 6.18">40 ms</span>, <a class="ref" href="#run">Figure 1.1</a>

"##]]
    );
    assert!(svg.contains("A waits &lt; 1 s"), "{svg}");
    assert!(!svg.contains("\n\n"), "{svg}");
}

#[test]
fn code_and_comments_and_escapes_are_left_alone() {
    let source = r#"=== one.md
```text
{{#listing a id="b"}}
```

    {{#ref b}}

`{{#ref b}}` <!-- {{#ref b}} --> \{{#ref b}} {{#toc}}

<!--

{{#ref b}}

-->

~~~
{{#value a.b}}
"#;
    check(&source.replace("=== one.md", "=== src/one.md 1"), source);
}

#[test]
fn a_crate_is_shown_by_a_directive_a_command_a_figure_or_its_name() {
    let manifest = |path: &str, name: &str| {
        format!("=== listings/{path}/Cargo.toml\n[package]\nname = \"{name}\"\n")
    };
    let book = r#"=== src/one.md 1
{{#output one/shown/run.console}}

{{#value run.total}} and the solution in `listings/one/solution`; `cargo run -p ran`.
=== listings/one/shown/run.console
$ cargo run -p printed
"#;
    let crates = [
        ("one/shown", "shown"),
        ("one/prints", "printed"),
        ("one/runs", "ran"),
        ("one/solution", "solves"),
        ("one/step", "drawn"),
    ];
    let crates: String = crates.into_iter().map(|(path, name)| manifest(path, name)).collect();
    let result = SmallBook::new(&format!("{book}{crates}{RUN}")).result(false);
    assert!(result.starts_with("=== one.md"), "{result}");
}

#[test]
fn the_choices_of_a_prediction_move_into_its_question() {
    check(
        r#"=== src/one.md 1
<details class="prediction"><summary>Which *one*?</summary>

- [ ] the `first`
- [x] the second, which
  goes on

It is "ready".

</details>

```md
<details class="prediction"><summary>Which?</summary>

- [ ] this

</details>
```

<details class="prediction"><summary>Where?</summary>

- [X] here
- [ ] there

- Here.

</details>
"#,
        str![[r#"
=== one.md
<details class="prediction"><summary>Which *one*?<span class="choices"><br><span class="choice"><b>a.</b> the <code>first</code></span><br><span class="choice"><b>b.</b> the second, which goes on</span></span></summary>

<strong class="right-choice">b.</strong> It is "ready".

</details>

```md
<details class="prediction"><summary>Which?</summary>

- [ ] this

</details>
```

<details class="prediction"><summary>Where?<span class="choices"><br><span class="choice"><b>a.</b> here</span><br><span class="choice"><b>b.</b> there</span></span></summary>

<strong class="right-choice">a.</strong>

- Here.

</details>

"#]],
    );
}
