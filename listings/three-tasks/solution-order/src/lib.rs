//! Does it matter which task begins first? All orders of three tasks, and the total of each.
use std::time::Duration;

use solution_predict::{asynchronous, synchronous};
use tasks::Plan;

/// An order of the tasks, and when the last one is done in two of the models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The names, in the order in which the tasks begin.
    pub names: Vec<String>,
    /// The total of the synchronous model.
    pub synchronous: Duration,
    /// The total of the asynchronous model.
    pub asynchronous: Duration,
}

/// Every order of these tasks, with its totals.
pub fn orders(plans: &[Plan]) -> Vec<Order> {
    permutations(plans)
        .into_iter()
        .map(|plans| Order {
            synchronous: last_end(synchronous(&plans)),
            asynchronous: last_end(asynchronous(&plans)),
            names: plans.into_iter().map(|plan| plan.name).collect(),
        })
        .collect()
}

fn last_end(ends: Vec<solution_predict::End>) -> Duration {
    ends.last().map_or(Duration::ZERO, |(_, end)| *end)
}

fn permutations(plans: &[Plan]) -> Vec<Vec<Plan>> {
    if plans.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in 0..plans.len() {
        let mut others = plans.to_vec();
        let chosen = others.remove(first);
        for mut rest in permutations(&others) {
            rest.insert(0, chosen.clone());
            all.push(rest);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use tasks::three;

    #[test]
    fn the_order_of_a_sum_does_not_matter() {
        let orders = orders(&three());
        assert_eq!(orders.len(), 6);
        assert!(
            orders
                .iter()
                .all(|order| order.synchronous == Duration::from_millis(640))
        );
    }

    #[test]
    fn the_longest_task_first_is_best() {
        for order in orders(&three()) {
            // Each task that begins before `bee` delays its end by the 20 ms that it computes.
            let before =
                order.names.iter().take_while(|name| *name != "bee").count()
                    as u64;
            assert_eq!(
                order.asynchronous,
                Duration::from_millis(340 + 20 * before),
                "{order:?}"
            );
        }
    }
}
