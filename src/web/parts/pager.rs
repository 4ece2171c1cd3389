//! The ways from one page of a long list to the one before and the one after. What was looked for goes along.

use crate::{
    store::{ListPage, Place, keyset::PAGE},
    web::{HiddenField, Link, at},
};

/// Links to the pages beside this one, of a list at `address`, which may have a query.
pub(crate) fn links<T>(page: &ListPage<T>, address: &str) -> Vec<Link> {
    let before = page.before.map(|place| Link::new(format!("Previous {PAGE}"), to(address, place)));
    let after = page.after.map(|place| Link::new(format!("Next {PAGE}"), to(address, place)));
    before.into_iter().chain(after).collect()
}

/// The address of a page of a list; at its beginning that of the list.
pub(crate) fn to(address: &str, place: Place) -> String {
    let (after, before) = place.said();
    match address.split_once('?') {
        _ if place == Place::First => address.to_owned(),
        None => at::query(address.to_owned(), &[("after", &after), ("before", &before)]),
        Some((path, asked)) => {
            let place = at::query(String::new(), &[("after", &after), ("before", &before)]);
            format!("{path}?{asked}&{}", place.trim_start_matches('?'))
        }
    }
}

/// What a form carries along so that it comes back to its page of a list.
pub(crate) fn carried(place: Place) -> Vec<HiddenField> {
    let (after, before) = place.said();
    let fields = [("after", after), ("before", before)].into_iter();
    fields
        .filter_map(|(name, row)| Some(HiddenField { name: name.to_owned(), value: row?.to_string() }))
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_ways_to_other_pages_keep_what_was_looked_for() {
        let id = Uuid::from_u128(7);
        assert_eq!(to("/partners?q=elm", Place::First), "/partners?q=elm");
        assert_eq!(to("/partners", Place::After(id)), format!("/partners?after={id}"));
        assert_eq!(to("/partners?q=elm", Place::Before(id)), format!("/partners?q=elm&before={id}"));
    }
}
