//! A whole service in memory of its own: its database, a clock that moves by hand, letters kept, no background work.

use std::sync::Arc;

use common_ground::{
    app::{App, config::Config},
    cli::launch::{self, Running},
    mail::Transport,
    store::{
        self, contacts, invitations,
        people::{self, PersonRole},
        programmes::{self, Programme},
        rounds::{self, Round},
        sign_in_rules::{self, SignInRules},
        site_admins::{self, SiteAdminProof},
        submission::Submission,
        surveys,
    },
    survey::{
        answers::{self, Raw},
        audience::Audience,
        definition::Survey,
        round::{PrivacyMode, RoundState},
        templates,
    },
    system::{
        clock::{Clock, FixedClock},
        password,
        secret::{KeyPurpose, hash},
    },
    work::{
        deliver,
        scheduler::{self, Done},
    },
};
use jiff::{Timestamp, ToSpan};
use mail_parser::MessageParser;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{database::TestDatabase, rounds::every_day, visitor::Visitor};

use crate::support::entity;

/// The password of everybody.
pub const PASSWORD: &str = "read more books";
/// When every test begins: a Thursday, 10:00 in London.
const BEGIN: &str = "2026-05-21T09:00:00Z";

/// Rocket turns its own log on whenever one starts; what failed would be lost among the requests of all other tests.
struct Silence;

impl log::Log for Silence {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        false
    }

    fn log(&self, _: &log::Record<'_>) {}

    fn flush(&self) {}
}

/// A service with one programme, `reading`.
pub struct TestApp {
    pub app: Arc<App>,
    pub clock: FixedClock,
    pub transport: Transport,
    pub programme: Programme,
    pub config: Config,
    running: Running,
    // Last, so that the database goes after everything that uses it.
    database: TestDatabase,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// A service that was told of no mail server: emails only become files.
    pub async fn without_mail_server() -> Self {
        Self::start_with(|config| config.smtp_url.clear()).await
    }

    /// A service with settings of its own.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::with(TestDatabase::migrated().await, Transport::memory(), change).await
    }

    /// A service whose letters go there.
    pub async fn posting_to(transport: Transport) -> Self {
        Self::on(TestDatabase::migrated().await, transport).await
    }

    /// A service on a database that may hold the programme already.
    pub async fn on(database: TestDatabase, transport: Transport) -> Self {
        Self::with(database, transport, |_| {}).await
    }

    async fn with(database: TestDatabase, transport: Transport, change: impl FnOnce(&mut Config)) -> Self {
        // Only the first of a process sets it.
        let _ = log::set_logger(&Silence);
        let mut config = Config {
            data_dir: database.data_dir().to_owned(),
            database_url: database.url.clone(),
            // Named, and never reached: the transport of the test stands in its place.
            smtp_url: "smtp://mail.example.org".to_owned(),
            ..Config::default()
        };
        change(&mut config);
        let clock = FixedClock::at(BEGIN.parse().unwrap());
        let mut running = launch::open(&config, Clock::Fixed(clock.clone())).await.unwrap();
        running.transport = transport;
        let (app, transport) = (running.app.clone(), running.transport.clone());
        let programme = match programmes::find(app.db.read(), "reading").await.unwrap() {
            Some(programme) => programme,
            None => add_programme(&app, "reading").await,
        };
        let started = Self { app, clock, transport, programme, config, running, database };
        // Time jumps in tests, and nobody clicks meanwhile.
        started.rules(SignInRules { idle_hours: 24 * 7, ..SignInRules::default() }).await;
        started
    }

    /// The service after a crash: it took no leave of anybody, and everything is opened again.
    pub async fn restarted(self) -> Self {
        let Self { app, clock, transport, programme, config, running, database } = self;
        drop((app, running));
        let mut running = launch::open(&config, Clock::Fixed(clock.clone())).await.unwrap();
        running.transport = transport.clone();
        Self { app: running.app.clone(), clock, transport, programme, config, running, database }
    }

    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// A second instance on the same database.
    pub async fn another(&self) -> Running {
        launch::open(&self.config, Clock::Fixed(self.clock.clone())).await.unwrap()
    }

    /// Moves the clock on.
    pub fn wait_days(&self, days: i64) {
        self.clock.set(self.now() + (24 * days).hours());
    }

    /// Lets emails leave on every day, for tests of what they say and not of when.
    pub async fn works_every_day(&self) {
        let mut programme = programmes::get(self.app.db.read(), self.programme.id).await.unwrap();
        programme.settings.calendar = every_day();
        programmes::update(self.app.db.write_one(), &programme).await.unwrap();
    }

    /// Does what time has caused.
    pub async fn run_due(&self) -> Done {
        let done = scheduler::run_due(&self.app, self.now()).await.unwrap();
        assert_eq!(done.failed, 0, "a task of the scheduler failed");
        done
    }

    /// Sends what waits in the outbox; returns the words of the latest letter to an address.
    pub async fn letter_to(&self, address: &str) -> String {
        self.letters_to(address).await.pop().unwrap_or_else(|| panic!("no letter to {address}"))
    }

    /// The address that begins so in the latest letter to somebody that has one, without the site: letters of one
    /// time leave in any order.
    pub async fn link_to(&self, address: &str, begins: &str) -> String {
        let letters = self.letters_to(address).await;
        let (letter, at) = letters
            .iter()
            .rev()
            .find_map(|letter| Some((letter, letter.find(begins)?)))
            .unwrap_or_else(|| panic!("no link {begins} in {letters:#?}"));
        letter[at..].split_whitespace().next().unwrap().to_owned()
    }

    /// The latest letter to somebody that has these words, however its lines are broken: letters of one time leave in
    /// any order.
    pub async fn letter_saying(&self, address: &str, words: &str) -> String {
        let letters = self.letters_to(address).await;
        let says = |letter: &&String| letter.split_whitespace().collect::<Vec<_>>().join(" ").contains(words);
        let letter = letters.iter().rev().find(says);
        letter.unwrap_or_else(|| panic!("no letter says {words}: {letters:#?}")).clone()
    }

    /// The texts of all letters to an address, after everything that waits has left.
    pub async fn letters_to(&self, address: &str) -> Vec<String> {
        deliver::deliver_due(&self.app, &self.transport, self.now()).await.unwrap();
        let Transport::Memory(posted) = &self.transport else { unreachable!() };
        let posted = posted.lock().unwrap();
        let text = |bytes: &[u8]| {
            let message = MessageParser::default().parse(bytes).unwrap();
            message.body_text(0).unwrap().into_owned()
        };
        posted
            .iter()
            .filter(|letter| letter.to.as_str() == address)
            .map(|letter| text(&letter.bytes))
            .collect()
    }

    /// How many letters left so far.
    pub async fn letters(&self) -> usize {
        deliver::deliver_due(&self.app, &self.transport, self.now()).await.unwrap();
        let Transport::Memory(posted) = &self.transport else { unreachable!() };
        posted.lock().unwrap().len()
    }

    /// Somebody with a browser of their own.
    pub async fn visitor(&self) -> Visitor {
        Visitor::at(self.running.pages(&self.config)).await
    }

    /// Somebody who can sign in with [`PASSWORD`].
    pub async fn person(&self, email: &str, role: PersonRole) -> Uuid {
        let (db, hash) = (self.app.db.write_one(), password::hash(PASSWORD.to_owned()).await.unwrap());
        let id = people::add(db, email, "A. Person", Some(hash), self.now()).await.unwrap();
        people::join(db, id, self.programme.id, role).await.unwrap();
        id
    }

    /// Sets how signing in works, without leaving a trace of who did.
    pub async fn rules(&self, rules: SignInRules) {
        let tx = store::write(&self.app.db).await.unwrap();
        let now = self.now();
        let id = people::add(&tx, "nobody.at.all@library.example.org", "N. Obody", None, now).await.unwrap();
        site_admins::set(&tx, id, true).await.unwrap();
        let proof = SiteAdminProof::of(&people::get(&tx, id).await.unwrap().unwrap()).unwrap();
        sign_in_rules::keep(&tx, &proof, rules, now).await.unwrap();
        entity::person::Entity::delete_by_id(id).exec(&tx).await.unwrap();
        tx.commit().await.unwrap();
        self.app.sign_in_rules_changed();
    }

    /// A site administrator who administers the programme too, signed in.
    pub async fn site_admin(&self) -> Visitor {
        let email = format!("admin.{}@library.example.org", Uuid::new_v4().simple());
        let id = self.person(&email, PersonRole::Admin).await;
        site_admins::set(self.app.db.write_one(), id, true).await.unwrap();
        let visitor = self.visitor().await;
        visitor.post("/sign-in", &[("email", &email), ("password", PASSWORD)]).await.leads_to("/programmes");
        visitor
    }

    /// Somebody of a role, signed in.
    pub async fn signed_in(&self, role: PersonRole) -> Visitor {
        let email = format!("{}.{}@library.example.org", role.key(), Uuid::new_v4().simple());
        self.person(&email, role).await;
        let visitor = self.visitor().await;
        let entered = visitor.post("/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
        entered.leads_to("/programmes");
        visitor
    }

    /// A round of a ready-made survey: open to anybody for eight days, anonymous, unless `change` says otherwise.
    pub async fn round(&self, survey: &str, change: impl FnOnce(&mut Round)) -> Round {
        self.round_of(templates::find(survey).unwrap(), change).await
    }

    /// The same of any survey.
    pub async fn round_of(&self, survey: &Survey, change: impl FnOnce(&mut Round)) -> Round {
        let definition = serde_json::from_str(&survey.to_json()).unwrap();
        let (db, now) = (self.app.db.write_one(), self.now());
        let version = i32::try_from(survey.version).unwrap();
        let aims = survey.aims().into_iter().take(survey.aims_to_pick.unwrap_or(0));
        let mut round = Round {
            id: Uuid::new_v4(),
            programme: self.programme.id,
            survey_version: surveys::keep(db, &survey.key, version, definition, now).await.unwrap(),
            code: Uuid::new_v4().simple().to_string()[..6].to_uppercase(),
            side: survey.sides[0],
            privacy: PrivacyMode::Anonymous,
            audience: Audience::Open,
            aims: aims.map(str::to_owned).collect(),
            state: RoundState::Open,
            opens_at: now,
            closes_at: now + (8 * 24).hours(),
        };
        change(&mut round);
        rounds::add(db, &round).await.unwrap();
        round
    }

    /// Invites somebody to a round; returns the token of their personal link.
    pub async fn invite(&self, round: &Round, email: &str) -> String {
        let db = self.app.db.write_one();
        let known = contacts::with_email(db, round.programme, email).await.unwrap().pop();
        let contact = match known {
            Some(contact) => contact.id,
            None => invitations::add_contact(db, round.programme, None, "A. Contact", email).await.unwrap(),
        };
        let id = Uuid::new_v4();
        let token = self.app.secret.token(KeyPurpose::Invitation, id);
        let until = round.closes_at;
        invitations::invite(db, id, round.id, contact, hash(&token), until).await.unwrap();
        token
    }

    /// `people` of a group answer a round, with this point for every rating.
    pub async fn answers(&self, round: &Round, group: &str, people: usize, point: u8) {
        let survey = self.app.survey(round).await.unwrap();
        let ratings = survey.questions_on(round.side).filter(|item| item.kind.scale().is_some());
        let mut raw: Raw = ratings.map(|item| (item.key.clone(), vec![point.to_string()])).collect();
        if survey.group_item(round.side).is_some() {
            raw.insert(round.side.group_item().to_owned(), vec![group.to_owned()]);
        }
        let answers = answers::read(&survey, round.side, &raw).unwrap();
        for _ in 0..people {
            let submission = Submission::new(round, &survey, &answers, None, None);
            self.app.writer.submit(submission).await.unwrap();
        }
    }
}

/// A programme by this part of addresses.
pub async fn add_programme(app: &App, slug: &str) -> Programme {
    let programme = Programme {
        id: Uuid::new_v4(),
        slug: slug.to_owned(),
        name: "Welcome to reading".to_owned(),
        settings: programmes::ProgrammeSettings::default(),
    };
    programmes::add(app.db.write_one(), &programme, app.clock.now()).await.unwrap();
    programme
}
