//! Where spreadsheets read the figures of a survey that has closed, and its answers.

use crate::{
    store::{ApiScope, courses},
    survey::RoundState,
    web::{
        Answer, Desk, Error, Link, MainPlace, Member, Result, Trail, at,
        parts::results::SpreadsheetLinks,
        rounds::{export::may_leave, load::LoadedRound, name},
    },
};

/// The addresses.
#[rocket::get("/programmes/<_>/rounds/<code>/connect")]
pub(crate) async fn show(desk: Desk<'_, Member>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    Error::not_found_unless(shown.partner.is_none() && shown.round.state == RoundState::Closed)?;
    let (slug, round) = (desk.slug(), &shown.round);
    let whole = |path: String| format!("{}{path}", desk.app.settings.site_url);
    let mut files = vec![("The figures".to_owned(), whole(at::api_round_figures(slug, code)))];
    let reads_answers = ApiScope::AnswersRead.is_open_to(desk.who().role);
    if reads_answers && may_leave(desk.app, &desk.zone(), round).await?.is_ok() {
        files.push(("The answers".to_owned(), whole(at::api_round_answers(slug, code))));
    }
    let courses = courses::titles_by_round(desk.db(), &[round.id]).await?;
    let about = name(&shown.survey, round, courses.get(&round.id));
    Answer::page(&SpreadsheetLinks {
        frame: desk.frame(MainPlace::Results),
        trail: Trail {
            above: vec![
                Link::new("Results", at::results(slug)),
                Link::new(about.clone(), at::round_results(slug, code)),
            ],
            here: "Connect a spreadsheet".to_owned(),
        },
        about: format!("“{about}”"),
        feed: whole(at::odata(slug, format!("{code}.svc"))),
        files,
        others: Vec::new(),
        new_token: at::new_account_token(slug),
    })
}
