//! A workshop: a board run by a trainer at the desk, and phones.

use common_ground::store::{
    Db,
    boards::{self, Board, BoardPrompt, NewPrompt},
    courses::{self, Course, CourseState},
    people::PersonRole,
    programmes::{self, Programme, ProgrammeSettings},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    app::TestApp,
    planning::{filled, plan},
    visitor::{Reply, Visitor},
};

/// A workshop with its board open.
pub struct Workshop<'a> {
    pub app: &'a TestApp,
    pub trainer: Visitor,
    pub course: Course,
    /// The address of the desk.
    pub desk: String,
    pub code: String,
}

impl<'a> Workshop<'a> {
    pub async fn open(app: &'a TestApp) -> Self {
        let trainer = app.signed_in(PersonRole::Trainer).await;
        let (course, _) = plan(app, &trainer, &filled()).await;
        Self::of(app, trainer, course).await
    }

    /// The workshop of a course, with its board open.
    pub async fn of(app: &'a TestApp, trainer: Visitor, course: Course) -> Self {
        let desk = format!("/programmes/reading/courses/{}/board", course.id);
        trainer.get(&desk).await.has_status(200).says("Make a workshop board");
        trainer.post(&desk, &[("set", "two")]).await.leads_to(&desk);
        let code = boards::of_course(app.app.db.read(), course.id).await.unwrap().unwrap().code;
        let workshop = Self { app, trainer, course, desk, code };
        workshop.step(1, "open", &[]).await.has_status(303);
        workshop
    }

    pub async fn board(&self) -> Board {
        boards::of_course(self.app.app.db.read(), self.course.id).await.unwrap().unwrap()
    }

    /// A question by its place, from 1.
    pub async fn prompt(&self, place: usize) -> BoardPrompt {
        let board = self.board().await;
        boards::prompts(self.app.app.db.read(), board.id).await.unwrap().remove(place - 1)
    }

    /// Takes a question on.
    pub async fn step(&self, place: usize, act: &str, more: &[(&str, &str)]) -> Reply {
        let prompt = self.prompt(place).await.id.to_string();
        let mut form = vec![("prompt", &*prompt), ("act", act)];
        form.extend(more);
        self.trainer.post(&format!("{}/step", self.desk), &form).await
    }

    /// Asks a question, types what each side says to it, a card a line, and has it agreed.
    pub async fn agrees(&self, place: usize, said: &[(&str, &str)]) {
        self.says(place, said).await;
        self.step(place, "agree", &[]).await.has_status(303);
    }

    /// Asks a question, types what each side says to it, a card a line, and shows the cards.
    pub async fn says(&self, place: usize, said: &[(&str, &str)]) {
        self.step(place, "write", &[]).await.has_status(303);
        let question = self.prompt(place).await.id.to_string();
        for (side, lines) in said {
            let paper = [("question", &*question), ("side", side), ("lines", lines)];
            self.trainer.post(&format!("{}/paper", self.desk), &paper).await.has_status(303);
        }
        self.step(place, "show", &[]).await.has_status(303);
    }

    /// Takes a vote in which so many people give a dot to each of these.
    pub async fn votes(&self, place: usize, given: &[(&str, usize)]) {
        self.step(place, "vote", &[("dots", "3")]).await.has_status(303);
        let most = given.iter().map(|(_, people)| *people).max().unwrap_or_default();
        for person in 0..most {
            let phone = self.phone(if person % 2 == 0 { "library" } else { "partner" }).await;
            for (target, _) in given.iter().filter(|(_, people)| person < *people) {
                self.give(&phone, target, "1", &format!("{person} {target}")).await.has_status(303);
            }
        }
        self.step(place, "count", &[]).await.has_status(303);
    }

    /// Does something with cards.
    pub async fn arrange(&self, place: usize, act: &str, cards: &[&str], more: &[(&str, &str)]) -> Reply {
        let prompt = self.prompt(place).await.id.to_string();
        let mut form = vec![("prompt", &*prompt), ("act", act)];
        form.extend(cards.iter().map(|card| ("card", *card)));
        form.extend(more);
        self.trainer.post(&format!("{}/cards", self.desk), &form).await
    }

    /// The id of the card with these words.
    pub async fn card(&self, place: usize, text: &str) -> String {
        let cards = boards::desk::cards(self.app.app.db.read(), self.prompt(place).await.id).await.unwrap();
        let card = cards.iter().find(|card| card.text == text);
        card.unwrap_or_else(|| panic!("no card {text}: {cards:?}")).id.to_string()
    }

    pub fn page(&self) -> String {
        format!("/b/{}", self.code)
    }

    /// Somebody with a phone of their own who joined.
    pub async fn phone(&self, side: &str) -> Visitor {
        let phone = self.app.visitor().await;
        phone.post(&format!("{}/join", self.page()), &[("side", side)]).await.leads_to(&self.page());
        phone
    }

    /// Writes a card.
    pub async fn write(&self, phone: &Visitor, place: usize, text: &str, key: &str) -> Reply {
        let prompt = self.prompt(place).await.id.to_string();
        let form = [("prompt", &*prompt), ("text", text), ("key", key)];
        phone.post(&format!("{}/cards", self.page()), &form).await
    }

    /// Gives dots.
    pub async fn give(&self, phone: &Visitor, target: &str, dots: &str, key: &str) -> Reply {
        let form = [("target", target), ("dots", dots), ("key", key)];
        phone.post(&format!("{}/votes", self.page()), &form).await
    }
}

/// An open board with these questions, straight in the store: for what is no desk’s business.
pub async fn open_board(db: &Db, headings: &[&str]) -> (Board, Vec<BoardPrompt>) {
    let (db, now) = (db.write_one(), Timestamp::UNIX_EPOCH);
    let id = Uuid::new_v4();
    let programme = Programme {
        id,
        slug: id.to_string(),
        name: "Welcome to reading".to_owned(),
        settings: ProgrammeSettings::default(),
    };
    programmes::add(db, &programme, now).await.unwrap();
    let far: Timestamp = "2100-01-01T10:00:00Z".parse().unwrap();
    let course = Course {
        id: Uuid::new_v4(),
        programme: id,
        title: "Joint workshop".to_owned(),
        place: "Stratford Library".to_owned(),
        starts_at: far,
        ends_at: far,
        time_zone: "Europe/London".to_owned(),
        aims: Vec::new(),
        summary_at: far,
        frozen_at: None,
        trainers: String::new(),
        state: CourseState::Planned,
    };
    courses::add(db, &course).await.unwrap();
    let questions: Vec<NewPrompt<'_>> = headings.iter().map(|heading| (*heading, "", "")).collect();
    let board = boards::create(db, course.id, &questions, now).await.unwrap();
    boards::desk::open(db, board.id).await.unwrap();
    let prompts = boards::prompts(db, board.id).await.unwrap();
    boards::desk::show(db, board.id, prompts[0].id).await.unwrap();
    (boards::find(db, board.id).await.unwrap().unwrap(), prompts)
}
