//! Lines from several poems, through one channel.

use tiny_rt::{Sender, channel, join, join_all};

/// All lines of all poems, each with its length, as they come.
pub async fn pipeline(poems: &[&str]) -> Vec<(String, usize)> {
    let (sender, mut receiver) = channel(2);
    let sends = async {
        let poems = poems.iter();
        join_all(poems.map(|poem| send_lines(poem, sender.clone()))).await;
        drop(sender);
    };
    let receives = async {
        let mut lines = Vec::new();
        while let Some(line) = receiver.recv().await {
            let length = line.chars().count();
            lines.push((line, length));
        }
        lines
    };
    // The mend: there is room for two, so both ends are polled.
    join(receives, sends).await.0
}

async fn send_lines(poem: &str, sender: Sender<String>) {
    for line in poem.lines() {
        if sender.send(line.to_owned()).await.is_err() {
            return;
        }
    }
}
