//! What holds everywhere, whoever writes the next page.

mod access;
mod anonymity;
mod forms;
mod headers;
mod layering;
mod one_table;
mod private_files;
mod promised;
mod sessions;
