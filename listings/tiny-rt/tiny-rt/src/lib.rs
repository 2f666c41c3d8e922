#![doc = include_str!("../README.md")]

pub use rt_lock::net;
pub use rt_lock::{AcquirePlace, Place, Semaphore};
pub use rt_lock::{Closed, Receiver, Recv, Send, Sender, channel};
pub use rt_lock::{Either, Race, Select, chance, race, select, select_fair};
pub use rt_lock::{Elapsed, Timeout, Witness, timeout};
pub use rt_lock::{Holder, Lock, Mutex, MutexGuard};
pub use rt_lock::{Interval, Missed, Sleep, Tick};
pub use rt_lock::{Join, JoinAll, join, join_all};
pub use rt_lock::{
    JoinError, JoinHandle, block_on, dump, nudge, spawn, spawn_named,
};
pub use rt_lock::{Letter, LetterSender, Lost, letter};
pub use rt_lock::{YieldNow, interval, sleep, sleep_until, yield_now};
