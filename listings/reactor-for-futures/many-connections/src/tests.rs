//! The rows, and the two ends with a few connections.

use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::Duration;

use time_limit::within;

use super::*;

const COST: Cost =
    Cost { resident: 1.5, each: 2.25, accept: 3.5, round: 4.25, message: 5.5 };

#[test]
fn a_row_is_read_as_it_was_written() {
    assert_eq!(COST.to_string(), "1.50,2.25,3.5,4.25,5.5");
    assert_eq!(COST.to_string().parse::<Cost>().unwrap(), COST);
    assert!("1.5,2".parse::<Cost>().is_err());
    let columns = CSV_HEADER.split(',').count();
    assert_eq!(format!("7,{COST}").split(',').count(), columns);
    assert!(table_row("7", &COST).contains("2.25 KiB"));
}

#[test]
fn the_peer_uses_all_connections_in_each_round() {
    within(Duration::from_secs(20), || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let peer = thread::spawn(move || peer::talk(address, 3));
        let mut ends = Vec::new();
        for _ in 0..3 {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(b"!").unwrap();
            ends.push(stream);
        }
        for _ in 0..peer::ROUNDS {
            for stream in &mut ends {
                let mut byte = [0];
                io::Read::read_exact(stream, &mut byte).unwrap();
                stream.write_all(&byte).unwrap();
            }
        }
        peer.join().unwrap().unwrap();
    });
}

#[test]
fn more_descriptors_than_the_system_gives_are_an_error() {
    let limit = getrlimit(Resource::Nofile).maximum;
    let too_many = limit.expect("there is a limit here") as usize;
    assert!(allow_descriptors(too_many).is_err());
    assert!(allow_descriptors(1).is_ok());
}
