//! Addresses that look mistyped, told once they were taken: whoever typed them knows best.

use crate::mail::Address;

/// How many are told; a message is short.
const TOLD: usize = 3;

/// What to look at among addresses that were just entered, to follow what was done: “. Check dana@gmial.com: did you mean
/// dana@gmail.com?” Nothing where none looks mistyped.
pub(crate) fn check<'a>(emails: impl IntoIterator<Item = &'a str>) -> String {
    let mistyped = emails.into_iter().filter_map(|email| {
        let meant = Address::parse(email).ok()?.probably()?;
        Some(format!(". Check {email}: did you mean {meant}?"))
    });
    // Each question ends its own sentence.
    mistyped.take(TOLD).collect::<String>().replace("?. ", "? ")
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn what_looks_mistyped_is_asked_about_after_what_was_done() {
        let typed = ["dana@gmial.com", "kofi@example.org", "ruth@elm.con"];
        assert_eq!(
            format!("3 people were added{}", check(typed)),
            "3 people were added. Check dana@gmial.com: did you mean dana@gmail.com? Check ruth@elm.con: did you mean \
             ruth@elm.com?"
        );
        assert_eq!(check(["kofi@example.org", "", "no address"]), "");
    }
}
