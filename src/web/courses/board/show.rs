//! The desk: its heading says what to do next.

use std::collections::BTreeMap;

use askama::Template;
use common_ground_boards::{similar, votes::dots_each};
use common_ground_reports::wording;
use rocket::http::Status;
use uuid::Uuid;

use crate::{
    store::{
        BoardCard, BoardPrompt, BoardState, PromptStep,
        boards::{self, alike, desk as acts, room, write_ups},
    },
    survey::{
        Side,
        personal::{self, Mark},
    },
    system::secret::KeyPurpose,
    web::{
        Answer, Desk, FieldProblem, FormChoice, FormData, FormProblems, Frame, Link, MainPlace, Page, Result,
        Trail, Trainer, at,
        courses::{
            board::{At, load, new},
            find,
        },
        parts::{
            board::{BoardBlock, blocks},
            format,
        },
    },
};

/// Suggestions shown at once.
const SUGGESTED: usize = 8;
/// Things that people choose among without losing sight of them.
const EASILY_CHOSEN: usize = 12;
/// Cards that are compared with each other for suggestions: a page is not to wait for more.
const COMPARED: usize = 400;

/// The page.
#[derive(Debug, Template)]
#[template(path = "courses/board/show.html")]
struct Show {
    frame: Frame,
    trail: Trail,
    problems: Vec<FieldProblem>,
    /// What to do next.
    heading: String,
    lead: Vec<String>,
    /// Wall, paper, write-up, close.
    ways: Vec<Link>,
    revision: i64,
    prompts: Vec<Line>,
    prompt: String,
    /// What is done with the prompt by one press.
    acts: Vec<Act>,
    step: String,
    /// The fields of the step.
    minutes: Option<String>,
    closes: bool,
    dots: Option<String>,
    /// The cards, once they are shown.
    arrange: Option<Arrange>,
    /// Where the questions are changed.
    change: Option<Link>,
}

/// A prompt in the list.
#[derive(Debug)]
struct Line {
    link: Link,
    detail: String,
    is_current: bool,
}

/// A button.
#[derive(Debug)]
struct Act {
    key: &'static str,
    label: &'static str,
    quiet: bool,
}

/// Cards to be put together, moved or withheld.
#[derive(Debug)]
struct Arrange {
    action: String,
    /// Cards by block, with those that are ticked.
    blocks: Vec<(BoardBlock, Vec<Ticked>)>,
    withheld: Vec<Ticked>,
    label: String,
    groups: Vec<FormChoice>,
    elsewhere: Vec<FormChoice>,
    suggestions: Vec<Suggestion>,
    /// That votes are counted already.
    is_counted: bool,
}

/// Two cards that look alike.
#[derive(Debug)]
struct Suggestion {
    /// Ticks both.
    pick: Link,
    cards: [Uuid; 2],
}

/// A card with its box.
#[derive(Debug)]
struct Ticked {
    card: BoardCard,
    index: usize,
    checked: bool,
    edit: Link,
    /// What in it may point at a person, in words.
    marked: Vec<String>,
}

impl Show {
    /// What is wrong with a field.
    fn problem(&self, target: &str) -> Option<&str> {
        self.problems.iter().find(|problem| problem.target == target).map(|problem| problem.message.as_str())
    }
}

/// The desk, with the prompt that the room sees before it, or another one.
#[rocket::get("/programmes/<_>/courses/<course>/board?<prompt>&<pick>")]
pub(crate) async fn show(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    prompt: Option<&str>,
    pick: Option<&str>,
) -> Result<Answer> {
    let found = find(&desk, course).await?;
    if boards::of_course(desk.db(), course).await?.is_none() {
        return new::page(&desk, &found).await;
    }
    let at = load(&desk, course).await?;
    let picked = pick.unwrap_or_default().split(',').map(|card| ("card", card.to_owned()));
    let named = prompt.map(|prompt| ("prompt", prompt.to_owned()));
    page(&desk, &at, &FormData::of(named.into_iter().chain(picked)), Status::Ok, FormProblems::default())
        .await
}

/// The desk, with what was typed and what is wrong with it.
pub(super) async fn page(
    desk: &Desk<'_, Trainer>,
    at: &At,
    data: &FormData,
    status: Status,
    problems: FormProblems,
) -> Result<Answer> {
    let (slug, course, board) = (desk.slug(), at.course.id, &at.board);
    let counts = acts::card_counts(desk.db(), board.id).await?;
    let prompt = at.prompt(data).or(at.prompts.first());
    let mut show = Show {
        frame: desk.frame(MainPlace::Courses),
        trail: crate::web::courses::trail(slug, &at.course, "Workshop board"),
        problems: Vec::new(),
        heading: String::new(),
        lead: Vec::new(),
        ways: ways(desk, at).await?,
        revision: board.revision,
        prompts: at.prompts.iter().map(|one| line(desk, at, one, &counts)).collect(),
        prompt: prompt.map(|prompt| prompt.id.to_string()).unwrap_or_default(),
        acts: Vec::new(),
        step: at::course_board_step(slug, course),
        minutes: None,
        closes: data.is_on("closes"),
        dots: None,
        arrange: None,
        change: (board.state != BoardState::Closed)
            .then(|| Link::new("Change the questions", at::course_board_questions(slug, course))),
    };
    match (board.state, prompt) {
        (BoardState::Draft, _) => {
            "Open the board".clone_into(&mut show.heading);
            show.lead.push("Nobody can join before that. Put the wall on the projector first.".to_owned());
            show.acts = vec![Act { key: "open", label: "Open the board", quiet: false }];
        }
        (BoardState::Closed, _) | (_, None) => {
            "The board is closed".clone_into(&mut show.heading);
            show.lead.push("Phones can’t write any more. You can still change the write-up.".to_owned());
        }
        (BoardState::Open, Some(prompt)) => next(&mut show, desk, at, prompt, data).await?,
    }
    if let Some(prompt) = prompt.filter(|prompt| acts::is_shown(prompt)) {
        if board.state == BoardState::Open {
            let of = |page| at::query(page, &[("prompt", &Some(prompt.id))]);
            show.ways.push(Link::new("Count raised hands", of(at::course_board_hands(slug, course))));
            if prompt.step != PromptStep::Voting {
                show.ways.push(Link::new("Order by hand", of(at::course_board_order(slug, course))));
            }
        }
        show.arrange = Some(arrange(desk, at, prompt, data).await?);
    }
    show.problems = ["minutes", "dots", "card-0", "label", "into", "to", "next"]
        .into_iter()
        .filter_map(|target| {
            let message = problems.of(target)?.to_owned();
            let is_there = match target {
                "minutes" => show.minutes.is_some(),
                "dots" => show.dots.is_some(),
                "card-0" | "label" | "into" | "to" => show.arrange.is_some(),
                _ => true,
            };
            Some(FieldProblem { target: if is_there { target } else { "next" }.to_owned(), message })
        })
        .collect();
    Page::with_status(status, &show).map(Answer::Page)
}

async fn ways(desk: &Desk<'_, Trainer>, at: &At) -> Result<Vec<Link>> {
    let (slug, course, board) = (desk.slug(), at.course.id, &at.board);
    let mut ways = Vec::new();
    if board.state == BoardState::Open {
        ways.push(Link::new("Show the wall", at::board_wall(&board.code)));
        ways.push(Link::new("Open the phone page", at::board(&board.code)));
        ways.push(Link::new("Type from paper", at::course_board_paper(slug, course)));
    }
    ways.push(Link::new("Write it up", at::course_board_write_up(slug, course)));
    ways.push(Link::new("Offered and wanted", at::course_board_pairs(slug, course)));
    ways.push(Link::new("Use the cards", at::course_board_uses(slug, course)));
    if board.state == BoardState::Open {
        ways.push(Link::new("Close the board", at::course_board_close(slug, course)));
    }
    if write_ups::has_any(desk.db(), board.id).await? {
        let token = desk.app.secret.carrying_token(KeyPurpose::WriteUp, board.id);
        ways.push(Link::new("Read the write-up", at::write_up(token)));
    }
    Ok(ways)
}

fn line(desk: &Desk<'_, Trainer>, at: &At, prompt: &BoardPrompt, counts: &BTreeMap<Uuid, i64>) -> Line {
    let step = match prompt.step {
        PromptStep::Waiting => "Not asked yet",
        PromptStep::Writing => "Everybody is writing",
        PromptStep::Sorting if prompt.counted => "Vote closed",
        PromptStep::Sorting => "Cards shown",
        PromptStep::Voting => "Vote under way",
        PromptStep::Agreed => "Agreed",
    };
    let cards = counts.get(&prompt.id).copied().unwrap_or_default();
    let cards = wording::counted(u64::try_from(cards).unwrap_or_default(), "card", "cards");
    Line {
        link: Link::new(&prompt.heading, at.address(desk, Some(prompt))),
        detail: format!("{step} · {cards}"),
        is_current: at.board.current_id == Some(prompt.id),
    }
}

/// What is to be done next with a prompt, and how.
async fn next(
    show: &mut Show,
    desk: &Desk<'_, Trainer>,
    at: &At,
    prompt: &BoardPrompt,
    data: &FormData,
) -> Result<()> {
    let act = |key, label| Act { key, label, quiet: false };
    let quiet = |key, label| Act { key, label, quiet: true };
    let title = &prompt.heading;
    let typed = |name: &str, usual: String| {
        let typed = data.one(name);
        Some(if typed.is_empty() && !data.is_on("act") { usual } else { typed.to_owned() })
    };
    let progress = room::progress(desk.db(), prompt.id).await?;
    let many = |n: i64, one, many| wording::counted(u64::try_from(n).unwrap_or_default(), one, many);
    match prompt.step {
        PromptStep::Waiting => {
            show.heading = format!("Ask “{title}”");
            show.lead
                .push("Everybody writes in silence. Nobody sees a card before you show them.".to_owned());
            show.minutes = typed("minutes", "5".to_owned());
            show.acts = vec![act("write", "Open writing")];
        }
        PromptStep::Writing => {
            show.heading = format!("“{title}”: close the writing and show the cards");
            show.lead.push(format!(
                "{} from {} so far.",
                many(progress.cards, "card", "cards"),
                many(progress.writers, "phone", "phones")
            ));
            if let Some(end) = prompt.ends_at {
                let ends = if prompt.closes_itself { "closes by itself" } else { "is to end" };
                let end = format::time(end, &at.course.zone(desk.programme()));
                show.lead.push(format!("Writing {ends} at {end}."));
            }
            show.acts = vec![act("show", "Close and show")];
        }
        PromptStep::Voting => {
            show.heading = format!("“{title}”: close the vote");
            let voted = many(progress.voters, "person has", "people have");
            show.lead
                .push(format!("{voted} voted. The count is hidden, from you too, until the vote closes."));
            show.acts = vec![act("count", "Close the vote")];
        }
        PromptStep::Sorting => sorting(show, desk, prompt, typed).await?,
        PromptStep::Agreed => {
            let ahead = at.prompts.iter().find(|prompt| prompt.step == PromptStep::Waiting);
            show.heading = match ahead {
                Some(ahead) => format!("“{title}” is agreed. Next: “{}”", ahead.heading),
                None => format!("“{title}” is agreed. Write it up"),
            };
            if let Some(ahead) = ahead {
                let next = at.address(desk, Some(ahead));
                show.ways.insert(0, Link::new(format!("Go on to “{}”", ahead.heading), next));
            }
            show.acts = vec![quiet("again", "Sort it again")];
        }
    }
    if at.board.current_id != Some(prompt.id) && prompt.step != PromptStep::Waiting {
        show.acts.push(quiet("look", "Show this question to the room"));
    }
    Ok(())
}

/// What is to be done next with cards that are shown.
async fn sorting(
    show: &mut Show,
    desk: &Desk<'_, Trainer>,
    prompt: &BoardPrompt,
    typed: impl Fn(&str, String) -> Option<String>,
) -> Result<()> {
    let act = |key, label| Act { key, label, quiet: false };
    let quiet = |key, label| Act { key, label, quiet: true };
    let title = &prompt.heading;
    if !prompt.counted {
        show.heading = format!("“{title}”: put look-alikes together, then vote");
        let cards = room::cards(desk.db(), prompt.id).await?;
        let groups = boards::groups(desk.db(), prompt.id).await?;
        let options = blocks(cards, &groups, None, &BTreeMap::new()).len();
        show.lead.push(format!("{} to choose from.", wording::counted(options as u64, "thing", "things")));
        if options > EASILY_CHOSEN {
            show.lead.push(format!(
                "Similar cards split the vote, and a vote works best with {EASILY_CHOSEN} or fewer. Put cards that mean the same together first."
            ));
        }
        show.dots = typed("dots", dots_each(options).to_string());
        show.acts = vec![
            act("vote", "Open voting"),
            quiet("agree", "Agree without a vote"),
            quiet("write", "Open writing again"),
        ];
        return Ok(());
    }
    show.heading = format!("“{title}”: order and agree");
    show.lead.push(
        "Putting cards together now changes what is counted for a group: its people are those of all its \
         cards, each once. Taking it apart gives each card its own dots back."
            .to_owned(),
    );
    show.dots = typed("dots", prompt.dots.to_string());
    show.acts = vec![
        act("agree", "Agree"),
        quiet("order", "Order by dots"),
        quiet("hands", "Order by hands"),
        quiet("vote", "Open the vote again"),
    ];
    Ok(())
}

#[expect(clippy::too_many_lines, reason = "one arm for each step of a question")]
async fn arrange(
    desk: &Desk<'_, Trainer>,
    at: &At,
    prompt: &BoardPrompt,
    data: &FormData,
) -> Result<Arrange> {
    let (slug, course) = (desk.slug(), at.course.id);
    let ticked: Vec<Uuid> = data.all("card").filter_map(|card| card.parse().ok()).collect();
    let cards = acts::cards(desk.db(), prompt.id).await?;
    let groups = boards::groups(desk.db(), prompt.id).await?;
    let is_counted = prompt.counted && prompt.step != PromptStep::Voting;
    let counts = if is_counted { Some(room::counts(desk.db(), prompt.id, &cards).await?) } else { None };
    let hands = acts::hands(desk.db(), prompt.id).await?;
    let (withheld, shown): (Vec<BoardCard>, Vec<BoardCard>) =
        cards.into_iter().partition(|card| card.withheld);
    let mut known = desk.programme().known_names();
    known.extend([at.course.title.clone(), at.course.place.clone()]);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut index = 0;
    let mut tick = |card: BoardCard| {
        index += 1;
        let of = |mark: &Mark| {
            let words = card.words().get(mark.at.clone()).unwrap_or_default();
            format!("“{words}” {}", mark.looks.words())
        };
        Ticked {
            index: index - 1,
            checked: ticked.contains(&card.id),
            edit: Link::new("Clarify", at::course_board_card(slug, course, card.id)).about(card.text.clone()),
            marked: personal::marks(card.words(), &known).iter().map(of).collect(),
            card,
        }
    };
    let alone: Vec<&BoardCard> = shown.iter().filter(|card| card.group_id.is_none()).take(COMPARED).collect();
    let unlike = alike::unlike(desk.db(), prompt.id).await?;
    let pairs = similar::pairs(alone.iter().map(|card| card.words()), SUGGESTED + unlike.count());
    let pairs = pairs.iter().map(|pair| (alone[pair.one], alone[pair.other]));
    let pairs = pairs.filter(|(one, other)| !unlike.has(one.id, other.id)).take(SUGGESTED);
    let suggestions = pairs.map(|(one, other)| {
        let page = at::course_board(slug, course);
        let pick = format!("{},{}", one.id, other.id);
        let page = at::query(page, &[("prompt", &Some(prompt.id)), ("pick", &Some(pick))]);
        let pick = Link::new(format!("“{}” and “{}”", one.words(), other.words()), page);
        Suggestion { pick, cards: [one.id, other.id] }
    });
    let suggestions = suggestions.collect();
    let blocks = blocks(shown, &groups, counts.as_ref(), &hands);
    let blocks: Vec<(BoardBlock, Vec<Ticked>)> = blocks
        .into_iter()
        .map(|block| {
            let cards = block.cards.iter().cloned().map(&mut tick).collect();
            (block, cards)
        })
        .collect();
    let withheld = withheld.into_iter().map(&mut tick).collect();
    let into = [data.one("into")];
    let new = FormChoice::of("", "a new group with this label", into);
    let others = at.prompts.iter().filter(|other| other.id != prompt.id);
    Ok(Arrange {
        action: at::course_board_cards(slug, course),
        blocks,
        withheld,
        label: data.one("label").to_owned(),
        groups: std::iter::once(new)
            .chain(groups.iter().map(|group| FormChoice::of(group.id.to_string(), &group.label, into)))
            .collect(),
        elsewhere: others
            .map(|other| FormChoice::of(other.id.to_string(), &other.heading, [data.one("to")]))
            .collect(),
        suggestions,
        is_counted,
    })
}

/// What a side is called at the desk.
pub(super) fn side_word(side: Side) -> &'static str {
    match side {
        Side::Library => "Library",
        Side::Partner => "Partner",
    }
}

impl Ticked {
    /// Where it came from, in words: “Partner · paper, table 2 · first written: …”.
    fn detail(&self) -> String {
        let card = &self.card;
        let mut detail = vec![side_word(card.side).to_owned()];
        if card.origin != boards::Origin::Phone {
            detail.push(if card.table_name.is_empty() {
                "from paper".to_owned()
            } else {
                card.table_name.clone()
            });
        }
        detail.extend(card.clarified.is_some().then(|| format!("first written: {}", card.text)));
        detail.join(" · ")
    }
}
