//! People whom the test knows: what each of them answers, and who was counted in a round at each moment.

use std::collections::BTreeSet;

use super::GROUPS;

/// Some of a crowd, by their numbers.
pub(super) type People = BTreeSet<usize>;

/// Somebody, and what they answer; nothing where they leave a question out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub(super) group: &'static str,
    pub(super) before: &'static str,
    pub(super) then: &'static str,
    pub(super) now: &'static str,
    pub(super) useful: &'static str,
}

impl Person {
    /// The answer that counts. Of then and now only somebody counts who answered both.
    fn counted(&self, question: &str) -> Option<usize> {
        let both = !self.then.is_empty() && !self.now.is_empty();
        let said = match question {
            "react_useful" => self.useful,
            _ if question.ends_with("__then") && both => self.then,
            _ if question.ends_with("__now") && both => self.now,
            _ if question.starts_with("conf_") && !question.contains("__") => self.before,
            _ => "",
        };
        said.parse().ok()
    }
}

/// Everybody who ever answered a round, and who of them was counted at each moment.
#[derive(Debug, Default)]
pub(super) struct Crowd {
    people: Vec<Person>,
    here: People,
    moments: Vec<People>,
}

impl Crowd {
    /// Somebody answers. Returns their number.
    pub(super) fn come(&mut self, person: Person) -> usize {
        self.people.push(person);
        self.here.insert(self.people.len() - 1);
        self.people.len() - 1
    }

    /// Somebody is erased.
    pub(super) fn leave(&mut self, number: usize) {
        self.here.remove(&number);
    }

    /// Keeps who is counted now.
    pub(super) fn pass(&mut self) {
        if self.moments.last() != Some(&self.here) {
            self.moments.push(self.here.clone());
        }
    }

    pub(super) fn person(&self, number: usize) -> &Person {
        &self.people[number]
    }

    /// Those who gave an answer to a question that counted, of some groups: at each moment, the newest first.
    pub(super) fn states(&self, question: &str, groups: &[&str]) -> Vec<People> {
        let answered = |number: &usize| {
            let person = &self.people[*number];
            groups.contains(&person.group) && person.counted(question).is_some()
        };
        let mut states: Vec<People> = Vec::new();
        for moment in self.moments.iter().rev() {
            let state: People = moment.iter().copied().filter(answered).collect();
            if !states.contains(&state) {
                states.push(state);
            }
        }
        if !states.contains(&People::new()) {
            states.push(People::new());
        }
        states
    }

    /// The same with each group as it was at a moment of its own: a batch is made of such.
    pub(super) fn mixed(&self, question: &str, groups: &[&str]) -> Vec<People> {
        groups.iter().fold(vec![People::new()], |mixed, group| {
            let states = self.states(question, &[group]);
            mixed.iter().flat_map(|some| states.iter().map(move |state| some | state)).collect()
        })
    }

    /// How many of them gave each answer.
    pub(super) fn points(&self, question: &str, people: &People) -> [u64; 5] {
        let mut points = [0; 5];
        for point in people.iter().filter_map(|number| self.people[*number].counted(question)) {
            points[point - 1] += 1;
        }
        points
    }
}

/// The groups whose people a row may be of, the likeliest first. Whoever belongs to none of the groups in a file is among
/// the others, or without those in one of the groups.
pub(super) fn behind<'g>(row: &'g str, named: &[&'g str]) -> Vec<Vec<&'g str>> {
    let rest: Vec<&str> = GROUPS.into_iter().filter(|group| !named.contains(group)).collect();
    match row {
        "all" => vec![GROUPS.to_vec()],
        "other" => vec![rest],
        _ if named.contains(&"other") => vec![vec![row]],
        _ => vec![vec![row], [vec![row], rest].concat()],
    }
}
