//! A room at a workshop board: every phone follows the board and writes, the wall follows too, then everybody is shown every
//! card, and gives dots.

mod pace;
mod votes;

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use common_ground::store::{
    Db,
    boards::{self, BoardPrompt, PromptStep, desk},
    courses::{self, Course, CourseState},
};
use jiff::Timestamp;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::time::sleep;
use uuid::Uuid;

use self::pace::{Act, Pace};
use super::{
    http::Connection,
    program::{Database, Service},
    stage,
    table::{Table, thousands},
};

/// Phones, with the cards that each writes.
const ROOMS: [(usize, usize); 2] = [(60, 7), (500, 6)];
/// How long everybody writes. A room would take five minutes; this is a room in a hurry.
const WRITING: Duration = Duration::from_secs(30);
/// How often a phone asks whether there is something new; it says every three seconds itself.
const FOLLOWS: Duration = Duration::from_millis(2_500);
/// How often the wall asks, as its page says.
const WALL: Duration = Duration::from_secs(2);
/// How often the whole page of the wall is asked for, to see how long it takes, and for how long where nothing else goes on.
const PAGE: Duration = Duration::from_millis(250);
const LOOKING: Duration = Duration::from_secs(3);
/// Nobody waits longer to be shown the cards.
const PATIENCE: Duration = Duration::from_mins(2);

pub async fn measure(table: &mut Table) {
    for database in [Database::sqlite(), Database::postgres()] {
        let db = Db::open(&database.url()).await.unwrap();
        let programme = stage::programme(&db).await;
        for (phones, cards) in ROOMS {
            let service = database.serve(&[]);
            let room = Room::open(&db, programme.id, service.address).await;
            room.hold(&db, &service, phones, cards, &format!("{phones} phones, {}", database.name()), table)
                .await;
        }
    }
}

/// A board on which cards are written.
struct Room {
    prompt: BoardPrompt,
    page: String,
    address: SocketAddr,
}

/// A phone, and what it met.
struct Phone {
    connection: Connection,
    cookie: String,
    /// When each of its cards was taken, and how long that took.
    cards: Vec<(Instant, Duration)>,
    /// When it had every card before it.
    shown: Option<Instant>,
}

impl Room {
    async fn open(db: &Db, programme: Uuid, address: SocketAddr) -> Arc<Self> {
        let far: Timestamp = "2100-01-01T10:00:00Z".parse().unwrap();
        let course = Course {
            id: Uuid::new_v4(),
            programme,
            title: "Joint workshop".to_owned(),
            place: "Stratford Library".to_owned(),
            starts_at: far,
            ends_at: far,
            time_zone: "Europe/London".to_owned(),
            aims: Vec::new(),
            summary_at: far,
            trainers: String::new(),
            state: CourseState::Planned,
            frozen_at: None,
        };
        let db = db.write_one();
        courses::add(db, &course).await.unwrap();
        let asks = [("For the partnerships to work", "", "")];
        let board = boards::create(db, course.id, &asks, Timestamp::UNIX_EPOCH).await.unwrap();
        desk::open(db, board.id).await.unwrap();
        let prompt = boards::prompts(db, board.id).await.unwrap().remove(0).at(PromptStep::Writing);
        desk::keep_step(db, &prompt).await.unwrap();
        desk::show(db, board.id, prompt.id).await.unwrap();
        Arc::new(Self { page: format!("/b/{}", board.code), prompt, address })
    }

    /// Lets everybody write, shows them the cards, and lets them vote.
    async fn hold(
        self: &Arc<Self>,
        db: &Db,
        service: &Service,
        phones: usize,
        cards: usize,
        name: &str,
        table: &mut Table,
    ) {
        let mut joined = Vec::with_capacity(phones);
        for number in 0..phones {
            joined.push(self.join(number).await);
        }
        let joined = self.writing(joined, cards, name, table).await;
        memory(service, "while cards were written", name, table);
        desk::keep_step(db.write_one(), &self.prompt.clone().at(PromptStep::Sorting)).await.unwrap();
        let joined = self.reading(joined, name, table).await;
        memory(service, "after everybody read every card", name, table);
        self.voting(db, joined, name, table).await;
        memory(service, "after the vote", name, table);
    }

    /// Everybody writes, and the wall follows.
    async fn writing(
        self: &Arc<Self>,
        joined: Vec<Phone>,
        cards: usize,
        name: &str,
        table: &mut Table,
    ) -> Vec<Phone> {
        let end = Instant::now() + WRITING;
        let wall = tokio::spawn(Arc::clone(self).wall(end + 2 * WALL, joined.len() * cards));
        let pages = tokio::spawn(Arc::clone(self).pages(end));
        let writing: Vec<_> = joined
            .into_iter()
            .enumerate()
            .map(|(number, phone)| tokio::spawn(Arc::clone(self).write(phone, number, cards, end)))
            .collect();
        let mut joined = Vec::with_capacity(writing.len());
        for phone in writing {
            joined.push(phone.await.unwrap());
        }
        let (seen, while_written) = (wall.await.unwrap(), pages.await.unwrap());
        let mut written: Vec<(Instant, Duration)> =
            joined.iter().flat_map(|phone| phone.cards.iter().copied()).collect();
        written.sort();
        let what = format!("a card, {name}, {} cards", thousands(written.len() as f64));
        table.row(what, times(written.iter().map(|(_, took)| *took)), "p99 100 ms".to_owned(), String::new());
        // A card is on the wall with the first count that is not before its own place among those taken.
        let waits = written.iter().enumerate().map(|(place, (taken, _))| {
            let shown = seen.iter().find(|(at, count)| at >= taken && *count > place);
            let shown = shown.unwrap_or_else(|| panic!("card {place} never came on the wall: {seen:?}"));
            shown.0.duration_since(*taken)
        });
        let waits: Vec<Duration> = waits.collect();
        let longest = waits.iter().max().copied().unwrap_or_default().as_secs_f64();
        let what = format!("from a card’s answer to its count on the wall, {name}");
        let says = format!("{longest:.1} s at most; the wall asks every {} s", WALL.as_secs());
        table.row(what, times(waits), "3 s".to_owned(), says);
        wall_took(while_written, "while cards are written", name, table);
        joined
    }

    /// Everybody is shown every card, and reads.
    async fn reading(self: &Arc<Self>, joined: Vec<Phone>, name: &str, table: &mut Table) -> Vec<Phone> {
        let began = Instant::now();
        let reading: Vec<_> = joined
            .into_iter()
            .enumerate()
            .map(|(number, phone)| tokio::spawn(Arc::clone(self).read(phone, number)))
            .collect();
        let mut joined = Vec::with_capacity(reading.len());
        for phone in reading {
            joined.push(phone.await.unwrap());
        }
        let read: Vec<Duration> =
            joined.iter().map(|phone| phone.shown.unwrap().duration_since(began)).collect();
        let last = read.iter().max().copied().unwrap_or_default().as_secs_f64();
        let what = format!("until a phone has every card before it, {name}");
        let says = format!("{last:.1} s for the last; a phone asks every {:.1} s", FOLLOWS.as_secs_f64());
        table.row(what, times(read), String::new(), says);
        let pages = Arc::clone(self).pages(Instant::now() + LOOKING).await;
        wall_took(pages, "with every card", name, table);
        joined
    }

    async fn join(&self, number: usize) -> Phone {
        let mut connection = Connection::open(self.address).await.unwrap();
        let side = ["library", "partner"][number % 2];
        let (status, _) =
            connection.post(&format!("{}/join", self.page), &format!("side={side}")).await.unwrap();
        assert_eq!(status, 303, "{}", connection.head());
        let cookie = connection.header("set-cookie").unwrap();
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Phone { connection, cookie, cards: Vec::new(), shown: None }
    }

    /// Writes so many cards until then, each at a moment of its own, and asks for what is new meanwhile.
    async fn write(self: Arc<Self>, mut phone: Phone, number: usize, cards: usize, end: Instant) -> Phone {
        let mut pace = Pace::of(&mut StdRng::seed_from_u64(number as u64), cards, FOLLOWS, end);
        let cards_page = format!("{}/cards", self.page);
        let mut mark = String::new();
        while let Some(act) = pace.next().await {
            match act {
                Act::Look => self.look(&mut phone, &mut mark).await,
                Act::Send(card) => {
                    let form = format!(
                        "prompt={}&key={}&text=Idea+{card}+of+phone+{number}:+meet+once+a+term+in+each+other's+rooms",
                        self.prompt.id,
                        Uuid::new_v4()
                    );
                    let took = self.send(&mut phone, &cards_page, &form).await;
                    phone.cards.push(took);
                }
            }
        }
        phone
    }

    /// Asks for what is new.
    async fn look(&self, phone: &mut Phone, mark: &mut String) {
        let (status, _) =
            phone.connection.look(&format!("{}/now", self.page), &phone.cookie, mark).await.unwrap();
        assert!(matches!(status, 200 | 304), "{}", phone.connection.head());
        *mark = phone.connection.header("etag").unwrap();
    }

    /// Sends a form and goes where the answer leads, as a browser does; returns when it was answered, and after how long.
    async fn send(&self, phone: &mut Phone, to: &str, form: &str) -> (Instant, Duration) {
        let began = Instant::now();
        let (status, _) = phone.connection.post_as(to, &phone.cookie, form).await.unwrap();
        let took = (Instant::now(), began.elapsed());
        assert_eq!(status, 303, "{}", phone.connection.head());
        let (status, _) = phone.connection.get(&self.page, &phone.cookie).await.unwrap();
        assert_eq!(status, 200);
        took
    }

    /// Asks for what is new until the cards are shown, and fetches them.
    async fn read(self: Arc<Self>, mut phone: Phone, number: usize) -> Phone {
        let mut rng = StdRng::seed_from_u64(number as u64);
        let began = Instant::now();
        sleep(FOLLOWS.mul_f64(rng.random_range(0.0..1.0))).await;
        // The service ends a connection on which nothing was asked for a while.
        phone.connection = Connection::open(self.address).await.unwrap();
        while began.elapsed() < PATIENCE {
            let (status, _) = phone.connection.get(&self.page, &phone.cookie).await.unwrap();
            assert_eq!(status, 200);
            if !phone.connection.body().contains("<textarea") {
                phone.shown = Some(Instant::now());
                break;
            }
            sleep(FOLLOWS).await;
        }
        phone
    }

    /// Follows the board as the wall does until it tells of so many cards, or until then; returns what it told when.
    async fn wall(self: Arc<Self>, end: Instant, all: usize) -> Vec<(Instant, usize)> {
        let mut connection = Connection::open(self.address).await.unwrap();
        let (page, mut mark, mut told) = (format!("{}/wall", self.page), String::new(), Vec::new());
        while Instant::now() < end {
            let (status, _) = connection.look(&page, "", &mark).await.unwrap();
            assert!(matches!(status, 200 | 304), "{}", connection.head());
            mark = connection.header("etag").unwrap();
            if status == 200 {
                let count = cards_told(&connection.body());
                told.push((Instant::now(), count));
                if count == all {
                    break;
                }
            }
            sleep(WALL).await;
        }
        told
    }

    /// How long the whole page of the wall takes, again and again.
    async fn pages(self: Arc<Self>, end: Instant) -> Vec<Duration> {
        let mut connection = Connection::open(self.address).await.unwrap();
        let (page, mut took) = (format!("{}/wall", self.page), Vec::new());
        while Instant::now() < end {
            let began = Instant::now();
            assert_eq!(connection.get(&page, "").await.unwrap().0, 200);
            took.push(began.elapsed());
            sleep(PAGE).await;
        }
        took
    }
}

/// How long the whole page of the wall took.
fn wall_took(took: Vec<Duration>, when: &str, name: &str, table: &mut Table) {
    table.row(format!("the wall’s page {when}, {name}"), times(took), "50 ms".to_owned(), String::new());
}

fn memory(service: &Service, when: &str, name: &str, table: &mut Table) {
    let says = format!("{:.0} MB at most so far", service.most_memory());
    let what = format!("memory {when}, {name}");
    table.row(what, format!("{:.0} MB", service.memory()), "64 MB".to_owned(), says);
}

/// The number of “420 cards from 60 phones”, as the wall says it.
fn cards_told(page: &str) -> usize {
    let before = page.split(" from ").next().unwrap_or_default();
    let before = before.trim_end_matches(" cards").trim_end_matches(" card");
    let digits: String = before.chars().rev().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
    let digits: String = digits.chars().rev().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

/// “p50 2.1 ms, p99 9.8 ms”
fn times(took: impl IntoIterator<Item = Duration>) -> String {
    let mut took: Vec<Duration> = took.into_iter().collect();
    took.sort();
    let ms = |share: usize| {
        let at = (took.len() * share / 100).min(took.len().saturating_sub(1));
        took.get(at).copied().unwrap_or_default().as_secs_f64() * 1000.0
    };
    format!("p50 {:.1} ms, p99 {:.1} ms", ms(50), ms(99))
}
