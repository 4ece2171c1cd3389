//! Where the group of a response stands among the tallies, found by the bytes of its name.

use std::collections::HashMap;

use super::WideTally;

/// Names that are looked at first, by a few of their bytes.
const RECENT: usize = 64;

/// The groups met so far.
pub(super) struct GroupPlaces {
    places: HashMap<Vec<u8>, usize>,
    /// The group that was found last by these bytes: few files have more groups than that.
    recent: [usize; RECENT],
}

impl GroupPlaces {
    pub(super) fn new() -> Self {
        Self { places: HashMap::new(), recent: [0; RECENT] }
    }

    /// The place of a group, which is begun where it is new; none where its name is not UTF-8.
    pub(super) fn place(&mut self, group: &[u8], tally: &mut WideTally) -> Option<usize> {
        let hint = hint(group);
        let recent = self.recent[hint];
        if tally.groups().get(recent).is_some_and(|known| known.as_bytes() == group) {
            return Some(recent);
        }
        let place = if let Some(place) = self.places.get(group) {
            *place
        } else {
            let place = tally.add_group(std::str::from_utf8(group).ok()?);
            self.places.insert(group.to_owned(), place);
            place
        };
        self.recent[hint] = place;
        Some(place)
    }
}

fn hint(group: &[u8]) -> usize {
    let byte = |byte: Option<&u8>| byte.copied().map_or(0, usize::from);
    (byte(group.first()) + 5 * byte(group.last()) + 11 * group.len()) % RECENT
}
