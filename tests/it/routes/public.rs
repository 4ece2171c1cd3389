//! The pages that nobody needs an account for.

mod accept_invitation;
mod accessibility;
mod answer;
mod board;
mod calendar;
mod first_run;
mod health;
mod help;
mod interrupted;
mod landing;
mod metrics;
mod new_password;
mod password_reset;
mod privacy;
mod promise;
mod security;
mod sign_in;
mod stop;
mod summary_link;
mod write_up;
mod you_asked;
