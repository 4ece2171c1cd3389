//! The words of the answering pages: translators edit `words/<code>.json`, and the program is built of
//! `survey/src/words/<code>.rs`. This crate writes the second from the first. It needs nothing of the program, so that a
//! new sentence can be written while the program does not compile for want of it.

mod said;
mod structs;
mod write;

/// The Rust file of a language. `json` is what translators wrote, `sources` are the files that declare which sentences
/// there are.
///
/// # Errors
/// What to correct, a line for each key.
pub fn rust_of(code: &str, json: &str, sources: &[String]) -> Result<String, String> {
    let fields = structs::fields_of("Words", sources)?;
    let said = said::read(code, json, &fields)?;
    Ok(write::file(code, &fields, &said))
}
