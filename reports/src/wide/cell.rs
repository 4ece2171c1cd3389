//! One cell: a value, a missing code or nothing.

use crate::counts::Counts;
use crate::scale::Missing;

/// The longest cell quoted in a message, in characters.
const QUOTED: usize = 20;

/// Counts the answer in a cell.
///
/// # Errors
/// Why it is no answer, in words.
pub(super) fn count(cell: &[u8], counts: &mut Counts) -> Result<(), String> {
    match cell {
        [digit @ b'1'..=b'5'] => counts.values[usize::from(digit - b'1')] += 1,
        [] => counts.add_missing(Missing::Skipped, 1),
        [b'-', digit @ b'1'..=b'9'] => {
            let missing = i8::try_from(digit - b'0').ok().and_then(|code| Missing::from_code(-code));
            counts.add_missing(missing.ok_or_else(|| refusal(cell))?, 1);
        }
        // A second look costs nothing where it is rare: spaces around a value, or the decimals of a whole one.
        padded if padded.trim_ascii().len() < padded.len() => return count(padded.trim_ascii(), counts),
        decimal if whole(decimal).is_some() => return count(whole(decimal).unwrap_or_default(), counts),
        _ => return Err(refusal(cell)),
    }
    Ok(())
}

/// A number without the decimals that programs put behind whole ones: "3" of "3.0", and of "3,0".
fn whole(cell: &[u8]) -> Option<&[u8]> {
    let point = cell.iter().position(|byte| matches!(byte, b'.' | b','))?;
    let (whole, zeros) = (&cell[..point], &cell[point + 1..]);
    (!whole.is_empty() && !zeros.is_empty() && zeros.iter().all(|byte| *byte == b'0')).then_some(whole)
}

fn refusal(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    let shown: String = text.chars().take(QUOTED).collect();
    let more = if text.chars().count() > QUOTED { "…" } else { "" };
    let codes = "-1 does not apply, -2 not shown, -7 prefer not to say, -8 don’t know, -9 or empty skipped";
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        format!("unknown code {shown}{more}: values are 1 to 5, or {codes}")
    } else {
        format!("“{shown}{more}” is no answer: values are 1 to 5, or {codes}")
    }
}
