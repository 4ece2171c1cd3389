//! Pages for who is not signed in: answering, signing in, following a link in an email.

pub(crate) mod accept_invitation;
pub(crate) mod accessibility;
pub(crate) mod agreement;
pub(crate) mod answer;
pub(crate) mod board;
pub(crate) mod calendar;
pub(crate) mod confirm;
pub(crate) mod first_run;
pub(crate) mod health;
pub(crate) mod help;
pub(crate) mod interrupted;
pub(crate) mod landing;
pub(crate) mod metrics;
pub(crate) mod new_password;
pub(crate) mod partner_health;
pub(crate) mod partner_page;
pub(crate) mod partner_page_request;
pub(crate) mod password_reset;
pub(crate) mod privacy;
pub(crate) mod promise;
pub(crate) mod security;
pub(crate) mod sign_in;
pub(crate) mod stop;
pub(crate) mod summary_link;
pub(crate) mod write_up;
pub(crate) mod you_asked;
