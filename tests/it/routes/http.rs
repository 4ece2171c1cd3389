//! What is served beside the pages.

mod assets;
