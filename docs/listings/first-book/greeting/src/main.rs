//! Greets whoever is named on the command line.

fn main() {
    for name in std::env::args().skip(1) {
        println!("{}", greeting(&name));
    }
}

// ANCHOR: greeting
/// The words for somebody of that name.
fn greeting(name: &str) -> String {
    match name.trim() {
        "" => "Good day.".to_owned(),
        name => format!("Good day, {name}."),
    }
}
// ANCHOR_END: greeting

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_no_name_is_greeted_all_the_same() {
        assert_eq!(greeting(" "), "Good day.");
        assert_eq!(greeting("Christina"), "Good day, Christina.");
    }
}
