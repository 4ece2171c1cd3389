//! The people of a programme and what they may do.

mod access;
mod index;
mod new;
mod role;
mod show;
mod site_admin;
