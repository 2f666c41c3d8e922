//! Circles in a wait graph, and places that show them as circles.

use std::collections::BTreeMap;

/// From one to another.
type Arrow = (String, String);

/// The names in the longest circle, in its order; none, if there is no circle.
pub(super) fn longest(arrows: &[Arrow]) -> Vec<String> {
    let circles =
        arrows.iter().filter_map(|(from, to)| path(arrows, to, from, &mut vec![to.clone()]));
    circles.fold(Vec::new(), |best, it| if it.len() > best.len() { it } else { best })
}

/// The names on a way from `from`, where `way` has come to, to `to`.
fn path(arrows: &[Arrow], from: &str, to: &str, way: &mut Vec<String>) -> Option<Vec<String>> {
    if from == to {
        return Some(way.clone());
    }
    for (_, next) in arrows.iter().filter(|(start, _)| start == from) {
        if !way.contains(next) {
            way.push(next.clone());
            let found = path(arrows, next, to, way);
            way.pop();
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// Whether the arrow from `from` to `to` is a part of the circle.
pub(super) fn joins(circle: &[String], from: &str, to: &str) -> bool {
    let at = circle.iter().position(|name| name == from);
    at.is_some_and(|at| circle[(at + 1) % circle.len()] == to)
}

/// Rows and columns: the circle to the right in the first row and back in the second, each of the
/// others beside one that it is joined with. Without a circle, who waits stands to the left of what it
/// waits for.
pub(super) fn places(arrows: &[Arrow], circle: &[String]) -> BTreeMap<String, (usize, usize)> {
    let mut places: BTreeMap<String, (i32, i32)> = BTreeMap::new();
    let last = circle.len() as i32 - 1;
    let top = if last < 2 { last } else { last / 2 };
    for (at, name) in (0..).zip(circle) {
        places.insert(name.clone(), if at <= top { (0, at) } else { (1, last - at) });
    }
    let mut rest: Vec<&Arrow> = arrows.iter().collect();
    while !rest.is_empty() {
        // An arrow with one end that has its place; else any.
        let known = |name: &String| places.contains_key(name);
        let joined = rest.iter().position(|(from, to)| known(from) || known(to));
        let (from, to) = rest.remove(joined.unwrap_or(0));
        if !known(from) {
            let place = places.get(to).map(|near| free(&places, *near, LEFT_FIRST));
            places.insert(from.clone(), place.unwrap_or_else(|| below(&places)));
        }
        if !places.contains_key(to) {
            let place = free(&places, places[from], RIGHT_FIRST);
            places.insert(to.clone(), place);
        }
    }
    let row = places.values().map(|place| place.0).min().unwrap_or(0);
    let column = places.values().map(|place| place.1).min().unwrap_or(0);
    let whole = |(name, place): (String, (i32, i32))| {
        (name, ((place.0 - row) as usize, (place.1 - column) as usize))
    };
    places.into_iter().map(whole).collect()
}

/// The neighbours of a place, as steps down and to the right.
const LEFT_FIRST: [(i32, i32); 4] = [(0, -1), (0, 1), (-1, 0), (1, 0)];
const RIGHT_FIRST: [(i32, i32); 4] = [(0, 1), (1, 0), (0, -1), (-1, 0)];

/// No more columns than this are used, where another place will do.
const COLUMNS: i32 = 3;

/// The first neighbour of `near` that is free; if none is, a place below all.
fn free(
    places: &BTreeMap<String, (i32, i32)>,
    near: (i32, i32),
    neighbours: [(i32, i32); 4],
) -> (i32, i32) {
    let fits = |place: &(i32, i32)| {
        let columns = || places.values().chain([place]).map(|place| place.1);
        let width = columns().max().unwrap_or(0) - columns().min().unwrap_or(0) + 1;
        width <= COLUMNS && places.values().all(|taken| taken != place)
    };
    let all = neighbours.into_iter().map(|(down, right)| (near.0 + down, near.1 + right));
    all.into_iter().find(fits).unwrap_or_else(|| below(places))
}

fn below(places: &BTreeMap<String, (i32, i32)>) -> (i32, i32) {
    let row = places.values().map(|place| place.0 + 1).max().unwrap_or(0);
    (row, places.values().map(|place| place.1).min().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows(all: &[(&str, &str)]) -> Vec<Arrow> {
        all.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    }

    #[test]
    fn a_circle_is_found_whoever_is_in_front_of_it() {
        let all = arrows(&[("x", "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]);
        let circle = longest(&all);
        assert_eq!(circle.len(), 3);
        assert!(joins(&circle, "c", "a") && !joins(&circle, "x", "a") && !joins(&circle, "a", "c"));
        assert_eq!(longest(&arrows(&[("a", "b"), ("b", "c")])), [""; 0]);
        assert_eq!(longest(&arrows(&[("a", "a")])), ["a"]);
    }

    #[test]
    fn no_two_have_one_place() {
        let all = arrows(&[("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("e", "a"), ("f", "a")]);
        let places = places(&all, &longest(&all));
        let mut taken: Vec<&(usize, usize)> = places.values().collect();
        taken.sort();
        taken.dedup();
        assert_eq!(taken.len(), 6, "{places:?}");
    }
}
