//! A service that is killed while a room writes: each card that a phone was told of is on the board once.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use common_ground::store::boards::{self, BoardPrompt, PromptStep};
use sea_orm::EntityTrait;

use crate::support::{
    board::open_board,
    database::TestDatabase,
    entity::board_card,
    http::{cookie, get, post_with},
    program::Program,
};

/// Phones in the room.
const PHONES: usize = 16;
/// Cards that each would write: fewer than a phone may send in a minute, and enough that the service dies in their midst.
const CARDS_EACH: usize = 50;
/// Cards taken before the service is killed.
const TAKEN_BEFORE_THE_KILL: usize = 200;
/// Cards that each phone sends once more although they were taken, as a double tap does.
const TWICE: usize = 3;
/// No kill may take longer to come than this.
const PATIENCE: Duration = Duration::from_mins(1);

/// A phone, and how far it came.
struct Phone {
    number: usize,
    /// The page of the board.
    page: String,
    prompt: String,
    cookie: String,
    /// Cards that it sent.
    sent: usize,
    /// How many of them it was told of: all before the one that nobody answered.
    taken: usize,
}

impl Phone {
    async fn join(number: usize, page: &str, prompt: &BoardPrompt, address: SocketAddr) -> Self {
        let side = if number.is_multiple_of(2) { "library" } else { "partner" };
        let joined = post_with(address, &format!("{page}/join"), "", &format!("side={side}")).await.unwrap();
        assert_eq!(joined.0, 303, "{}", joined.1);
        let (page, prompt, cookie) = (page.to_owned(), prompt.id.to_string(), cookie(&joined.1));
        Self { number, page, prompt, cookie, sent: 0, taken: 0 }
    }

    fn words(&self, card: usize) -> String {
        format!("card {card} of phone {}", self.number)
    }

    /// Whether a card was taken. It bears the same key each time it is sent.
    async fn send(&self, address: SocketAddr, card: usize) -> bool {
        let form = format!(
            "prompt={}&text={}&key=00000000-0000-4000-{:04}-{card:012}",
            self.prompt,
            self.words(card).replace(' ', "+"),
            self.number
        );
        let answer = post_with(address, &format!("{}/cards", self.page), &self.cookie, &form).await;
        matches!(answer, Ok((303, _)))
    }

    /// Writes until it has written all, or until nobody answers any more.
    async fn write(mut self, address: SocketAddr, taken: Arc<AtomicUsize>) -> Self {
        while self.sent < CARDS_EACH {
            self.sent += 1;
            if !self.send(address, self.sent - 1).await {
                break;
            }
            self.taken += 1;
            taken.fetch_add(1, Ordering::Relaxed);
        }
        self
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_killed_while_a_room_writes_keeps_every_card_it_took_and_doubles_none() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let (board, mut prompts) = open_board(&db, &["We can bring"]).await;
    let prompt = prompts.remove(0).at(PromptStep::Writing);
    boards::desk::keep_step(db.write_one(), &prompt).await.unwrap();
    let page = format!("/b/{}", board.code);
    let program = Program::on(&database);

    let mut service = program.serve();
    let address = service.address;
    let taken = Arc::new(AtomicUsize::new(0));
    let mut phones = Vec::new();
    for number in 0..PHONES {
        phones.push(Phone::join(number, &page, &prompt, address).await);
    }
    let writing: Vec<_> =
        phones.into_iter().map(|phone| tokio::spawn(phone.write(address, Arc::clone(&taken)))).collect();
    let began = Instant::now();
    while taken.load(Ordering::Relaxed) < TAKEN_BEFORE_THE_KILL && began.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    service.kill();
    let mut phones = Vec::new();
    for phone in writing {
        phones.push(phone.await.unwrap());
    }
    let before: usize = phones.iter().map(|phone| phone.taken).sum();
    let sent: usize = phones.iter().map(|phone| phone.sent).sum();
    assert!((TAKEN_BEFORE_THE_KILL..PHONES * CARDS_EACH).contains(&before), "{before} were taken");
    assert!(before < sent, "the kill cut a phone off: {before} of {sent}");

    // Whatever nobody answered is sent again, and so are some that were taken.
    let service = program.serve();
    for phone in &phones {
        let unsure = phone.taken..phone.sent;
        let sure = phone.taken.saturating_sub(TWICE)..phone.taken;
        for card in unsure.chain(sure) {
            assert!(
                phone.send(service.address, card).await,
                "{} is taken the second time",
                phone.words(card)
            );
        }
    }
    let (_, wall) = get(service.address, &format!("{page}/wall")).await.unwrap();
    assert!(wall.contains(&format!("{sent} cards from {PHONES} phones")), "{wall}");
    assert_eq!(service.stop().code(), Some(0));

    let cards = board_card::Entity::find().all(db.read()).await.unwrap();
    let mut found: Vec<String> = cards.into_iter().map(|card| card.text).collect();
    found.sort();
    let all = phones.iter().flat_map(|phone| (0..phone.sent).map(|card| phone.words(card)));
    let mut expected: Vec<String> = all.collect();
    expected.sort();
    assert_eq!(found, expected);
}
