use std::sync::Mutex;

fn is_send<F: Send>(future: F) {
    drop(future);
}

async fn pause() {}

async fn wait_for_lines(poem: &Mutex<Vec<String>>) {
    match poem.lock().unwrap().len() {
        0 => pause().await,
        lines => println!("{lines} lines"),
    }
}

fn main() {
    let poem = Mutex::new(Vec::new());
    is_send(wait_for_lines(&poem));
}
