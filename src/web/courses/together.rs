//! The surveys of both sides that one link leads to: they stand in one line of the schedule, and move together.

use crate::{
    store::Mailing,
    survey::Side,
    web::courses::{CourseOverview, CourseRound, overview::name},
};

impl CourseOverview {
    /// The survey of the other side that moves with this one: asked by the same link, for the same purpose, and at the same
    /// stage of the same time.
    pub(crate) fn twin(&self, asked: &CourseRound) -> Option<&CourseRound> {
        let (of, round) = (asked.purpose, &asked.round);
        let is_twin = |other: &&CourseRound| {
            let beside = &other.round;
            other.purpose == of
                && beside.side != round.side
                && beside.state == round.state
                && (beside.opens_at, beside.closes_at) == (round.opens_at, round.closes_at)
        };
        self.own().filter(|_| self.one_form && asked.is_own()).find(is_twin)
    }

    /// The email to the other side that moves with this one.
    pub(crate) fn twin_letter(
        &self,
        asked: &CourseRound,
        letter: &Mailing,
    ) -> Option<(&CourseRound, &Mailing)> {
        let twin = self.twin(asked)?;
        let alike = |other: &&Mailing| {
            (other.kind, other.seq, other.at, other.state)
                == (letter.kind, letter.seq, letter.at, letter.state)
        };
        Some((twin, twin.letters.iter().find(alike)?))
    }

    /// Whether the line of the library’s survey tells of this one as well.
    pub(crate) fn is_told_with_twin(&self, asked: &CourseRound) -> bool {
        asked.round.side == Side::Partner && self.twin(asked).is_some()
    }

    /// The same of an email.
    pub(crate) fn letter_is_told_with_twin(&self, asked: &CourseRound, letter: &Mailing) -> bool {
        asked.round.side == Side::Partner && self.twin_letter(asked, letter).is_some()
    }

    /// What a survey is called where it moves: without its side, where both move.
    pub(crate) fn called(&self, asked: &CourseRound) -> String {
        if self.twin(asked).is_some() { name(asked.purpose).to_owned() } else { asked.name() }
    }

    /// The same for an email about it.
    pub(crate) fn letter_called(&self, asked: &CourseRound, letter: &Mailing) -> String {
        match self.twin_letter(asked, letter) {
            Some(_) => name(asked.purpose).to_owned(),
            None => asked.name(),
        }
    }

    /// What is said of a survey, by side where one line tells of both: “library staff: 12 have answered; partners: …”
    pub(crate) fn by_side(&self, asked: &CourseRound, said: impl Fn(&CourseRound) -> String) -> String {
        let Some(twin) = self.twin(asked) else { return said(asked) };
        let mut both = [asked, twin];
        both.sort_by_key(|one| one.round.side);
        both.map(|one| format!("{}: {}", one.round.side.people(), said(one))).join("; ")
    }
}
