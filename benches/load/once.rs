//! What time causes while several instances are under load: a summary for each manager and an invitation for each
//! person, once.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use common_ground::{
    store::{
        Db,
        courses::{self, Course, RoundPurpose},
        invitations,
        mailings::{self, Mailing, MailingKind, MailingState},
        people::{self, PersonRole},
        programmes::Programme,
    },
    survey::round::Side,
    system::clock::Clock,
};
use jiff::ToSpan;
use uuid::Uuid;

use super::{sink::Sink, stage};

/// Managers who get the summary.
const MANAGERS: usize = 5;
/// People who are invited.
const INVITED: usize = 15;
/// How long all of it may take.
const PATIENCE: Duration = Duration::from_secs(90);
/// Long enough for a second copy to come: the outbox is looked through every five seconds.
const SECOND_COPY: Duration = Duration::from_secs(12);

/// Everybody whom a letter is due to.
pub struct Due(BTreeSet<String>);

impl Due {
    /// A course that is over, and a round whose invitations are due, in a database that nobody serves yet.
    pub async fn in_programme(db: &Db, programme: &Programme) -> Self {
        let (one, now, run) = (db.write_one(), Clock::System.now(), Uuid::new_v4().simple());
        let mut due = BTreeSet::new();
        for n in 0..MANAGERS {
            let address = format!("manager{n}@{run}.example.org");
            let manager = people::add(one, &address, "A. Manager", None, now).await.unwrap();
            people::join(one, manager, programme.id, PersonRole::Manager).await.unwrap();
            due.insert(address);
        }
        let course = Course {
            id: Uuid::new_v4(),
            programme: programme.id,
            title: "Pilot course".to_owned(),
            place: "Stratford Library".to_owned(),
            starts_at: now - 300.hours(),
            ends_at: now - 290.hours(),
            time_zone: "Europe/London".to_owned(),
            aims: Vec::new(),
            summary_at: now - 1.hours(),
            frozen_at: None,
            trainers: String::new(),
            state: courses::CourseState::Planned,
        };
        courses::add(one, &course).await.unwrap();
        let (feedback, survey) = stage::round(db, programme, "course_post", Side::Library).await;
        stage::fill(db, &feedback, survey, 12).await;
        stage::close(db, &feedback).await;
        courses::attach(one, course.id, feedback.id, RoundPurpose::Feedback).await.unwrap();

        let (asked, _) = stage::round(db, programme, "staff_needs", Side::Library).await;
        for n in 0..INVITED {
            // A domain for each: no mail server is sent much at once.
            let address = format!("person@{n}.{run}.example.org");
            let contact =
                invitations::add_contact(one, programme.id, None, "A. Person", &address).await.unwrap();
            let (id, until) = (Uuid::new_v4(), asked.closes_at);
            invitations::invite(one, id, asked.id, contact, id.to_string(), until).await.unwrap();
            due.insert(address);
        }
        let mailing = Mailing {
            id: Uuid::new_v4(),
            round: asked.id,
            kind: MailingKind::Invitation,
            seq: 1,
            at: now,
            state: MailingState::Planned,
            done_at: None,
        };
        mailings::add(one, &mailing).await.unwrap();
        Self(due)
    }

    /// Waits until everybody has their letter, and for a second copy that must not come.
    pub async fn came_once(&self, sink: &Sink) -> String {
        let began = Instant::now();
        let ours = || sink.readers().into_iter().filter(|reader| self.0.contains(reader)).collect::<Vec<_>>();
        while ours().len() < self.0.len() {
            assert!(began.elapsed() < PATIENCE, "{} of {} letters came", ours().len(), self.0.len());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tokio::time::sleep(SECOND_COPY).await;
        let (letters, readers) = (ours().len(), ours().into_iter().collect::<BTreeSet<_>>().len());
        assert_eq!((letters, readers), (self.0.len(), self.0.len()), "somebody got a letter twice");
        format!("{MANAGERS} summaries and {INVITED} invitations beside it, each once")
    }
}
