//! The people of a programme and what they may do.

mod access;
mod new;
mod role;
mod site_admin;
