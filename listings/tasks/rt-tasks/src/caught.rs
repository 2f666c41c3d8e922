//! Panics of others, caught.

use std::any::Any;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

// ANCHOR: caught
/// Does `act`; if it panics, the text of the panic is the error.
///
/// The caller has to drop what `act` may have left half done.
pub fn caught<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|payload| {
        let text = text(&*payload);
        // What a panic carries may be anything, and may panic in its drop;
        // and so may what that panic carries.
        if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            mem::forget(another);
        }
        text
    })
}
// ANCHOR_END: caught

fn text(payload: &dyn Any) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a panic without a text".to_owned()
    }
}
