//! One page of a long list: the rows after or before one of them in its order. An index leads to them, so that the last
//! page costs what the first does, and a row that is added meanwhile moves nobody from page to page.

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Order, SelectStatement},
};
use uuid::Uuid;

/// Rows on one page.
pub const PAGE: usize = 50;

/// Where a page stands in its list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// At its beginning.
    #[default]
    First,
    /// After the row with this id.
    After(Uuid),
    /// Before the row with this id.
    Before(Uuid),
}

impl Place {
    /// The place that an address names; what is no place is the beginning.
    pub fn of(after: Option<&str>, before: Option<&str>) -> Self {
        let id = |text: Option<&str>| text.and_then(|text| Uuid::parse_str(text).ok());
        match (id(after), id(before)) {
            (Some(row), _) => Self::After(row),
            (None, Some(row)) => Self::Before(row),
            (None, None) => Self::First,
        }
    }

    /// What an address names it by: the row before it, or the row after it.
    pub fn said(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::First => (None, None),
            Self::After(row) => (Some(row), None),
            Self::Before(row) => (None, Some(row)),
        }
    }

    /// The row that it is told by.
    pub(super) fn row(self) -> Option<Uuid> {
        match self {
            Self::First => None,
            Self::After(row) | Self::Before(row) => Some(row),
        }
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage<T> {
    /// Its rows, in the order of the list.
    pub rows: Vec<T>,
    /// The place of the page before.
    pub before: Option<Place>,
    /// The place of the page after.
    pub after: Option<Place>,
}

impl<T> ListPage<T> {
    /// The page at a place of a list that is known as a whole.
    pub fn within(mut all: Vec<T>, place: Place, id: impl Fn(&T) -> Uuid) -> Self {
        let found = place.row().and_then(|row| all.iter().position(|one| id(one) == row));
        let first = match (place, found) {
            (Place::After(_), Some(at)) => at + 1,
            (Place::Before(_), Some(at)) => at.saturating_sub(PAGE),
            _ => 0,
        };
        let end = if let (Place::Before(_), Some(at)) = (place, found) { at } else { first + PAGE };
        let (is_before, is_after) = (first > 0, end < all.len());
        all.truncate(end);
        let rows: Vec<T> = all.drain(first.min(end).min(all.len())..).collect();
        let before = rows.first().filter(|_| is_before).map(|first| Place::Before(id(first)));
        let after = rows.last().filter(|_| is_after).map(|last| Place::After(id(last)));
        Self { rows, before, after }
    }

    /// What a statement found that [`KeyOrder::cut`] had cut.
    pub(super) fn of(rows: Vec<T>, place: Place, id: impl Fn(&T) -> Uuid) -> Self {
        Self::of_size(PAGE, rows, place, id)
    }

    /// The same of pages of another size.
    pub(super) fn of_size(size: usize, mut rows: Vec<T>, place: Place, id: impl Fn(&T) -> Uuid) -> Self {
        let goes_on = rows.len() > size;
        rows.truncate(size);
        let is_backwards = matches!(place, Place::Before(_));
        if is_backwards {
            rows.reverse();
        }
        let (is_before, is_after) = match place {
            Place::First => (false, goes_on),
            Place::After(_) => (true, goes_on),
            Place::Before(_) => (goes_on, true),
        };
        let before = rows.first().filter(|_| is_before).map(|first| Place::Before(id(first)));
        let after = rows.last().filter(|_| is_after).map(|last| Place::After(id(last)));
        Self { rows, before, after }
    }
}

/// The order of a list: by a key, and by id where keys are equal.
pub(super) struct KeyOrder {
    /// What the list is ordered by.
    pub key: Expr,
    /// The id of its rows.
    pub id: Expr,
    /// Whether the greatest come first.
    pub is_descending: bool,
}

impl KeyOrder {
    /// Keeps of a statement the rows of one page, and one more, which tells whether the list goes on. `key` is the key of
    /// the row that the place is told by; without that row the page is the first.
    pub(super) fn cut(self, select: &mut SelectStatement, place: Place, key: Option<Expr>) -> Place {
        self.cut_to(PAGE, select, place, key)
    }

    /// The same for pages of another size.
    pub(super) fn cut_to(
        self,
        size: usize,
        select: &mut SelectStatement,
        place: Place,
        key: Option<Expr>,
    ) -> Place {
        let place = if key.is_some() { place } else { Place::First };
        let goes_down = self.is_descending != matches!(place, Place::Before(_));
        if let (Some(key), Some(row)) = (key, place.row()) {
            let here = Expr::tuple([self.key.clone(), self.id.clone()]);
            let there = Expr::tuple([key, Expr::val(row)]);
            select.and_where(if goes_down { here.lt(there) } else { here.gt(there) });
        }
        let order = || if goes_down { Order::Desc } else { Order::Asc };
        select.order_by_expr(self.key, order()).order_by_expr(self.id, order()).limit(size as u64 + 1);
        place
    }
}

/// What comes next of a list that programs read in the order of its ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextIds {
    /// The last id that was read.
    pub after: Option<Uuid>,
    /// Rows at most.
    pub most: u64,
}

impl NextIds {
    /// Keeps these rows of a list.
    pub(super) fn of<E: EntityTrait>(self, list: Select<E>, id: E::Column) -> Select<E> {
        let list = match self.after {
            Some(after) => list.filter(id.gt(after)),
            None => list,
        };
        list.order_by_asc(id).limit(self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(rows: usize, place: Place) -> ListPage<Uuid> {
        ListPage::of((1..=rows).map(|n| Uuid::from_u128(n as u128)).collect(), place, |id| *id)
    }

    #[test]
    fn a_page_knows_whether_there_is_one_before_and_one_after_it() {
        let (first, last) = (Uuid::from_u128(1), Uuid::from_u128(50));
        let whole = page(PAGE, Place::First);
        assert_eq!((whole.rows.len(), whole.before, whole.after), (PAGE, None, None));
        let begun = page(PAGE + 1, Place::First);
        assert_eq!((begun.rows.len(), begun.before, begun.after), (PAGE, None, Some(Place::After(last))));
        let end = page(2, Place::After(last));
        assert_eq!((end.before, end.after), (Some(Place::Before(first)), None));
        // Backwards the rows come in the opposite order.
        let back = page(PAGE + 1, Place::Before(Uuid::from_u128(99)));
        assert_eq!(back.rows.first(), Some(&last));
        assert_eq!((back.before, back.after), (Some(Place::Before(last)), Some(Place::After(first))));
        let begin = page(PAGE, Place::Before(Uuid::from_u128(99)));
        assert_eq!((begin.before, begin.after), (None, Some(Place::After(first))));
        assert_eq!(page(0, Place::After(last)).before, None);
    }

    #[test]
    fn a_list_that_is_known_is_cut_into_the_same_pages() {
        let all: Vec<Uuid> = (1..=120).map(Uuid::from_u128).collect();
        let page = |place| ListPage::within(all.clone(), place, |id| *id);
        let first = page(Place::First);
        assert_eq!((first.rows.as_slice(), first.before), (&all[..50], None));
        let second = page(first.after.unwrap());
        assert_eq!(second.rows, all[50..100]);
        let third = page(second.after.unwrap());
        assert_eq!((third.rows.as_slice(), third.after), (&all[100..], None));
        assert_eq!(page(third.before.unwrap()), second);
        assert_eq!(page(second.before.unwrap()), first);
        assert_eq!(page(Place::After(Uuid::nil())), first);
        assert!(ListPage::within(Vec::<Uuid>::new(), Place::First, |id| *id).rows.is_empty());
    }

    #[test]
    fn an_address_that_names_no_place_means_the_beginning() {
        let id = Uuid::from_u128(7);
        assert_eq!(Place::of(None, None), Place::First);
        assert_eq!(Place::of(Some("nonsense"), Some("")), Place::First);
        assert_eq!(Place::of(Some(&id.to_string()), None), Place::After(id));
        assert_eq!(Place::of(Some("nonsense"), Some(&id.to_string())), Place::Before(id));
        for place in [Place::First, Place::After(id), Place::Before(id)] {
            let (after, before) = place.said();
            let [after, before] = [after, before].map(|row| row.map(|row| row.to_string()));
            assert_eq!(Place::of(after.as_deref(), before.as_deref()), place);
        }
    }
}
