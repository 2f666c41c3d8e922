//! Predicts when each task is done, in each model, for the tasks that the first argument asks for.
use std::thread;
use std::time::Duration;

use solution_predict::{End, asynchronous, synchronous, threaded};

fn main() {
    let plans = tasks::chosen();
    let processors = thread::available_parallelism().map_or(1, usize::from);
    print("synchronous", &synchronous(&plans));
    print(
        "threaded, on the processors of this machine",
        &threaded(&plans, processors),
    );
    print("asynchronous", &asynchronous(&plans));
}

fn print(model: &str, ends: &[End]) {
    println!("{model}:");
    for (name, end) in ends {
        println!("  {name} is done after {} ms", in_ms(*end));
    }
}

fn in_ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 1000.0).round()
}
