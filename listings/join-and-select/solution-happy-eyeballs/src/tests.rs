//! Attempts that succeed, fail, and never end.

use std::cell::RefCell;
use std::net::{SocketAddr, TcpListener};

use rt_select::block_on;
use rt_select::net::TcpStream;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
const HOUR: Duration = Duration::from_secs(3600);

#[derive(Clone, Copy)]
enum Fate {
    Succeeds,
    Fails,
    NeverEnds,
}

/// The result of such attempts, and which of them have begun. An attempt that
/// ends does so after some time.
fn run(
    fates: &[Fate],
    pause: Duration,
) -> (Option<Result<usize, usize>>, Vec<usize>) {
    let begun = RefCell::new(Vec::new());
    let attempts = (0..).zip(fates).map(|(number, fate)| {
        let begun = &begun;
        async move {
            begun.borrow_mut().push(number);
            sleep(Duration::from_millis(10)).await;
            match fate {
                Fate::Succeeds => Ok(number),
                Fate::Fails => Err(number),
                Fate::NeverEnds => pending().await,
            }
        }
    });
    let result = within_limit(staggered(attempts, pause));
    (result, begun.into_inner())
}

/// A future that never ends must not end the tests either.
fn within_limit<T>(future: impl Future<Output = T>) -> T {
    block_on(async {
        match select(future, sleep(LIMIT)).await {
            Either::Left(output) => output,
            Either::Right(()) => panic!("it hangs"),
        }
    })
}

#[test]
fn the_second_does_not_begin_if_the_first_is_fast() {
    use Fate::{NeverEnds, Succeeds};
    assert_eq!(run(&[Succeeds, NeverEnds], HOUR), (Some(Ok(0)), vec![0]));
}

#[test]
fn an_error_begins_the_next_one_before_the_pause_is_over() {
    use Fate::{Fails, Succeeds};
    let (result, begun) = run(&[Fails, Fails, Succeeds], HOUR);
    assert_eq!((result, begun), (Some(Ok(2)), vec![0, 1, 2]));
}

#[test]
fn the_end_of_the_pause_begins_the_next_one() {
    use Fate::{Fails, NeverEnds, Succeeds};
    let pause = Duration::from_millis(1);
    assert_eq!(run(&[NeverEnds, Succeeds], pause).0, Some(Ok(1)));
    assert_eq!(run(&[NeverEnds, Fails, Succeeds], pause).0, Some(Ok(2)));
    // The first one goes on beside the second.
    assert_eq!(run(&[Succeeds, NeverEnds], pause).0, Some(Ok(0)));
}

#[test]
fn if_all_fail_the_last_error_is_the_error() {
    use Fate::Fails;
    assert_eq!(run(&[Fails, Fails], HOUR).0, Some(Err(1)));
    assert_eq!(run(&[], HOUR).0, None);
}

#[test]
fn sockets_can_be_attempts() {
    within(LIMIT, || {
        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        // Port 1 needs a privileged server from another age.
        let nobody = SocketAddr::from(([127, 0, 0, 1], 1));
        let addresses = [nobody, door.local_addr().unwrap()];
        let stream = block_on(staggered(
            addresses.map(TcpStream::connect),
            Duration::from_millis(250),
        ));
        let stream = stream.unwrap().unwrap();
        assert_eq!(stream.peer_addr().unwrap(), addresses[1]);
    });
}
