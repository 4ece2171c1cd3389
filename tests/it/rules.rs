//! What holds everywhere, whoever writes the next page.

mod access;
mod anonymity;
mod contrast;
mod corpus;
mod dependencies;
mod documents;
mod dots;
mod emails;
mod forms;
mod headers;
mod layering;
mod markup;
mod names;
mod one_table;
mod palette;
mod private_files;
mod programme_archive;
mod programs;
mod promised;
mod record;
mod router;
mod sealed;
mod sessions;
mod statements;
mod unused;
mod words;
