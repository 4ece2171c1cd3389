//! The workshop board as the room sees it: a phone each, and the wall. Nobody signs in; a browser is known by a random key
//! in an encrypted cookie, whose keyed hash is kept until the board closes.

pub(crate) mod cards;
pub(crate) mod own_card;
pub(crate) mod phone;
pub(crate) mod votes;
pub(crate) mod wall;

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    num::NonZeroU32,
    sync::Arc,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::{Timestamp, tz::TimeZone};
use rocket::{
    Request, State,
    http::{Cookie, SameSite, Status},
    outcome::try_outcome,
    request::{FromRequest, Outcome},
    time::Duration,
};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{
    store::{
        Board, BoardPrompt, PhoneAct, PhoneEntry, PromptStep,
        boards::{self, room},
        courses, programmes,
    },
    survey::Side,
    system::secret::hash,
    web::{
        Answer, Error, FormData, Frame, Link, Notice, Page, Result, Visitor, at,
        http::flash,
        parts::board::{BoardBlock, blocks},
        public::board::phone::EntryFault,
    },
};

/// The cookie of a phone.
const PHONE: &str = "board";
/// Hours for which a browser stays the same phone: a workshop lasts a day.
const HOURS: i64 = 18;
/// What one phone may send in a minute: quick fingers write ten cards, and give as many dots.
const A_MINUTE: NonZeroU32 = match NonZeroU32::new(60) {
    Some(most) => most,
    None => NonZeroU32::MIN,
};

/// Phones that join from one network in a minute. A library has one address, and a full hall of people joins at once.
const JOINS: NonZeroU32 = match NonZeroU32::new(1_000) {
    Some(most) => most,
    None => NonZeroU32::MIN,
};

/// What is said where no side was chosen.
const CHOOSE_SIDE: &str = "Choose who you work for";
/// What is said where very many phones join from one network.
const WAIT_TO_JOIN: &str = "Very many phones are joining from your network. Wait a minute, then join again";

/// Boards whose cards are kept for those who look next.
const KEPT: usize = 16;

/// What the room sees of boards, by board, with the mark under which it was read: a hall of phones is shown every card at
/// once. The mark comes from the database each time, so that what was done by another instance is seen, too.
#[derive(Debug, Default)]
pub(crate) struct SeenBlocks(Mutex<HashMap<Uuid, MarkedBlocks>>);

/// What the room sees of a board, and the mark under which it was read.
#[derive(Debug)]
struct MarkedBlocks {
    mark: String,
    blocks: Arc<Vec<BoardBlock>>,
}

/// How much each phone sends, and how many join from each network. What phones send is not counted by network: a library
/// has one address.
#[derive(Debug)]
pub(crate) struct PhoneLimits {
    sent: DefaultKeyedRateLimiter<String>,
    joined: DefaultKeyedRateLimiter<Option<IpAddr>>,
}

impl Default for PhoneLimits {
    fn default() -> Self {
        let [sent, joined] = [A_MINUTE, JOINS].map(Quota::per_minute);
        Self { sent: RateLimiter::keyed(sent), joined: RateLimiter::keyed(joined) }
    }
}

/// Where somebody comes in with the code of a board.
pub(crate) struct BoardDoor<'r> {
    visitor: Visitor<'r>,
    limits: &'r PhoneLimits,
    seen: &'r SeenBlocks,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for BoardDoor<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let visitor = try_outcome!(request.guard::<Visitor<'_>>().await);
        let limits = request.guard::<&State<PhoneLimits>>().await;
        match (limits, request.guard::<&State<SeenBlocks>>().await) {
            (Outcome::Success(limits), Outcome::Success(seen)) => {
                Outcome::Success(Self { visitor, limits: limits.inner(), seen: seen.inner() })
            }
            _ => Outcome::Error((Status::InternalServerError, ())),
        }
    }
}

/// A browser that joined.
#[derive(Clone, Debug)]
pub(crate) struct Phone {
    /// The keyed hash under which its cards and votes are kept.
    pub hash: String,
    /// The side that was chosen.
    pub side: Side,
}

/// Somebody at a board.
pub(crate) struct BoardVisit<'r> {
    pub visitor: Visitor<'r>,
    limits: &'r PhoneLimits,
    seen: &'r SeenBlocks,
    pub board: Board,
    pub prompts: Vec<BoardPrompt>,
    /// None before they chose a side.
    pub phone: Option<Phone>,
    /// How many cards and groups come before those that are voted on here.
    pub from: usize,
}

impl<'r> BoardDoor<'r> {
    /// The board with this code, however it is typed.
    ///
    /// # Errors
    /// The page that says there is none, or that too many were guessed.
    pub(crate) async fn open(self, code: &str) -> Result<BoardVisit<'r>> {
        self.open_with(code, "").await
    }

    /// The same, for somebody who wrote something: where there is no board, their words are told once more.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub(crate) async fn open_with(self, code: &str, written: &str) -> Result<BoardVisit<'r>> {
        let Self { visitor, limits, seen } = self;
        let known = visitor.cookies.get_private(&name(&visitor));
        if visitor.is_shut() && known.is_none() {
            return Err(Error::TooMany);
        }
        let db = visitor.app.db.read();
        let found = boards::by_code(db, code).await?.filter(|board| board.state != boards::BoardState::Draft);
        let Some(board) = found else { return Err(visitor.unknown(|| unknown(&visitor, written))) };
        let prompts = boards::prompts(db, board.id).await?;
        let phone = known.and_then(|cookie| read(&visitor, &board, cookie.value()));
        Ok(BoardVisit { visitor, limits, seen, board, prompts, phone, from: 0 })
    }
}

/// Joins a board by choosing a side and nothing else, or chooses another one.
#[rocket::post("/b/<code>/join", data = "<data>")]
pub(crate) async fn join(code: &str, door: BoardDoor<'_>, data: FormData) -> Result<Answer> {
    let mut visit = door.open(code).await?;
    let (status, message) = match Side::from_key(data.one("side")) {
        Some(side) if visit.join(side) => return Ok(Answer::to(visit.address())),
        Some(_) => (Status::TooManyRequests, WAIT_TO_JOIN),
        None => (Status::UnprocessableEntity, CHOOSE_SIDE),
    };
    // Whoever joined before chooses anew.
    visit.phone = None;
    let fault = EntryFault { target: "side-0", message: message.to_owned(), write: None };
    phone::page(&visit, status, Some(fault)).await
}

/// The page for a code that belongs to no board that is open.
fn unknown(visitor: &Visitor<'_>, written: &str) -> Error {
    let mut sentences = vec![
        "If the code is right, the trainer hasn’t opened the board yet. Try again in a moment.".to_owned(),
    ];
    sentences.extend((!written.is_empty()).then(|| format!("You wrote: “{written}”")));
    let page = Notice {
        frame: visitor.frame(),
        heading: "We can’t find that board".to_owned(),
        lead: "Check the code on the screen: six letters and numbers, never the letters O and I or the numbers 0 and 1."
            .to_owned(),
        sentences,
        link: Some(Link::new("Enter another code", at::landing())),
    };
    Page::with_status(Status::NotFound, &page).map_or_else(|broken| broken, Error::Refused)
}

/// What the cookie is called.
fn name(visitor: &Visitor<'_>) -> Cow<'static, str> {
    crate::web::http::own_cookies::name(visitor.app, PHONE)
}

/// `<key> <board> <side>`, encrypted: one board at a time.
fn read(visitor: &Visitor<'_>, board: &Board, cookie: &str) -> Option<Phone> {
    let [key, of, side]: [&str; 3] = cookie.split(' ').collect::<Vec<_>>().try_into().ok()?;
    let side = Side::from_key(side).filter(|_| of == board.id.to_string())?;
    Some(Phone { hash: fingerprint(visitor, board, key), side })
}

fn fingerprint(visitor: &Visitor<'_>, board: &Board, key: &str) -> String {
    visitor.app.secret.fingerprint(&format!("board {} {key}", board.id))
}

impl BoardVisit<'_> {
    /// Makes this browser a phone of that side, or changes its side. False where so many phones have joined from its
    /// network that it must wait.
    pub(crate) fn join(&mut self, side: Side) -> bool {
        let held = self.visitor.cookies.get_private(&name(&self.visitor));
        let own = held.as_ref().and_then(|cookie| {
            let (key, rest) = cookie.value().split_once(' ')?;
            rest.starts_with(&self.board.id.to_string()).then(|| key.to_owned())
        });
        self.limits.joined.retain_recent();
        if own.is_none() && self.limits.joined.check_key(&self.visitor.client.network()).is_err() {
            return false;
        }
        let key = own.unwrap_or_else(|| Uuid::new_v4().to_string());
        self.phone = Some(Phone { hash: fingerprint(&self.visitor, &self.board, &key), side });
        let app = self.visitor.app;
        let cookie = Cookie::build((name(&self.visitor), format!("{key} {} {}", self.board.id, side.key())))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(app.settings.site_url.starts_with("https:"))
            .max_age(Duration::hours(HOURS));
        self.visitor.cookies.add_private(cookie);
        true
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.visitor.app.clock.now()
    }

    /// The prompt that the room is at.
    pub(crate) fn current(&self) -> Option<&BoardPrompt> {
        let current = self.board.current_id?;
        self.prompts.iter().find(|prompt| prompt.id == current)
    }

    /// A prompt of this board by what a form names it.
    pub(crate) fn prompt(&self, id: &str) -> Option<&BoardPrompt> {
        let id: Uuid = id.parse().ok()?;
        self.prompts.iter().find(|prompt| prompt.id == id)
    }

    /// Top and foot, with what was just done.
    pub(crate) fn frame(&self) -> Frame {
        self.visitor.frame().telling(flash::take(self.visitor.app, self.visitor.cookies))
    }

    /// What the workshop is called, and its time zone.
    pub(crate) async fn course(&self) -> Result<(String, TimeZone)> {
        let db = self.visitor.app.db.read();
        let course = courses::find(db, self.board.course_id).await?.ok_or(Error::NotFound)?;
        let zone = course.zone(&programmes::get(db, course.programme).await?);
        Ok((course.title, zone))
    }

    /// Whether this phone may send one more thing now.
    pub(crate) fn may_send(&self, phone: &Phone) -> bool {
        self.limits.sent.retain_recent();
        self.limits.sent.check_key(&phone.hash).is_ok()
    }

    /// What a phone sends about a prompt, under the key of its form.
    pub(crate) fn entry(&self, phone: &Phone, prompt: &BoardPrompt, key: &str, act: PhoneAct) -> PhoneEntry {
        let key = if key.is_empty() { Uuid::new_v4().to_string() } else { key.to_owned() };
        PhoneEntry {
            board: self.board.id,
            prompt: prompt.id,
            phone: phone.hash.clone(),
            key_hash: hash(&key),
            at: self.now(),
            act,
        }
    }

    /// The address of the phone’s page, where it is read on.
    pub(crate) fn address(&self) -> String {
        let from = Some(self.from).filter(|from| *from > 0);
        at::query(at::board(&self.board.code), &[("from", &from)])
    }

    /// What everybody sees of the prompt that the room is at: nothing of others before it is shown, by the query itself.
    pub(crate) async fn seen(&self, prompt: &BoardPrompt) -> Result<Arc<Vec<BoardBlock>>> {
        // Only while cards are shown has every change a mark of its own.
        if !boards::desk::is_shown(prompt) {
            return Ok(Arc::default());
        }
        let mark = self.mark();
        // Held while it is read: whoever asks meanwhile waits for it, and does not read it too.
        let mut kept = self.seen.0.lock().await;
        if let Some(known) = kept.get(&self.board.id).filter(|known| known.mark == mark) {
            return Ok(Arc::clone(&known.blocks));
        }
        let db = self.visitor.app.db.read();
        let cards = room::cards(db, prompt.id).await?;
        let groups = boards::groups(db, prompt.id).await?;
        let is_counted = prompt.counted && prompt.step != PromptStep::Voting;
        let counts = if is_counted { Some(room::counts(db, prompt.id, &cards).await?) } else { None };
        let hands = if is_counted { boards::desk::hands(db, prompt.id).await? } else { BTreeMap::new() };
        let blocks = Arc::new(blocks(cards, &groups, counts.as_ref(), &hands));
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(self.board.id, MarkedBlocks { mark, blocks: Arc::clone(&blocks) });
        Ok(blocks)
    }

    /// A mark that changes when a page of this board that the room sees would change in more than its counts.
    pub(crate) fn mark(&self) -> String {
        let board = &self.board;
        let now = self.current().map(|prompt| {
            let shown = boards::desk::is_shown(prompt).then_some(board.revision);
            (prompt.id, prompt.step, prompt.counted, prompt.takes_cards(self.now()), shown)
        });
        hash(&format!("{:?} {now:?}", board.state)).chars().take(16).collect()
    }
}

/// The text of a card as it is kept: one line. The error says what to do.
pub(crate) fn words(text: &str) -> Result<String, String> {
    let text = common_ground_boards::write_up::line(text);
    let length = text.chars().count();
    match length {
        0 => Err("Write something on the card".to_owned()),
        _ if length > boards::LONGEST_CARD => {
            let over = length - boards::LONGEST_CARD;
            Err(format!(
                "Shorten the card by {}: it holds {} characters",
                common_ground_reports::wording::counted(over as u64, "character", "characters"),
                boards::LONGEST_CARD
            ))
        }
        _ => Ok(text),
    }
}

/// Sides to choose from, with what a person calls them.
pub(crate) const SIDES: [(Side, &str); 2] =
    [(Side::Library, "I work for the library"), (Side::Partner, "I work for a partner organisation")];
