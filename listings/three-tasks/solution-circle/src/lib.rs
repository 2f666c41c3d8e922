//! Finds tasks that wait for each other in a circle: none of them can ever begin.
use std::collections::BTreeMap;

/// The tasks of a circle, each followed by the one that it needs; `None` if there is no circle.
///
/// `needs` says for a task which other one must be done before it.
///
/// ```
/// use solution_circle::circle;
///
/// let needs = [("ant", "cat"), ("bee", "ant"), ("cat", "bee")].into();
/// assert_eq!(circle(&needs), Some(vec!["ant", "cat", "bee"]));
/// ```
pub fn circle<'a>(needs: &BTreeMap<&'a str, &'a str>) -> Option<Vec<&'a str>> {
    needs.keys().find_map(|&start| {
        let mut path = vec![start];
        let mut at = start;
        while let Some(&next) = needs.get(at) {
            if let Some(first) = path.iter().position(|&task| task == next) {
                // What leads into the circle is not part of it.
                return Some(path.split_off(first));
            }
            path.push(next);
            at = next;
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_no_circle() {
        assert_eq!(circle(&[("bee", "ant"), ("cat", "bee")].into()), None);
        assert_eq!(circle(&BTreeMap::new()), None);
    }

    #[test]
    fn two_that_need_the_same_one_are_no_circle() {
        assert_eq!(circle(&[("bee", "ant"), ("cat", "ant")].into()), None);
    }

    #[test]
    fn a_circle_need_not_hold_the_first_task() {
        let needs = [("ant", "bee"), ("cat", "dog"), ("dog", "cat")].into();
        assert_eq!(circle(&needs), Some(vec!["cat", "dog"]));
    }

    #[test]
    fn a_task_can_wait_for_itself() {
        assert_eq!(circle(&[("ant", "ant")].into()), Some(vec!["ant"]));
    }

    #[test]
    fn the_way_into_the_circle_is_left_out() {
        let needs = [("ant", "bee"), ("bee", "cat"), ("cat", "bee")].into();
        assert_eq!(circle(&needs), Some(vec!["bee", "cat"]));
    }
}
