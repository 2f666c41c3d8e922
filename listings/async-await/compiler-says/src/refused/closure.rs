async fn twice<F: Future<Output = ()>>(mut act: impl FnMut() -> F) {
    act().await;
    act().await;
}

async fn count() -> u32 {
    let mut count = 0;
    twice(|| async { count += 1 }).await;
    count
}

fn main() {
    drop(count());
}
