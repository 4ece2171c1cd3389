//! What a board asks, changed before it is asked: wordings, order, more questions and fewer.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    store::{
        BoardPrompt, BoardState, PromptStep,
        boards::{
            desk as acts,
            questions::{self, Question},
        },
    },
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, FormSection, MainPlace, Result, Trainer, at,
        courses::board::{At, load, new::MOST_PROMPTS, placed, revision},
    },
};

/// Characters of a heading or a wording.
const LONGEST: usize = common_ground_boards::write_up::LONGEST_HEADING;

/// The parts of the names of fields, with what is asked.
const WORDS: [(&str, &str); 3] = [
    ("heading", "Heading in the write-up"),
    ("library", "Wording for library staff (optional)"),
    ("partner", "Wording for partners (optional)"),
];

/// One question as the form holds it.
struct Typed {
    /// None for the one that is added.
    of: Option<BoardPrompt>,
    words: [String; 3],
    place: String,
    removed: bool,
}

/// What the names of its fields end with.
fn end(prompt: Option<&BoardPrompt>) -> String {
    prompt.map_or_else(|| "new".to_owned(), |prompt| prompt.id.to_string())
}

/// The questions that were not asked yet, and one to add, as they are.
fn kept(at: &At) -> Vec<Typed> {
    let waiting = at.prompts.iter().filter(|prompt| prompt.step == PromptStep::Waiting);
    let typed = waiting.map(|prompt| Typed {
        words: [&prompt.heading, &prompt.library_wording, &prompt.partner_wording].map(Clone::clone),
        place: prompt.place.to_string(),
        removed: false,
        of: Some(prompt.clone()),
    });
    let new = Typed { of: None, words: <[String; 3]>::default(), place: String::new(), removed: false };
    typed.chain([new]).collect()
}

/// The same as they were typed.
fn typed(at: &At, data: &FormData) -> Vec<Typed> {
    let mut all = kept(at);
    for typed in &mut all {
        let end = end(typed.of.as_ref());
        typed.words = WORDS.map(|(name, _)| data.one(&format!("{name}-{end}")).to_owned());
        data.one(&format!("place-{end}")).clone_into(&mut typed.place);
        typed.removed = data.is_on(&format!("remove-{end}"));
    }
    all
}

fn form(desk: &Desk<'_, Trainer>, at: &At, all: &[Typed], problems: FormProblems) -> FormPage {
    let asked: Vec<String> = at
        .prompts
        .iter()
        .filter(|prompt| prompt.step != PromptStep::Waiting)
        .map(|prompt| format!("{}. “{}”", prompt.place, prompt.heading))
        .collect();
    let mut form = desk
        .form(MainPlace::Courses, "Questions of the board")
        .trail(at.trail(desk, "Questions"))
        .lead("Both sides are asked the heading, unless a side has a wording of its own.");
    if !asked.is_empty() {
        form = form.lead(format!("Asked already, so they stay as they are: {}.", asked.join(", ")));
    }
    form = form
        .field(Field::hidden("revision", at.board.revision.to_string()))
        .problems(problems)
        .button("Save the questions", at::course_board_questions(desk.slug(), at.course.id))
        .cancel("Back to the board", at.address(desk, None));
    all.iter().fold(form, |form, typed| {
        let end = end(typed.of.as_ref());
        let mut fields: Vec<Field> = WORDS
            .iter()
            .zip(&typed.words)
            .map(|((name, label), words)| Field::line(format!("{name}-{end}"), *label, words))
            .collect();
        fields.push(
            Field::typed("number", format!("place-{end}"), "Place", &typed.place)
                .hint(format!("From 1, the first. There are {} now.", at.prompts.len())),
        );
        let title = match &typed.of {
            Some(prompt) => {
                let remove = Field::tick(format!("remove-{end}"), "Take this question out", typed.removed);
                fields.push(remove);
                format!("{}. {}", prompt.place, prompt.heading)
            }
            None => "Add a question".to_owned(),
        };
        form.section(FormSection { title: Some(title), lead: None, fields, folded: Some(false) })
    })
}

/// The questions as they are.
#[rocket::get("/programmes/<_>/courses/<course>/board/questions")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let at = load(&desk, course).await?;
    Answer::page(&form(&desk, &at, &kept(&at), FormProblems::default()))
}

/// Keeps them as they were typed, or says all that is wrong with them.
#[rocket::post("/programmes/<_>/courses/<course>/board/questions", data = "<data>")]
pub(crate) async fn keep(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let mut all = typed(&at, &data);
    // An empty form to add one adds none.
    all.retain(|typed| {
        typed.of.is_some() || typed.words.iter().any(|words| !words.is_empty()) || !typed.place.is_empty()
    });
    let counts = acts::card_counts(desk.db(), at.board.id).await?;
    let problems = check(&at, &all, &counts);
    let address = at.address(&desk, None);
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &at, &typed(&at, &data), problems));
    }
    if at.board.state == BoardState::Closed {
        return Ok(Answer::on(address, "The board is closed, so its questions stay as they are."));
    }
    let removed: Vec<Uuid> =
        all.iter().filter(|typed| typed.removed).filter_map(|typed| Some(typed.of.as_ref()?.id)).collect();
    let tx = desk.change().await?;
    if !acts::turn(&tx, at.board.id, revision(&at, &data), "changed the questions").await? {
        drop(tx);
        let said = |words: &[String; 3]| {
            let said: Vec<&str> =
                words.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
            said.join(" / ")
        };
        let words: Vec<String> = all.iter().map(|typed| said(&typed.words)).collect();
        return at.meanwhile(&desk, &words.join("; ")).await;
    }
    questions::keep(&tx, at.board.id, in_order(&at, all), &removed).await?;
    tx.commit().await?;
    Ok(Answer::on(address, "The questions were saved."))
}

fn place(typed: &str) -> Option<usize> {
    typed.parse().ok().filter(|place| (1..=MOST_PROMPTS).contains(place))
}

fn check(at: &At, all: &[Typed], counts: &BTreeMap<Uuid, i64>) -> FormProblems {
    let mut problems = FormProblems::default();
    let mut stay = at.prompts.len();
    for typed in all {
        let end = end(typed.of.as_ref());
        for ((name, _), words) in WORDS.iter().zip(&typed.words) {
            problems.cap(format!("{name}-{end}"), words, LONGEST);
        }
        let field = format!("place-{end}");
        if place(&typed.place).is_none() && !typed.place.is_empty() {
            problems.add(field, format!("Enter a whole number from 1 to {MOST_PROMPTS}"));
        }
        match &typed.of {
            Some(prompt) if typed.removed => {
                stay -= 1;
                let cards = counts.get(&prompt.id).copied().unwrap_or_default();
                if cards > 0 {
                    let told = "There are cards for this question. Move them to another one first";
                    problems.add(format!("remove-{end}"), told);
                }
            }
            _ if common_ground_boards::write_up::heading(&typed.words[0]).is_empty() => {
                problems.add(format!("heading-{end}"), "Write the heading, or take the question out");
            }
            Some(_) => {}
            None => stay += 1,
        }
    }
    if stay == 0 || stay > MOST_PROMPTS {
        let field = all
            .last()
            .map_or_else(|| "heading-new".to_owned(), |typed| format!("heading-{}", end(typed.of.as_ref())));
        problems.add(field, format!("A board has 1 to {MOST_PROMPTS} questions"));
    }
    problems
}

/// The questions that stay, in the order that was typed. Those asked already keep their place among them.
fn in_order(at: &At, mut all: Vec<Typed>) -> Vec<Question> {
    let added: Vec<Typed> = all.extract_if(.., |typed| typed.of.is_none()).collect();
    let mut waiting = all.into_iter();
    let clean = |words: &str| common_ground_boards::write_up::line(words);
    let question = |id: Uuid, words: &[String; 3]| Question {
        id,
        heading: common_ground_boards::write_up::heading(&words[0]),
        library_wording: clean(&words[1]),
        partner_wording: clean(&words[2]),
    };
    let mut typed: Vec<(Option<Question>, usize)> = Vec::new();
    for (now, prompt) in (1..).zip(&at.prompts) {
        if prompt.step == PromptStep::Waiting {
            // One for each prompt that waits, in their order.
            let Some(one) = waiting.next() else { continue };
            let kept = (!one.removed).then(|| question(prompt.id, &one.words));
            typed.push((kept, place(&one.place).unwrap_or(now)));
        } else {
            let kept = Question {
                id: prompt.id,
                heading: prompt.heading.clone(),
                library_wording: prompt.library_wording.clone(),
                partner_wording: prompt.partner_wording.clone(),
            };
            typed.push((Some(kept), now));
        }
    }
    for one in &added {
        typed.push((Some(question(Uuid::new_v4(), &one.words)), place(&one.place).unwrap_or(MOST_PROMPTS)));
    }
    placed(typed).into_iter().flatten().collect()
}
