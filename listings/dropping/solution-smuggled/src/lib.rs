//! A frame that nobody has sent.

/// Two frames: `06pay100` and `no`. In the first one lies another one, and
/// it ends where the first one ends.
pub const MESSAGE: &[u8] = b"0806pay10002no";

/// Behind the first length: whoever forgets it here, reads the inner frame.
pub const CUT: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;
    use std::time::Duration;

    use frame_client::{Event, kept_bytes, local_bytes};
    use rt_lock::net::{TcpListener, TcpStream};
    use rt_lock::{block_on, sleep, spawn, yield_now};
    use time_limit::within;

    async fn connected() -> TcpStream {
        let address = (Ipv4Addr::LOCALHOST, 0).into();
        let mut listener = TcpListener::bind(address).unwrap();
        let address = listener.local_addr().unwrap();
        let stream = TcpStream::connect(address).await.unwrap();
        let (mut peer, _) = listener.accept().await.unwrap();
        drop(spawn(async move {
            peer.write_all(&MESSAGE[..CUT]).await.unwrap();
            // The client looks at its sockets before this is over.
            sleep(Duration::from_millis(5)).await;
            peer.write_all(&MESSAGE[CUT..]).await.unwrap();
        }));
        stream
    }

    fn frames(is_wrong: bool) -> Vec<Vec<u8>> {
        within(Duration::from_secs(20), move || {
            block_on(async {
                let mut frames = Vec::new();
                let tell = |event| match event {
                    Event::Frame(frame) => frames.push(frame),
                    Event::Beat => {}
                };
                let stream = connected().await;
                let end = if is_wrong {
                    local_bytes(stream, yield_now, tell).await
                } else {
                    kept_bytes(stream, yield_now, tell).await
                };
                // Nobody notices.
                end.unwrap();
                frames
            })
        })
    }

    #[test]
    fn a_client_that_forgets_reads_what_nobody_has_sent() {
        assert_eq!(frames(false), [b"06pay100".as_slice(), b"no"]);
        assert_eq!(frames(true), [b"pay100".as_slice(), b"no"]);
    }
}
