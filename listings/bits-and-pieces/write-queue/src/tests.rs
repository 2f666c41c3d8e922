//! The queue, against writers that take what they like, and against a socket.

use std::io::Read;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use time_limit::within;

use super::*;

const MESSAGE: &[u8] = b"5:bytes,";

fn queue_of(message: &[u8]) -> WriteQueue {
    let mut queue = WriteQueue::new(message.len());
    queue.push(message).unwrap();
    queue
}

/// Writes until the queue is empty, however often the writer would block.
fn drain<A: Iterator<Item = Answer>>(
    queue: &mut WriteQueue,
    writer: &mut Fussy<A>,
) {
    while !queue.is_empty() {
        queue.write_to(writer).unwrap();
    }
}

#[test]
fn whatever_the_writer_takes_the_bytes_keep_their_order() {
    for pieces in cuts::in_all_ways(MESSAGE) {
        // Between two pieces it would block, or a signal comes.
        let answers = pieces.iter().flat_map(|piece| {
            let count = piece.len();
            [Answer::Takes(count), Answer::WouldBlock, Answer::Interrupted]
        });
        let mut writer = Fussy::new(answers);
        drain(&mut queue_of(MESSAGE), &mut writer);
        assert_eq!(writer.taken, MESSAGE, "{pieces:?}");
    }
}

#[test]
fn a_writer_that_would_block_gets_the_thread_back() {
    let mut queue = queue_of(MESSAGE);
    let mut writer = Fussy::new([Answer::Takes(3), Answer::WouldBlock]);
    queue.write_to(&mut writer).unwrap();
    assert_eq!(writer.taken, b"5:b");
    assert!(!queue.is_empty());
}

#[test]
fn a_signal_is_no_reason_to_stop() {
    let mut queue = queue_of(MESSAGE);
    let mut writer = Fussy::new([Answer::Takes(3), Answer::Interrupted]);
    queue.write_to(&mut writer).unwrap();
    assert_eq!(writer.taken, MESSAGE);
    assert!(queue.is_empty());
}

#[test]
fn a_writer_that_takes_nothing_is_an_error() {
    let mut writer = Fussy::new([Answer::Takes(3), Answer::Takes(0)]);
    let error = queue_of(MESSAGE).write_to(&mut writer).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WriteZero);
}

#[test]
fn a_message_has_room_or_stays_outside() {
    let mut queue = WriteQueue::new(10);
    assert_eq!(queue.push(b"0123456"), Ok(()));
    assert_eq!(queue.push(b"789x"), Err(Full));
    assert_eq!(queue.push(b"789"), Ok(()));
    assert_eq!(queue.push(b"x"), Err(Full));
    assert_eq!(queue.push(b""), Ok(()));
    let mut writer = Fussy::new([]);
    drain(&mut queue, &mut writer);
    assert_eq!(writer.taken, b"0123456789");
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        3 => (1_usize..9).prop_map(Answer::Takes),
        1 => Just(Answer::WouldBlock),
        1 => Just(Answer::Interrupted),
    ]
}

fn config() -> ProptestConfig {
    // No file remembers what failed: the smallest input belongs into a test of its own.
    ProptestConfig { failure_persistence: None, ..Default::default() }
}

proptest! {
    #![proptest_config(config())]
    /// The ring wraps around: pushing and writing alternate.
    #[test]
    fn messages_and_writes_may_alternate(
        messages in vec(vec(any::<u8>(), 0..12), 0..40),
        answers in vec(answer(), 0..400),
    ) {
        let mut queue = WriteQueue::new(16);
        let mut writer = Fussy::new(answers);
        for message in &messages {
            while queue.push(message).is_err() {
                queue.write_to(&mut writer).unwrap();
            }
        }
        drain(&mut queue, &mut writer);
        prop_assert_eq!(writer.taken, messages.concat());
    }
}

#[test]
fn a_slow_reader_gets_every_byte_in_its_order() {
    let message: Vec<u8> =
        (0..2_000_000_u32).flat_map(u32::to_le_bytes).collect();
    let expected = message.clone();
    let received = within(Duration::from_secs(30), move || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let mut writer =
            TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        writer.set_nonblocking(true).unwrap();
        let (mut reader, _) = listener.accept().unwrap();
        let mut queue = queue_of(&message);
        // More than the kernel's buffers hold: nobody reads yet.
        queue.write_to(&mut writer).unwrap();
        assert!(!queue.is_empty());
        let reading = thread::spawn(move || {
            let mut received = Vec::new();
            reader.read_to_end(&mut received).unwrap();
            received
        });
        while !queue.is_empty() {
            queue.write_to(&mut writer).unwrap();
            thread::sleep(Duration::from_millis(1));
        }
        drop(writer);
        reading.join().unwrap()
    });
    assert!(received == expected, "{} bytes", received.len());
}
