//! Where `{{#ref}}` leads.

use crate::small_book::check;
use snapbox::str;

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
