//! Prints the predicted totals of all orders of the chapter's tasks.
use solution_order::orders;

fn main() {
    for order in orders(&tasks::three()) {
        println!(
            "{}: synchronous {} ms, asynchronous {} ms",
            order.names.join(", "),
            order.synchronous.as_millis(),
            order.asynchronous.as_millis()
        );
    }
}
