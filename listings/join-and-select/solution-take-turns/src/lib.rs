//! A select whose sides are asked first in turn.

use rt_select::{Either, select};

/// Who is asked first the next time. It outlives the selects of a loop: each of
/// them is a new future, and could not know.
#[derive(Debug, Default)]
pub struct Turns {
    right_is_next: bool,
}

impl Turns {
    /// The first of the two. The side that has won is asked second by the next
    /// call, so one that is always ready loses once at most before it wins.
    pub async fn select<A: Future, B: Future>(
        &mut self,
        left: A,
        right: B,
    ) -> Either<A::Output, B::Output> {
        let first = match self.right_is_next {
            false => select(left, right).await,
            true => match select(right, left).await {
                Either::Left(output) => Either::Right(output),
                Either::Right(output) => Either::Left(output),
            },
        };
        self.right_is_next = matches!(first, Either::Left(_));
        first
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use rt_select::block_on;

    use super::*;

    #[test]
    fn both_win_in_turn_when_both_are_ready() {
        let won = block_on(async {
            let mut turns = Turns::default();
            let mut won = String::new();
            for _ in 0..6 {
                let first = turns.select(ready('l'), ready('r')).await;
                won.push(match first {
                    Either::Left(side) | Either::Right(side) => side,
                });
            }
            won
        });
        assert_eq!(won, "lrlrlr");
    }

    #[test]
    fn one_that_is_not_ready_keeps_nobody_waiting() {
        block_on(async {
            let mut turns = Turns::default();
            for _ in 0..2 {
                let first = turns.select(ready(1), pending::<()>()).await;
                assert_eq!(first, Either::Left(1));
            }
            // However often the left one has won, now it is asked second.
            let first = turns.select(ready(1), ready(2)).await;
            assert_eq!(first, Either::Right(2));
            let first = turns.select(pending::<()>(), ready(2)).await;
            assert_eq!(first, Either::Right(2));
            let first = turns.select(ready(1), ready(2)).await;
            assert_eq!(first, Either::Left(1));
        });
    }
}
