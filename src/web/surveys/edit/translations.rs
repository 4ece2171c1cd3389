//! A survey in another language, each text beside its English.

use std::collections::BTreeMap;

use askama::Template;

use crate::{
    store::CustomSurvey,
    survey::{
        ENGLISH, EditStep, Item, Raw, Survey,
        editor::translation::{self, TextGroup},
        words,
    },
    web::{
        Answer, Desk, Error, Field, FieldInput, FieldProblem, FormData, FormPreview, FormProblems, Frame,
        Link, MainPlace, Reading, Result, Trail, Trainer, at,
        parts::{
            form::previews,
            question::{Control, FormEntry, InputLine},
            questions,
        },
        surveys::{
            edit::{Doing, TEXT_MAX, as_opened, kept, meanwhile, outline::languages, take},
            load::own,
            trail,
        },
    },
};

/// A survey beside its translation.
#[derive(Debug, Template)]
#[template(path = "surveys/edit/translations.html")]
struct Translations {
    frame: Frame,
    trail: Trail,
    heading: String,
    /// “12 of 40 texts are missing”
    missing: String,
    language: String,
    /// Which way it runs.
    direction: &'static str,
    /// What its speakers call the language.
    name: String,
    groups: Vec<Shown>,
    edit: i32,
    action: String,
    /// The survey, and the survey in this language on a phone.
    cancel: String,
    preview: String,
    problems: FormProblems,
    /// What the script tells beside the button.
    told: Option<String>,
    /// The survey with what was typed, where somebody asked for it.
    shown: Option<FormPreview>,
}

/// Texts that belong together.
#[derive(Debug)]
struct Shown {
    of: String,
    rows: Vec<Row>,
}

/// One text.
#[derive(Debug)]
struct Row {
    english: String,
    field: Field,
}

impl Translations {
    fn summary(&self) -> Vec<FieldProblem> {
        let fields = self.groups.iter().flat_map(|group| &group.rows).map(|row| &row.field);
        self.problems.summary(fields)
    }
}

/// The texts as they are.
#[rocket::get("/programmes/<_>/surveys/<key>/translations/<language>")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, key: &str, language: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    is_offered(&own, language)?;
    Answer::page(&page(&desk, &own, language, None, FormProblems::default()))
}

/// Other translations.
#[rocket::post("/programmes/<_>/surveys/<key>/translations/<language>", data = "<entries>")]
pub(crate) async fn change(
    desk: Desk<'_, Trainer>,
    key: &str,
    language: &str,
    entries: FormData,
) -> Result<Answer> {
    let before = own(&desk, key).await?;
    is_offered(&before, language)?;
    let (typing, showing) = (entries.is_on("keep"), previews(&entries));
    let mut problems = FormProblems::default();
    let names =
        |groups: Vec<TextGroup>| groups.into_iter().flat_map(|group| group.pairs).map(|pair| pair.name);
    let names: Vec<String> = names(translation::texts(&before.draft, language)).collect();
    let mut entered = BTreeMap::new();
    for name in &names {
        let words = entries.one(name).replace("\r\n", "\n");
        problems.cap(name, &words, TEXT_MAX);
        entered.insert(name.clone(), words);
    }
    let is_title = |name: &&String| name.split('.').next() == Some("title");
    let titles = || names.iter().filter(is_title);
    let is_begun = entered.values().any(|words| !words.is_empty());
    if let Some(title) = titles().find(|title| is_begun && entered[*title].is_empty()) {
        problems.add(title, "Translate the title too: a survey is offered in the languages of its title");
    }
    let first = titles().next().cloned().unwrap_or_default();
    if let Some(told) = meanwhile(&desk, &before, &entries).await? {
        problems.add(&first, told);
    }
    if problems.is_empty() {
        let translated = translation::translate(&before.draft, language, &entered);
        let said = format!("translated into {}", words::english_name_of(language));
        let doing = Doing { typing, showing, ..Doing::new("translated the survey", said) };
        match take(&desk, &before, EditStep::Translate(Box::new(translated)), doing).await? {
            Ok(()) if showing => {}
            Ok(()) if typing => {
                let (now, told) = kept(&desk, key).await?;
                let page = page(&desk, &now, language, Some(&entries), FormProblems::default());
                return Answer::page(&Translations { told: Some(told), ..page });
            }
            Ok(()) => {
                let now = own(&desk, key).await?;
                let flash = match translation::missing(&now.draft, language) {
                    0 => "Every text is translated".to_owned(),
                    missing => format!("The translations were saved; {missing} are still missing"),
                };
                return Ok(Answer::on(at::survey(desk.slug(), key), flash));
            }
            Err(refusal) => problems.add(&first, refusal.to_string()),
        }
    }
    let page = page(&desk, &as_opened(&before, &entries), language, Some(&entries), problems);
    if showing {
        let translated = translation::translate(&before.draft, language, &entered);
        let shown = Some(beside(&page.frame, &translated, language));
        let page = Translations { shown, ..page };
        return if page.problems.is_empty() { Answer::page(&page) } else { Answer::mend(&page) };
    }
    let told = typing.then(|| "Not saved yet: check what you entered".to_owned());
    Answer::mend(&Translations { told, ..page })
}

fn is_offered(own: &CustomSurvey, language: &str) -> Result<()> {
    if languages(&own.draft).iter().any(|offered| offered == language) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

fn page(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    language: &str,
    sent: Option<&FormData>,
    problems: FormProblems,
) -> Translations {
    let (slug, draft, name) = (desk.slug(), &own.draft, words::english_name_of(language));
    let back = at::survey(slug, &draft.key);
    let mut trail = trail(slug, &*name);
    trail.above.push(Link::new(draft.title.read(draft.sides[0], ENGLISH), back.clone()));
    let groups = translation::texts(draft, language);
    let (all, missing) =
        (groups.iter().map(|group| group.pairs.len()).sum::<usize>(), translation::missing(draft, language));
    let shown = groups.into_iter().map(|group| Shown {
        rows: group
            .pairs
            .into_iter()
            .map(|pair| {
                let value = sent.map_or_else(
                    || pair.translated.unwrap_or_default(),
                    |sent| sent.one(&pair.name).to_owned(),
                );
                let rows = if pair.english.chars().count() > 60 { 3 } else { 1 };
                Row { field: Field::text(pair.name, pair.what, rows, value), english: pair.english }
            })
            .collect(),
        of: group.of,
    });
    Translations {
        frame: desk.frame(MainPlace::Surveys),
        trail,
        heading: format!("Translate into {name}"),
        missing: match missing {
            0 => "Every text is translated.".to_owned(),
            missing => format!(
                "{missing} of {all} texts are missing. People read the English until a text is translated."
            ),
        },
        language: language.to_owned(),
        direction: words::direction(language),
        name,
        groups: shown.collect(),
        edit: own.edit,
        action: at::survey_translation(slug, &draft.key, language),
        preview: at::query(at::survey_preview(slug, &draft.key), &[("lang", &Some(language))]),
        cancel: back,
        problems,
        told: None,
        shown: None,
    }
}

/// All of a survey in that language, as it would be.
fn beside(top: &Frame, survey: &Survey, language: &str) -> FormPreview {
    let side = survey.sides[0];
    let reading = Reading::of(survey, side, language);
    let shown = FormPreview::new(top, language, true);
    let entries = survey.sections.iter().flat_map(|section| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on_screen(side)).collect();
        questions::entries(&reading, section, &items, &Raw::default(), &[])
    });
    FormPreview {
        safeguarding: Some(shown.frame.words().form.safeguarding.to_owned()),
        title: Some(survey.title.read(side, language).to_owned()),
        paragraphs: vec![survey.intro.read(side, language).to_owned()],
        entries: entries.collect(),
        ..shown
    }
}
