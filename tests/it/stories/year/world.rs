//! A service with its programme, and what was promised to whom: events are done to it, and what must hold is remembered.

use std::collections::{BTreeMap, BTreeSet};

use common_ground::{
    mail::Transport,
    store::{
        self, contacts,
        courses::{self, Course, CourseState, RoundPurpose},
        erasure, invitations, mailings, outbox, participants, published,
        rounds::{self, Round},
        submission::{PersonalLink, Submission, SubmissionOutcome},
    },
    survey::{
        answers::{self, Raw},
        audience::Audience,
        promises::SMALLEST_GROUP,
        published::PublishedTable,
        round::{PrivacyMode, RoundState},
    },
    work::{deliver, scheduler},
};
use jiff::{SignedDuration, Timestamp, ToSpan};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{event::What, mail::WorldMail};
use crate::support::{
    app::TestApp,
    asking::post_all,
    course::with_managers,
    entity::{comment, invitation, response},
};

const GROUPS: [&str; 3] = ["front_line", "outreach", "library_managers"];
/// Days for which feedback is asked, and until the summary.
const FEEDBACK_DAYS: i64 = 14;
const SUMMARY_DAYS: i64 = 17;

/// A course as it was planned, with its round of feedback.
pub struct KnownCourse {
    pub id: Uuid,
    pub round: Uuid,
    pub confidential: bool,
    pub summary_at: Timestamp,
    /// What was written of it: the summary's id and its document.
    pub summary: Option<(Uuid, serde_json::Value)>,
    /// What was shown of its round at the close.
    pub shown: Option<PublishedTable>,
}

pub struct World {
    pub app: TestApp,
    begin: Timestamp,
    mail: WorldMail,
    /// Who works there as a trainer, and who was removed.
    pub trainers: BTreeMap<u8, Uuid>,
    pub removed: BTreeMap<u8, Uuid>,
    pub courses: BTreeMap<u8, KnownCourse>,
    /// What people wrote and were thanked for, by course and person.
    pub thanked: BTreeSet<(u8, u8)>,
    /// Who was erased, or asked for no more emails, and how many emails had left by then.
    pub erased: BTreeMap<u8, usize>,
    pub stopped: BTreeMap<u8, usize>,
    /// How many emails were looked at, and the ids of all of them.
    pub looked_at: usize,
    pub message_ids: BTreeSet<String>,
    /// Emails of summaries that left: to whom, by the id of the email.
    pub summaries_sent: BTreeMap<Uuid, String>,
}

pub fn address(person: u8) -> String {
    format!("p{person}@d{person}.example.org")
}

/// How everything ends that somebody writes.
pub const HOPED: &str = "had hoped for.";

/// What somebody writes about a course: nobody else writes the same.
pub fn words(course: u8, person: u8) -> String {
    format!("Course {course} was what person {person} {HOPED}")
}

impl World {
    pub async fn begin() -> Self {
        let app = TestApp::start().await;
        with_managers(&app).await;
        Self {
            begin: app.now(),
            mail: WorldMail::begin(app.now()).await,
            trainers: BTreeMap::new(),
            removed: BTreeMap::new(),
            courses: BTreeMap::new(),
            thanked: BTreeSet::new(),
            erased: BTreeMap::new(),
            stopped: BTreeMap::new(),
            looked_at: 0,
            message_ids: BTreeSet::new(),
            summaries_sent: BTreeMap::new(),
            app,
        }
    }

    /// A day begins, at an hour of its own.
    pub fn wake(&self, day: u16) {
        let hours = i64::from(day) * 24 + i64::from(day * 5 % 9) - 2;
        self.app.clock.set(self.begin + hours.hours());
    }

    /// What time causes is done, and emails leave or do not.
    pub async fn work(&mut self) {
        self.app.run_due().await;
        let now = self.app.now();
        if self.mail.is_well(now) {
            post_all(&self.app).await;
            return;
        }
        let way = self.mail.way(&self.app.transport, now);
        deliver::deliver_due(&self.app.app, way, now).await.unwrap();
        self.gather();
    }

    /// What the slow server took counts as left like all other emails.
    fn gather(&mut self) {
        let Transport::Memory(posted) = &self.app.transport else { unreachable!() };
        posted.lock().unwrap().extend(self.mail.taken());
    }

    /// Something happens.
    pub async fn lives(mut self, what: What) -> Result<Self, String> {
        match what {
            What::Plan { course, in_days, confidential } => self.plan(course, in_days, confidential).await,
            What::Invite { course, person } => self.invite(course, person).await,
            What::Answer { course, person } => self.answer(course, person).await?,
            What::MoveSummary { course, days } => self.move_summary(course, days).await,
            What::Stop { person } => self.stop(person).await,
            What::Erase { person } => self.erase(person).await,
            What::Restart => self.app = self.app.restarted().await,
            What::Twice => Box::pin(self.twice()).await,
            What::WorkerDies => {
                let now = self.app.now();
                let until = now + SignedDuration::from_mins(10);
                outbox::claim(&self.app.app.db, now, until, 50).await.unwrap();
            }
            What::MailDown { days } => {
                self.mail.down_until = self.app.now() + (24 * i64::from(days)).hours();
            }
            What::MailSlow { days } => {
                self.mail.slow_until = self.app.now() + (24 * i64::from(days)).hours();
            }
            What::Join { trainer } => self.join(trainer).await,
            What::Leave { trainer } => self.leave(trainer)?,
            What::LoseAnswers => {
                let db = self.app.app.db.write_one();
                response::Entity::delete_many().exec(db).await.unwrap();
                comment::Entity::delete_many().exec(db).await.unwrap();
            }
        }
        Ok(self)
    }

    async fn plan(&mut self, course: u8, in_days: u8, confidential: bool) {
        let db = self.app.app.db.write_one();
        let ends = self.app.now() + (24 * i64::from(in_days)).hours();
        let new = Course {
            id: Uuid::new_v4(),
            programme: self.app.programme.id,
            title: format!("Course {course}"),
            place: "Stratford Library".to_owned(),
            starts_at: ends - 6.hours(),
            ends_at: ends,
            time_zone: "Europe/London".to_owned(),
            aims: Vec::new(),
            summary_at: ends + (24 * SUMMARY_DAYS).hours(),
            frozen_at: None,
            trainers: String::new(),
            state: CourseState::Planned,
        };
        courses::add(db, &new).await.unwrap();
        let asks = |round: &mut Round| {
            round.opens_at = ends;
            round.closes_at = ends + (24 * FEEDBACK_DAYS).hours();
            round.state = RoundState::Planned;
            round.audience = Audience::Invited;
            round.privacy = if confidential { PrivacyMode::Confidential } else { PrivacyMode::Anonymous };
        };
        let round = self.app.round("course_post", asks).await;
        courses::attach(db, new.id, round.id, RoundPurpose::Feedback).await.unwrap();
        let zone = self.app.programme.settings.zone();
        mailings::plan(db, round.id, round.opens_at, round.closes_at, &zone).await.unwrap();
        let (id, round, summary_at) = (new.id, round.id, new.summary_at);
        let known = KnownCourse { id, round, confidential, summary_at, summary: None, shown: None };
        self.courses.insert(course, known);
    }

    async fn invite(&mut self, course: u8, person: u8) {
        let Some(known) = self.courses.get(&course) else { return };
        if self.erased.contains_key(&person) {
            return;
        }
        let (db, programme) = (self.app.app.db.write_one(), self.app.programme.id);
        let address = address(person);
        let contact = match contacts::with_email(db, programme, &address).await.unwrap().pop() {
            Some(contact) => contact.id,
            None => invitations::add_contact(db, programme, None, "A. Person", &address).await.unwrap(),
        };
        let tx = store::write(&self.app.app.db).await.unwrap();
        participants::add(&tx, known.id, &[contact]).await.unwrap();
        participants::sync(&tx, &self.app.app.secret, known.id).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn answer(&mut self, course: u8, person: u8) -> Result<(), String> {
        let Some(known) = self.courses.get(&course) else { return Ok(()) };
        let app = &self.app.app;
        let round = rounds::find(app.db.read(), known.round).await.unwrap().unwrap();
        let programme = self.app.programme.id;
        let contact = contacts::with_email(app.db.read(), programme, &address(person)).await.unwrap().pop();
        let Some(contact) = contact else { return Ok(()) };
        let link = invitation::Entity::find()
            .filter(invitation::Column::RoundId.eq(round.id))
            .filter(invitation::Column::ContactId.eq(contact.id));
        let Some(link) = link.one(app.db.read()).await.unwrap() else { return Ok(()) };
        let link = PersonalLink { id: link.id, used: link.used, smallest_group: SMALLEST_GROUP };
        let survey = app.survey(&round).await.unwrap();
        let raw: Raw = [
            (round.side.group_item().to_owned(), GROUPS[usize::from(person) % 3].to_owned()),
            ("react_useful".to_owned(), (person % 5 + 1).to_string()),
            ("improve".to_owned(), words(course, person)),
        ]
        .into_iter()
        .map(|(item, value)| (item, vec![value]))
        .collect();
        let read = answers::read(&survey, round.side, &raw).unwrap();
        let key = format!("the form of person {person}");
        let submission = Submission::new(&round, &survey, &read, Some(&key), Some(link));
        let outcome = app.writer.submit(submission).await.unwrap();
        let is_thanked = matches!(outcome, SubmissionOutcome::New | SubmissionOutcome::Already);
        if is_thanked && round.state != RoundState::Open {
            return Err(format!("person {person} answers about course {course}, which is not open"));
        }
        if is_thanked {
            self.thanked.insert((course, person));
        }
        Ok(())
    }

    async fn move_summary(&mut self, course: u8, days: u8) {
        let Some(known) = self.courses.get_mut(&course) else { return };
        let to = self.app.now() + (24 * i64::from(days)).hours();
        if courses::summarise_at(self.app.app.db.write_one(), known.id, to).await.unwrap() {
            known.summary_at = to;
        }
    }

    async fn stop(&mut self, person: u8) {
        let app = &self.app.app;
        let hash = app.secret.fingerprint(&address(person));
        let tx = store::write(&app.db).await.unwrap();
        invitations::stop(&tx, self.app.programme.id, &hash, self.app.now()).await.unwrap();
        tx.commit().await.unwrap();
        let left = self.left();
        self.stopped.entry(person).or_insert(left);
    }

    async fn erase(&mut self, person: u8) {
        let app = &self.app.app;
        let address = address(person);
        let hash = app.secret.fingerprint(&address);
        let tx = store::write(&app.db).await.unwrap();
        erasure::erase(&tx, self.app.programme.id, &address, &hash, self.app.now()).await.unwrap();
        tx.commit().await.unwrap();
        let left = self.left();
        self.erased.entry(person).or_insert(left);
        // Of an anonymous answer nobody knows whose it is.
        let courses = &self.courses;
        self.thanked.retain(|(course, who)| *who != person || !courses[course].confidential);
    }

    async fn twice(&mut self) {
        let other = self.app.another().await;
        let now = self.app.now();
        let transport = self.mail.way(&self.app.transport, now);
        let (one, two) =
            tokio::join!(scheduler::run_due(&self.app.app, now), scheduler::run_due(&other.app, now));
        assert_eq!((one.unwrap().failed, two.unwrap().failed), (0, 0), "a task of the scheduler failed");
        let (one, two) = tokio::join!(
            deliver::deliver_due(&self.app.app, transport, now),
            deliver::deliver_due(&other.app, transport, now)
        );
        one.unwrap();
        two.unwrap();
        other.close().await.unwrap();
        self.gather();
    }

    /// How many emails have left.
    fn left(&self) -> usize {
        let Transport::Memory(posted) = &self.app.transport else { unreachable!() };
        posted.lock().unwrap().len()
    }

    /// What is shown of the round of a course.
    pub async fn shown(&self, known: &KnownCourse) -> Option<PublishedTable> {
        let record = published::find(self.app.app.db.read(), known.round).await.unwrap();
        record.map(|record| record.table)
    }
}
