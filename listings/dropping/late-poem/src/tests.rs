//! A poem in time, a late one, and nobody there.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::thread;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// A server for one guest. Sends a piece, and the rest when the guest is gone
/// or when it need not wait for that.
fn server(is_late: bool) -> (SocketAddr, thread::JoinHandle<usize>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let (mut guest, _) = listener.accept().unwrap();
        guest.write_all(b"a rose").unwrap();
        if is_late {
            // 0 is the end: the guest has closed its socket.
            return guest.read(&mut [0; 10]).unwrap();
        }
        guest.write_all(b" is a rose").unwrap();
        drop(guest);
        0
    });
    (address, server)
}

#[test]
fn a_poem_in_time_is_whole() {
    within(LIMIT, || {
        let (address, server) = server(false);
        let told = block_on(try_fetch(address, LIMIT)).unwrap();
        assert_eq!(told, "16 bytes");
        server.join().unwrap();
    });
}

#[test]
fn a_late_one_is_dropped_and_its_socket_is_closed() {
    within(LIMIT, || {
        let (address, server) = server(true);
        block_on(async {
            let limit = Duration::from_millis(50);
            let told = try_fetch(address, limit).await.unwrap();
            assert_eq!(told, "the time is over");
            // The block_on still runs: it is the drop that has closed it.
            assert_eq!(server.join().unwrap(), 0);
        });
    });
}

#[test]
fn an_error_is_no_matter_of_time() {
    within(LIMIT, || {
        // Port 1 needs a privileged server from another age.
        let nobody = (Ipv4Addr::LOCALHOST, 1).into();
        assert!(block_on(try_fetch(nobody, LIMIT)).is_err());
    });
}
