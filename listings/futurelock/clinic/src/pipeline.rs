//! Lines from several poems, through one channel.

use tiny_rt::{Sender, channel, join_all};

// ANCHOR: pipeline
/// All lines of all poems, each with its length, as they come.
pub async fn pipeline(poems: &[&str]) -> Vec<(String, usize)> {
    let (sender, mut receiver) = channel(2);
    join_all(poems.iter().map(|poem| send_lines(poem, sender.clone()))).await;
    drop(sender);
    let mut lines = Vec::new();
    while let Some(line) = receiver.recv().await {
        let length = line.chars().count();
        lines.push((line, length));
    }
    lines
}

async fn send_lines(poem: &str, sender: Sender<String>) {
    for line in poem.lines() {
        if sender.send(line.to_owned()).await.is_err() {
            return;
        }
    }
}
// ANCHOR_END: pipeline
