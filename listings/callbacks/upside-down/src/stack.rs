//! The functions that have been called and have not returned.

use std::backtrace::Backtrace;

/// The crates whose functions are told of.
const TOLD: [&str; 2] = ["upside_down", "callback_loop"];

/// The calls on the stack of this thread, each above the one that made it.
///
/// The names come from the text that the standard library makes for people
/// to read, and that may change. This is for looking, and for nothing else.
#[inline(never)]
pub(crate) fn calls() -> Vec<String> {
    let text = Backtrace::force_capture().to_string();
    let calls = text.lines().filter_map(call);
    calls.filter(|name| name != "upside_down::calls").collect()
}

/// `  7: upside_down::blocking::fetch` is a call of `upside_down::fetch`.
fn call(line: &str) -> Option<String> {
    let (number, path) = line.trim_start().split_once(": ")?;
    number.parse::<u32>().ok()?;
    let path = path.trim_start_matches('<');
    let of = TOLD.into_iter().find(|of| {
        path.strip_prefix(of).is_some_and(|rest| rest.starts_with("::"))
    })?;
    let is_hash = |part: &&str| part.len() == 17 && part.starts_with('h');
    let name = path.split("::").filter(|part| !is_hash(part)).last()?;
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_plain && name != "call_once").then(|| format!("{of}::{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_of_ours_is_told() {
        for (line, expected) in [
            ("   7: upside_down::blocking::fetch", "upside_down::fetch"),
            ("  12: callback_loop::Reactor::run", "callback_loop::run"),
            (
                "   3: callback_loop::sockets::<impl callback_loop::Reactor>::tell",
                "callback_loop::tell",
            ),
            ("   3: <callback_loop::Reactor>::turn", "callback_loop::turn"),
            ("   2: upside_down::run::h0123456789abcdef", "upside_down::run"),
        ] {
            assert_eq!(call(line).as_deref(), Some(expected));
        }
    }

    #[test]
    fn other_lines_are_not() {
        for line in [
            "             at ./src/main.rs:30:5",
            "   4: core::ops::function::FnOnce::call_once{{vtable.shim}}",
            "   4: <upside_down::called::fetch::{closure#0} as core::ops::function::FnOnce<()>>::call_once",
            "   5: upside_down::called::fetch::{{closure}}",
            "   6: upside_down_other::run",
            "x: upside_down::run",
        ] {
            assert_eq!(call(line), None, "{line}");
        }
    }
}
