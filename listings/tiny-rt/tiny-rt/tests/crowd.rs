//! Thousands of connections at once, in one thread and one `block_on`.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tiny_rt::net::{TcpListener, TcpStream};
use tiny_rt::{block_on, join_all, sleep, spawn};

/// How many there shall be. Each has two ends here.
const WANTED: u64 = 10_000;
/// Descriptors that are for others.
const OTHERS: u64 = 100;
/// How many connect at once: fewer than a listener's queue has room for, or
/// the kernel lets them wait for a second.
const AT_ONCE: usize = 100;

/// How many the system lets us have, when we ask it for all it may give.
fn possible() -> usize {
    let hard = getrlimit(Resource::Nofile).maximum;
    let all = Rlimit { current: hard, maximum: hard };
    // What can't be raised stays as it is.
    let _ = setrlimit(Resource::Nofile, all);
    let current = getrlimit(Resource::Nofile).current;
    let ends = current.unwrap_or(u64::MAX).saturating_sub(OTHERS);
    WANTED.min(ends / 2) as usize
}

async fn serve(mut listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        spawn(echo(stream));
    }
}

/// Greets, and sends back what comes, until nothing comes any more.
async fn echo(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(b"!").await?;
    let mut buffer = [0; 16];
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            count => stream.write_all(&buffer[..count]).await?,
        }
    }
}

/// Connects, and waits for the greeting: then it is out of the queue.
async fn connect(address: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let greeting = stream.read(&mut [0]).await;
    assert_eq!(greeting.expect("it greets"), 1);
    stream
}

async fn connect_all(count: usize, address: SocketAddr) -> Vec<TcpStream> {
    let mut streams = Vec::new();
    while streams.len() < count {
        let now = AT_ONCE.min(count - streams.len());
        streams.extend(join_all((0..now).map(|_| connect(address))).await);
    }
    streams
}

/// Sends a number twice, with a pause in which all the others send theirs.
async fn talk(mut stream: TcpStream, number: u64) -> u64 {
    let mut answers = 0;
    for _ in 0..2 {
        let sent = stream.write_all(&number.to_be_bytes()).await;
        sent.expect("it listens");
        let (mut answer, mut have) = ([0; 8], 0);
        while have < answer.len() {
            let count = stream.read(&mut answer[have..]).await;
            let count = count.expect("it answers");
            assert!(count > 0, "the connection ended");
            have += count;
        }
        assert_eq!(u64::from_be_bytes(answer), number);
        answers += 1;
        sleep(Duration::from_millis(200)).await;
    }
    answers
}

#[test]
fn thousands_of_connections_talk_at_once() {
    let count = possible();
    println!("{count} connections");
    time_limit::within(Duration::from_secs(120), move || {
        block_on(async move {
            let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            let listener = TcpListener::bind(any).unwrap();
            let address = listener.local_addr().unwrap();
            spawn(serve(listener));
            let streams = connect_all(count, address).await;
            assert_eq!(streams.len(), count);
            let tasks: Vec<_> = streams
                .into_iter()
                .zip(0..)
                .map(|(stream, number)| spawn(talk(stream, number)))
                .collect();
            for task in tasks {
                assert_eq!(task.await, Ok(2));
            }
        });
    });
}
