//! Opening a closed survey of the programme once more.

use jiff::ToSpan;

use crate::{
    results::min_group,
    store::{WebhookEvent, invitations, published, timetable, webhook_deliveries},
    survey::RoundState,
    web::{
        Answer, Desk, FormData, FormPage, FormProblems, Link, Note, Result, Trainer, at,
        parts::format,
        rounds::{TOO_LATE, load::LoadedRound, moment},
    },
};

/// The form.
#[rocket::get("/programmes/<_>/rounds/<code>/reopen")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    if let Some(why) = why_not(&desk, &shown) {
        return Answer::page(&why);
    }
    let week = desk.now() + (7 * 24).hours();
    Answer::page(&form(&desk, &shown, moment::entered("closes", week, &shown.zone), FormProblems::default()))
}

/// Opens it until another time.
#[rocket::post("/programmes/<_>/rounds/<code>/reopen", data = "<data>")]
pub(crate) async fn update(desk: Desk<'_, Trainer>, code: &str, data: FormData) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    if shown.round.state != RoundState::Closed {
        return Ok(Answer::on(at::round(desk.slug(), code), TOO_LATE));
    }
    if let Some(why) = why_not(&desk, &shown) {
        return Answer::mend(&why);
    }
    let round = &shown.round;
    let mut problems = FormProblems::default();
    let until = moment::read(&data, "closes", &shown.zone, &mut problems);
    if until.is_some_and(|until| until <= desk.now()) {
        problems.add("closes", "Enter a closing time in the future");
    }
    let Some(until) = until.filter(|_| problems.is_empty()) else {
        return Answer::mend(&form(&desk, &shown, |name| data.one(name).to_owned(), problems));
    };
    let least = min_group(desk.app, &desk.programme().settings, [round])?;
    let tx = desk.change().await?;
    if !timetable::reopen_round(&tx, round.id, until).await? {
        return Ok(Answer::on(at::round(desk.slug(), code), TOO_LATE));
    }
    webhook_deliveries::of_round(&tx, round.id, WebhookEvent::RoundOpened, Some(desk.now())).await?;
    // What the close showed stays shown, and what comes later is held against it.
    published::ensure(&tx, round.id, least).await?;
    desk.done(tx, "reopened the survey", shown.title()).await?;
    let until = format::day_and_time(until, &shown.zone);
    let (invited, _) = invitations::count(desk.db(), round.id).await?;
    Ok(if invited > 0 {
        let flash = format!("It is open until {until}. You can reschedule skipped emails below");
        Answer::on(at::round_invitations(desk.slug(), code), flash)
    } else {
        Answer::on(at::round(desk.slug(), code), format!("It is open until {until}"))
    })
}

/// Why it cannot be opened again, and what to do instead.
fn why_not(desk: &Desk<'_, Trainer>, shown: &LoadedRound) -> Option<Note> {
    let why = if shown.round.state != RoundState::Closed {
        "Only a closed survey can be reopened."
    } else if shown.is_anonymous() {
        "This survey is anonymous. When it closed, everything that could tell late answers from early ones \
         was deleted, as promised, so new answers could be told apart from the others. Use the survey again \
         to ask again, with a new code."
    } else {
        return None;
    };
    let mut note = shown.note(desk, "Reopen", "This survey can’t be reopened", why);
    let again = at::query(at::new_round(desk.slug()), &[("survey", &Some(&shown.survey.key))]);
    note.ways.push(Link::new("Use this survey again", again));
    Some(note)
}

fn form(
    desk: &Desk<'_, Trainer>,
    shown: &LoadedRound,
    entered: impl Fn(&str) -> String,
    problems: FormProblems,
) -> FormPage {
    shown
        .form(desk, format!("Reopen “{}”", shown.title()), "Reopen")
        .lead(
            "People who have not answered can use their links again. The results stay as they were at the close until \
             enough people have answered after it.",
        )
        .fields(moment::fields("closes", ("Closes on", "Closes at"), entered))
        .problems(problems)
        .button("Reopen the survey", at::round_reopen(desk.slug(), &shown.round.code))
}
