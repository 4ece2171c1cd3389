//! The smallest story in which something still goes wrong.

use super::{event::Event, live};

/// Leaves out whatever can be left out so that something still goes wrong; what is left, and what goes wrong in it.
pub async fn smallest(mut events: Vec<Event>, mut wrong: String) -> (Vec<Event>, String) {
    let mut piece = events.len().div_ceil(2);
    while piece > 0 {
        let mut from = 0;
        while from < events.len() {
            let until = (from + piece).min(events.len());
            let mut fewer = events.clone();
            fewer.drain(from..until);
            match live(&fewer).await {
                // What comes next has moved here.
                Err(still) => (events, wrong) = (fewer, still),
                Ok(()) => from = until,
            }
        }
        piece /= 2;
    }
    (events, wrong)
}
