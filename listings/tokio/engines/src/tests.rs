//! The rows, and each engine with a few guests.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use time_limit::within;

use super::*;
use crate::cost::{Moment, resident_kib};

const LIMIT: Duration = Duration::from_secs(30);

const COST: Cost = Cost { message: 1.5, each: 2.25, round: 3.5 };

#[test]
fn a_row_is_read_as_it_was_written() {
    assert_eq!(COST.to_string(), "1.5,2.25,3.50");
    assert_eq!(COST.to_string().parse::<Cost>().unwrap(), COST);
    assert!("1.5,2".parse::<Cost>().is_err());
    let columns = csv_header().split(',').count();
    assert_eq!(echo::ENGINES[MIO].0, "mio");
    let costs = [4.5, COST.message, 3.0, 1.5, 0.75]
        .map(|message| Cost { message, ..COST });
    let row = csv_row("7", &costs);
    assert_eq!(row.split(',').count(), columns);
    assert!(row.starts_with("7,4.5,2.25,3.50,3.00,1.5,2.25,3.50,1.00,3.0,"));
    assert!(COST.as_table_row().contains("2.25 KiB"));
}

#[test]
fn each_cost_is_in_its_unit_and_for_its_count() {
    let begin = Instant::now();
    let at = |ms, cpu_ms, resident_kib| Moment {
        time: begin + Duration::from_millis(ms),
        cpu: Duration::from_millis(cpu_ms),
        resident_kib,
    };
    let [begin, all_in, end] =
        [at(5, 1, 1000), at(20, 5, 3048), at(50, 11, 9999)];
    let cost = Cost::between(&begin, &all_in, &end, 2, 3);
    let expected = Cost { message: 1000.0, each: 1024.0, round: 10.0 };
    assert_eq!(cost.to_string(), expected.to_string());
}

#[test]
fn resident_memory_is_found_by_its_name() {
    let status = "VmRSSes:\t9 kB\nVmRSS:\t    2108 kB\n";
    assert_eq!(resident_kib(status).unwrap(), 2108);
    assert!(resident_kib("VmSize: 7 kB").is_err());
}

#[test]
fn a_round_is_longer_with_more_guests_and_there_are_fewer() {
    assert_eq!(peer::rounds(10), 501);
    assert_eq!(peer::rounds(1000), 6);
}

#[test]
fn each_engine_serves_its_guests_until_they_have_gone() {
    for (name, engine) in echo::ENGINES {
        within(LIMIT, move || {
            let (sender, ends) = mpsc::channel();
            let scene = Scene::new(3, move |address| {
                let sender = sender.clone();
                thread::spawn(move || sender.send(peer::talk(address, 3)));
                Ok(())
            });
            engine(&scene).unwrap();
            assert!(ends.recv().unwrap().is_ok(), "{name}");
            // It has said before that all were there.
            assert!(scene.all_in().is_err(), "{name}");
        });
        assert!(echo::engine(name).is_some());
    }
    assert!(echo::engine("steam").is_none());
}

#[test]
fn more_descriptors_than_the_system_gives_are_an_error() {
    let limit = getrlimit(Resource::Nofile).maximum;
    let too_many = limit.expect("there is a limit here") as usize;
    assert!(allow_descriptors(too_many).is_err());
    assert!(allow_descriptors(1).is_ok());
}
