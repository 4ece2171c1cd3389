//! Results while a round is open: frozen between batches of new answers.

use serde::{Deserialize, Serialize};

use super::MinGroup;

/// By how many new answers the results of an open round move at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Batch(u64);

impl Batch {
    /// The least where anybody with the link can answer, and so answer several times to single out who came between.
    const OPEN_LINK: u64 = 10;

    /// The batch of a round: the smallest group, and not less than ten where an open link leads to it.
    pub fn of(min: MinGroup, open_link: bool) -> Self {
        Self(if open_link { min.get().max(Self::OPEN_LINK) } else { min.get() })
    }

    /// The number of answers.
    pub fn get(self) -> u64 {
        self.0
    }
}

/// Whether a view of `current` answers may follow one of `published`: only a whole batch later, because the
/// difference of two views is a view of the people who came in between.
pub fn may_refresh(published: Option<u64>, current: u64, batch: Batch) -> bool {
    current.checked_sub(published.unwrap_or(0)).is_some_and(|new| new >= batch.get())
}

/// One item's results while its round is open.
///
/// What is shown is always one batch behind: a batch is published once the next one is full. Otherwise the
/// results at the close, minus the last view before it, could be those of one person. `n` is the number of
/// valid answers to the item, and a view holds totals alone, never groups, for which batches would be smaller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterimView<V> {
    published: Option<Frozen<V>>,
    held: Option<Frozen<V>>,
}

/// A view as it was at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen<V> {
    /// Valid answers then.
    pub n: u64,
    /// What they added up to.
    pub view: V,
}

impl<V> Default for InterimView<V> {
    fn default() -> Self {
        Self { published: None, held: None }
    }
}

impl<V> InterimView<V> {
    /// A view that is shown in full already, such as that of a close after which more answers may come.
    pub fn shown(n: u64, view: V) -> Self {
        Self { published: Some(Frozen { n, view }), held: None }
    }

    /// Takes note of the state at `n` answers and returns what may be shown. Call it whenever answers arrive
    /// and keep the result: between batches it changes nothing.
    pub fn refresh(&mut self, n: u64, view: V, batch: Batch) -> Option<&Frozen<V>> {
        let newest = self.held.as_ref().or(self.published.as_ref()).map(|frozen| frozen.n);
        if may_refresh(newest, n, batch) {
            let next = self.held.replace(Frozen { n, view });
            if next.is_some() {
                self.published = next;
            }
        }
        self.published()
    }

    /// What may be shown now.
    pub fn published(&self) -> Option<&Frozen<V>> {
        self.published.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_changes_only_with_five_new_answers() {
        let batch = Batch::of(MinGroup::default(), false);
        assert!(!may_refresh(None, 4, batch));
        assert!(may_refresh(None, 5, batch));
        assert!(!may_refresh(Some(5), 9, batch));
        assert!(may_refresh(Some(5), 10, batch));
        assert!(!may_refresh(Some(5), 3, batch));
    }

    #[test]
    fn a_batch_is_shown_once_the_next_one_is_full() {
        let mut item = InterimView::default();
        let batch = Batch::of(MinGroup::default(), false);
        let seen: Vec<Option<u64>> =
            (1..=16).map(|n| item.refresh(n, n, batch).map(|frozen| frozen.view)).collect();
        assert_eq!(seen[8], None);
        assert_eq!(seen[9..14], [Some(5); 5]);
        assert_eq!(seen[14..], [Some(10); 2]);
    }

    #[test]
    fn an_open_link_moves_by_ten_or_by_the_smallest_group() {
        let of = |least| Batch::of(MinGroup::new(least).unwrap(), true).get();
        assert_eq!([of(5), of(10), of(12)], [10, 10, 12]);
    }
}
