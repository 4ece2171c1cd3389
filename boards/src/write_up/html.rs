//! A page of its own, that prints.

use askama::Template;

use super::{
    WriteUp,
    lines::{APPENDIX, INTRODUCTION},
};

#[derive(Template)]
#[template(path = "write_up.html")]
struct Page<'a> {
    language: &'a str,
    introduced: &'static str,
    appended: &'static str,
    write_up: &'a WriteUp,
}

pub(super) fn write(write_up: &WriteUp, language: &str) -> Result<String, askama::Error> {
    Page { language, introduced: INTRODUCTION, appended: APPENDIX, write_up }.render()
}
