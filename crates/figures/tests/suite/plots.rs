//! Plots of measurements: what is drawn, what is said, what is refused.

use crate::texts;
use bindery_diagnostic::Diagnostic;
use bindery_figures::{Extent, Figure, Measurement, load};
use roxmltree::Document;

const HEAD: &str = "listing = \"a/b\"\nkind = \"plot\"\ntitle = \"What threads cost\"\n";

const THREADS: &str = "\
# recorded: 2026-11-22
# rustc: rustc 1.95.0 (59807616e 2026-04-14)
# kernel: Linux 6.18.44-generic
# machine: 2 × AMD EPYC
threads,virtual (MiB),resident memory (MiB),spawn (µs)
1,5.25,2.5,31
10,23.9,2.5,29
100,210.1,3.6,28
1000,2012.4,13.1,33
10000,20109.0,,
";

const LOG: &str = "x = \"threads\"\ny = [\"virtual\", \"resident memory\", \"spawn\"]\n\
                   x-scale = \"log\"\ny-scale = [\"log\", \"linear\"]\n";

fn try_load(plot: &str, csv: &str) -> Result<Figure, Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("f.toml"), format!("{HEAD}[plot]\n{plot}")).unwrap();
    std::fs::write(folder.path().join("f.csv"), csv).unwrap();
    load(folder.path(), "f")
}

fn figure(plot: &str, csv: &str) -> Figure {
    try_load(plot, csv).unwrap()
}

/// Plots of all kinds: axes and marks, zero on a log axis, names that end at one height.
fn all() -> Vec<Figure> {
    let crowd = "n,a (s),b (s),c (s),d (s),a fifth series (s)\n0,1,2,3,4,5\n7,100,100,99,98,100\n";
    let mut all = vec![figure(LOG, THREADS)];
    for marks in ["line", "points", "steps", "bars"] {
        for scale in ["linear", "log"] {
            let y = "y = [\"a\", \"b\", \"c\", \"d\", \"a fifth series\"]";
            let plot = format!("x = \"n\"\n{y}\nmarks = \"{marks}\"\nx-scale = \"{scale}\"\n");
            all.push(figure(&plot, crowd));
        }
    }
    let wide = "n (bytes),t (%)\n-0.001,99.5\n1000000,-3\n";
    all.push(figure("x = \"n\"\ny = [\"t\"]\n", wide));
    let tiny = "n,t (s)\n0,0.00001\n0.0002,0.00002\n100000,100000000\n";
    all.push(figure("x = \"n\"\ny = [\"t\"]\nx-scale = \"log\"\ny-scale = \"log\"\n", tiny));
    all.push(figure("x = \"n\"\ny = [\"t\"]\n", "n,t\n5,5\n"));
    all.push(figure("x = \"n\"\ny = [\"t\"]\ny-scale = \"log\"\n", "n,t\n5,0\n6,0\n"));
    all
}

#[test]
fn no_text_runs_into_another_or_over_the_edge() {
    for figure in all() {
        texts::check(&figure.svg());
    }
}

#[test]
fn a_plot_is_the_same_bytes_and_well_formed() {
    for (one, other) in all().iter().zip(all()) {
        let svg = one.svg();
        assert_eq!(svg, other.svg());
        Document::parse(&svg).unwrap();
        for forbidden in ["NaN", "inf", "url(", "href"] {
            assert!(!svg.contains(forbidden), "{forbidden}");
        }
    }
}

/// The coordinates of the line of a series, and how often it is broken.
fn line(figure: &Figure, series: usize) -> (Vec<f64>, usize) {
    let svg = figure.svg();
    let document = Document::parse(&svg).unwrap();
    let class = format!("fig-series fig-series-{series}");
    let group = document.descendants().find(|it| it.attribute("class") == Some(&class)).unwrap();
    let line = group.children().find(|it| it.has_tag_name("path")).unwrap();
    let d = line.attribute("d").unwrap();
    let numbers = d.split(['M', 'L', ' ']).filter(|it| !it.is_empty());
    (numbers.map(|it| it.parse().unwrap()).collect(), d.matches('M').count())
}

#[test]
fn equal_ratios_are_equal_distances_on_a_log_axis() {
    let (places, _) = line(&figure(LOG, THREADS), 1);
    let xs: Vec<f64> = places.iter().copied().step_by(2).collect();
    let steps: Vec<f64> = xs.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(steps.iter().all(|step| (step - steps[0]).abs() < 0.3 && *step > 50.0), "{steps:?}");
    let plot = "x = \"threads\"\ny = [\"virtual\"]\n";
    let (places, _) = line(&figure(plot, THREADS), 1);
    let share = (places[2] - places[0]) / (places[8] - places[0]);
    assert!((share - 9.0 / 9999.0).abs() < 0.001, "{share}");
}

#[test]
fn a_line_is_broken_where_nothing_was_measured() {
    let csv = "n,t\n1,1\n2,2\n3,\n4,4\n5,5\n";
    let (places, pieces) = line(&figure("x = \"n\"\ny = [\"t\"]\n", csv), 1);
    assert_eq!((places.len(), pieces), (8, 2));
}

#[test]
fn each_unit_has_a_panel_and_each_bar_chart_too() {
    let panels = |figure: &Figure| figure.svg().matches("\"fig-panel\"").count();
    assert_eq!(panels(&figure(LOG, THREADS)), 2);
    let bars = "x = \"threads\"\ny = [\"virtual\", \"resident memory\"]\n";
    assert_eq!(panels(&figure(bars, THREADS)), 1);
    assert_eq!(panels(&figure(&format!("{bars}marks = \"bars\""), THREADS)), 2);
}

#[test]
fn the_y_axis_of_a_linear_plot_begins_at_zero() {
    let texts = texts::of(&figure("x = \"n\"\ny = [\"t\"]\n", "n,t\n1,90\n2,100\n").svg());
    let words: Vec<&str> = texts.iter().map(|text| text.words.as_str()).collect();
    assert!(words.contains(&"0") && words.contains(&"100"), "{words:?}");
}

#[test]
fn numbers_are_quoted_by_key_and_column() {
    let values = figure(LOG, THREADS).values();
    let value = |name: &str| values.get(name).map(|value| value.replace('\u{a0}', " "));
    assert_eq!(value("1000.virtual").unwrap(), "2,010 MiB");
    assert_eq!(value("1000.resident-memory").unwrap(), "13.1 MiB");
    assert_eq!(value("virtual.max").unwrap(), "20,100 MiB");
    assert_eq!(value("spawn.min").unwrap(), "28 µs");
    assert_eq!(value("threads.max").unwrap(), "10,000");
    assert_eq!(value("10000.spawn"), None);
}

#[test]
fn words_tell_how_a_series_goes() {
    let said = |csv: &str| figure("x = \"n\"\ny = [\"t\"]\n", csv).alt().replace('\u{a0}', " ");
    assert_eq!(
        said("n (kB),t (ms)\n1,5\n2,\n4,1\n"),
        "Plot of t (ms) against n, from 1 kB to 4 kB. \
         t falls from 5 ms at 1 kB to 1 ms at 4 kB; not measured at 2 kB."
    );
    assert!(said("n,t\n1,5\n2,5\n").ends_with("t is 5 throughout."));
    assert!(said("n,t\n1,5\n").ends_with("t is 5 at 1."));
    assert!(
        said("n,t\n1,5\n2,9\n3,1\n4,6\n").ends_with(
            "t begins with 5 at 1 and ends with 6 at 4; lowest: 1 at 3; highest: 9 at 2."
        )
    );
}

#[test]
fn a_plot_of_what_is_not_there_is_refused() {
    let check = |plot: &str, csv: &str, message: &str, hint: &str| {
        let error = try_load(plot, csv).unwrap_err();
        assert_eq!(error.message, message);
        assert_eq!(error.hint.unwrap_or_default(), hint);
    };
    let csv = "n,time (s)\n-1,2\n";
    let near = "did you mean `time`?";
    check("x = \"n\"\ny = [\"tine\"]", csv, "the measurement has no column `tine`", near);
    check("x = \"work\"\ny = []", csv, "the measurement has no column `work`", "it has n, time");
    check("x = \"n\"\ny = []", csv, "the plot has nothing in `y`", "");
    let log = "x = \"n\"\ny = [\"time\"]\nx-scale = \"log\"";
    check(log, csv, "`n` has no place on a log scale", "");
    let log = "x = \"time\"\ny = [\"n\"]\ny-scale = \"log\"";
    check(log, csv, "`n` has no place on a log scale", "");
    check("x = \"n\"\ny = [\"time\"]", "n,time\n1,\n", "`time` has no number to draw", "");
    let each = "x = \"n\"\ny = [\"time\"]\ny-label = [\"a\", \"b\"]";
    check(each, csv, "`y-label` needs one entry for each panel: there are 1", "");
}

#[test]
fn a_measurement_changes_by_its_columns_and_keys() {
    let of = |text: &str| Measurement::printed(text).unwrap();
    let old = of("n,t (ms)\n1,5\n2,6\n");
    let differences = |text: &str, extent| old.differences(&of(text), extent);
    assert_eq!(differences("n,t (ms)\n2,60\n1,\n", Extent::Whole), [""; 0]);
    assert_eq!(
        differences("n,t (s)\n1,5\n2,6\n", Extent::Part),
        ["the columns were: n, t (ms); and are now: n, t (s)"]
    );
    assert_eq!(differences("n,t (ms)\n2,6\n", Extent::Part), [""; 0]);
    assert_eq!(differences("n,t (ms)\n2,6\n", Extent::Whole), ["no longer: n 1"]);
    assert_eq!(differences("n,t (ms)\n2,6\n3,4\n", Extent::Part), ["new: n 3"]);
}

#[test]
fn values_need_no_plot() {
    let of = |kind: &str, rest: &str| {
        let folder = tempfile::tempdir().unwrap();
        let text = HEAD.replace("\"plot\"", kind) + rest;
        std::fs::write(folder.path().join("f.toml"), text).unwrap();
        std::fs::write(folder.path().join("f.csv"), THREADS).unwrap();
        load(folder.path(), "f")
    };
    let values = of("\"values\"", "").unwrap();
    assert!(!values.is_drawn());
    assert_eq!(values.values()["10.spawn"], "29\u{a0}µs");
    assert!(of("\"plot\"", &format!("[plot]\n{LOG}")).unwrap().is_drawn());
    for (kind, rest) in [("\"plot\"", String::new()), ("\"values\"", format!("[plot]\n{LOG}"))] {
        let error = of(kind, &rest).unwrap_err();
        assert_eq!(error.message, "a `plot` has a table `[plot]`, and `values` have none");
        assert_eq!(error.place.unwrap().line, Some(2));
    }
}
