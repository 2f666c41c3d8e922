//! A macro that turns a straight function into a machine: [`machine!`]. This one knows no loops.

mod sum;

pub use sum::{Numbers, Sum};

// ANCHOR: entry
/// Turns a straight function into a machine. Its variables have types, and
/// `let x: T = pause!(e);` asks `e` again in each step, until it is `Ready`.
#[macro_export]
macro_rules! machine {
    (
        $(#[$doc:meta])* $vis:vis fn $name:ident($($x:ident: $t:ty),*)
        -> $out:ty { $($body:tt)* }
    ) => {
        $crate::machine! {
            @cut self [At1 At2 At3 At4 At5 At6 At7 At8]
            ($(#[$doc])* $vis $name ($($x: $t),*) $out)
            [] (At0 ($($x $t,)*)) ($($x $t,)*) {} $($body)*
        }
    };
    // ANCHOR_END: entry

    // ANCHOR: pause
    // let x: T = pause!(e);
    (
        @cut $me:tt [$next:ident $($free:ident)*] $head:tt
        [$($done:tt)*] ($at:ident $kept:tt) ($($x:ident $t:ty,)*) {$($code:tt)*}
        let $new:ident: $type:ty = pause!($e:expr); $($rest:tt)*
    ) => {
        $crate::machine! {
            @cut $me [$($free)*] $head
            [$($done)* ($at $kept {
                $($code)*
                *$me = Self::$next { $($x),* };
            })]
            ($next ($($x $t,)*)) ($($x $t,)* $new $type,) {
                let mut $new: $type = match $e {
                    ::std::task::Poll::Ready(value) => value,
                    ::std::task::Poll::Pending => {
                        *$me = Self::$next { $($x),* };
                        return ::std::task::Poll::Pending;
                    }
                };
            }
            $($rest)*
        }
    };
    // ANCHOR_END: pause

    // let x: T = e;
    (
        @cut $me:tt $free:tt $head:tt
        $done:tt $at:tt ($($known:tt)*) {$($code:tt)*}
        let $new:ident: $type:ty = $e:expr; $($rest:tt)*
    ) => {
        $crate::machine! {
            @cut $me $free $head $done $at ($($known)* $new $type,)
            { $($code)* let mut $new: $type = $e; } $($rest)*
        }
    };
    // e;
    (
        @cut $me:tt $free:tt $head:tt $done:tt $at:tt $known:tt {$($code:tt)*}
        $e:expr; $($rest:tt)*
    ) => {
        $crate::machine! {
            @cut $me $free $head $done $at $known { $($code)* $e; } $($rest)*
        }
    };
    // e, the value of the whole
    (
        @cut $me:tt $free:tt $head:tt
        [$($done:tt)*] ($at:ident $kept:tt) $known:tt {$($code:tt)*}
        $e:expr
    ) => {
        $crate::machine! {
            @emit $me $head $($done)* ($at $kept {
                $($code)*
                return ::std::task::Poll::Ready($e);
            })
        }
    };

    // ANCHOR: emit
    (
        @emit $me:tt
        ($(#[$doc:meta])* $vis:vis $name:ident ($($p:ident: $pt:ty),*) $out:ty)
        $(($at:ident ($($x:ident $t:ty,)*) {$($code:tt)*}))*
    ) => {
        $(#[$doc])*
        #[allow(missing_docs)]
        $vis enum $name { $($at { $($x: $t),* },)* Over }

        impl $name {
            /// The machine, before its first step.
            $vis fn new($($p: $pt),*) -> Self {
                Self::At0 { $($p),* }
            }

            /// Goes on as far as it can.
            #[allow(unused_mut, unused_variables, clippy::never_loop)]
            $vis fn step(&mut $me) -> ::std::task::Poll<$out> {
                loop {
                    match ::std::mem::replace($me, Self::Over) {
                        $(Self::$at { $(mut $x),* } => { $($code)* })*
                        Self::Over => panic!("this machine is over"),
                    }
                }
            }
        }
    };
    // ANCHOR_END: emit
}
