//! Agreed cards as questions of an own survey: what each side would be asked, and what in it is worth another look.

use std::collections::BTreeSet;

use common_ground_reports::{scale, wording};
use uuid::Uuid;

use crate::{
    store::{
        CustomSurvey, StepHistory,
        boards::{ledger, things::Thing, uses},
        custom_surveys::{self, SurveyTitle},
    },
    survey::{
        ENGLISH, LedgerHalf, Side, Survey,
        editor::{
            EditRefusal,
            from_card::{Entry, added, started},
        },
        words,
    },
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, FormSection, MainPlace, Result,
        Trainer, at,
        courses::board::{At, load, naming},
    },
};

/// Characters of the longest title and label.
const TITLE_MAX: usize = 200;
/// Characters of the longest question.
const TEXT_MAX: usize = 2_000;
/// What is said when two people save at the same moment.
const AT_ONCE: &str = "Somebody else changed this survey at the same moment. Add the questions again";
const LEDGERS: [(&str, &str); 3] = [
    ("", "Not compared between the sides"),
    ("a", "The library offers, partners expect"),
    ("b", "Partners offer, the library hopes"),
];

/// Cards that were chosen, and the surveys that they can go into.
struct Chosen<'a> {
    at: &'a At,
    cards: Vec<Thing>,
    surveys: Vec<SurveyTitle>,
}

async fn find<'a>(desk: &Desk<'_, Trainer>, at: &'a At, cards: &str) -> Result<Option<Chosen<'a>>> {
    let cards = at.chosen(desk, cards).await?;
    if cards.is_empty() {
        return Ok(None);
    }
    let surveys = custom_surveys::titles(desk.db(), desk.programme().id).await?;
    Ok(Some(Chosen { at, cards, surveys }))
}

/// The draft of this key; none is the one of a new survey.
async fn draft(desk: &Desk<'_, Trainer>, key: &str) -> Result<Option<CustomSurvey>> {
    if key.is_empty() {
        return Ok(None);
    }
    Ok(custom_surveys::find(desk.db(), desk.programme().id, key).await?)
}

/// No card was chosen, or none that is still agreed.
fn nothing(desk: &Desk<'_, Trainer>, course: Uuid) -> Answer {
    Answer::on(at::course_board_uses(desk.slug(), course), "Tick the cards to ask first.")
}

/// What the cards would ask, in the draft that was changed last, else in a new survey.
#[rocket::get("/programmes/<_>/courses/<course>/board/ask?<cards>")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, course: Uuid, cards: Option<&str>) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let Some(chosen) = find(&desk, &at, cards.unwrap_or_default()).await? else {
        return Ok(nothing(&desk, course));
    };
    let asked = ledger::asked(desk.db(), at.board.id, &at.prompts).await?;
    let latest = chosen.surveys.first().map_or("", |latest| latest.key.as_str());
    let mut used = draft(&desk, latest).await?.map(|own| own.item_keys).unwrap_or_default();
    let mut entries = Vec::new();
    for thing in &chosen.cards {
        let half = |is_library: bool| if is_library { LedgerHalf::A } else { LedgerHalf::B };
        let half = if asked.offered == Some(thing.prompt) {
            Some(half(thing.cards_of(Side::Library) > 0))
        } else if asked.wanted == Some(thing.prompt) {
            Some(half(thing.cards_of(Side::Partner) > 0))
        } else {
            None
        };
        let entry = Entry::proposed(&thing.words, half, &used);
        used.insert(entry.key.clone());
        entries.push(entry);
    }
    Answer::page(&form(&desk, &chosen, (latest, ""), &entries, FormProblems::default()))
}

/// Adds the questions to a draft, or makes a survey of them.
#[rocket::post("/programmes/<_>/courses/<course>/board/ask", data = "<data>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let Some(chosen) = find(&desk, &at, data.one("cards")).await? else { return Ok(nothing(&desk, course)) };
    let (survey, title) = (data.one("survey"), data.one("title"));
    let entries: Vec<Entry> = (0..chosen.cards.len()).map(|index| entry(&data, index)).collect();
    let mut problems = FormProblems::default();
    let own = draft(&desk, survey).await?;
    let own = own.as_ref();
    problems.add_if(own.is_none() && !survey.is_empty(), "survey", "Select a survey");
    if own.is_none() && survey.is_empty() && title.is_empty() {
        problems.add("title", "Enter a title for the new survey");
    }
    problems.cap("title", title, TITLE_MAX);
    let draft = own.map_or_else(|| started(title), |own| own.draft.clone());
    let used = own.map(|own| own.item_keys.clone()).unwrap_or_default();
    check(&draft, &used, &entries, &data, &mut problems);
    let next = if problems.is_empty() { added(&draft, &used, &entries) } else { Ok(draft.clone()) };
    if let Err((index, refusal)) = &next {
        refuse(*index, refusal, &draft, &mut problems);
    }
    if let (Ok(next), true) = (next, problems.is_empty()) {
        match keep(&desk, &chosen, own, next, &entries).await? {
            Some(answer) => return Ok(answer),
            None => problems.add("survey", AT_ONCE),
        }
    }
    Answer::mend(&form(&desk, &chosen, (survey, title), &entries, problems))
}

/// What was entered for one card.
fn entry(data: &FormData, index: usize) -> Entry {
    let one = |name: &str| data.one(&field(name, index)).to_owned();
    let ledger = match data.one(&field("ledger", index)) {
        "a" => Some(LedgerHalf::A),
        "b" => Some(LedgerHalf::B),
        _ => None,
    };
    Entry {
        key: one("key"),
        label: one("label"),
        library: one("library").replace("\r\n", "\n"),
        partner: one("partner").replace("\r\n", "\n"),
        scale: one("scale"),
        ledger,
    }
}

fn field(name: &str, index: usize) -> String {
    format!("{name}-{index}")
}

fn check(
    draft: &Survey,
    used: &BTreeSet<String>,
    entries: &[Entry],
    data: &FormData,
    problems: &mut FormProblems,
) {
    let mut used = used.clone();
    for (index, entry) in entries.iter().enumerate() {
        for side in Side::ALL {
            let name = field(side.key(), index);
            if draft.sides.contains(&side) && entry.on(side).is_empty() {
                problems.add(&*name, "Enter the question");
            }
            problems.cap(&*name, entry.on(side), TEXT_MAX);
        }
        problems.add_if(entry.label.is_empty(), field("label", index), "Enter a label for charts");
        problems.cap(field("label", index), &entry.label, TITLE_MAX);
        if let Some(wrong) = entry.wrong_key(&used) {
            problems.add(field("key", index), wrong);
        }
        if !scale::known_keys().any(|key| key == entry.scale) {
            problems.add(field("scale", index), "Select a scale");
        }
        let ledger = data.one(&field("ledger", index));
        if !LEDGERS.iter().any(|(key, _)| *key == ledger) {
            problems.add(field("ledger", index), "Select whether it is compared");
        }
        used.insert(entry.key.clone());
    }
}

/// Puts why a question is refused beside what it asks.
fn refuse(index: usize, refusal: &EditRefusal, draft: &Survey, problems: &mut FormProblems) {
    match refusal {
        EditRefusal::KeyUsed(_) => problems.add(field("key", index), refusal.to_string()),
        EditRefusal::Full => problems.add("survey", refusal.to_string()),
        _ => {
            let side = draft.sides.first().copied().unwrap_or(Side::Library);
            problems.add(field(side.key(), index), refusal.to_string());
        }
    }
}

/// Keeps the survey and which card each question came from; none when somebody else changed the survey meanwhile.
async fn keep(
    desk: &Desk<'_, Trainer>,
    chosen: &Chosen<'_>,
    own: Option<&CustomSurvey>,
    next: Survey,
    entries: &[Entry],
) -> Result<Option<Answer>> {
    let count = entries.len() as u64;
    let questions = wording::counted(count, "question", "questions");
    let title = next.title.read(next.sides[0], ENGLISH).to_owned();
    let tx = desk.change().await?;
    let (id, key) = if let Some(own) = own {
        let said = format!("added {questions} from the workshop");
        if !custom_surveys::change(&tx, own, &next, (&said, StepHistory::Step), desk.now()).await? {
            return Ok(None);
        }
        (Some(own.id), own.draft.key.clone())
    } else {
        let programme = desk.programme().id;
        let key = custom_surveys::begin(&tx, (programme, Uuid::new_v4()), next, desk.now()).await?.key;
        (custom_surveys::find(&tx, programme, &key).await?.map(|own| own.id), key)
    };
    let items = entries.iter().zip(&chosen.cards);
    let items: Vec<(String, Uuid, Uuid)> =
        items.map(|(entry, thing)| (entry.key.clone(), thing.prompt, thing.id)).collect();
    if let Some(id) = id {
        uses::keep(&tx, id, &items).await?;
    }
    desk.done(tx, "asked cards of a workshop in the survey", &title).await?;
    let flash =
        if count == 1 { "The question was added.".to_owned() } else { format!("{questions} were added.") };
    Ok(Some(Answer::on(at::survey(desk.slug(), &key), flash)))
}

fn form(
    desk: &Desk<'_, Trainer>,
    chosen: &Chosen<'_>,
    (survey, title): (&str, &str),
    entries: &[Entry],
    problems: FormProblems,
) -> FormPage {
    let (slug, course) = (desk.slug(), chosen.at.course.id);
    let own = chosen.surveys.iter().map(|own| FormChoice::of(&*own.key, &*own.title, [survey]));
    let surveys = own.chain([FormChoice::of("", "A new survey of both sides", [survey])]);
    let heading = match entries.len() {
        1 => "Ask the card in a survey".to_owned(),
        more => format!("Ask {} cards in a survey", wording::number(more as u64)),
    };
    let button = if entries.len() == 1 { "Add the question" } else { "Add the questions" };
    let form = desk
        .form(MainPlace::Courses, heading)
        .trail(chosen.at.trail(desk, "Ask in a survey"))
        .lead(
            "Nobody is asked until you publish the survey and use it. In its editor you can change the questions, \
             move them and take them out.",
        )
        .field(Field::select("survey", "Survey", surveys))
        .field(
            Field::line("title", "Title of the new survey", title).hint("Leave it blank for a survey that you have."),
        )
        .field(Field::hidden("cards", naming(&chosen.cards)))
        .problems(problems)
        .button(button, at::course_board_ask(slug, course))
        .cancel("Back to the cards", at::course_board_uses(slug, course));
    let sections = (0..).zip(entries.iter().zip(&chosen.cards));
    sections.fold(form, |form, (index, (entry, thing))| form.section(section(index, entry, thing)))
}

/// The fields of one card.
fn section(index: usize, entry: &Entry, thing: &Thing) -> FormSection {
    let text = |side: Side, label: &str| {
        let value = entry.on(side).to_owned();
        Field::text(field(side.key(), index), label, 2, value)
    };
    let scales = scale::known_keys().map(|key| {
        let labels = words::of(ENGLISH).scale(key).unwrap_or_default();
        FormChoice::of(key, labels.join(" · "), [&*entry.scale])
    });
    let ledger = match entry.ledger {
        Some(LedgerHalf::A) => "a",
        Some(LedgerHalf::B) => "b",
        None => "",
    };
    let ledgers = LEDGERS.map(|(key, label)| FormChoice::of(key, label, [ledger]));
    let looks: Vec<String> =
        entry.warnings().into_iter().map(|warning| format!("{}. {}", warning.what, warning.why)).collect();
    FormSection {
        title: Some(format!("“{}”", thing.words)),
        lead: (!looks.is_empty()).then(|| format!("Worth another look. {}", looks.join(" "))),
        fields: vec![
            text(Side::Library, "Question for library staff"),
            text(Side::Partner, "Question for partners"),
            Field::select(field("scale", index), "Scale", scales),
            Field::select(field("ledger", index), "Comparison", ledgers),
            Field::line(field("label", index), "Label in charts", &*entry.label),
            Field::line(field("key", index), "Short name in files of answers", &*entry.key)
                .hint("It stays the same when the words change."),
        ],
        folded: None,
    }
}
