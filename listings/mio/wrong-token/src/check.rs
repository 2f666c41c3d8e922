//! What the program has to do, before it is mended and after.

use std::net::TcpStream;
use std::time::Duration;

use time_limit::within;

use super::Hall;

pub(crate) fn who_comes_in_keeps_the_seat() {
    within(Duration::from_secs(20), || {
        let mut hall = Hall::open().unwrap();
        let address = hall.address().unwrap();
        let first = TcpStream::connect(address).unwrap();
        hall.turn().unwrap();
        assert!(hall.is_taken());
        // Both are events of one batch, and in this order.
        let second = TcpStream::connect(address).unwrap();
        drop(first);
        hall.turn().unwrap();
        assert!(hall.is_taken(), "the second guest has lost the seat");
        // The seat is free when its guest leaves, and no sooner.
        drop(second);
        hall.turn().unwrap();
        assert!(!hall.is_taken(), "the second guest has left");
    });
}
