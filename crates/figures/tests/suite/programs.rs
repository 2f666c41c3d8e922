//! Small programs that record themselves. Each runs in a process of its own: this test program
//! again, told to run one ignored test.

use std::collections::VecDeque;
use std::fs;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use bindery_figures::{Description, Figure, RunDescription, Trace};
use trace::{Task, Wait};

/// Runs the program `name` and returns what it recorded.
pub fn record(name: &str) -> Trace {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trace.jsonl");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", &format!("programs::{name}")]);
    let status = command.env("TRACE", &file).output().unwrap().status;
    assert!(status.success(), "{name}: {status}");
    Trace::read(&file).unwrap()
}

/// The figure of a run of the program `name`, drawn as `more`, the rest of a description, says.
pub fn figure(name: &str, more: &str) -> Figure {
    Figure::of_run(name, description(more), record(name))
}

/// A description with `more` in it.
pub fn description(more: &str) -> RunDescription {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("listing = \"a/b\"\nkind = \"timeline\"\ntitle = \"A run\"\n{more}");
    fs::write(folder.path().join("f.toml"), text).unwrap();
    match Description::load(folder.path(), "f").unwrap() {
        Description::Run(description) => description,
        other => panic!("{other:?}"),
    }
}

fn compute(ms: u64) {
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(ms) {
        std::hint::spin_loop();
    }
}

fn sleep(ms: u64) {
    thread::sleep(Duration::from_millis(ms));
}

#[test]
#[ignore = "a program that other tests record"]
fn one_after_another() {
    let tasks = ["A", "B", "C"].map(Task::begin);
    for task in &tasks {
        task.run();
        compute(10);
        task.wait(Wait::Timer);
        sleep(20);
        task.run();
        compute(10);
        task.end();
    }
}

#[test]
#[ignore = "a program that other tests record"]
fn in_threads() {
    let threads = ["A", "B", "C"].map(|name| {
        let body = move || {
            let task = Task::begin(name);
            task.run();
            compute(60);
            task.wait(Wait::Timer);
            sleep(20);
            task.run();
            compute(60);
            task.end();
        };
        thread::Builder::new().name(format!("worker {name}")).spawn(body).unwrap()
    });
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
#[ignore = "a program that other tests record"]
fn in_turns() {
    let mut queue: VecDeque<(Task, u32)> =
        ["A", "B", "C"].map(|name| (Task::begin(name), 4)).into();
    while let Some((task, rounds)) = queue.pop_front() {
        task.polled();
        compute(5);
        if rounds == 1 {
            task.end();
        } else {
            task.ready();
            queue.push_back((task, rounds - 1));
        }
    }
}

/// All tasks of one thread wait at the same time.
#[test]
#[ignore = "a program that other tests record"]
fn waits_together() {
    let tasks = ["A", "B", "C"].map(Task::begin);
    for task in &tasks {
        task.run();
        compute(5);
        task.wait(Wait::Timer);
    }
    sleep(10);
    for task in &tasks {
        task.run();
        compute(5);
        task.end();
    }
}

/// Two threads that only run while they hold a lock.
#[test]
#[ignore = "a program that other tests record"]
fn one_lock() {
    let lock = Arc::new(Mutex::new(()));
    let threads = ["A", "B"].map(|name| {
        let lock = Arc::clone(&lock);
        thread::spawn(move || {
            let task = Task::begin(name);
            for _ in 0..3 {
                task.wait(Wait::Lock("list"));
                let guard = lock.lock().unwrap();
                task.run();
                compute(10);
                task.ready();
                drop(guard);
                sleep(5);
            }
            task.end();
        })
    });
    for thread in threads {
        thread.join().unwrap();
    }
}

/// One task wakes another; the one that it wakes last is never run again.
#[test]
#[ignore = "a program that other tests record"]
fn wakes() {
    let (consumer, producer) = (Task::begin("consumer"), Task::begin("producer"));
    for _ in 0..3 {
        consumer.polled();
        compute(3);
        consumer.wait(Wait::Socket("channel"));
        producer.polled();
        compute(6);
        consumer.wake();
        compute(2);
        producer.wait(Wait::Timer);
        sleep(8);
        producer.wake();
    }
    producer.polled();
    producer.end();
    drop(consumer);
}

/// A pool: which task runs on which of its threads is chance.
#[test]
#[ignore = "a program that other tests record"]
fn pool() {
    let jobs: VecDeque<Task> = (1..=6).map(|number| Task::begin(format!("job {number}"))).collect();
    let shared = Arc::new(Mutex::new(jobs));
    let threads = [1, 2].map(|_| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            loop {
                let Some(task) = shared.lock().unwrap().pop_front() else { return };
                task.run();
                compute(8);
                task.wait(Wait::Socket("disk"));
                sleep(4);
                task.run();
                compute(2);
                task.end();
            }
        })
    });
    for thread in threads {
        thread.join().unwrap();
    }
}

/// The life of one wake: a task asks for bytes that aren't there, and is polled again when they are.
#[test]
#[ignore = "a program that other tests record"]
fn one_wake() {
    use std::io::{ErrorKind, Read, Write};
    use std::net::{TcpListener, TcpStream};
    use trace::message;

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut here = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (mut peer, _) = listener.accept().unwrap();
    let thread = thread::spawn(move || {
        sleep(30);
        message("peer", "kernel", "5 bytes");
        peer.write_all(b"poem\n").unwrap();
    });

    let task = Task::begin("task");
    let mut queue = VecDeque::from([&task]);
    let mut buffer = [0; 16];
    loop {
        while let Some(task) = queue.pop_front() {
            task.polled();
            message("task", "kernel", "read");
            here.set_nonblocking(true).unwrap();
            match here.read(&mut buffer) {
                Ok(read) => {
                    message("kernel", "task", format_args!("{read} bytes"));
                    task.end();
                    thread.join().unwrap();
                    return;
                }
                Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock),
            }
            message("kernel", "task", "WouldBlock");
            message("task", "reactor", "wake me when readable");
            task.wait(Wait::Socket("poem"));
        }
        message("executor", "reactor", "nobody is ready");
        message("reactor", "kernel", "wait");
        // The whole interest list is one socket, so waiting until it can be read is enough.
        here.set_nonblocking(false).unwrap();
        here.peek(&mut buffer).unwrap();
        message("kernel", "reactor", "readable");
        task.wake();
        queue.push_back(&task);
        message("reactor", "executor", "somebody is");
    }
}

/// Two threads take two locks in opposite orders; a third wants one of them. The program ends by
/// itself, as a watchdog would end it.
#[test]
#[ignore = "a program that other tests record"]
fn deadlock() {
    let locks = [("first lock", Mutex::new(())), ("second lock", Mutex::new(()))];
    let locks: &'static _ = Box::leak(Box::new(locks));
    let take = |name: &'static str, order: [usize; 2], pause: u64| {
        thread::spawn(move || {
            let task = Task::begin(name);
            let mut guards = Vec::new();
            for lock in order {
                task.wait(Wait::Lock(locks[lock].0));
                guards.push(locks[lock].1.lock().unwrap());
                task.run();
                sleep(pause);
            }
            task.end();
        });
    };
    take("client 1", [0, 1], 20);
    take("client 2", [1, 0], 20);
    sleep(10);
    take("client 3", [0, 1], 1);
    sleep(100);
    std::process::exit(0);
}

/// Three tasks of Tokio on one thread: one asks another over TCP, one waits for a timer and is cut
/// short.
#[test]
#[ignore = "a program that other tests record"]
fn tokio_tasks() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use trace::{traced, waiting};

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(traced("server", async move {
            let (mut socket, _) = waiting(Wait::Socket("accept"), listener.accept()).await.unwrap();
            waiting(Wait::Timer, tokio::time::sleep(Duration::from_millis(20))).await;
            socket.write_all(b"poem").await.unwrap();
        }));
        let client = tokio::spawn(traced("client", async move {
            let connecting = TcpStream::connect(address);
            let mut socket = waiting(Wait::Socket("connect"), connecting).await.unwrap();
            // Tokio's own way to yield wakes after the poll; this one does so within it.
            tokio::task::yield_now().await;
            let mut yielded = false;
            std::future::poll_fn(|context| {
                context.waker().wake_by_ref();
                match std::mem::replace(&mut yielded, true) {
                    true => std::task::Poll::Ready(()),
                    false => std::task::Poll::Pending,
                }
            })
            .await;
            let mut poem = String::new();
            let reading = socket.read_to_string(&mut poem);
            waiting(Wait::Socket("read"), reading).await.unwrap();
            assert_eq!(poem, "poem");
        }));
        let timer = tokio::time::sleep(Duration::from_secs(60));
        let sleeper = tokio::spawn(traced("sleeper", waiting(Wait::Timer, timer)));
        server.await.unwrap();
        client.await.unwrap();
        sleeper.abort();
        assert!(sleeper.await.unwrap_err().is_cancelled());
    });
}
