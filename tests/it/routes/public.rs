//! The pages that nobody needs an account for.

mod about;
mod accept_invitation;
mod answer;
mod calendar;
mod first_run;
mod health;
mod interrupted;
mod landing;
mod metrics;
mod password_reset;
mod security;
mod sign_in;
mod stop;
mod summary_link;
