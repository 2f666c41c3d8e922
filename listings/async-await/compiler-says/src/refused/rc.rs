use std::rc::Rc;

fn spawn<F: Future + Send + 'static>(future: F) {
    drop(future);
}

async fn pause() {}

async fn recite(poem: Rc<str>) {
    println!("{poem}");
    pause().await;
    println!("{poem}");
}

fn main() {
    let poem = Rc::from("Ruhest du auch.");
    spawn(recite(poem));
}
