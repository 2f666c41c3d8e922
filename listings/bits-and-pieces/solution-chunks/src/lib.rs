//! The chunks of HTTP/1.1 out of bytes ([RFC 9112], section 7.1): a length in hexadecimal digits,
//! a line end, so many bytes, a line end. A chunk without bytes is the last one.
//!
//! Two things are left out, and refused as faults: extensions after the length, and fields after
//! the last chunk.
//!
//! [RFC 9112]: https://www.rfc-editor.org/rfc/rfc9112#section-7.1

use decoders::{Decoder, Fault, Pending, What};

/// Decodes chunks. The last one, which has no bytes, is a frame too.
#[derive(Debug)]
pub struct Chunks {
    pending: Pending,
    state: State,
    /// The most bytes of a chunk.
    limit: usize,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Length,
    Bytes(usize),
    /// Nothing: the last chunk was there.
    Over,
}

impl Chunks {
    /// A decoder for chunks of at most `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Chunks { pending: Pending::default(), state: State::Length, limit }
    }

    fn fault<T>(&self, index: usize, what: What) -> Result<T, Fault> {
        Err(Fault { at: self.pending.place(index), what })
    }

    /// Whether `\r\n` stands behind the first `index` bytes; `None`: not yet.
    fn line_end(&self, index: usize) -> Result<Option<()>, Fault> {
        for (index, expected) in (index..).zip(*b"\r\n") {
            match self.pending.unread().get(index) {
                None => return Ok(None),
                Some(byte) if *byte == expected => {}
                Some(_) => return self.fault(index, What::NoEnd),
            }
        }
        Ok(Some(()))
    }

    /// The length, if it is whole, and how many bytes it takes with its line end.
    fn length(&self) -> Result<Option<(usize, usize)>, Fault> {
        let mut length = 0_usize;
        for (index, byte) in self.pending.unread().iter().enumerate() {
            let Some(digit) = char::from(*byte).to_digit(16) else {
                if index == 0 {
                    return self.fault(index, What::NotALength);
                }
                let end = self.line_end(index)?;
                return Ok(end.map(|()| (length, index + 2)));
            };
            length = length.saturating_mul(16).saturating_add(digit as usize);
            // Zeros in front are allowed, and nobody needs many of them.
            if length > self.limit || index >= 16 {
                return self.fault(index, What::TooLong(self.limit));
            }
        }
        Ok(None)
    }
}

impl Decoder for Chunks {
    type Frame = Vec<u8>;

    fn feed(&mut self, piece: &[u8]) {
        self.pending.feed(piece);
    }

    fn next_frame(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        if self.state == State::Length {
            let Some((length, taken)) = self.length()? else {
                return Ok(None);
            };
            self.pending.take(taken);
            self.state = State::Bytes(length);
        }
        if let State::Bytes(length) = self.state {
            if self.pending.unread().len() < length
                || self.line_end(length)?.is_none()
            {
                return Ok(None);
            }
            let chunk = self.pending.take(length + 2)[..length].to_vec();
            self.state = if length == 0 { State::Over } else { State::Length };
            return Ok(Some(chunk));
        }
        match self.pending.unread() {
            [] => Ok(None),
            _ => self.fault(0, What::NoEnd),
        }
    }

    fn finish(&self) -> Result<(), Fault> {
        match self.state {
            State::Over => Ok(()),
            _ => self.fault(self.pending.unread().len(), What::Ended),
        }
    }
}

#[cfg(test)]
mod tests {
    use decoders::decode;

    use super::*;

    /// Whatever the cuts: these chunks, and then this end.
    fn check(input: &str, expected: &[&str], end: Result<(), (u64, What)>) {
        let ways = cuts::in_two(input.as_bytes())
            .chain([cuts::into_bytes(input.as_bytes())])
            .chain([vec![input.as_bytes()]]);
        for pieces in ways {
            let (chunks, result) = decode(Chunks::new(20), &pieces);
            assert_eq!(
                chunks,
                expected.iter().map(|it| it.as_bytes()).collect::<Vec<_>>(),
                "{pieces:?}"
            );
            let result = result.map_err(|fault| (fault.at, fault.what));
            assert_eq!(result, end, "{pieces:?}");
        }
    }

    #[test]
    fn a_message_ends_with_a_chunk_without_bytes() {
        check(
            "5\r\nab\r\nc\r\n00A\r\n0123456789\r\n0\r\n\r\n",
            &["ab\r\nc", "0123456789", ""],
            Ok(()),
        );
        for pieces in cuts::in_all_ways(b"2\r\n\r\n\r\n0\r\n\r\n") {
            let (chunks, end) = decode(Chunks::new(20), &pieces);
            assert_eq!((chunks, end), (vec![b"\r\n".to_vec(), vec![]], Ok(())));
        }
    }

    #[test]
    fn a_message_without_its_end_is_a_fault() {
        for end in
            ["", "1", "1\r", "1\r\n", "1\r\nb", "1\r\nb\r", "0\r\n", "0\r\n\r"]
        {
            let input = format!("1\r\na\r\n{end}");
            check(&input, &["a"], Err((input.len() as u64, What::Ended)));
        }
        check("1\r\na\r\n", &["a"], Err((6, What::Ended)));
        check("", &[], Err((0, What::Ended)));
    }

    #[test]
    fn what_is_wrong_is_found_where_it_is() {
        check("1\r\na\r\nx\r\n", &["a"], Err((6, What::NotALength)));
        check("1\r\na\r\n\r\n", &["a"], Err((6, What::NotALength)));
        check("1;x\r\na\r\n", &[], Err((1, What::NoEnd)));
        check("1\na\n", &[], Err((1, What::NoEnd)));
        check("1\r\nab\r\n", &[], Err((4, What::NoEnd)));
        check("15\r\n", &[], Err((1, What::TooLong(20))));
        check("00000000000000001\r\n", &[], Err((16, What::TooLong(20))));
        check("0\r\n\r\nx", &[""], Err((5, What::NoEnd)));
        check("0\r\nA: b\r\n", &[], Err((3, What::NoEnd)));
    }
}
