//! The questions of one side of a survey, each known by its place, so that a form is read without looking anything up by its
//! name twice.

use crate::{Item, Side, Survey};

/// Where in a survey each question of a side stands, and what the names mean that a form can send.
#[derive(Clone, Debug)]
pub(crate) struct QuestionIndex {
    side: Side,
    /// Section and place in the section of each question, in the order of the survey.
    places: Vec<(usize, usize)>,
    /// The names under which something is written beside “other”, by the place of the question.
    beside: Vec<Option<String>>,
    /// Every name, sorted.
    names: Vec<EntryName>,
}

/// What a name in a form means: the question at this place, or what is written beside its option for “other”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EntryName {
    /// The place of the question.
    pub place: usize,
    /// Whether it is what is written beside “other”.
    pub beside: bool,
}

impl EntryName {
    /// The answer to the question itself.
    pub(crate) fn of(place: usize) -> Self {
        Self { place, beside: false }
    }

    /// What is written beside its option for “other”.
    pub(crate) fn beside(place: usize) -> Self {
        Self { place, beside: true }
    }
}

impl QuestionIndex {
    /// The questions that a side is asked, those that are only for paper too.
    pub(crate) fn of(survey: &Survey, side: Side) -> Self {
        let (mut places, mut beside) = (Vec::new(), Vec::new());
        for (section, of) in survey.sections.iter().enumerate() {
            for (at, item) in of.items.iter().enumerate() {
                if item.is_on(side) && item.is_question() {
                    places.push((section, at));
                    beside.push(item.other_key());
                }
            }
        }
        let mut index = Self { side, places, beside, names: Vec::new() };
        let others = index.beside.iter().enumerate().filter(|(_, key)| key.is_some());
        let others = others.map(|(place, _)| EntryName::beside(place));
        let mut names: Vec<EntryName> = (0..index.places.len()).map(EntryName::of).chain(others).collect();
        names.sort_by(|one, other| index.text(survey, *one).cmp(index.text(survey, *other)));
        index.names = names;
        index
    }

    /// The survey that it was made of, with it.
    pub(crate) fn on<'s>(&'s self, survey: &'s Survey) -> Questions<'s> {
        Questions { survey, index: self }
    }

    fn text<'s>(&'s self, survey: &'s Survey, name: EntryName) -> &'s str {
        if name.beside {
            return self.beside[name.place].as_deref().unwrap_or_default();
        }
        let (section, at) = self.places[name.place];
        &survey.sections[section].items[at].key
    }
}

/// The questions of a side by their place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Questions<'s> {
    survey: &'s Survey,
    index: &'s QuestionIndex,
}

impl<'s> Questions<'s> {
    /// The survey that asks them.
    pub(crate) fn survey(self) -> &'s Survey {
        self.survey
    }

    /// The side that is asked.
    pub(crate) fn side(self) -> Side {
        self.index.side
    }

    /// How many there are.
    pub(crate) fn count(self) -> usize {
        self.index.places.len()
    }

    /// The question at a place.
    pub(crate) fn item(self, place: usize) -> &'s Item {
        let (section, at) = self.index.places[place];
        &self.survey.sections[section].items[at]
    }

    /// The name under which something is written beside its option for “other”, if it has one.
    pub(crate) fn other_key(self, place: usize) -> Option<&'s str> {
        self.index.beside[place].as_deref()
    }

    /// The place of the question with this key.
    pub(crate) fn place(self, key: &str) -> Option<usize> {
        self.named(key).filter(|name| !name.beside).map(|name| name.place)
    }

    /// What a name means.
    pub(crate) fn named(self, name: &str) -> Option<EntryName> {
        let names = &self.index.names;
        names.binary_search_by(|known| self.text(*known).cmp(name)).ok().map(|at| names[at])
    }

    /// The same where it is likely the question at a place: forms are sent in the order of their questions.
    pub(crate) fn named_near(self, name: &str, place: usize) -> Option<EntryName> {
        let likely = place < self.count() && self.item(place).key == name;
        if likely { Some(EntryName::of(place)) } else { self.named(name) }
    }

    /// Every name with what it means, in the order of the names.
    pub(crate) fn names(self) -> impl Iterator<Item = (&'s str, EntryName)> {
        self.index.names.iter().map(move |name| (self.text(*name), *name))
    }

    fn text(self, name: EntryName) -> &'s str {
        self.index.text(self.survey, name)
    }
}
