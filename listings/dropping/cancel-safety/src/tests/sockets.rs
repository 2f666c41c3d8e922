//! Rows about sockets.

use tiny_rt::net::UdpSocket;

use super::*;

// ANCHOR: read
#[test]
fn read_is_safe() {
    check_safe(b"slow poetry".to_vec(), async |polls| {
        let mut stream = slow_peer(&[b"slow", b" poetry"]).await;
        let mut buffer = [0; 20];
        let read = at_most(polls, stream.read(&mut buffer)).await;
        let dropped = was_dropped(&read);
        let count = read.map_or(0, |count| count.unwrap());
        let mut all = buffer[..count].to_vec();
        all.extend(rest(&mut stream).await);
        (dropped, all)
    });
}
// ANCHOR_END: read

/// Fills the buffers of a connection, for as long as the peer does not read.
async fn fill(stream: &mut TcpStream) -> usize {
    let mut filled = 0;
    while let Ok(count) = timeout(10 * MS, stream.write(&[b'x'; 1 << 16])).await
    {
        filled += count.unwrap();
    }
    filled
}

#[test]
fn write_is_safe() {
    check_safe(true, async |polls| {
        let (mut ours, mut peer) = pair().await;
        let filled = fill(&mut ours).await;
        let heard = spawn(async move {
            sleep(2 * MS).await;
            rest(&mut peer).await.len()
        });
        let written = at_most(polls, ours.write(b"slow")).await;
        let dropped = was_dropped(&written);
        let count = written.map_or(0, |count| count.unwrap());
        drop(ours);
        (dropped, heard.await.unwrap() == filled + count)
    });
}

#[test]
fn write_all_is_not_safe() {
    const LONG: usize = 16 << 20;
    for polls in 0..3 {
        let heard = in_time(async move || {
            let (mut ours, mut peer) = pair().await;
            let heard = spawn(async move {
                sleep(10 * MS).await;
                rest(&mut peer).await.len()
            });
            let bytes = vec![b'x'; LONG];
            let sent = at_most(polls, ours.write_all(&bytes)).await;
            assert!(sent.is_none(), "there was room for all");
            ours.write_all(&bytes).await.unwrap();
            drop(ours);
            heard.await.unwrap()
        });
        // What was called twice has been sent more than once.
        assert_eq!(heard == LONG, polls == 0, "{heard} after {polls}");
        assert!(heard < 2 * LONG);
    }
}

#[test]
fn accept_is_safe() {
    check_safe(vec![b"1".to_vec(), b"2".to_vec()], async |polls| {
        let mut listener = listen();
        let address = listener.local_addr().unwrap();
        drop(spawn(async move {
            for name in [b"1", b"2"] {
                sleep(2 * MS).await;
                let mut guest = TcpStream::connect(address).await.unwrap();
                guest.write_all(name).await.unwrap();
            }
        }));
        let guest = at_most(polls, listener.accept()).await;
        let dropped = was_dropped(&guest);
        let mut guests = Vec::from_iter(guest);
        while guests.len() < 2 {
            guests.push(listener.accept().await);
        }
        let mut names = Vec::new();
        for guest in guests {
            names.push(rest(&mut guest.unwrap().0).await);
        }
        (dropped, names)
    });
}

#[test]
fn recv_from_is_safe() {
    check_safe(vec![b"1".to_vec(), b"2".to_vec()], async |polls| {
        let address = (Ipv4Addr::LOCALHOST, 0).into();
        let mut ours = UdpSocket::bind(address).unwrap();
        let to = ours.local_addr().unwrap();
        let mut peer = UdpSocket::bind(address).unwrap();
        drop(spawn(async move {
            for name in [b"1", b"2"] {
                sleep(2 * MS).await;
                peer.send_to(name, to).await.unwrap();
            }
        }));
        let mut buffer = [0; 20];
        let received = at_most(polls, ours.recv_from(&mut buffer)).await;
        let dropped = was_dropped(&received);
        let mut names = Vec::new();
        if let Some(received) = received {
            names.push(buffer[..received.unwrap().0].to_vec());
        }
        while names.len() < 2 {
            let (count, _) = ours.recv_from(&mut buffer).await.unwrap();
            names.push(buffer[..count].to_vec());
        }
        (dropped, names)
    });
}
