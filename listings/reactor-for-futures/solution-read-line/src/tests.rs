//! A peer that blocks, and writes in pieces of its own choice.

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::pin::pin;
use std::sync::mpsc;
use std::task::{Context, Waker};
use std::thread;
use std::time::Duration;

use decoders::Lines;
use rt_reactor::block_on;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// Runs a future over a connection whose peer writes these pieces, and ends.
fn over<F: Future<Output = T>, T: Send + 'static>(
    pieces: &'static [&'static str],
    run: impl FnOnce(TcpStream) -> F + Send + 'static,
) -> T {
    between(run, move |mut stream| {
        for piece in pieces {
            stream.write_all(piece.as_bytes()).unwrap();
            thread::sleep(Duration::from_millis(5));
        }
    })
}

/// Runs a future over a connection, and its peer in a thread.
fn between<F: Future<Output = T>, T: Send + 'static>(
    run: impl FnOnce(TcpStream) -> F + Send + 'static,
    peer: impl FnOnce(std::net::TcpStream) + Send + 'static,
) -> T {
    within(LIMIT, move || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let peer = thread::spawn(move || peer(listener.accept().unwrap().0));
        let value = block_on(async {
            run(TcpStream::connect(address).await.unwrap()).await
        });
        peer.join().unwrap();
        value
    })
}

#[test]
fn lines_come_whole_whatever_the_pieces() {
    for pieces in [
        &["Warte nur,", " balde\nRuh", "est du auch.\n"][..],
        &["Warte nur, balde\nRuhest du auch.\n"],
        &["Warte nur, balde\n", "Ruhest du auch.", "\n"],
    ] {
        let lines = over(pieces, |stream| async {
            let mut lines = Frames::new(stream, Lines::new(80));
            let mut all = Vec::new();
            while let Some(line) = lines.next().await.unwrap() {
                all.push(line);
            }
            all
        });
        assert_eq!(lines, ["Warte nur, balde", "Ruhest du auch."]);
    }
}

#[test]
fn a_line_that_is_cut_by_the_end_is_an_error() {
    over(&["Warte n"], |stream| async {
        let mut lines = Frames::new(stream, Lines::new(80));
        assert!(lines.next().await.is_err());
    });
}

#[test]
fn a_next_that_is_dropped_loses_nothing() {
    let (tell, told) = mpsc::channel();
    let run = |stream| async move {
        let mut lines = Frames::new(stream, Lines::new(80));
        let mut cx = Context::from_waker(Waker::noop());
        // Until the first piece has been taken: then the future is dropped.
        while lines.decoder.finish().is_ok() {
            let _ = pin!(lines.next()).poll(&mut cx);
            rt_reactor::reactor::Reactor::current()
                .unwrap()
                .wait(Some(Duration::from_millis(1)));
        }
        tell.send(()).unwrap();
        lines.next().await.unwrap()
    };
    let line = between(run, move |mut stream| {
        stream.write_all(b"War").unwrap();
        told.recv().unwrap();
        stream.write_all(b"te\n").unwrap();
    });
    assert_eq!(line.as_deref(), Some("Warte"));
}

#[test]
fn a_buffer_is_filled_or_it_is_an_error() {
    over(&["ab", "cde"], |mut stream| async move {
        let mut buffer = [0; 4];
        read_exact(&mut stream, &mut buffer).await.unwrap();
        assert_eq!(&buffer, b"abcd");
        let error = read_exact(&mut stream, &mut buffer).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    });
}
