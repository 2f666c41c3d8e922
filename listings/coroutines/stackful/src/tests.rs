//! Coroutines that pause, end, panic, and are dropped in the middle.
#![cfg(all(unix, any(target_arch = "aarch64", target_arch = "x86_64")))]

use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;
use std::task::Poll;

use super::*;

#[test]
fn it_goes_on_where_it_paused() {
    let said = RefCell::new(Vec::new());
    let mut coroutine = Coroutine::new(STACK, |pause| {
        for n in 1..=3 {
            said.borrow_mut().push(n);
            pause.pause();
        }
        "done"
    })
    .unwrap();
    assert_eq!(*said.borrow(), [0; 0]);
    for n in 1..=3 {
        assert_eq!(coroutine.resume(), Poll::Pending);
        assert_eq!(said.borrow().last(), Some(&n));
    }
    assert_eq!(coroutine.resume(), Poll::Ready("done"));
}

#[test]
fn it_pauses_in_a_function_that_calls_itself() {
    fn climb(step: u32, pause: &Pause) -> u32 {
        pause.pause();
        if step == 0 { 0 } else { 1 + climb(step - 1, pause) }
    }
    let mut coroutine =
        Coroutine::new(STACK, |pause| climb(50, pause)).unwrap();
    for _ in 0..=50 {
        assert_eq!(coroutine.resume(), Poll::Pending);
    }
    assert_eq!(coroutine.resume(), Poll::Ready(50));
}

/// Numbers of every kind are live across each pause, on both sides: more than there are registers.
#[test]
fn what_was_in_registers_is_there_again() {
    fn mix(seed: u64, mut pause: impl FnMut()) -> (u64, f64) {
        let mut n = [0; 12].map(|_: u64| black_box(seed));
        let mut x = [0.0; 12].map(|_: f64| black_box(seed as f64));
        for round in 0..100 {
            for at in 0..12 {
                n[at] = n[at].wrapping_mul(31).wrapping_add(round ^ at as u64);
                x[at] = x[at] * 1.01 + at as f64;
            }
            pause();
        }
        (n.iter().fold(0, |a, b| a.rotate_left(5) ^ b), x.iter().sum())
    }
    let alone = [1, 2, 3].map(|seed| mix(seed, || {}));
    let mut coroutines = [1, 2].map(|seed| {
        let body = move |pause: &Pause| mix(seed, || pause.pause());
        Coroutine::new(STACK, body).unwrap()
    });
    let mut ends = [None; 2];
    let outside = mix(3, || {
        for (coroutine, end) in coroutines.iter_mut().zip(&mut ends) {
            if let Poll::Ready(value) = coroutine.resume() {
                *end = Some(value);
            }
        }
    });
    // After a hundred pauses, one call more.
    for (coroutine, end) in coroutines.iter_mut().zip(&mut ends) {
        let Poll::Ready(value) = coroutine.resume() else {
            panic!("it should end here");
        };
        *end = Some(value);
    }
    assert_eq!([ends[0].unwrap(), ends[1].unwrap(), outside], alone);
}

#[test]
fn the_stack_is_aligned_as_the_processor_wants_it() {
    #[repr(align(16))]
    struct Aligned(
        #[expect(dead_code, reason = "only its place matters")] u128,
    );
    let mut coroutine = Coroutine::new(STACK, |_| {
        let aligned = black_box(Aligned(7));
        // Formatting numbers uses instructions that fault on a wrong alignment.
        (
            std::ptr::from_ref(&aligned).addr() % 16,
            format!("{:.3}", black_box(0.5)),
        )
    })
    .unwrap();
    assert_eq!(coroutine.resume(), Poll::Ready((0, String::from("0.500"))));
}

#[test]
fn a_panic_goes_on_in_whoever_resumes() {
    let mut coroutine = Coroutine::new(STACK, |pause| {
        pause.pause();
        panic::resume_unwind(Box::new("the reason"));
    })
    .unwrap();
    assert_eq!(coroutine.resume(), Poll::<()>::Pending);
    let panic = panic::catch_unwind(AssertUnwindSafe(|| coroutine.resume()));
    let payload = panic.unwrap_err();
    assert_eq!(payload.downcast_ref(), Some(&"the reason"));
}

#[test]
#[should_panic(expected = "this coroutine has ended")]
fn who_has_ended_cannot_go_on() {
    let mut coroutine = Coroutine::new(STACK, |_| ()).unwrap();
    assert_eq!(coroutine.resume(), Poll::Ready(()));
    let _ = coroutine.resume();
}

/// Says that it was dropped.
struct Local<'a>(&'a Cell<u32>);

impl Drop for Local<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

fn pause_with_a_local(pause: &Pause, dropped: &Cell<u32>) {
    let _inner = Local(dropped);
    pause.pause();
}

#[test]
fn a_coroutine_that_is_dropped_drops_what_is_on_its_stack() {
    let dropped = Cell::new(0);
    let mut coroutine = Coroutine::new(STACK, |pause| {
        let _outer = Local(&dropped);
        pause_with_a_local(pause, &dropped);
        unreachable!("nobody resumes it");
    })
    .unwrap();
    assert_eq!(coroutine.resume(), Poll::<()>::Pending);
    assert_eq!(dropped.get(), 0);
    drop(coroutine);
    assert_eq!(dropped.get(), 2);
}

#[test]
fn one_that_never_began_drops_what_its_function_owns() {
    let owned = Rc::new(());
    let copy = Rc::clone(&owned);
    let has_run = Cell::new(false);
    let coroutine = Coroutine::new(STACK, |_| {
        has_run.set(true);
        drop(copy);
    })
    .unwrap();
    assert_eq!(Rc::strong_count(&owned), 2);
    drop(coroutine);
    assert_eq!(Rc::strong_count(&owned), 1);
    assert!(!has_run.get());
}

#[test]
fn who_catches_the_unwinding_cannot_pause_again() {
    let caught = Cell::new(0);
    let mut coroutine = Coroutine::new(STACK, |pause| {
        for _ in 0..3 {
            let pause = AssertUnwindSafe(|| pause.pause());
            if panic::catch_unwind(pause).is_err() {
                caught.set(caught.get() + 1);
            }
        }
    })
    .unwrap();
    assert_eq!(coroutine.resume(), Poll::Pending);
    drop(coroutine);
    assert_eq!(caught.get(), 3);
}

#[test]
fn coroutines_nest_and_the_inner_one_may_pause_the_outer() {
    let log = RefCell::new(String::new());
    let say = |word: &str| log.borrow_mut().push_str(word);
    let mut outer = Coroutine::new(STACK, |outer_pause: &Pause| {
        let mut inner = Coroutine::new(STACK, |inner_pause: &Pause| {
            say("b");
            outer_pause.pause();
            say("d");
            inner_pause.pause();
            outer_pause.pause();
            unreachable!("nobody resumes it");
        })
        .unwrap();
        say("a");
        assert_eq!(inner.resume(), Poll::<()>::Pending);
        say("e");
        let _ = inner.resume();
    })
    .unwrap();
    assert_eq!(outer.resume(), Poll::Pending);
    say("c");
    assert_eq!(outer.resume(), Poll::Pending);
    drop(outer);
    assert_eq!(*log.borrow(), "abcde");
}

#[test]
fn a_stack_that_is_too_large_is_refused() {
    assert!(Coroutine::new(usize::MAX, |_| ()).is_err());
}

#[test]
#[cfg(target_arch = "x86_64")]
#[expect(
    unsafe_code,
    reason = "`prepare` writes to a stack that the caller answers for"
)]
fn the_figure_shows_what_a_new_stack_holds() {
    unsafe extern "C" fn enter(_link: *const ()) -> ! {
        unreachable!("nobody switches to this stack")
    }
    #[repr(align(16))]
    struct Words([usize; 16]);
    let mut words = Words([usize::MAX; 16]);
    let top = words.0.as_mut_ptr_range().end;
    let link = std::ptr::dangling();
    // SAFETY: there are sixteen words below `top`, and an even number of them is a multiple of 16.
    let place = unsafe { switch::prepare(top, enter, link) };
    let count = (top.addr() - place.addr()) / size_of::<usize>();
    let content = words.0[16 - count..].iter().map(|word| match *word {
        0 => "",
        word if word == enter as *const () as usize => ": enter",
        word if word == link.addr() => ": link",
        _ => "begin",
    });

    let figure = include_str!("../../../../figures/coroutines-saved.toml");
    let row = figure.split("[[row]]").nth(1).unwrap();
    let cells = row.lines().filter_map(|line| {
        line.trim().strip_prefix("{ name = \"")?.split('"').next()
    });
    // In the order of the pops in `switch`.
    let code = include_str!("x86_64.rs");
    let pops = code.lines().filter_map(|line| {
        line.trim().strip_prefix("\"pop ")?.split('"').next()
    });
    let expected: Vec<String> = pops
        .chain([""])
        .zip(content)
        .map(|(register, content)| format!("{register}{content}"))
        .collect();
    assert_eq!(cells.collect::<Vec<_>>(), expected);
    assert_eq!(expected.len(), count);
}
