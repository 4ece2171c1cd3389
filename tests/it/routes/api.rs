//! What programs read and write by an access token.

mod comparisons;
mod contacts;
mod courses;
mod document;
mod error;
mod figures;
mod guide;
mod health;
mod json_body;
mod me;
mod odata;
mod once;
mod page;
mod participants;
mod partners;
mod programmes;
mod promises;
mod rounds;
mod surveys;
