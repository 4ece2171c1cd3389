//! What README promises, looked at every day and at the end of the year.

use std::collections::BTreeSet;

use common_ground::{
    mail::Transport,
    store::{comments::Release, courses, erasure, outbox::EmailState, responses, rounds, summaries},
    survey::{promises::SMALLEST_GROUP, round::RoundState},
};
use jiff::ToSpan;
use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use super::world::{HOPED, World, address, words};
use crate::support::{
    asking::read,
    course::MANAGERS,
    entity::{comment, outbox},
};

impl World {
    /// What must hold on every day.
    pub async fn look(&mut self) -> Result<(), String> {
        self.answers().await?;
        self.closes().await?;
        self.summaries().await?;
        self.comments().await?;
        self.emails()?;
        self.letters().await;
        self.erased_people().await?;
        self.access().await
    }

    /// What somebody was thanked for is there once.
    async fn answers(&self) -> Result<(), String> {
        let db = self.app.app.db.read();
        let mut answered: Vec<String> = Vec::new();
        for known in self.courses.values() {
            let rows = responses::page(db, known.round, None).await.unwrap();
            let texts = rows.iter().filter_map(|row| row.answers["improve"]["text"].as_str());
            answered.extend(texts.map(str::to_owned));
        }
        let rows = comment::Entity::find().all(db).await.unwrap();
        let comments: Vec<String> = rows.into_iter().map(|comment| comment.text).collect();
        for found in [&answered, &comments] {
            let once: BTreeSet<&String> = found.iter().collect();
            if once.len() != found.len() {
                return Err(format!("{} answers of {} people", found.len(), once.len()));
            }
        }
        let found: BTreeSet<&String> = answered.iter().chain(&comments).collect();
        for (course, person) in &self.thanked {
            if !found.contains(&words(*course, *person)) {
                return Err(format!("“{}” was thanked for and is not there", words(*course, *person)));
            }
        }
        Ok(())
    }

    /// What is shown of a round that has closed never changes, and tells of no group that is too small.
    async fn closes(&mut self) -> Result<(), String> {
        let mut tables = Vec::new();
        for (course, known) in &self.courses {
            let round = rounds::find(self.app.app.db.read(), known.round).await.unwrap().unwrap();
            let shown = self.shown(known).await;
            for (part, people) in shown.iter().flat_map(|table| table.sizes()) {
                if people > 0 && people < u64::from(SMALLEST_GROUP) {
                    return Err(format!("{people} people of {part} are told of, of course {course}"));
                }
            }
            if round.state != RoundState::Closed {
                continue;
            }
            let shown =
                shown.ok_or_else(|| format!("nothing is kept of the closed round of course {course}"))?;
            if known.shown.as_ref().is_some_and(|before| *before != shown) {
                return Err(format!("what is shown of course {course} changed after its close"));
            }
            tables.push((*course, shown));
        }
        for (course, shown) in tables {
            if let Some(known) = self.courses.get_mut(&course) {
                known.shown = Some(shown);
            }
        }
        Ok(())
    }

    /// What somebody wrote is a comment once its round has closed, and not before; nobody quotes it unless a person releases
    /// it, which nobody does in these years.
    async fn comments(&self) -> Result<(), String> {
        let db = self.app.app.db.read();
        let rounds = crate::support::rounds::of_programme(db, self.app.programme.id).await;
        let closed: BTreeSet<Uuid> =
            rounds.iter().filter(|round| round.state == RoundState::Closed).map(|round| round.id).collect();
        for row in comment::Entity::find().all(db).await.unwrap() {
            if !closed.contains(&row.round_id) {
                return Err(format!("“{}” is a comment of a survey that has not closed", row.text));
            }
            if row.state == Release::Released {
                return Err(format!("“{}” is released, and nobody released it", row.text));
            }
        }
        Ok(())
    }

    /// A course has one summary, not before its day and not before its feedback has closed, and it never changes.
    async fn summaries(&mut self) -> Result<(), String> {
        let (db, now) = (self.app.app.db.read(), self.app.now());
        for (number, known) in &mut self.courses {
            let Some(found) = summaries::latest(db, known.id).await.unwrap() else {
                if known.summary.is_some() {
                    return Err(format!("the summary of course {number} is gone"));
                }
                continue;
            };
            let Some(before) = &known.summary else {
                let round = rounds::find(db, known.round).await.unwrap().unwrap();
                let course = courses::find(db, known.id).await.unwrap().unwrap();
                let frozen = course.frozen_at.ok_or("a summary of a course that is not frozen")?;
                if frozen < known.summary_at || frozen > now || round.state != RoundState::Closed {
                    return Err(format!("the summary of course {number} was written too early"));
                }
                if found.document.to_string().contains(HOPED) {
                    return Err(format!("the summary of course {number} quotes what nobody released"));
                }
                known.summary = Some((found.id, found.document));
                continue;
            };
            if *before != (found.id, found.document) {
                return Err(format!("the summary of course {number} changed"));
            }
        }
        Ok(())
    }

    /// No email leaves twice, and none to whom none may be sent.
    fn emails(&mut self) -> Result<(), String> {
        let Transport::Memory(posted) = &self.app.transport else { unreachable!() };
        let posted = posted.lock().unwrap();
        for (nth, letter) in posted.iter().enumerate().skip(self.looked_at) {
            let id = read(&letter.bytes).message_id().unwrap_or_default().to_owned();
            if !self.message_ids.insert(id) {
                return Err(format!("an email to {} left twice", letter.to.as_str()));
            }
            let asked_not_to = self.stopped.iter().chain(&self.erased);
            for (person, before) in asked_not_to {
                if letter.to.as_str() == address(*person) && nth >= *before {
                    return Err(format!("an email left to person {person}, who is not to get any"));
                }
            }
        }
        self.looked_at = posted.len();
        Ok(())
    }

    /// Remembers the emails of summaries that left, which are not kept for ever.
    async fn letters(&mut self) {
        let rows: Vec<(Uuid, String, String, EmailState)> = outbox::Entity::find()
            .select_only()
            .columns([
                outbox::Column::Id,
                outbox::Column::Kind,
                outbox::Column::Address,
                outbox::Column::State,
            ])
            .into_tuple()
            .all(self.app.app.db.read())
            .await
            .unwrap();
        for (id, kind, address, state) in rows {
            // After a while nobody is named there any more.
            if kind == "summary" && state == EmailState::Sent {
                self.summaries_sent.entry(id).or_insert(address);
            }
        }
    }

    /// Of people who were erased nothing is held.
    async fn erased_people(&self) -> Result<(), String> {
        let programme = self.app.programme.id;
        for person in self.erased.keys() {
            let held = erasure::find(self.app.app.db.read(), programme, &address(*person)).await.unwrap();
            if !held.is_nothing() {
                return Err(format!("person {person} was erased, and something is held"));
            }
        }
        Ok(())
    }

    /// What must hold at the end: every course that was due has its summary, every manager got each once, and nobody who was
    /// removed gets in.
    pub async fn look_back(self) -> Result<(), String> {
        self.come_back()?;
        let now = self.app.now();
        let (mut written, mut long_written) = (0, 0);
        for (number, known) in &self.courses {
            let course = courses::find(self.app.app.db.read(), known.id).await.unwrap().unwrap();
            match course.frozen_at {
                Some(frozen) => {
                    written += 1;
                    long_written += usize::from(frozen < now - (24 * 4).hours());
                }
                // Feedback is over by now, and there were working days since.
                None if known.summary_at < now - (24 * 7).hours() => {
                    return Err(format!("course {number} has no summary"));
                }
                None => {}
            }
        }
        for manager in MANAGERS {
            let got = self.summaries_sent.values().filter(|address| *address == manager).count();
            if !(long_written..=written).contains(&got) {
                return Err(format!("{manager} got {got} summaries of {written}"));
            }
        }
        Ok(())
    }
}
