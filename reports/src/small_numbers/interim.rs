//! Results while a round is open: frozen between batches of new answers.

use serde::{Deserialize, Serialize};

use super::MinGroup;

/// Whether a view of `current` answers may follow one of `published`: only a whole batch of at least the
/// minimum later, because the difference of two views is a view of the people who came in between.
pub fn may_refresh(published: Option<u64>, current: u64, min: MinGroup) -> bool {
    current.checked_sub(published.unwrap_or(0)).is_some_and(|new| min.allows(new))
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
    pub fn refresh(&mut self, n: u64, view: V, min: MinGroup) -> Option<&Frozen<V>> {
        let newest = self.held.as_ref().or(self.published.as_ref()).map(|frozen| frozen.n);
        if may_refresh(newest, n, min) {
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
        let min = MinGroup::default();
        assert!(!may_refresh(None, 4, min));
        assert!(may_refresh(None, 5, min));
        assert!(!may_refresh(Some(5), 9, min));
        assert!(may_refresh(Some(5), 10, min));
        assert!(!may_refresh(Some(5), 3, min));
    }

    #[test]
    fn a_batch_is_shown_once_the_next_one_is_full() {
        let mut item = InterimView::default();
        let seen: Vec<Option<u64>> =
            (1..=16).map(|n| item.refresh(n, n, MinGroup::default()).map(|frozen| frozen.view)).collect();
        assert_eq!(seen[8], None);
        assert_eq!(seen[9..14], [Some(5); 5]);
        assert_eq!(seen[14..], [Some(10); 2]);
    }
}
