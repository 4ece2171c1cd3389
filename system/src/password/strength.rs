//! Which passwords are taken: long enough, and not among the first that somebody would guess. Nothing is asked of
//! their letters, digits or signs, since that makes them harder to remember and no harder to guess.

use zxcvbn::{Score, zxcvbn};

/// The shortest password that a person may choose.
pub const SHORTEST: usize = 10;
/// The longest: more than anybody types, and little enough to hash.
pub const LONGEST: usize = 200;

/// What a good password is, for the page that asks for one.
pub const ADVICE: &str = "At least 10 characters. Use three unrelated words, or let a password manager make \
                          one.";

/// What anybody would try here first.
const OURS: [&str; 4] = ["common ground", "commonground", "library", "libraries"];

/// The most parts of names and addresses that are put together in pairs.
const MOST_PARTS: usize = 16;

/// Why a password is not taken; the words say what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Nothing was entered.
    #[error("Enter a password")]
    Missing,
    /// Too short.
    #[error("Enter a longer password: at least 10 characters")]
    Short,
    /// Too long.
    #[error("Enter a shorter password: at most 200 characters")]
    Long,
    /// Among the first that somebody would try.
    #[error(
        "Choose another password: this one is easy to guess. Three unrelated words are much harder to guess"
    )]
    Common,
    /// Made of what everybody knows about the person.
    #[error("Choose another password: this one is too similar to your name, email address or library")]
    Own,
}

/// Whether a password may be used; `own` are the names and addresses of the person and of the library.
pub fn check(password: &str, own: &[&str]) -> Result<(), Weak> {
    let length = password.chars().count();
    if length == 0 {
        return Err(Weak::Missing);
    }
    if length < SHORTEST {
        return Err(Weak::Short);
    }
    if length > LONGEST {
        return Err(Weak::Long);
    }
    let parts = own.iter().flat_map(|known| known.split(|c: char| !c.is_alphanumeric()));
    let parts: Vec<&str> = parts.filter(|part| part.chars().count() > 1).take(MOST_PARTS).collect();
    // Put together they are as easily guessed as apart, which the estimate does not see by itself.
    let pairs = parts.iter().flat_map(|one| parts.iter().map(move |other| format!("{one}{other}")));
    let pairs: Vec<String> = pairs.collect();
    let known: Vec<&str> =
        own.iter().chain(&parts).chain(&OURS).copied().chain(pairs.iter().map(String::as_str)).collect();
    if is_strong(password, &known) {
        Ok(())
    } else if is_strong(password, &[]) {
        Err(Weak::Own)
    } else {
        Err(Weak::Common)
    }
}

/// Whether guessing it takes more than ten to the eighth tries, by the estimate of `zxcvbn`. A sign between two words
/// hides from the estimate that they are the same, so it is asked without signs, too.
fn is_strong(password: &str, known: &[&str]) -> bool {
    let enough = |password: &str| zxcvbn(password, known).score() >= Score::Three;
    let letters: String = password.chars().filter(|letter| letter.is_alphanumeric()).collect();
    enough(password) && (letters.is_empty() || enough(&letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_would_guess_first_is_refused() {
        for guess in [
            "strawberry",
            "password123",
            "P@ssw0rd2026!",
            "1234567890",
            "0987654321",
            "aaaaaaaaaaaa",
            "qwertyuiop1",
            "Welcome2026!",
            "letmein-letmein",
            "abcdefghijkl",
            "ababababab",
        ] {
            assert_eq!(check(guess, &[]), Err(Weak::Common), "{guess}");
        }
    }

    #[test]
    fn ones_own_name_or_library_is_no_password() {
        let own = ["Oluwaseun Ross", "oluwaseun.ross@example.org", "Riverside Libraries"];
        for guess in
            ["OluwaseunRoss1", "oluwaseun.ross@example.org", "RiversideLibraries", "rossoluwaseun1984"]
        {
            assert!(check(guess, &own).is_err(), "{guess}");
        }
        assert_eq!(check("OluwaseunRoss1", &own), Err(Weak::Own));
        assert!(check("benoke1984", &["Ben Oke", "ben@example.org"]).is_err());
        assert_eq!(check("oluwaseun likes green tea", &own), Ok(()));
    }

    #[test]
    fn long_enough_and_unexpected_is_all_it_takes() {
        for good in [
            "read more books",
            "correct horse battery",
            "xK9#mQ2vLp",
            "книги и чай вместе",
            "tidal-lamp-onion",
        ] {
            assert_eq!(check(good, &["Tom Hartley", "t.hartley@example.org"]), Ok(()), "{good}");
        }
        assert_eq!(check("short one", &[]), Err(Weak::Short));
        assert_eq!(check(&"long enough ".repeat(20), &[]), Err(Weak::Long));
        assert_eq!(check("", &[]), Err(Weak::Missing));
    }
}
