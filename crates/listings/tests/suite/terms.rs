//! The list of terms: what they mean, where they are defined, and where they are used.

use crate::small_book::check;
use snapbox::str;

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
- <a class="ref" id="listed-term-run-queue" href="one.md#term-run-queue">run queue</a>, “First things”; also in chapter <a href="two.md#later" title="Second things">2</a>
- <a class="ref" id="listed-term-task" href="one.md#term-task">task</a>, “First things”; also in chapter <a href="two.md#later" title="Second things">2</a>


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
- <a class="ref" id="listed-term-unpin" href="one.md#term-unpin">`Unpin`</a>, “First things”; also in chapter <a href="two.md#used" title="Second things">2</a>


"#]],
    );
}

#[test]
fn a_word_that_means_something_else_elsewhere_is_alone() {
    check(
        r#"=== src/one.md 1 First things
A <dfn id="term-frame" class="alone">frame</dfn> of bytes.
=== src/two.md 2 Second things
A frame of the stack.
=== src/terms.md - Terms
{{#list terms}}
"#,
        str![[r#"
=== one.md
A <dfn id="term-frame" class="alone"><a class="term" href="terms.md#listed-term-frame">frame</a></dfn> of bytes.
=== two.md
A frame of the stack.
=== terms.md
- <a class="ref" id="listed-term-frame" href="one.md#term-frame">frame</a>, “First things”


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
- <a class="ref" id="listed-term-task" href="one.md#term-task">task</a>: Work that waits. <small>“First things”; also in chapter <a href="two.md" title="More">2</a></small>


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
