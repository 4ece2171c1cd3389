//! What is served beside the pages.

mod assets;
mod brand;
mod error;
