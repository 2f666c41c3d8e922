use std::sync::Mutex;

fn is_send<F: Send>(future: F) {
    drop(future);
}

async fn pause() {}

// ANCHOR: dropped
async fn tell_lines(poem: &Mutex<Vec<String>>) {
    let lines = poem.lock().unwrap();
    println!("{} lines", lines.len());
    drop(lines);
    pause().await;
}
// ANCHOR_END: dropped

fn main() {
    is_send(tell_lines(&Mutex::new(Vec::new())));
}
