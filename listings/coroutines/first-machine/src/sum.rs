//! A machine that adds two numbers: by the macro, and by hand.

use std::collections::VecDeque;
use std::task::Poll;

use crate::machine;

/// Numbers that come in their own time; `None` stands for a time in which none has come.
#[derive(Debug, Clone)]
pub struct Numbers(pub VecDeque<Option<u32>>);

impl Numbers {
    /// The next number, if it has come.
    pub fn ask(&mut self) -> Poll<u32> {
        self.0.pop_front().flatten().map_or(Poll::Pending, Poll::Ready)
    }
}

// ANCHOR: sum
machine! {
    /// Adds two numbers that come in their own time.
    #[derive(Debug)]
    pub fn Sum(numbers: Numbers) -> u32 {
        let first: u32 = pause!(numbers.ask());
        let second: u32 = pause!(numbers.ask());
        first + second
    }
}
// ANCHOR_END: sum

#[cfg(test)]
mod by_hand {
    use std::mem;

    use super::*;

    // ANCHOR: by-hand
    enum Sum {
        At0 { numbers: Numbers },
        At1 { numbers: Numbers },
        At2 { numbers: Numbers, first: u32 },
        Over,
    }

    impl Sum {
        fn step(&mut self) -> Poll<u32> {
            loop {
                match mem::replace(self, Sum::Over) {
                    Sum::At0 { numbers } => *self = Sum::At1 { numbers },
                    Sum::At1 { mut numbers } => {
                        let Poll::Ready(first) = numbers.ask() else {
                            *self = Sum::At1 { numbers };
                            return Poll::Pending;
                        };
                        *self = Sum::At2 { numbers, first };
                    }
                    Sum::At2 { mut numbers, first } => {
                        let Poll::Ready(second) = numbers.ask() else {
                            *self = Sum::At2 { numbers, first };
                            return Poll::Pending;
                        };
                        return Poll::Ready(first + second);
                    }
                    Sum::Over => panic!("this machine is over"),
                }
            }
        }
    }
    // ANCHOR_END: by-hand

    /// All sequences of up to five moments, in each of which a number comes or none.
    #[test]
    fn the_macro_writes_what_the_hand_wrote() {
        for length in 0..=5 {
            for bits in 0..1_u32 << length {
                let come = |at: u32| (bits >> at & 1 == 1).then_some(at + 1);
                let numbers = Numbers((0..length).map(come).collect());
                let mut by_macro = super::Sum::new(numbers.clone());
                let mut by_hand = Sum::At0 { numbers };
                for _ in 0..=length {
                    let answer = by_macro.step();
                    assert_eq!(answer, by_hand.step(), "{bits:b}");
                    if answer.is_ready() {
                        assert!(matches!(by_macro, super::Sum::Over));
                        assert!(matches!(by_hand, Sum::Over));
                        break;
                    }
                }
            }
        }
    }

    #[test]
    fn the_states_are_as_large() {
        assert_eq!(size_of::<Sum>(), size_of::<super::Sum>());
    }

    #[test]
    fn it_pauses_twice_and_keeps_the_first_number() {
        let numbers = [None, Some(4), None, Some(3)];
        let mut sum = super::Sum::new(Numbers(numbers.into()));
        assert_eq!(sum.step(), Poll::Pending);
        assert!(matches!(sum, super::Sum::At1 { .. }));
        assert_eq!(sum.step(), Poll::Pending);
        assert!(matches!(sum, super::Sum::At2 { first: 4, .. }));
        assert_eq!(sum.step(), Poll::Ready(7));
    }

    #[test]
    #[should_panic(expected = "this machine is over")]
    fn who_has_ended_cannot_go_on() {
        let mut sum = super::Sum::new(Numbers([Some(1), Some(2)].into()));
        assert_eq!(sum.step(), Poll::Ready(3));
        let _ = sum.step();
    }
}
