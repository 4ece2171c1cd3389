//! The tallies of a wide CSV: counts by column and group, in one block of memory.

use crate::counts::Counts;
use crate::small_numbers::{Group, MinGroup, Partition};

/// Answers counted by item and group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WideTally {
    header: Vec<String>,
    columns: Vec<String>,
    groups: Vec<String>,
    /// Responses by group.
    responses: Vec<u64>,
    /// Group by group, one entry for each column.
    counts: Vec<Counts>,
    /// Responses whose name an earlier one has.
    pub(super) repeated: u64,
}

impl WideTally {
    pub(super) fn new(header: &[String], rated: &[usize]) -> Self {
        let columns = rated.iter().map(|place| header[*place].clone()).collect();
        Self { header: header.to_vec(), columns, ..Self::default() }
    }

    /// Counts one more response of the group at a place and returns its counts, one for each column.
    pub(super) fn response(&mut self, group: usize) -> &mut [Counts] {
        self.responses[group] += 1;
        let width = self.columns.len();
        &mut self.counts[group * width..(group + 1) * width]
    }

    /// Begins another group; its place.
    pub(super) fn add_group(&mut self, group: &str) -> usize {
        let place = self.groups.len();
        self.groups.push(group.to_owned());
        self.responses.push(0);
        self.counts.resize((place + 1) * self.columns.len(), Counts::default());
        place
    }

    /// All columns of the file, read or not, in order.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The keys of the items that were counted, in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The groups in order of first appearance. The empty group holds the responses without one.
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// All responses.
    pub fn responses(&self) -> u64 {
        self.responses.iter().sum()
    }

    /// Responses whose `response_id` an earlier one has; they are counted like all others.
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    /// Answers in a column, missing codes among them, but not blanks.
    pub(super) fn rated(&self, column: usize) -> u64 {
        let all: Counts = self.counts.iter().skip(column).step_by(self.columns.len()).copied().sum();
        all.n() + all.dont_know + all.not_applicable + all.prefer_not + all.not_shown
    }

    /// The counts of an item in a group, by their places in [`Self::columns`] and [`Self::groups`].
    pub fn counts(&self, column: usize, group: usize) -> Option<&Counts> {
        if column >= self.columns.len() {
            return None;
        }
        self.counts.get(group * self.columns.len() + column)
    }

    /// How the groups of the file are put together for everything that is shown of it, by the responses of each.
    pub fn partition(&self, min: MinGroup) -> Partition {
        Partition::of(self.groups.iter().cloned().zip(self.responses.iter().copied()), min)
    }

    /// The answers to an item by part, in order of first appearance; one group with an empty key where there are no
    /// parts. None where the file has no such column.
    pub fn parts_of(&self, key: &str, partition: &Partition) -> Option<Vec<Group>> {
        let mut parts: Vec<Group> = Vec::new();
        for (group, counts) in self.groups.iter().zip(self.answers(key)?) {
            let part = partition.part_of(group).unwrap_or_default();
            match parts.iter_mut().find(|known| known.key == part) {
                Some(known) => known.counts = known.counts.plus(counts),
                None => parts.push(Group::new(part, *counts)),
            }
        }
        Some(parts)
    }

    /// The answers to an item in all groups together.
    pub fn total(&self, key: &str) -> Option<Counts> {
        Some(self.answers(key)?.copied().sum())
    }

    /// The answers to an item, group by group.
    fn answers(&self, key: &str) -> Option<impl Iterator<Item = &Counts>> {
        let column = self.columns.iter().position(|column| column == key)?;
        Some(self.counts.iter().skip(column).step_by(self.columns.len()))
    }
}
