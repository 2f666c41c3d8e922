//! What the macro writes does what the straight function says.

use std::collections::VecDeque;
use std::rc::Rc;
use std::task::Poll;

/// Numbers that come in their own time; `None` stands for a time in which none has come.
type Numbers = VecDeque<Option<u32>>;

fn ask(numbers: &mut Numbers) -> Poll<u32> {
    numbers.pop_front().flatten().map_or(Poll::Pending, Poll::Ready)
}

machine! {
    /// Adds up numbers, until a zero comes.
    #[derive(Debug)]
    fn Total(numbers: Numbers) -> u32 {
        let total: u32 = 0;
        let number: u32 = pause!(ask(&mut numbers));
        while (number > 0) {
            total += number;
            let next: u32 = pause!(ask(&mut numbers));
            number = next;
        }
        total
    }
}

/// All sequences of up to seven moments, in each of which nothing comes, or 0, 1 or 2.
#[test]
fn a_loop_takes_what_comes_in_any_rhythm() {
    // Miri takes a thousand times as long.
    let longest = if cfg!(miri) { 3 } else { 7 };
    for length in 0..=longest {
        for code in 0..4_u32.pow(length) {
            let moment = |at| (code / 4_u32.pow(at) % 4).checked_sub(1);
            let numbers: Numbers = (0..length).map(moment).collect();
            let come: Vec<u32> = numbers.iter().copied().flatten().collect();
            let zero = come.iter().position(|number| *number == 0);
            let expected = zero.map(|end| come[..end].iter().sum::<u32>());
            let mut machine = Total::new(numbers);
            let end = (0..=length).find_map(|_| match machine.step() {
                Poll::Ready(total) => Some(total),
                Poll::Pending => None,
            });
            assert_eq!(end, expected, "{code} of {length}");
        }
    }
}

machine! {
    /// Loops in a loop: how often the innermost line was reached.
    fn Nested(outer: u32, inner: u32) -> Vec<(u32, u32)> {
        let reached: Vec<(u32, u32)> = Vec::new();
        let a: u32 = 0;
        while (a < outer) {
            let b: u32 = 0;
            while (b < inner) {
                let pair: (u32, u32) = pause!(Poll::Ready((a, b)));
                reached.push(pair);
                b += 1;
            }
            a += 1;
        }
        reached
    }
}

#[test]
fn loops_nest() {
    let all = |outer, inner| match Nested::new(outer, inner).step() {
        Poll::Ready(reached) => reached,
        Poll::Pending => panic!("nothing is waited for"),
    };
    assert_eq!(all(2, 2), [(0, 0), (0, 1), (1, 0), (1, 1)]);
    assert_eq!(all(0, 2), []);
    assert_eq!(all(2, 0), []);
}

machine! {
    /// Keeps a value in the body of a loop, and only there.
    fn Holds(numbers: Numbers, value: Rc<()>) -> u32 {
        let number: u32 = 1;
        while (number > 0) {
            let held: Rc<()> = Rc::clone(&value);
            let next: u32 = pause!(ask(&mut numbers));
            number = next;
            drop(held);
        }
        let last: u32 = pause!(ask(&mut numbers));
        last
    }
}

#[test]
fn what_a_machine_holds_is_dropped_with_it() {
    let value = Rc::new(());
    let numbers = [None, Some(1), None, Some(0), None, Some(9)];
    let mut machine = Holds::new(numbers.into(), Rc::clone(&value));
    assert_eq!(Rc::strong_count(&value), 2);
    for owners in [3, 3, 2] {
        assert_eq!(machine.step(), Poll::Pending);
        assert_eq!(Rc::strong_count(&value), owners);
    }
    assert_eq!(machine.step(), Poll::Ready(9));
    assert_eq!(Rc::strong_count(&value), 1);

    let mut machine = Holds::new([None].into(), Rc::clone(&value));
    assert_eq!(machine.step(), Poll::Pending);
    drop(machine);
    assert_eq!(Rc::strong_count(&value), 1);
}

machine! {
    /// Fails on odd numbers.
    fn Even(numbers: Numbers) -> Result<u32, u32> {
        let number: u32 = pause!(ask(&mut numbers));
        check(number)?;
        let next: u32 = pause!(check_answer(ask(&mut numbers))?);
        Ok(number + next)
    }
}

fn check(number: u32) -> Result<(), u32> {
    if number.is_multiple_of(2) { Ok(()) } else { Err(number) }
}

fn check_answer(answer: Poll<u32>) -> Poll<Result<u32, u32>> {
    answer.map(|number| check(number).map(|()| number))
}

#[test]
fn the_question_mark_ends_the_machine() {
    let end = |numbers: [Option<u32>; 2]| {
        let mut machine = Even::new(numbers.into());
        let end = machine.step();
        assert!(matches!(machine, Even::Over) == end.is_ready());
        end
    };
    assert_eq!(end([Some(2), Some(4)]), Poll::Ready(Ok(6)));
    assert_eq!(end([Some(3), Some(4)]), Poll::Ready(Err(3)));
    assert_eq!(end([Some(2), Some(5)]), Poll::Ready(Err(5)));
    assert_eq!(end([Some(2), None]), Poll::Pending);
}
