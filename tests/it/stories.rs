//! Whole stories: what no page does by itself.

mod account;
mod backup;
mod bad_days;
mod both_sides;
mod closing;
mod commands;
mod course;
mod crash;
mod crowded;
mod deleted_comments;
mod demonstration;
mod few_clicks;
mod importing;
mod instances;
mod keeping;
mod long_lists;
mod mail;
mod making;
mod migrations;
mod moving;
mod no_mail_server;
mod options;
mod power;
mod program;
mod room_summed_up;
mod scales;
mod searching;
mod telling;
mod time_zones;
mod two_years;
mod upgrade;
mod urdu;
mod webhooks;
mod writing;
mod xls_form;
mod year;

/// Asking people by letter: who is written to, when, and what is never sent.
mod asking {
    mod bounces;
    mod courses;
    mod crash;
    mod programme;
    mod refusals;
    mod sending;
    mod words;
}

/// A programme moves to another site.
mod programme_archive {
    mod commands;
    mod damaged;
    mod everything;
    mod people;
    mod same;
}
