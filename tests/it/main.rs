//! The service as its users and neighbours meet it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]
#![expect(unreachable_pub, reason = "support is public to the tests and to nobody else")]

/// The pages, each where its source is: `routes/rounds/reopen.rs` holds the tests of `src/web/rounds/reopen.rs`.
mod routes {
    mod account;
    mod api;
    mod comments;
    mod courses;
    mod home;
    mod http;
    mod partners;
    mod promises;
    mod public;
    mod results;
    mod rounds;
    mod settings;
    mod surveys;
}

/// What holds everywhere, whoever writes the next page.
mod rules {
    mod access;
    mod anonymity;
    mod contrast;
    mod corpus;
    mod dependencies;
    mod documents;
    mod dots;
    mod emails;
    mod folders;
    mod forms;
    mod headers;
    mod large_pages;
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
}

mod stories;
mod support;
