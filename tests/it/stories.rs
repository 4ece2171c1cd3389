//! Whole stories: what no page does by itself.

mod account;
mod asking;
mod backup;
mod bad_days;
mod both_sides;
mod commands;
mod course;
mod crash;
mod crowded;
mod deleted_comments;
mod demonstration;
mod few_clicks;
mod importing;
mod instances;
mod mail;
mod making;
mod migrations;
mod no_mail_server;
mod options;
mod power;
mod room_summed_up;
mod scales;
mod telling;
mod two_years;
mod upgrade;
mod writing;
