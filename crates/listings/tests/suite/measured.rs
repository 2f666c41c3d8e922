//! Values and figures, from recorded measurements and runs.

use crate::small_book::{SmallBook, check};
use snapbox::str;

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

pub const RUN: &str = r#"=== figures/run.toml
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
