//! Guests, and a proxy that says what the test wants.

use std::net::{Ipv4Addr, TcpListener};

use time_limit::within;

use super::*;

/// What a guest gets from a proxy that sends these bytes and closes.
fn got(answer: &'static [u8]) -> io::Result<Got> {
    within(Duration::from_secs(20), move || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let proxy = listener.local_addr().unwrap();
        let proxying = thread::spawn(move || {
            let (mut guest, _) = listener.accept().unwrap();
            let mut name = [0; 7];
            guest.read_exact(&mut name).unwrap();
            assert_eq!(&name, b"goethe\n");
            for byte in answer {
                guest.write_all(&[*byte]).unwrap();
            }
        });
        let got = ask(proxy, &"goethe".parse().unwrap());
        proxying.join().unwrap();
        got
    })
}

#[test]
fn an_answer_is_a_poem_or_a_reason() {
    assert_eq!(got(b"4:+Ruh,").unwrap(), Ok(b"Ruh".to_vec()));
    assert_eq!(got(b"5:-gone,").unwrap(), Err("gone".to_string()));
}

#[test]
fn what_is_not_whole_is_no_answer() {
    let kind = got(b"4:+Ru").unwrap_err().kind();
    assert_eq!(kind, ErrorKind::UnexpectedEof);
    assert_eq!(got(b"3:Ruh,").unwrap_err().kind(), ErrorKind::InvalidData);
    assert!(got(b"x").is_err());
}

#[test]
fn a_guest_without_patience_leaves() {
    within(Duration::from_secs(20), || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let wish = "goethe/50".parse().unwrap();
        let got = send_guests(listener.local_addr().unwrap(), vec![wish]);
        assert_eq!(got[0].0, Err("left".to_string()));
        let (mut guest, _) = listener.accept().unwrap();
        let mut said = String::new();
        guest.read_to_string(&mut said).unwrap();
        assert_eq!(said, "goethe\n");
    });
}

#[test]
fn wishes_are_understood() {
    let wish = |word: &str| word.parse::<Wish>();
    assert_eq!(wish("a").unwrap().patience, None);
    let patience = Some(Duration::from_millis(7));
    assert_eq!(wish("a/7").unwrap(), Wish { name: "a".into(), patience });
    assert!(wish("a/0").is_err());
    assert!(wish("a/b").is_err());
}

#[test]
fn an_answer_has_a_limit() {
    // The first may be on its way; the second is refused at once.
    let kind = got(b"33554432:").unwrap_err().kind();
    assert_eq!(kind, ErrorKind::UnexpectedEof);
    assert_eq!(got(b"33554433:").unwrap_err().kind(), ErrorKind::Other);
}
