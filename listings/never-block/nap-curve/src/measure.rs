//! One length of nap, measured.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::sockets::{Reader, connections, write_messages};

/// How many of the sockets are written to.
const BUSY: usize = 3;

/// What was measured in one period.
#[derive(Debug)]
pub(crate) struct Measured {
    /// How long it took.
    elapsed: Duration,
    /// How long the reading thread had a processor.
    cpu: Duration,
    /// The time from write to read, of each message.
    latencies: Vec<Duration>,
}

impl Measured {
    /// Which part of the time the reading thread had a processor, in percent.
    pub(crate) fn cpu_percent(&self) -> f64 {
        100.0 * self.cpu.as_secs_f64() / self.elapsed.as_secs_f64()
    }

    /// The mean time from write to read, in milliseconds; 0 if nothing was read.
    pub(crate) fn mean_latency_ms(&self) -> f64 {
        let sum: Duration = self.latencies.iter().sum();
        ms(sum) / self.latencies.len().max(1) as f64
    }

    /// The longest time from write to read, in milliseconds.
    pub(crate) fn worst_latency_ms(&self) -> f64 {
        ms(self.latencies.iter().copied().max().unwrap_or_default())
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Reads from so many sockets, of which three are written to, and naps when none has anything.
pub(crate) fn measure(
    sockets: usize,
    nap: Duration,
    period: Duration,
) -> io::Result<Measured> {
    let (mut readers, writers) = connections(sockets)?;
    let epoch = Instant::now();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let stop = &stop;
        let writing: Vec<_> = (0..)
            .zip(writers.iter().take(BUSY))
            .map(|(number, writer)| {
                scope.spawn(move || write_messages(writer, number, epoch, stop))
            })
            .collect();
        let measured = read_and_nap(&mut readers, nap, period, epoch);
        stop.store(true, Ordering::Relaxed);
        for writer in writing {
            writer.join().expect("a writer returns its errors")?;
        }
        measured
    })
}

fn read_and_nap(
    readers: &mut [Reader],
    nap: Duration,
    period: Duration,
    epoch: Instant,
) -> io::Result<Measured> {
    let (begin, cpu) = (Instant::now(), cpu_clock::thread());
    let mut latencies = Vec::new();
    while begin.elapsed() < period {
        let mut came = false;
        for reader in &mut *readers {
            came |= reader.ask(epoch, &mut latencies)?;
        }
        if !came {
            thread::sleep(nap);
        }
    }
    let cpu = cpu_clock::thread() - cpu;
    Ok(Measured { elapsed: begin.elapsed(), cpu, latencies })
}
