//! Guests that block, over real sockets.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use std::{env, fs, process};

use rt_reactor::block_on;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// A folder of poems that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn with(test: &str, poems: &[(&str, usize)]) -> Folder {
        let name = format!("woken-house-{}-{test}", process::id());
        let folder = env::temp_dir().join(name);
        fs::create_dir(&folder).unwrap();
        for (name, length) in poems {
            let path = folder.join(format!("{name}.txt"));
            fs::write(path, vec![b'x'; *length]).unwrap();
        }
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A house for as long as the test process lives.
fn open(folder: &Folder) -> SocketAddr {
    let (tell, told) = mpsc::channel();
    let folder = folder.0.clone();
    thread::spawn(move || {
        block_on(async {
            let any = (Ipv4Addr::LOCALHOST, 0).into();
            let house = House::open(any, &folder).unwrap();
            tell.send(house.address().unwrap()).unwrap();
            house.serve().await
        })
    });
    told.recv().unwrap()
}

fn ask(house: SocketAddr, lines: &str) -> Vec<u8> {
    let mut guest = TcpStream::connect(house).unwrap();
    guest.write_all(lines.as_bytes()).unwrap();
    guest.shutdown(Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    guest.read_to_end(&mut answer).unwrap();
    answer
}

#[test]
fn poems_come_in_the_order_of_their_names() {
    within(LIMIT, || {
        let folder = Folder::with("order", &[("a", 3), ("b", 2)]);
        let answer = ask(open(&folder), "b\nnobody\na\n");
        assert_eq!(answer, b"2:xx,0:,3:xxx,");
    });
}

#[test]
fn a_name_is_no_path() {
    within(LIMIT, || {
        let folder = Folder::with("path", &[("a", 3)]);
        let inside = folder.0.file_name().unwrap().to_str().unwrap();
        let path = format!("../{inside}/a");
        assert!(folder.0.join(format!("{path}.txt")).exists());
        assert_eq!(ask(open(&folder), &format!("{path}\n")), b"0:,");
    });
}

#[test]
fn a_guest_that_reads_late_gets_everything_and_stops_nobody() {
    within(LIMIT, || {
        let folder = Folder::with("late", &[("long", 20_000_000), ("s", 1)]);
        let house = open(&folder);
        let mut late = TcpStream::connect(house).unwrap();
        late.write_all(b"long\ns\n").unwrap();
        // It has begun to come, and is not read further.
        late.read_exact(&mut [0; 9]).unwrap();
        assert_eq!(ask(house, "s\n"), b"1:x,");
        late.shutdown(Shutdown::Write).unwrap();
        let mut rest = Vec::new();
        late.read_to_end(&mut rest).unwrap();
        assert_eq!(rest.len(), 20_000_000 + ",1:x,".len());
    });
}

#[test]
fn a_guest_that_breaks_the_rules_leaves_alone() {
    within(LIMIT, || {
        let folder = Folder::with("rules", &[("a", 1)]);
        let house = open(&folder);
        let mut good = TcpStream::connect(house).unwrap();
        good.write_all(b"a\n").unwrap();
        let longest = "x".repeat(LONGEST);
        assert_eq!(ask(house, &format!("{longest}\na\n")), b"0:,1:x,");
        assert_eq!(ask(house, &format!("{longest}x\na\n")), b"");
        let mut answer = [0; 4];
        good.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"1:x,");
    });
}

/// As many bytes as a name may have.
const LONGEST: usize = 80;

#[test]
fn the_board_tells_the_names() {
    within(LIMIT, || {
        let folder = Folder::with("board", &[("b", 1), ("a", 1)]);
        let house = open(&folder);
        let socket = std::net::UdpSocket::bind((Ipv4Addr::LOCALHOST, 0));
        let socket = socket.unwrap();
        socket.connect(house).unwrap();
        for _ in 0..2 {
            socket.send(b"?").unwrap();
            let mut names = [0; 10];
            let count = socket.recv(&mut names).unwrap();
            assert_eq!(&names[..count], b"a\nb");
        }
    });
}

#[test]
fn a_name_that_is_cut_by_the_end_is_an_error() {
    within(LIMIT, || {
        let folder = Folder::with("cut", &[("a", 1)]);
        let librarian = Librarian::start(&folder.0).unwrap();
        for (lines, is_whole) in [("a\n", true), ("a\na", false)] {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let address = listener.local_addr().unwrap();
            let guest = thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                stream.write_all(lines.as_bytes()).unwrap();
                stream.shutdown(Shutdown::Write).unwrap();
                stream.read_to_end(&mut Vec::new()).unwrap();
            });
            let served = block_on(async {
                let stream = rt_reactor::net::TcpStream::connect(address);
                guest::serve(stream.await.unwrap(), &librarian).await
            });
            assert_eq!(served.is_ok(), is_whole);
            guest.join().unwrap();
        }
    });
}
