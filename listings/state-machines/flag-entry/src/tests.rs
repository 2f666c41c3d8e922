//! What is wrong with the flags, and that it is no more than that.

use super::*;

/// What each event says.
fn played(words: &[&str]) -> Vec<String> {
    let mut player = Player::default();
    words.iter().map(|it| player.play(it).unwrap().join(", ")).collect()
}

#[test]
fn what_was_in_mind_works() {
    assert_eq!(
        played(&["ask:1", "ask:2", "came", "ask:3", "later", "ask:4"]),
        [
            "a fetch begins",
            "",
            "1 gets the poem, 2 gets the poem",
            "3 gets the poem",
            "",
            "a fetch begins"
        ]
    );
    assert_eq!(
        played(&["ask:1", "broke", "ask:2", "later", "ask:3"]),
        [
            "a fetch begins",
            "1 gets no poem",
            "2 gets no poem",
            "",
            "a fetch begins"
        ]
    );
    assert_eq!(
        played(&["ask:1", "later", "ask:2"]),
        ["a fetch begins", "1 gets no poem", "2 gets no poem"]
    );
}

#[test]
fn a_fetch_that_nobody_wants_any_more_breaks_what_is_there() {
    let told = played(&["ask:1", "leave:1", "ask:2", "came", "broke", "ask:3"]);
    assert_eq!(told[3], "2 gets the poem");
    assert_eq!(told[5], "3 gets no poem");
}

#[test]
fn all_orders_find_the_states_that_nobody_meant() {
    let mut found = Found::new();
    let orders = try_all(&Player::default(), 5, &mut found);
    assert!(orders > 100);
    assert!(MEANT.iter().all(|fields| found.contains_key(*fields)));
    let both = &found[&vec!["poem", "reason", "until"]];
    // It is the shortest way.
    assert_eq!(both.len(), 3, "{both:?}");
    let mut out = Vec::new();
    print_found(orders, &found, &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(out.contains("poem reason until"), "{out}");
}

#[test]
fn what_is_no_event_is_named() {
    for word in ["ask", "ask:x", "came:1", "sing"] {
        let error = Player::default().play(word).unwrap_err();
        assert!(error.to_string().contains(word), "{error}");
    }
    assert!(run(Arguments::new([""; 0])).unwrap_err().is::<UsageError>());
    let both = ["came", "--longest", "2"];
    assert!(run(Arguments::new(both)).unwrap_err().is::<UsageError>());
}
