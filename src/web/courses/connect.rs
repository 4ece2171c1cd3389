//! Where spreadsheets read the figures of a course.

use uuid::Uuid;

use crate::{
    store::courses,
    survey::{ENGLISH, RoundState},
    web::{
        Answer, Desk, Error, Link, MainPlace, Member, Result, Trail, at, courses::find,
        parts::results::SpreadsheetLinks,
    },
};

/// The addresses, once a survey of the course has closed.
#[rocket::get("/programmes/<_>/courses/<id>/connect")]
pub(crate) async fn show(desk: Desk<'_, Member>, id: Uuid) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let mut rounds = courses::rounds(desk.db(), course.id).await?;
    rounds.retain(|(purpose, round)| purpose.is_own() && round.state == RoundState::Closed);
    if rounds.is_empty() {
        return Err(if desk.who().runs_courses() { Error::NotFound } else { Error::Forbidden });
    }
    let slug = desk.slug();
    let mut others = Vec::new();
    for (_, round) in rounds {
        let survey = desk.app.survey(&round).await?;
        let title = survey.title.read(round.side, ENGLISH);
        others.push(Link::new(title, at::round_connect(slug, &round.code)).about(round.side.people()));
    }
    Answer::page(&SpreadsheetLinks {
        frame: desk.frame(MainPlace::Results),
        trail: Trail {
            above: vec![
                Link::new("Results", at::results(slug)),
                Link::new(&course.title, at::course_results(slug, course.id)),
            ],
            here: "Connect a spreadsheet".to_owned(),
        },
        about: format!("“{}”", course.title),
        feed: format!("{}{}", desk.app.settings.site_url, at::odata(slug, format!("{}.svc", course.id))),
        files: Vec::new(),
        others,
        new_token: at::new_account_token(slug),
    })
}
