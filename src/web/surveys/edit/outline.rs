//! The editor: a programme's own survey in order, with what can be done to each part of it in place.

use askama::Template;
use common_ground_reports::wording;

use crate::{
    store::{CustomSurvey, custom_surveys},
    survey::{
        ENGLISH, Item, Side, Survey,
        editor::{
            ItemPlace as Where,
            gaps::{MissingPart, SurveyPart, gaps},
            translation,
        },
        wording::{self as wording_rules, Warning},
        words,
    },
    web::{
        Answer, Desk, Frame, Link, MainPlace, Reading, Result, Row, RowEnd, Trail, Trainer, at,
        surveys::{
            measure,
            sections::{answers, notes},
            trail, uses,
        },
    },
};

/// The editor.
#[derive(Debug, Template)]
#[template(path = "surveys/edit/outline.html")]
struct Outline {
    frame: Frame,
    /// Surveys / its key.
    trail: Trail,
    title: String,
    /// For whom, how long, and in which state it is.
    lead: String,
    /// The form of a question at the end.
    add: String,
    /// Publishing, with what stands in its way.
    publish: Link,
    /// “3 things to finish before it can be published”; none where nothing is.
    unfinished: Option<String>,
    /// What the last change was, and how to undo it.
    undo: Option<Undo>,
    /// Where else it can be changed or looked at.
    links: Vec<Link>,
    sections: Vec<Section>,
    /// Whether a section was just removed after all that are left.
    removed_last: bool,
    /// The form of a new section.
    new_section: String,
    /// The sides that are not asked for their group, and where that is added.
    groups: Vec<(&'static str, &'static str)>,
    add_group: String,
    /// What in the wording of the whole survey is worth another look.
    looks: Vec<Look>,
    /// The rounds that ask it.
    uses: Vec<Row>,
}

/// The last change.
#[derive(Debug)]
struct Undo {
    action: String,
    edit: i32,
    /// “moved “Met a partner” up”
    said: String,
}

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what a template asks, each by itself")]
struct Section {
    /// From 1.
    number: usize,
    title: String,
    /// The beginning that its ratings share.
    stem: Option<String>,
    /// What it needs.
    gaps: Vec<String>,
    is_first: bool,
    is_last: bool,
    change: String,
    shift: String,
    remove: String,
    /// The form of a question at its beginning.
    insert: String,
    items: Vec<Question>,
    /// Whether a section was just removed before it.
    removed_before: bool,
    /// Whether its last question was just removed.
    removed_last: bool,
}

#[derive(Debug)]
struct Question {
    key: String,
    label: String,
    /// What each side reads; one line where all read the same.
    asks: Vec<String>,
    answers: String,
    notes: Vec<String>,
    /// What it needs.
    gaps: Vec<String>,
    looks: Vec<Look>,
    /// Whether a button leads anywhere.
    goes_up: bool,
    goes_down: bool,
    change: String,
    shift: String,
    duplicate: String,
    remove: String,
    /// The form of a question after it.
    insert: String,
    /// Whether a question was just removed before it.
    removed_before: bool,
}

/// Something in the wording that is worth another look.
#[derive(Debug, Clone)]
struct Look {
    what: String,
    why: &'static str,
    example: &'static str,
}

impl Outline {
    /// “Removed “Met a partner”.”
    fn undone(&self) -> String {
        self.undo.as_ref().map_or_else(String::new, |undo| format!("{}.", wording::capitalised(&undo.said)))
    }
}

/// The editor. `removed` says where a part was just taken out: the section, and the place in it.
pub(crate) async fn page(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    removed: Option<&str>,
) -> Result<Answer> {
    let (slug, draft) = (desk.slug(), &own.draft);
    let (key, side) = (&draft.key, draft.sides[0]);
    let (rounds, courses) = uses::latest(desk, key).await?;
    let last = custom_surveys::steps(desk.db(), own.id).await?.into_iter().next();
    let undo = last.map(|step| Undo { action: at::survey_undo(slug, key), edit: own.edit, said: step.said });
    // Only what was removed last can come back where it stood.
    let removed = removed.filter(|_| undo.as_ref().is_some_and(|undo| undo.said.starts_with("removed ")));
    let removed = removed.and_then(Removed::read);
    let (gaps, warnings) = (gaps(draft), wording_rules::warnings(draft));
    let new_item =
        |place: Where| at::query(at::new_survey_item(slug, key), &[("place", &Some(&*place.key()))]);
    let asks_group = |side: &&Side| draft.group_item(**side).is_none();
    Answer::page(&Outline {
        frame: desk.frame(MainPlace::Surveys),
        trail: trail(slug, format!("Your own · key {key}")),
        title: draft.title.read(side, ENGLISH).to_owned(),
        lead: lead(own),
        add: new_item(Where::end(draft, draft.sections.len().saturating_sub(1))),
        publish: Link::new(format!("Publish version {}", draft.version), at::survey_publish(slug, key)),
        unfinished: unfinished(&gaps),
        undo,
        links: links(slug, own),
        removed_last: removed == Some(Removed { section: draft.sections.len(), at: None }),
        sections: sections(slug, draft, (&gaps, &warnings), removed, &new_item),
        new_section: at::new_survey_section(slug, key),
        groups: draft.sides.iter().filter(asks_group).map(|side| (side.key(), side.people())).collect(),
        add_group: at::survey_group(slug, key),
        looks: looks(&warnings, None),
        uses: uses::rows(desk, &rounds, &courses),
    })
}

fn lead(own: &CustomSurvey) -> String {
    let measure = measure(&own.draft);
    match own.published {
        0 => format!("{measure}. A draft, not published yet."),
        published => format!(
            "{measure}. Version {published} is published and stays as it is; this is the draft of version {}.",
            own.draft.version
        ),
    }
}

/// “Three things to finish before it can be published”
fn unfinished(gaps: &[MissingPart]) -> Option<String> {
    let things = wording::counted(gaps.len() as u64, "thing", "things");
    (!gaps.is_empty()).then(|| format!("{things} to finish before it can be published"))
}

fn links(slug: &str, own: &CustomSurvey) -> Vec<Link> {
    let draft = &own.draft;
    let key = &draft.key;
    let mut links = vec![Link::new("Title and introduction", at::survey_words(slug, key))];
    for language in languages(draft) {
        let (missing, name) = (translation::missing(draft, &language), words::english_name_of(&language));
        let label = match (missing, draft.languages().any(|code| code == language)) {
            (_, false) => format!("Translate into {name}"),
            (0, true) => format!("{name}: translated"),
            (missing, true) => format!("{name}: {missing} missing"),
        };
        links.push(Link::new(label, at::survey_translation(slug, key, language)));
    }
    links.extend([
        Link::new("Preview on a phone", at::survey_preview(slug, key)),
        Link::new("Try answering it", at::survey_try(slug, key)),
        Link::new("Make a copy", at::survey_copy(slug, key)),
        Link::new("Edit as a file", at::survey_file(slug, key)),
        Link::new("Download the file (JSON)", at::survey_json(slug, key)),
    ]);
    for side in &draft.sides {
        let of = if draft.sides.len() > 1 { format!(", {}", side.people()) } else { String::new() };
        let form = at::query(at::survey_form(slug, key), &[("side", &Some(side.key()))]);
        links.push(Link::new(format!("Download for KoboToolbox and ODK (XLSForm){of}"), form));
    }
    links.extend((own.published == 0).then(|| Link::new("Delete it", at::survey_delete(slug, key))));
    links
}

/// The languages that it has, and those that it could have, beside English.
pub(crate) fn languages(draft: &Survey) -> Vec<String> {
    let mut languages: Vec<String> = draft.languages().map(str::to_owned).collect();
    for known in words::all() {
        if !languages.iter().any(|language| language == known.code) {
            languages.push(known.code.to_owned());
        }
    }
    languages.retain(|language| language != ENGLISH);
    languages
}

/// Where a part was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Removed {
    section: usize,
    /// The place of a question; none for the whole section.
    at: Option<usize>,
}

impl Removed {
    fn read(removed: &str) -> Option<Self> {
        match removed.split_once('.') {
            Some((section, at)) => Some(Self { section: section.parse().ok()?, at: Some(at.parse().ok()?) }),
            None => Some(Self { section: removed.parse().ok()?, at: None }),
        }
    }
}

fn sections(
    slug: &str,
    draft: &Survey,
    (gaps, warnings): (&[MissingPart], &[Warning]),
    removed: Option<Removed>,
    new_item: &dyn Fn(Where) -> String,
) -> Vec<Section> {
    let told = |about: &SurveyPart| -> Vec<String> {
        gaps.iter().filter(|gap| gap.about == *about).map(|gap| gap.what.clone()).collect()
    };
    let last = draft.sections.len().saturating_sub(1);
    let side = draft.sides[0];
    let shown = draft.sections.iter().enumerate().map(|(at, section)| {
        let number = at + 1;
        let (key, end) = (&draft.key, section.items.len());
        let gone = removed.filter(|removed| removed.section == at);
        let items = section.items.iter().enumerate().map(|(place, item)| {
            let of = told(&SurveyPart::Item(item.key.clone()));
            Question {
                goes_up: at > 0 || place > 0,
                goes_down: at < last || place + 1 < end,
                gaps: of,
                removed_before: gone.is_some_and(|gone| gone.at == Some(place)),
                insert: new_item(Where::After(item.key.clone())),
                ..question(slug, draft, warnings, item)
            }
        });
        Section {
            number,
            title: section.title.read(side, ENGLISH).to_owned(),
            stem: section.stem.as_ref().map(|stem| stem.read(side, ENGLISH).to_owned()),
            gaps: told(&SurveyPart::Section(at)),
            is_first: at == 0,
            is_last: at == last,
            change: at::survey_section(slug, key, number),
            shift: at::survey_section_move(slug, key, number),
            remove: at::survey_section_remove(slug, key, number),
            insert: new_item(Where::First(at)),
            items: items.collect(),
            removed_before: gone.is_some_and(|gone| gone.at.is_none()),
            removed_last: gone.is_some_and(|gone| gone.at.is_some_and(|place| place >= end)),
        }
    });
    shown.collect()
}

fn question(slug: &str, draft: &Survey, warnings: &[Warning], item: &Item) -> Question {
    let key = &draft.key;
    let sides: Vec<Side> = draft.sides.iter().copied().filter(|side| item.is_on(*side)).collect();
    let side = sides.first().copied().unwrap_or(draft.sides[0]);
    let reading = Reading::of(draft, side, ENGLISH);
    let mut asks: Vec<String> = sides.iter().map(|side| draft.question(item, *side, ENGLISH)).collect();
    if asks.len() == 2 && asks[0] != asks[1] {
        asks = sides
            .iter()
            .zip(asks)
            .map(|(side, asks)| format!("{}: {asks}", wording::capitalised(side.people())))
            .collect();
    } else {
        asks.truncate(1);
    }
    let mut told = notes(draft, item, side);
    if draft.sides.len() > 1 && sides.len() == 1 {
        told.insert(0, format!("Only for {}.", side.people()));
    }
    Question {
        key: item.key.clone(),
        label: item.label.to_string(),
        asks,
        answers: answers(&reading, item),
        notes: told,
        gaps: Vec::new(),
        looks: looks(warnings, Some(&item.key)),
        goes_up: true,
        goes_down: true,
        change: at::survey_item(slug, key, &item.key),
        shift: at::survey_item_move(slug, key, &item.key),
        duplicate: at::survey_item_duplicate(slug, key, &item.key),
        remove: at::survey_item_remove(slug, key, &item.key),
        insert: String::new(),
        removed_before: false,
    }
}

/// What in the wording of a question is worth another look; or of the whole survey.
fn looks(warnings: &[Warning], item: Option<&str>) -> Vec<Look> {
    let looks = warnings.iter().filter(|look| look.item.as_deref() == item);
    looks.map(|look| Look { what: look.what.clone(), why: look.why, example: look.example }).collect()
}
