//! The client, against the slow server.

use slow_server::Pace;
use time_limit::within;
use watched_poem::watchdog::Bite;

use super::*;

const LIMIT: Duration = Duration::from_secs(30);

fn slow(poem: &str, bytes: usize) -> String {
    let pace = Pace {
        bytes: bytes.try_into().unwrap(),
        delay: Duration::from_millis(20),
        jitter: Duration::ZERO,
    };
    slow_server::start(poem.as_bytes(), pace).unwrap().to_string()
}

/// Pieces longer than the buffer.
const LONG: usize = BUFFER * 2 + 3;

fn poem(letter: &str) -> String {
    letter.repeat(5 * LONG)
}

fn fetch(patience: Duration) -> Result<Vec<Vec<u8>>, Bite> {
    within(LIMIT, move || {
        let servers = [slow(&poem("a"), LONG), slow(&poem("b"), LONG)];
        let poems = connect_all(&servers).unwrap();
        let handles = poems.iter().map(|poem| poem.handle().unwrap()).collect();
        watch(patience, handles, |collar| {
            let poems = fetch_all(poems, collar, &mut io::sink()).unwrap();
            poems.iter().map(|poem| poem.bytes().to_vec()).collect()
        })
    })
}

#[test]
fn all_poems_come_whole() {
    let poems = fetch(LIMIT).unwrap();
    assert_eq!(poems, [poem("a").into_bytes(), poem("b").into_bytes()]);
}

#[test]
fn the_help_names_the_patience() {
    let patience = format!("nothing happens for {} s,", PATIENCE.as_secs());
    assert!(HELP.contains(&patience), "{patience}");
}
