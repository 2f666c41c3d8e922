//! Guests of a proxy for poems, each in a thread of its own.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::str::FromStr;
use std::thread;
use std::time::{Duration, Instant};

use decoders::{Decoder, Netstrings};

/// The longest answer.
const LONGEST: usize = 32 << 20;

/// What a guest wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The name of a poem.
    pub name: String,
    /// How long the guest waits for it; without it, for ever.
    pub patience: Option<Duration>,
}

/// Understands `rossetti`, and `rossetti/300`: leave after 300 ms.
impl FromStr for Wish {
    type Err = String;

    fn from_str(word: &str) -> Result<Wish, String> {
        let (name, patience) = match word.split_once('/') {
            None => (word, None),
            Some((name, ms)) => {
                let ms = ms.parse().ok().filter(|ms| *ms > 0);
                let ms = ms.ok_or(format!("{word:?} is not NAME/MS"))?;
                (name, Some(Duration::from_millis(ms)))
            }
        };
        Ok(Wish { name: name.to_string(), patience })
    }
}

/// What a guest got.
pub type Got = Result<Vec<u8>, String>;

/// Sends all guests at once, and gives what each got and after which time, in their order.
pub fn send_guests(
    proxy: SocketAddr,
    wishes: Vec<Wish>,
) -> Vec<(Got, Duration)> {
    let guests: Vec<_> = wishes
        .into_iter()
        .map(|wish| {
            thread::spawn(move || {
                let begin = Instant::now();
                let got = ask(proxy, &wish);
                (got.unwrap_or_else(|it| Err(it.to_string())), begin.elapsed())
            })
        })
        .collect();
    let joined = guests.into_iter().map(|guest| guest.join());
    joined.map(|got| got.expect("a guest has no reason to panic")).collect()
}

/// Asks for one poem.
pub fn ask(proxy: SocketAddr, wish: &Wish) -> io::Result<Got> {
    ask_through(TcpStream::connect(proxy)?, wish)
}

/// Asks for one poem through a connection to the proxy.
pub fn ask_through(mut stream: TcpStream, wish: &Wish) -> io::Result<Got> {
    let begin = Instant::now();
    stream.write_all(format!("{}\n", wish.name).as_bytes())?;
    let mut decoder = Netstrings::new(LONGEST);
    loop {
        let frame = decoder.next_frame().map_err(io::Error::other)?;
        if let Some(frame) = frame {
            let answer = proxy_parts::understood(&frame);
            let answer = answer.ok_or(ErrorKind::InvalidData)?;
            return Ok(match answer {
                Ok(poem) => Ok(poem.to_vec()),
                Err(reason) => Err(reason.to_string()),
            });
        }
        if let Some(patience) = wish.patience {
            let left = patience.saturating_sub(begin.elapsed());
            if left.is_zero() {
                return Ok(Err("left".to_string()));
            }
            stream.set_read_timeout(Some(left))?;
        }
        let mut buffer = [0; 512];
        match stream.read(&mut buffer) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => decoder.feed(&buffer[..count]),
            // A time limit is over, as some systems say and as others do.
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut => {}
                ErrorKind::Interrupted => {}
                _ => return Err(error),
            },
        }
    }
}

#[cfg(test)]
mod tests;
