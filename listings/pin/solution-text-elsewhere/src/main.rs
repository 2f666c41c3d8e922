//! The machine with a `String`. Its text is on the heap, and stays there when
//! the machine moves: what moves is the pointer to it, and two numbers. So
//! `last_word` still points into the text, in a box and after a swap.
//!
//! That makes a move harmless, and nothing else. If the text grows, it is moved
//! by `push_str`, and the machine has not moved at all. And the compiler does
//! not look for such cases: a future of `async` with a `String` in it is not
//! `Unpin` either.

use std::mem;
use std::ptr;

struct Machine {
    line: String,
    last_word: *const u8,
}

impl Machine {
    fn new(line: &str) -> Machine {
        Machine { line: line.to_owned(), last_word: ptr::null() }
    }

    fn step(&mut self) {
        let behind_space = self.line.rfind(' ').map_or(0, |at| at + 1);
        self.last_word = self.line[behind_space..].as_ptr();
    }

    /// Which byte of the own line the pointer leads to.
    fn points_to(&self) -> Option<usize> {
        let begin = self.line.as_ptr().addr();
        let byte = self.last_word.addr().checked_sub(begin)?;
        (byte < self.line.len()).then_some(byte)
    }
}

fn main() {
    let mut ant = Machine::new("But when the leaves hang");
    let mut bee = Machine::new("The wind is passing thro");
    ant.step();
    bee.step();
    println!("ant, after its step: {:?}", ant.points_to());
    let mut ant = Box::new(ant);
    println!("ant, in a box: {:?}", ant.points_to());
    mem::swap(&mut *ant, &mut bee);
    println!("swapped: {:?}, {:?}", ant.points_to(), bee.points_to());
    ant.line.push_str(&" and on".repeat(1000));
    println!("grown, and not moved: {:?}", ant.points_to());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_does_not_move_with_the_machine() {
        let mut ant = Machine::new("But when the leaves hang");
        let mut bee = Machine::new("The wind");
        assert_eq!(ant.points_to(), None);
        ant.step();
        bee.step();
        let mut ant = Box::new(ant);
        assert_eq!(ant.points_to(), Some(20));
        mem::swap(&mut *ant, &mut bee);
        assert_eq!((ant.points_to(), bee.points_to()), (Some(4), Some(20)));
    }

    #[test]
    fn a_step_finds_the_last_word() {
        let mut one = Machine::new("wind");
        one.step();
        assert_eq!(one.points_to(), Some(0));
    }

    #[test]
    fn a_text_that_grows_is_moved() {
        let mut ant = Machine::new("the wind");
        ant.step();
        let room = ant.line.capacity();
        // Another text before, and the old one's place is taken.
        let mut longer = String::with_capacity(room * 1000);
        longer.push_str(&ant.line);
        ant.line = longer;
        assert_eq!(ant.points_to(), None);
    }
}
