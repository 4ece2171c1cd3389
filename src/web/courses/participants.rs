//! Who takes part in a course: from the address book, from a file, or typed and pasted.

pub(crate) mod import;
pub(crate) mod index;
pub(crate) mod new;
pub(crate) mod remove;

use common_ground_reports::wording;

use crate::web::parts::course::participants::{not_asked, put};

/// What is said when so many were added.
fn added(count: u64) -> String {
    match count {
        0 => "Nobody was added: everybody you chose is already on the list".to_owned(),
        1 => "One person was added".to_owned(),
        count => format!("{} were added", wording::counted(count, "person", "people")),
    }
}
