//! What directives become, and what they leave alone.

use crate::measured::RUN;
use crate::small_book::{SmallBook, check};
use snapbox::str;

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
