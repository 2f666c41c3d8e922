//! Says which tasks wait for each other.
use solution_circle::circle;

fn main() {
    let needs = [("ant", "cat"), ("bee", "ant"), ("cat", "bee")].into();
    match circle(&needs) {
        Some(tasks) => {
            println!("these wait for each other: {}", tasks.join(", "))
        }
        None => println!("no circle: each task can begin some day"),
    }
}
