//! Everything of one programme, to be moved into another installation: what each table holds of it as typed records, read at one
//! moment, and stored elsewhere in one transaction. What the file around them looks like is `exchange::programme_archive`'s.
//!
//! Records hold no passwords, tokens, sessions, second factors or keys, and no link that works: links are made of an id by the
//! key of the installation, which stays where it is. A record names every column of its table, or says what becomes of it, so that
//! the compiler misses none.

#[macro_use]
mod record;

mod addresses;
mod answers;
mod arrival;
mod arriving;
mod boards;
mod cells;
mod courses;
mod departure;
mod emails;
mod ids;
mod in_the_way;
mod partners;
mod partnerships;
mod parts;
mod people;
mod rounds;
mod scope;
mod surveys;

pub use arrival::{DeclaredIds, ProgrammeArrival};
pub use arriving::{ArchiveLine, ArrivalError};
pub use departure::{ArchivePage, ArchivePlace, ProgrammeDeparture};
pub use ids::ArrivedProgramme;
pub use in_the_way::{InTheWay, ProgrammeHoldings, holdings, in_the_way};
pub use parts::ArchivePart;

use cells::{ArchivedCell, CheckedDocument, KeyText, KeyWord, MemberRef};
