//! All surveys of a programme.

use askama::Template;
use common_ground_reports::wording;

use crate::{
    store::{Place, custom_surveys},
    survey::{ENGLISH, templates},
    web::{
        Answer, Desk, Frame, Link, MainPlace, Result, Row, RowEnd, Trainer, at, pager,
        parts::languages,
        surveys::{load::Found, measure, uses::Uses},
    },
};

#[derive(Debug, Template)]
#[template(path = "surveys/index.html")]
struct Index {
    frame: Frame,
    programme: String,
    /// What is happening: “Two surveys are open now”.
    heading: String,
    lead: String,
    /// Address of the form that makes one.
    new: String,
    /// Address of the form that asks one.
    ask: String,
    /// Whether there is none of the programme's own yet.
    has_none: bool,
    groups: Vec<Group>,
}

/// Surveys of one origin.
#[derive(Debug)]
struct Group {
    /// “Ready-made”
    title: String,
    /// What there is to know of them.
    note: Option<String>,
    rows: Vec<Row>,
    /// The pages before and after this.
    links: Vec<Link>,
}

#[rocket::get("/programmes/<_>/surveys?<after>&<before>")]
pub(crate) async fn index(
    desk: Desk<'_, Trainer>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let (slug, db, programme) = (desk.slug(), desk.db(), desk.programme().id);
    let uses = Uses::of(&desk).await?;
    let of_own = custom_surveys::count(db, programme).await?;
    let page = custom_surveys::page(db, programme, Place::of(after, before)).await?;
    let links = pager::links(&page, &at::surveys(slug));
    let own: Vec<Found> = page.rows.into_iter().map(|own| Found::Custom(Box::new(own))).collect();
    let templates: Vec<Found> = templates::all().iter().map(Found::Template).collect();
    let rows = |found: &[Found]| found.iter().map(|one| row(slug, one, &uses)).collect::<Vec<_>>();
    let heading = match uses.open() {
        0 => "No survey is open".to_owned(),
        1 => "One survey is open now".to_owned(),
        more => format!("{} surveys are open now", wording::capitalised(&wording::number(more))),
    };
    let of_templates = templates.len() as u64;
    let lead = match of_own {
        0 => format!("{} are ready-made. To change one, make a copy first.", several(of_templates)),
        own => format!("{} of your own, and {} ready-made.", several(own), wording::number(of_templates)),
    };
    let unread = languages::unread_among(&desk.programme().settings);
    Answer::page(&Index {
        frame: desk.frame(MainPlace::Surveys),
        programme: desk.programme().name.clone(),
        heading,
        lead,
        new: at::new_survey(slug),
        ask: at::new_round(slug),
        has_none: of_own == 0,
        groups: [("Your own", None, rows(&own), links), ("Ready-made", unread, rows(&templates), Vec::new())]
            .into_iter()
            .filter(|(_, _, rows, _)| !rows.is_empty())
            .map(|(title, note, rows, links)| Group { title: title.to_owned(), note, rows, links })
            .collect(),
    })
}

fn several(surveys: u64) -> String {
    let number = wording::capitalised(&wording::number(surveys));
    format!("{number} {}", if surveys == 1 { "survey" } else { "surveys" })
}

fn row(slug: &str, found: &Found, uses: &Uses) -> Row {
    let survey = found.survey();
    let state = match found {
        Found::Template(_) => format!("Version {}.", survey.version),
        Found::Custom(own) if own.published == 0 => "A draft, not published yet.".to_owned(),
        Found::Custom(own) => format!("Version {}.", own.published),
    };
    Row {
        title: survey.title.read(survey.sides[0], ENGLISH).to_owned(),
        href: Some(at::survey(slug, &survey.key)),
        detail: format!("{}. {state} {}", measure(survey), uses.sentence(&survey.key)),
        end: match found {
            Found::Custom(_) => RowEnd::Nothing,
            Found::Template(_) => {
                let copy = at::survey_copy(slug, &survey.key);
                let title = survey.title.read(survey.sides[0], ENGLISH);
                RowEnd::Link(Link::new("Make a copy", copy).about(format!("“{title}”")))
            }
        },
    }
}
