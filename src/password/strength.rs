//! Which passwords are taken: long enough, and not among the first that somebody would guess. Nothing is asked of
//! their letters, digits or signs, since that makes them harder to remember and no harder to guess.

/// The shortest password that a person may choose.
pub const SHORTEST: usize = 10;
/// The longest: more than anybody types, and little enough to hash.
pub const LONGEST: usize = 200;

/// What a good password is, for the page that asks for one.
pub const ADVICE: &str = "At least 10 characters. Three words that have nothing to do with each other make a good one, \
                          and so does what a password manager makes.";

/// Words that the most used passwords are made of.
const COMMON: [&str; 44] = [
    "password",
    "passwort",
    "passw",
    "pass",
    "qwertyuiop",
    "qwerty",
    "qwertz",
    "azerty",
    "asdfghjkl",
    "zxcvbnm",
    "letmein",
    "iloveyou",
    "welcome",
    "sunshine",
    "princess",
    "football",
    "liverpool",
    "arsenal",
    "chelsea",
    "baseball",
    "superman",
    "batman",
    "monkey",
    "dragon",
    "master",
    "shadow",
    "michael",
    "charlie",
    "trustno",
    "starwars",
    "computer",
    "internet",
    "administrator",
    "admin",
    "secret",
    "changeme",
    "library",
    "libraries",
    "commonground",
    "abcdefghij",
    "abcdefghijkl",
    "abcdef",
    "abc",
    "summer",
];

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
    #[error("Choose another password: this one is among the first that somebody would guess")]
    Common,
    /// Made of what everybody knows about the person.
    #[error("Choose another password: this one holds little but your name or address")]
    Own,
}

/// Whether a password may be used; `own` are the names and addresses of the person.
///
/// # Errors
/// [`Weak`] says why not.
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
    let letters = plain(password);
    let different: std::collections::HashSet<char> = password.chars().collect();
    if different.len() < 4 || is_a_run(password) || made_of(&letters, COMMON.into_iter()) {
        return Err(Weak::Common);
    }
    let own: Vec<String> = own
        .iter()
        .flat_map(|known| known.split(|c: char| !c.is_alphanumeric()))
        .map(plain)
        .filter(|known| known.len() > 2)
        .collect();
    if made_of(&letters, own.iter().map(String::as_str)) {
        return Err(Weak::Own);
    }
    Ok(())
}

/// The letters in lower case, with the digits and signs read as letters that people put for them.
fn plain(text: &str) -> String {
    let read = |c: char| match c {
        '0' => Some('o'),
        '1' | '!' => Some('i'),
        '3' => Some('e'),
        '4' | '@' => Some('a'),
        '5' | '$' => Some('s'),
        c if c.is_alphabetic() => Some(c),
        _ => None,
    };
    text.to_lowercase().chars().filter_map(read).collect()
}

/// Whether next to nothing is left when every known word is taken out.
fn made_of<'w>(letters: &str, words: impl Iterator<Item = &'w str>) -> bool {
    let mut words: Vec<&str> = words.collect();
    // The longest first, so that “pass” does not break “password” up.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let left = words.into_iter().fold(letters.to_owned(), |left, word| left.replace(word, ""));
    left.chars().count() < 4 && left.len() < letters.len()
}

/// Whether each sign follows the one before by the same small step: 1234567890, abcdefghij, aaaaaaaaaa.
fn is_a_run(text: &str) -> bool {
    let signs: Vec<i64> = text.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps: Vec<i64> = signs.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let usual = steps.iter().filter(|step| (-1..=1).contains(*step)).count();
    usual * 10 >= steps.len() * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_would_guess_first_is_refused() {
        for guess in [
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
    fn ones_own_name_is_no_password() {
        let own = ["Ada Ross", "ada.ross@example.org"];
        assert_eq!(check("AdaRoss1984", &own), Err(Weak::Own));
        assert_eq!(check("ada.ross@example.org", &own), Err(Weak::Own));
        assert_eq!(check("ada likes green tea", &own), Ok(()));
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
