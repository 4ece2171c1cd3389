//! Rounds that go on by chance, watched by a manager and a trainer who keep everything they may load and solve for what
//! a few people answered.

use common_ground::{
    store::{
        courses::{self, RoundPurpose},
        people::PersonRole,
        published,
        rounds::Round,
        submission::Submission,
    },
    survey::{
        answers::{self, Raw},
        audience::Audience,
        published::TableStage,
        round::PrivacyMode,
    },
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{
    GROUPS, close, crowd::Person, feedback, import_lines, look_back, open_again, seen::Seen, solved::Solved,
};
use crate::support::{app::TestApp, visitor::Visitor};

/// As many programmes go on by chance.
const PROGRAMMES: u64 = 8;

/// A course with a round before it and a round after it, and what was seen of them.
struct Watched {
    app: TestApp,
    rng: StdRng,
    course: String,
    before: Round,
    feedback: Round,
    aims: Vec<String>,
    /// How likely somebody is of each group.
    weights: [usize; 3],
    /// Personal links that nobody used.
    links: Vec<(String, String)>,
    /// Who answered by a personal link: their address and number.
    linked: Vec<(String, usize)>,
    readers: Vec<Visitor>,
    of_before: Solved,
    of_feedback: Solved,
    seen: Seen,
    is_open: bool,
    closed_before: bool,
}

impl Watched {
    async fn start(seed: u64) -> Self {
        let app = TestApp::start().await;
        let mut rng = StdRng::seed_from_u64(seed);
        let (course, feedback) = feedback(&app, PrivacyMode::Confidential).await;
        let before = app.round("course_pre", |round| round.audience = Audience::Open).await;
        courses::attach(app.app.db.write_one(), course.id, before.id, RoundPurpose::Before).await.unwrap();
        let mut links = Vec::new();
        for name in ["dana", "eli", "femi"] {
            let address = format!("{name}@elm.example.org");
            links.push((app.invite(&feedback, &address).await, address));
        }
        let weights = [[8, 3, 1], [4, 4, 4], [5, 6, 0], [12, 1, 1]][rng.random_range(0..4)];
        let mut watched = Self {
            course: format!("/programmes/reading/courses/{}", course.id),
            aims: feedback.aims.clone(),
            readers: Vec::new(),
            linked: Vec::new(),
            of_before: Solved::default(),
            of_feedback: Solved::default(),
            seen: Seen::default(),
            is_open: true,
            closed_before: false,
            app,
            rng,
            before,
            feedback,
            weights,
            links,
        };
        watched.sign_in().await;
        watched
    }

    /// A wait until the close is longer than anybody stays signed in.
    async fn sign_in(&mut self) {
        self.readers = vec![
            self.app.signed_in(PersonRole::Manager).await,
            self.app.signed_in(PersonRole::Trainer).await,
        ];
    }

    fn person(&mut self) -> Person {
        let of = GROUPS.into_iter().zip(self.weights);
        let groups: Vec<&str> = of.flat_map(|(group, weight)| std::iter::repeat_n(group, weight)).collect();
        let rng = &mut self.rng;
        let group = groups[rng.random_range(0..groups.len())];
        let mut point = || ["", "1", "2", "3", "4", "5", "4", "5"][rng.random_range(0..8)];
        let (before, then, now, useful) = (point(), point(), point(), point());
        Person { group, before, then, now, useful }
    }

    /// New people, now and then all of one group, where a few are left over.
    fn people(&mut self, most: usize) -> Vec<Person> {
        let of_one = self.rng.random_bool(0.4).then(|| GROUPS[self.rng.random_range(0..GROUPS.len())]);
        let people = self.rng.random_range(1..=most);
        let alike = |person: Person| Person { group: of_one.unwrap_or(person.group), ..person };
        (0..people).map(|_| alike(self.person())).collect()
    }

    /// People answer what is open: before the first close both rounds.
    async fn answer(&mut self, most: usize) {
        for person in self.people(most) {
            let confidence = |time: &str, point| {
                self.aims.iter().map(move |aim| (format!("{aim}{time}"), point)).collect::<Vec<_>>()
            };
            let mut after = [confidence("__then", person.then), confidence("__now", person.now)].concat();
            after.push(("react_useful".to_owned(), person.useful));
            submit(&self.app, &self.feedback, person.group, after).await;
            self.of_feedback.crowd.come(person);
            if !self.closed_before && !person.before.is_empty() {
                submit(&self.app, &self.before, person.group, confidence("", person.before)).await;
                self.of_before.crowd.come(person);
            }
        }
    }

    /// Somebody uses their personal link.
    async fn answer_by_link(&mut self) {
        if let Some((token, address)) = self.links.pop().filter(|_| !self.closed_before) {
            let person = self.person();
            let both = (person.then, person.now);
            look_back(&self.app, &format!("/i/{token}"), person.group, both, person.useful).await;
            self.linked.push((address, self.of_feedback.crowd.come(person)));
        }
    }

    async fn import(&mut self) {
        let aims = self.aims.iter().flat_map(|aim| [format!("{aim}__then"), format!("{aim}__now")]);
        let heading = aims.chain(["react_useful".to_owned()]).collect::<Vec<_>>().join(",");
        let mut lines = vec![format!("response_id,group,{heading}")];
        let cell = |point: &'static str| if point.is_empty() { "-9" } else { point };
        for person in self.people(9) {
            let both = format!("{},{},", cell(person.then), cell(person.now)).repeat(self.aims.len());
            lines.push(format!("{},{},{both}{}", uuid::Uuid::new_v4(), person.group, cell(person.useful)));
            self.of_feedback.crowd.come(person);
        }
        import_lines(&self.app, &self.feedback, &lines).await;
    }

    async fn erase(&mut self) {
        if let Some((address, number)) = self.linked.pop() {
            let admin = self.app.signed_in(PersonRole::Admin).await;
            admin.post("/programmes/reading/erasure/erase", &[("email", &address)]).await.has_status(303);
            self.of_feedback.crowd.leave(number);
        }
    }

    async fn close(&mut self) {
        close(&self.app).await;
        (self.is_open, self.closed_before) = (false, true);
        self.sign_in().await;
    }

    /// Something happens.
    async fn step(&mut self) {
        match (self.is_open, self.rng.random_range(0..12)) {
            (true, 0..=4) => self.answer(14).await,
            (true, 5..=6) => self.answer_by_link().await,
            (true, 7..=9) => self.close().await,
            (false, 0..=5) => self.import().await,
            (false, 6..=9) => {
                open_again(&self.app, &self.feedback).await;
                self.is_open = true;
            }
            _ => self.erase().await,
        }
        self.look().await;
    }

    /// Loads everything that both may load now.
    async fn look(&mut self) {
        self.of_feedback.crowd.pass();
        self.of_before.crowd.pass();
        if self.is_open {
            self.app.run_due().await;
            self.look_at_the_batch().await;
        }
        for reader in &self.readers {
            for (round, solved) in
                [(&self.before, &mut self.of_before), (&self.feedback, &mut self.of_feedback)]
            {
                let file = format!("/programmes/reading/rounds/{}/results/items.csv", round.code);
                let file = reader.get(&file).await;
                if file.status == 200 {
                    self.seen.items(&round.code, &file.body);
                    solved.items(&file.body);
                }
            }
            let file = reader.get(&format!("{}/results/confidence.csv", self.course)).await;
            if file.status == 200 {
                self.seen.confidence(&self.feedback.code, &file.body);
                self.of_before.confidence(&file.body, "before", str::to_owned);
                for time in ["then", "now"] {
                    self.of_feedback.confidence(&file.body, time, |aim| format!("{aim}__{time}"));
                }
            }
        }
    }

    /// What the page of an open round tells a trainer.
    async fn look_at_the_batch(&mut self) {
        let batches = [(&self.before, &mut self.of_before), (&self.feedback, &mut self.of_feedback)];
        for (round, solved) in batches {
            let record = published::find(self.app.app.db.read(), round.id).await.unwrap();
            let Some(record) = record.filter(|record| record.stage == TableStage::Batch) else { continue };
            let page = format!("/programmes/reading/rounds/{}/results", round.code);
            let page = self.readers[1].get(&page).await;
            for question in
                record.table.whole.items().filter(|item| !item.is_empty() && !item.contains(['|', '#']))
            {
                let counts = record.table.whole.counts(question);
                if counts.n() > 0 {
                    page.says(&format!(">{}<", counts.n()));
                }
                solved.batch(question, counts.values);
            }
        }
    }
}

/// Somebody answers a round by its open link.
async fn submit(app: &TestApp, round: &Round, group: &str, points: Vec<(String, &str)>) {
    let survey = app.app.survey(round).await.unwrap();
    let given = points.into_iter().filter(|(_, point)| !point.is_empty());
    let mut raw: Raw = given.map(|(item, point)| (item, vec![point.to_owned()])).collect();
    raw.insert(round.side.group_item().to_owned(), vec![group.to_owned()]);
    let answers = answers::read(&survey, round.side, &raw).unwrap();
    app.app.writer.submit(Submission::new(round, &survey, &answers, None, None)).await.unwrap();
}

#[rocket::async_test]
async fn whatever_happens_to_a_round_its_files_never_differ_by_a_few_people() {
    let mut figures = 0;
    for seed in 0..PROGRAMMES {
        let mut watched = Watched::start(seed).await;
        watched.answer([40, 25, 12, 6][usize::try_from(seed % 4).unwrap()]).await;
        watched.answer_by_link().await;
        watched.look().await;
        for _ in 0..9 {
            watched.step().await;
        }
        if watched.is_open {
            watched.close().await;
            watched.look().await;
        }
        assert_eq!(watched.of_before.given_away(5), None, "before the course, seed {seed}");
        assert_eq!(watched.of_feedback.given_away(5), None, "after the course, seed {seed}");
        watched.seen.holds_no_small_group(5);
        figures += watched.of_feedback.seen();
    }
    assert!(figures > 100, "only {figures} figures were seen");
}
