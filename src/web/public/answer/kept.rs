//! What became of unsent answers in this browser: saved for another day because somebody asked for it, or cleared.

use crate::web::public::answer::{
    page::{Held, Kept},
    visit::Visit,
};

/// The page after they were saved; `go_on` is where the person continues.
pub(crate) fn saved(visit: &Visit, go_on: String) -> Kept {
    let words = &visit.words().kept;
    Kept {
        frame: visit.frame(),
        title: visit.title(),
        heading: words.saved,
        sentences: vec![(words.saved_until)(&visit.time(visit.round.closes_at)), words.come_back.to_owned()],
        held: Some(Held { go_on, action: visit.address() }),
    }
}

/// The page after they were cleared.
pub(crate) fn cleared(visit: &Visit) -> Kept {
    let words = &visit.words().kept;
    Kept {
        frame: visit.frame(),
        title: visit.title(),
        heading: words.cleared,
        sentences: vec![words.cleared_lead.to_owned(), words.start_again.to_owned()],
        held: None,
    }
}
