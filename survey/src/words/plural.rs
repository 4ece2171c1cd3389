//! Which form a word takes beside a whole number: the rules of CLDR, a function for each language.

/// The forms that there are in some language. A language has a few of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plural {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

/// English.
pub(super) fn en(n: impl TryInto<u64>) -> Plural {
    match whole(n) {
        1 => Plural::One,
        _ => Plural::Other,
    }
}

/// Welsh.
pub(super) fn cy(n: impl TryInto<u64>) -> Plural {
    match whole(n) {
        0 => Plural::Zero,
        1 => Plural::One,
        2 => Plural::Two,
        3 => Plural::Few,
        6 => Plural::Many,
        _ => Plural::Other,
    }
}

/// Polish.
pub(super) fn pl(n: impl TryInto<u64>) -> Plural {
    let n = whole(n);
    match (n % 10, n % 100) {
        _ if n == 1 => Plural::One,
        (2..=4, 0..=11 | 15..) => Plural::Few,
        _ => Plural::Many,
    }
}

/// Romanian.
pub(super) fn ro(n: impl TryInto<u64>) -> Plural {
    let n = whole(n);
    match (n, n % 100) {
        (1, _) => Plural::One,
        (0, _) | (_, 1..=19) => Plural::Few,
        _ => Plural::Other,
    }
}

/// Ukrainian.
pub(super) fn uk(n: impl TryInto<u64>) -> Plural {
    let n = whole(n);
    match (n % 10, n % 100) {
        (1, 0..=10 | 12..) => Plural::One,
        (2..=4, 0..=11 | 15..) => Plural::Few,
        _ => Plural::Many,
    }
}

/// Urdu.
pub(super) fn ur(n: impl TryInto<u64>) -> Plural {
    match whole(n) {
        1 => Plural::One,
        _ => Plural::Other,
    }
}

fn whole(n: impl TryInto<u64>) -> u64 {
    n.try_into().unwrap_or(u64::MAX)
}
