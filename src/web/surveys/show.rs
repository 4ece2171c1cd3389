//! One survey: all its items in order as each side reads them, what can be done with it, and the survey as a file.

use askama::Template;
use common_ground_reports::wording;
use rocket::http::ContentType;

use crate::{
    exchange::xls_form,
    survey::{Answers, ENGLISH, Side, Survey, paging, wording as wording_rules, words},
    web::{
        Answer, Button, ButtonAct, Desk, Download, Fact, Frame, Link, MainPlace, Reading, Result, Row,
        RowEnd, Tab, Trail, Trainer, at, drawn,
        parts::languages,
        surveys::{
            edit::outline,
            load::{Found, reader},
            measure,
            sections::{SectionView, sections},
            trail, uses,
        },
    },
};

#[derive(Debug, Template)]
#[template(path = "surveys/show.html")]
struct Show {
    frame: Frame,
    /// Surveys / its origin and key.
    trail: Trail,
    title: String,
    /// For whom, how long, and in which state it is.
    lead: String,
    /// Questions, pages, minutes.
    facts: Vec<Fact>,
    actions: Vec<Button>,
    /// Where else it can be looked at.
    links: Vec<Link>,
    /// The sides and languages; empty where there is one of each.
    tabs: Vec<Tab>,
    /// “As partners read it”
    reader: String,
    /// The language that its words are shown in.
    language: String,
    /// Which way that language runs.
    direction: &'static str,
    /// That no native speaker has read it in that language.
    unread: Option<String>,
    intro: String,
    sections: Vec<SectionView>,
    /// What in the wording is worth another look.
    looks: Vec<Look>,
    uses: Vec<Row>,
}

#[derive(Debug)]
struct Look {
    /// The label of the question.
    about: String,
    what: String,
    why: &'static str,
    /// How it could be mended.
    example: &'static str,
}

/// All items in order, as a side reads them in a language; the editor for a survey of one's own.
#[rocket::get("/programmes/<_>/surveys/<key>?<side>&<lang>&<removed>", rank = 2)]
pub(crate) async fn show(
    desk: Desk<'_, Trainer>,
    key: &str,
    side: Option<&str>,
    lang: Option<&str>,
    removed: Option<&str>,
) -> Result<Answer> {
    let slug = desk.slug();
    let survey = match Found::by_key(&desk, key).await? {
        Found::Custom(own) => return outline::page(&desk, &own, removed).await,
        Found::Template(survey) => survey,
    };
    let (side, language) = reader(survey, side, lang);
    let (rounds, courses) = uses::latest(&desk, key).await?;
    Answer::page(&Show {
        frame: desk.frame(MainPlace::Surveys),
        trail: trail(slug, format!("Ready-made · key {}", survey.key)),
        title: survey.title.read(side, ENGLISH).to_owned(),
        lead: format!(
            "{}. Version {}. It cannot be changed; a copy of it can.",
            measure(survey),
            survey.version
        ),
        facts: facts(survey, side),
        actions: actions(slug, survey),
        links: links(slug, survey, side, &language),
        looks: looks(survey),
        tabs: tabs(slug, survey, (side, &language)),
        reader: format!("As {} read it", side.people()),
        direction: words::direction(&language),
        unread: languages::unread(&language),
        language: language.clone(),
        intro: survey.intro.read(side, &language).to_owned(),
        sections: sections(&Reading::of(survey, side, &language)),
        uses: uses::rows(&desk, &rounds, &courses),
    })
}

fn facts(survey: &Survey, side: Side) -> Vec<Fact> {
    let pages = paging::pages(survey, side, &Answers::default()).len();
    vec![
        Fact::new("Questions", wording::count(survey.questions_on(side).count() as u64)),
        Fact::new("Pages", wording::count(pages as u64)),
        Fact::new("Takes", wording::counted(survey.minutes() as u64, "minute", "minutes")),
    ]
}

fn actions(slug: &str, survey: &Survey) -> Vec<Button> {
    let mut actions = Vec::new();
    if survey.aims_to_pick.is_none() {
        let ask = at::query(at::new_round(slug), &[("survey", &Some(&survey.key))]);
        actions.push(Button::follow("Use this survey", ask));
    }
    actions.push(Button::follow("Make a copy", at::survey_copy(slug, &survey.key)).quiet());
    actions
}

fn links(slug: &str, survey: &Survey, side: Side, language: &str) -> Vec<Link> {
    let (key, side) = (&survey.key, side.key());
    vec![
        Link::new(
            "Preview on a phone",
            at::query(at::survey_preview(slug, key), &[("side", &Some(side)), ("lang", &Some(language))]),
        ),
        Link::new("The survey as a file (JSON)", at::survey_json(slug, key)),
        Link::new(
            "The survey for KoboToolbox and ODK (XLSForm)",
            at::query(at::survey_form(slug, key), &[("side", &Some(side))]),
        ),
        Link::new(
            "Preview",
            at::query(at::survey_try(slug, key), &[("side", &Some(side)), ("lang", &Some(language))]),
        ),
    ]
}

fn looks(survey: &Survey) -> Vec<Look> {
    let label = |item: &Option<String>| match item.as_deref().and_then(|key| survey.item(key)) {
        Some(item) => item.label.to_string(),
        None => "The whole survey".to_owned(),
    };
    let looks = wording_rules::warnings(survey).into_iter();
    looks
        .map(|warning| Look {
            about: label(&warning.item),
            what: warning.what,
            why: warning.why,
            example: warning.example,
        })
        .collect()
}

/// The other sides and languages it can be read in.
fn tabs(slug: &str, survey: &Survey, (side, language): (Side, &str)) -> Vec<Tab> {
    let mut tabs = Vec::new();
    for other in &survey.sides {
        for tongue in survey.languages() {
            let here = (*other, tongue) == (side, language);
            let page = at::query(
                at::survey(slug, &survey.key),
                &[("side", &Some(other.key())), ("lang", &Some(tongue))],
            );
            tabs.push(Tab {
                label: format!(
                    "{}, {}",
                    wording::capitalised(other.people()),
                    words::english_name_of(tongue)
                ),
                href: (!here).then_some(page),
            });
        }
    }
    if tabs.len() > 1 { tabs } else { Vec::new() }
}

/// The survey as an XLSForm, as one side is asked it.
#[rocket::get("/programmes/<_>/surveys/<key>/form.xlsx?<side>")]
pub(crate) async fn form(desk: Desk<'_, Trainer>, key: &str, side: Option<&str>) -> Result<Download> {
    let found = Found::by_key(&desk, key).await?;
    let survey = found.survey().clone();
    let (side, _) = reader(&survey, side, None);
    let name = format!("{}-{}-{}-{}.xlsx", desk.slug(), survey.key, survey.version, side.key());
    let kind = ContentType::new("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let bytes = drawn(move || xls_form::write(&survey, side)).await?;
    Ok(Download::new(&name, kind, bytes))
}

#[rocket::get("/programmes/<_>/surveys/<key>/survey.json")]
pub(crate) async fn export(desk: Desk<'_, Trainer>, key: &str) -> Result<Download> {
    let found = Found::by_key(&desk, key).await?;
    let survey = found.survey();
    let name = format!("{}-{}-{}.json", desk.slug(), survey.key, survey.version);
    Ok(Download::new(&name, ContentType::JSON, survey.to_json().into_bytes()))
}
