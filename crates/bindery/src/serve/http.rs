//! As much of HTTP as a browser on this machine needs: one request a connection.
//!
//! A connection that is kept open keeps a thread, and browsers open some that they never use. So each
//! is closed after its answer, or when no request comes.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long a browser may think about its request.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a request's head may be, in bytes.
const LONGEST: u64 = 64 << 10;

/// A request that waits for its answer.
pub(super) struct Request {
    stream: TcpStream,
    /// What is asked for, as it was sent: path and query.
    pub target: String,
    /// The name by which this machine was asked, with the port.
    pub host: String,
}

impl Request {
    /// Reads the request of a connection; `None` if there is none, or none that asks for something.
    pub(super) fn read(stream: TcpStream) -> io::Result<Option<Request>> {
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut lines = BufReader::new((&stream).take(LONGEST)).lines();
        let Some(first) = lines.next().transpose()? else { return Ok(None) };
        let mut words = first.split(' ');
        let (Some("GET"), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
        let target = target.to_owned();
        let mut host = String::new();
        for line in lines {
            let line = line?;
            match line.split_once(':') {
                _ if line.is_empty() => return Ok(Some(Request { stream, target, host })),
                Some((name, value)) if name.eq_ignore_ascii_case("host") => {
                    host = value.trim().to_owned();
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// Answers with `body`, of the media type `kind`.
    pub(super) fn answer(mut self, status: Status, kind: &str, body: &[u8]) -> io::Result<()> {
        let (status, length) = (status.line(), body.len());
        write!(
            self.stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
             Cache-Control: no-store\r\nConnection: close\r\n\r\n"
        )?;
        self.stream.write_all(body)
    }
}

/// How a request went.
#[derive(Debug, Clone, Copy)]
pub(super) enum Status {
    Ok,
    Forbidden,
    NotFound,
    Failed,
}

impl Status {
    fn line(self) -> &'static str {
        match self {
            Status::Ok => "200 OK",
            Status::Forbidden => "403 Forbidden",
            Status::NotFound => "404 Not Found",
            Status::Failed => "500 Internal Server Error",
        }
    }
}
