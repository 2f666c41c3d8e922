//! Spans of `tracing` in a program of Tokio, as tasks of a trace.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod child;

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;
use tracing::{Instrument, info_span};
use tracing_subscriber::prelude::*;

#[test]
fn spans_are_tasks_and_say_what_they_wait_for() {
    let (status, lines) = child::record("child_client_and_server");
    assert!(status.success());
    assert_eq!(
        child::of("server", &lines),
        [
            "begin",
            "poll",
            "wait socket accept",
            "poll",
            "wait timer",
            "poll",
            "wait task wake-up",
            // The future is dropped within its span.
            "poll",
            "wait task wake-up",
            "end",
        ]
    );
    let client = child::of("client", &lines);
    assert_eq!(client[..2], ["begin", "poll"]);
    assert!(client.contains(&"wait socket read".to_owned()), "{client:?}");
    assert_eq!(client.last().unwrap(), "end");
    assert_eq!(child::of("outer", &lines), [""; 0]);
    for line in &lines[1..] {
        assert!(line["file"].as_str().unwrap().ends_with("tests/spans.rs"), "{line}");
        assert!(line["line"].as_u64().unwrap() > 1, "{line}");
    }
}

#[test]
#[ignore = "a program that other tests record"]
fn child_client_and_server() {
    tracing_subscriber::registry().with(trace::spans()).init();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = async move {
            let accept = info_span!("accept", waits = "socket", what = "accept");
            let (mut socket, _) = listener.accept().instrument(accept).await.unwrap();
            sleep(Duration::from_millis(20)).instrument(info_span!("nap", waits = "timer")).await;
            socket.write_all(b"poem").await.unwrap();
        };
        let client = async move {
            let mut socket = TcpStream::connect(address).await.unwrap();
            let mut poem = String::new();
            // A span between the task's and the one that waits changes nothing.
            let reading = async {
                let read = info_span!("read", waits = "socket", what = "read");
                socket.read_to_string(&mut poem).instrument(read).await
            };
            reading.instrument(info_span!("get")).await.unwrap();
            assert_eq!(poem, "poem");
        };
        let server = tokio::spawn(server.instrument(info_span!("serve", task = "server")));
        let client = tokio::spawn(client.instrument(info_span!("fetch", task = "client")));
        async {
            server.await.unwrap();
            client.await.unwrap();
        }
        .instrument(info_span!("outer"))
        .await;
    });
}
