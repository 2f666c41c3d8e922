//! Figures that are drawn from their description: state machines, memory, waits, stacks.

use crate::programs::record;
use crate::texts;
use bindery_diagnostic::Diagnostic;
use bindery_figures::{Data, Description, Figure, load};
use roxmltree::Document;

fn try_load(kind: &str, text: &str) -> Result<Figure, Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("kind = \"{kind}\"\ntitle = \"A title\"\n{text}");
    std::fs::write(folder.path().join("f.toml"), text).unwrap();
    load(folder.path(), "f")
}

fn refuse(kind: &str, text: &str) -> String {
    let error = try_load(kind, text).unwrap_err();
    let line = error.place.unwrap().line.unwrap_or(0);
    let hint = error.hint.map(|hint| format!("; {hint}")).unwrap_or_default();
    format!("{line}: {}{hint}", error.message)
}

#[test]
fn a_table_of_transitions_can_be_compared_with_code() {
    let folder = tempfile::tempdir().unwrap();
    let text = "kind = \"states\"\ntitle = \"Two\"\ngrid = [[\"a\", \"\", \"b\"]]\n\
                transitions = [{ from = \"a\", on = \"x\", to = \"b\" }]\n";
    std::fs::write(folder.path().join("f.toml"), text).unwrap();
    let Description::Data(Data::States(states)) = Description::load(folder.path(), "f").unwrap()
    else {
        panic!("it describes states");
    };
    assert_eq!(states.states().collect::<Vec<_>>(), ["a", "b"]);
    let all =
        states.transitions.iter().map(|it| (it.from.as_str(), it.on.as_str(), it.to.as_str()));
    assert_eq!(all.collect::<Vec<_>>(), [("a", "x", "b")]);
}

#[test]
fn states_that_are_not_there_are_refused() {
    let of = |rest: &str| refuse("states", &format!("grid = [[\"open\", \"shut\"]]\n{rest}"));
    assert_eq!(
        of("transitions = [{ from = \"open\", to = \"shot\" }]"),
        "4: there is no state `shot`; did you mean `shut`?"
    );
    assert_eq!(of("transitions = []\nend = [\"gone\"]"), "5: there is no state `gone`");
    assert_eq!(
        refuse("states", "grid = [[\"a\"], [\"a\"]]\ntransitions = []"),
        "3: `a` stands on the grid twice"
    );
    assert_eq!(refuse("states", "grid = []\ntransitions = []"), "0: there is nothing on the grid");
    let wide =
        "grid = [[\"a rather long name of a state\", \"another one that is as long as that\"]]";
    assert!(refuse("states", &format!("{wide}\ntransitions = []")).contains("pixels wide"));
}

#[test]
fn start_and_ends_are_marked() {
    let text = "grid = [[\"a\", \"b\"], [\"\", \"c\"]]\nstart = \"b\"\nend = [\"c\"]\n\
                transitions = [{ from = \"b\", to = \"c\" }, { from = \"c\", to = \"a\", on = \"x\" }]";
    let figure = try_load("states", text).unwrap();
    let svg = figure.svg();
    let document = Document::parse(&svg).unwrap();
    let outlines = |name: &str| {
        let node = document.descendants().find(|node| {
            node.attribute("class") == Some("fig-node")
                && node.descendants().any(|text| text.text() == Some(name))
        });
        node.unwrap().children().filter(|node| node.has_tag_name("rect")).count()
    };
    assert_eq!((outlines("a"), outlines("b"), outlines("c")), (1, 1, 2));
    assert_eq!(svg.matches("<circle").count(), 1);
    assert_eq!(
        figure.alt(),
        "State machine of three states, a, b and c. It starts in b and ends in c. \
         From b: to c. From c: to a on x."
    );
}

/// Numbers that look like chance and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// A machine of up to eight states on three rows of three, with up to twelve transitions.
fn machine(numbers: &mut Numbers) -> String {
    let mut grid = vec![String::new(); 9];
    for state in 0..3 + numbers.below(6) {
        let free: Vec<usize> = (0..9).filter(|at| grid[*at].is_empty()).collect();
        grid[free[numbers.below(free.len())]] = format!("state {state}");
    }
    let states: Vec<String> = grid.iter().filter(|name| !name.is_empty()).cloned().collect();
    let rows: Vec<String> = grid.chunks(3).map(|row| format!("{row:?}")).collect();
    let mut ways = std::collections::BTreeSet::new();
    for _ in 0..2 + numbers.below(11) {
        ways.insert((numbers.below(states.len()), numbers.below(states.len())));
    }
    let ways: Vec<String> = ways
        .into_iter()
        .map(|(from, to)| {
            let on = ["x", "bytes", "time is up", "WouldBlock"][numbers.below(4)];
            format!("{{ from = {:?}, to = {:?}, on = {on:?} }}", states[from], states[to])
        })
        .collect();
    let start = &states[numbers.below(states.len())];
    format!("start = {start:?}\ngrid = [{}]\ntransitions = [{}]", rows.join(", "), ways.join(", "))
}

#[test]
fn labels_of_machines_of_eight_states_stay_apart() {
    let mut numbers = Numbers(7);
    let mut drawn = 0;
    for _ in 0..300 {
        let text = machine(&mut numbers);
        match try_load("states", &text) {
            Ok(figure) => {
                texts::check(&figure.svg());
                drawn += 1;
            }
            Err(error) => assert!(error.message.contains("has no room"), "{}", error.message),
        }
    }
    assert!(drawn > 270, "only {drawn} of 300 were drawn");
}

#[test]
fn cells_lie_where_they_are_said_to_lie() {
    let text = "[[row]]\nname = \"s\"\ncells = [{ name = \"a\", size = 1 }, \
                { name = \"b\", size = 4, offset = 4 }, { size = 2 }, { name = \"c\", size = 1 }]";
    let figure = try_load("memory", text).unwrap();
    let words: Vec<String> = texts::of(&figure.svg()).into_iter().map(|text| text.words).collect();
    assert_eq!(words, ["s, 11 bytes", "a", "0", "1", "b", "4", "8", "c", "10"]);
    assert!(
        figure.alt().contains("b (4 bytes at 4), padding (2 bytes at 8) and c (1 byte at 10).")
    );
    let overlap = text.replace("offset = 4", "offset = 0");
    assert_eq!(refuse("memory", &overlap), "5: `b` is at 0, and what is before it ends at 1");
    let nowhere = text.replace("size = 1 }]", "size = 1, to = \"s.d\" }]");
    assert!(refuse("memory", &nowhere).starts_with("5: there is no cell `s.d`"));
}

#[test]
fn arrows_between_rows_that_are_far_apart_pass_by() {
    let row = |name: &str, to: &str| {
        format!("[[row]]\nname = \"{name}\"\ncells = [{{ name = \"p\", size = 8{to} }}]\n")
    };
    let down = row("a", ", to = \"c.p\"") + &row("b", "") + &row("c", ", to = \"a.p\"");
    let figure = try_load("memory", &down).unwrap();
    texts::check(&figure.svg());
    let arrows = figure.svg().matches("\"fig-pointer\"").count();
    assert_eq!(arrows, 2);
    assert!(figure.alt().contains("p (8 bytes at 0, points to c's p)"), "{}", figure.alt());
}

#[test]
fn a_circle_of_waits_is_strong_and_the_rest_is_not() {
    let waits = "waits = [{ who = \"A\", on = \"B\" }, { who = \"B\", on = \"A\" }, \
                 { who = \"C\", on = \"A\" }]";
    let figure = try_load("waits", waits).unwrap();
    assert_eq!(figure.svg().matches("stroke-linejoin=\"round\" stroke-width=\"3\"").count(), 2);
    assert!(
        figure.alt().ends_with("B and A wait for each other in a circle: none of them can go on.")
    );
    let none = try_load("waits", &waits.replace("\"B\", on = \"A\"", "\"B\", on = \"D\"")).unwrap();
    assert_eq!(none.svg().matches("stroke-width=\"3\"").count(), 0);
    assert!(none.alt().ends_with(" Nobody waits for each other."));
    let grid = format!("{waits}\ngrid = [[\"A\", \"B\"]]");
    assert!(refuse("waits", &grid).contains("there is no place on the grid for `C`"));
}

#[test]
fn a_deadlock_is_found_in_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let text = "listing = \"a/b\"\nkind = \"waits\"\ntitle = \"Stuck\"\n";
    std::fs::write(folder.path().join("f.toml"), text).unwrap();
    std::fs::write(folder.path().join("f.jsonl"), record("deadlock").to_jsonl()).unwrap();
    let alt = load(folder.path(), "f").unwrap().alt();
    assert!(alt.contains("client 1 waits for second lock, which client 2 holds"), "{alt}");
    assert!(alt.contains("client 2 waits for first lock, which client 1 holds"), "{alt}");
    assert!(alt.ends_with(" wait for each other in a circle: none of them can go on."), "{alt}");
}

#[test]
fn a_run_without_waits_has_no_wait_graph() {
    let folder = tempfile::tempdir().unwrap();
    let text = "listing = \"a/b\"\nkind = \"waits\"\ntitle = \"Free\"\n";
    std::fs::write(folder.path().join("f.toml"), text).unwrap();
    std::fs::write(folder.path().join("f.jsonl"), record("in_turns").to_jsonl()).unwrap();
    let error = load(folder.path(), "f").unwrap_err();
    assert_eq!(error.message, "nobody waits for anything");
}

#[test]
fn stacks_grow_up_or_down() {
    let stacks = "[[stack]]\nname = \"t\"\ncalls = [{ name = \"main\" }, { name = \"read\" }]\n";
    let heights = |text: &str| {
        let texts = texts::of(&try_load("stack", text).unwrap().svg());
        let top = |words: &str| texts.iter().find(|text| text.words == words).unwrap().top;
        (top("main") - top("read"), top("main") - top("t"))
    };
    let (up, name) = heights(stacks);
    assert!(up > 20.0 && name < 0.0);
    let (down, name) = heights(&format!("grows = \"down\"\n{stacks}"));
    assert!(down < -20.0 && name > 0.0);
    let alt = try_load("stack", stacks).unwrap().alt();
    assert_eq!(alt, "One call stack, each call above its caller. t: main calls read.");
    assert_eq!(refuse("stack", "stack = []"), "0: there is no stack");
}
