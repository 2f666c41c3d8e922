//! A table of connections, and the keys by which events name them.

use std::fmt;
use std::os::unix::net::UnixStream;

/// What epoll keeps for us: the slot below, the generation above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub u64);

impl Key {
    fn new(slot: u32, generation: u32) -> Key {
        Key(u64::from(slot) | u64::from(generation) << 32)
    }

    fn slot(self) -> usize {
        self.0 as u32 as usize
    }

    fn generation(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "slot {}, generation {}", self.slot(), self.generation())
    }
}

#[derive(Debug, Default)]
struct Slot {
    generation: u32,
    stream: Option<UnixStream>,
}

/// Connections in slots, which are used again.
#[derive(Debug)]
pub struct Table {
    slots: Vec<Slot>,
    generations: bool,
}

// ANCHOR: table
impl Table {
    /// The connection with this key, if it is still there.
    pub fn get(&mut self, key: Key) -> Option<&mut UnixStream> {
        self.slot(key)?.stream.as_mut()
    }

    /// Takes it out and closes it. From now on, its key is nobody's.
    pub fn remove(&mut self, key: Key) {
        let step = u32::from(self.generations);
        if let Some(slot) = self.slot(key) {
            slot.stream = None;
            slot.generation = slot.generation.wrapping_add(step);
        }
    }

    fn slot(&mut self, key: Key) -> Option<&mut Slot> {
        let slot = self.slots.get_mut(key.slot())?;
        (slot.generation == key.generation()).then_some(slot)
    }
    // ANCHOR_END: table

    /// An empty table. Without generations, a key is the number of a slot.
    pub fn new(generations: bool) -> Table {
        Table { slots: Vec::new(), generations }
    }

    /// Puts a connection into the first free slot.
    pub fn insert(&mut self, stream: UnixStream) -> Key {
        let free = self.slots.iter().position(|slot| slot.stream.is_none());
        let index = free.unwrap_or(self.slots.len());
        if index == self.slots.len() {
            self.slots.push(Slot::default());
        }
        self.slots[index].stream = Some(stream);
        self.key_of(index)
    }

    /// The key that whoever is in this slot has.
    pub fn key_of(&self, slot: usize) -> Key {
        Key::new(slot as u32, self.slots[slot].generation)
    }
}
