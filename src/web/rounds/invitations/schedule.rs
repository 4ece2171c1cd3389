//! When an email of a round goes out, or that it is left out; and scheduling again what was left out.

use common_ground_reports::wording::capitalised;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    store::{Mailing, MailingKind, MailingState, mailings},
    survey::mailing::APART,
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, Result, Trainer, at,
        parts::format,
        rounds::{TOO_LATE, invitations::name, load::LoadedRound, moment},
    },
};

/// An email that is still to go out, or was left out, among the others of its round.
struct Email {
    shown: LoadedRound,
    mailing: Mailing,
    others: Vec<Mailing>,
}

impl Email {
    async fn find(desk: &Desk<'_, Trainer>, code: &str, id: Uuid) -> Result<Self> {
        let shown = LoadedRound::find(desk, code).await?;
        let mut others = mailings::of_round(desk.db(), shown.round.id).await?;
        let at = others.iter().position(|mailing| mailing.id == id).ok_or(Error::NotFound)?;
        Ok(Self { mailing: others.remove(at), shown, others })
    }

    fn is_settled(&self, desk: &Desk<'_, Trainer>) -> bool {
        self.mailing.state == MailingState::Done || self.shown.round.is_over(desk.now())
    }

    /// Whether it may go out then; if not, why.
    fn check(&self, at: Timestamp, now: Timestamp) -> Result<(), String> {
        let (round, said) = (&self.shown.round, |at| format::day_and_time(at, &self.shown.zone));
        if at <= now {
            return Err("Enter a time in the future".to_owned());
        }
        if at < round.opens_at {
            return Err(format!("Enter a time after the survey opens, on {}", said(round.opens_at)));
        }
        if at >= round.closes_at {
            return Err(format!("Enter a time before the survey closes, on {}", said(round.closes_at)));
        }
        if self.mailing.kind == MailingKind::Invitation {
            return Ok(());
        }
        let goes_out = |other: &&Mailing| other.state != MailingState::Skipped;
        let time = |other: &Mailing| other.done_at.unwrap_or(other.at);
        let is_near = |other: &&Mailing| time(other).duration_since(at).abs() < APART;
        match self.others.iter().filter(goes_out).find(is_near) {
            Some(other) => Err(format!(
                "Enter a time at least two days from {}, which is on {}",
                name(other),
                said(time(other))
            )),
            None => Ok(()),
        }
    }

    /// The first time at which one that was left out could go out.
    fn suggested(&self, desk: &Desk<'_, Trainer>) -> Timestamp {
        let now = desk.now();
        let last = self
            .others
            .iter()
            .filter(|other| other.state == MailingState::Done)
            .filter_map(|other| other.done_at);
        let earliest = last.max().map_or(now, |last| now.max(last + APART)).max(self.shown.round.opens_at);
        // Browsers send no seconds: a time of this minute would be past when it comes.
        let earliest = earliest.max(now + SignedDuration::from_mins(5));
        desk.programme().settings.hours_in(self.shown.zone.clone()).next(earliest)
    }
}

/// The form.
#[rocket::get("/programmes/<_>/rounds/<code>/emails/<id>")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, code: &str, id: Uuid) -> Result<Answer> {
    let email = Email::find(&desk, code, id).await?;
    if email.is_settled(&desk) {
        let heading = format!("{} can no longer be changed", capitalised(name(&email.mailing)));
        return Answer::page(&email.shown.note(
            &desk,
            "Schedule",
            &heading,
            "It has been sent, or the survey has closed.",
        ));
    }
    let at = match email.mailing.state {
        MailingState::Planned => email.mailing.at,
        _ => email.suggested(&desk),
    };
    let entered = moment::entered("day", at, &email.shown.zone);
    let entered = |name: &str| if name == "act" { "move".to_owned() } else { entered(name) };
    Answer::page(&form(&desk, &email, entered, FormProblems::default()))
}

/// Moves it, or leaves it out.
#[rocket::post("/programmes/<_>/rounds/<code>/emails/<id>", data = "<data>")]
pub(crate) async fn update(desk: Desk<'_, Trainer>, code: &str, id: Uuid, data: FormData) -> Result<Answer> {
    let email = Email::find(&desk, code, id).await?;
    let (mailing, page) = (&email.mailing, at::round_invitations(desk.slug(), code));
    if email.is_settled(&desk) {
        return Ok(Answer::on(page, TOO_LATE));
    }
    let mut problems = FormProblems::default();
    let skips = mailing.state == MailingState::Planned && data.one("act") == "skip";
    if mailing.state == MailingState::Planned && !matches!(data.one("act"), "move" | "skip") {
        problems.add("act", "Select what should happen");
    }
    let at = if skips { None } else { moment::read(&data, "day", &email.shown.zone, &mut problems) };
    if let Some(at) = at
        && let Err(why) = email.check(at, desk.now())
    {
        problems.add("day", why);
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &email, |name| data.one(name).to_owned(), problems));
    }
    let tx = desk.change().await?;
    let (done, act) = match (at, mailing.state) {
        (None, _) => (mailings::skip(&tx, id).await?, "left out"),
        (Some(at), MailingState::Skipped) => (mailings::plan_again(&tx, id, at).await?, "scheduled again"),
        (Some(at), _) => (mailings::move_to(&tx, id, at).await?, "moved"),
    };
    if !done {
        return Ok(Answer::on(page, TOO_LATE));
    }
    let name = name(mailing);
    desk.done(tx, &format!("{act} {name} of the survey"), email.shown.title()).await?;
    let flash = match at {
        Some(at) => {
            let hours = desk.programme().settings.hours_in(email.shown.zone.clone());
            let leaves = hours.leaves_before(at, email.shown.round.closes_at);
            let when = format::day_and_time(leaves, &email.shown.zone);
            let why =
                hours.moved(at).filter(|_| leaves != at).map(|why| format!(": {why}")).unwrap_or_default();
            format!("{} goes out on {when}{why}", capitalised(name))
        }
        None => format!("{} was skipped", capitalised(name)),
    };
    Ok(Answer::on(page, flash))
}

fn form(
    desk: &Desk<'_, Trainer>,
    email: &Email,
    entered: impl Fn(&str) -> String,
    problems: FormProblems,
) -> FormPage {
    let (slug, code, name) = (desk.slug(), &email.shown.round.code, name(&email.mailing));
    let mut form = desk
        .form(email.shown.place(), format!("When {name} goes out"))
        .trail(email.shown.trail_of_emails(desk, "Schedule"))
        .lead("It goes to people on the list who have not answered. Emails are at least two days apart.");
    if email.mailing.state == MailingState::Planned {
        let act = entered("act");
        let choice = |value, label| FormChoice::of(value, label, [&*act]);
        let choices = vec![
            choice("move", "Send it at the date and time below"),
            choice("skip", "Skip it: nobody gets this email"),
        ];
        form = form.field(Field::radios("act", "What should happen", choices));
    }
    form.fields(moment::fields("day", ("Day", "Time"), entered))
        .problems(problems)
        .button("Save", at::round_email(slug, code, email.mailing.id))
        .cancel("Back without changing anything", at::round_invitations(slug, code))
}
