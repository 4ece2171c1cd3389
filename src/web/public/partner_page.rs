//! A partner's own page, behind a link that one of its contacts was emailed. It shows what belongs to this partnership, and
//! nothing that anybody answered.

use askama::Template;
use jiff::tz::TimeZone;

use super::{
    handover,
    page_reader::{PageReader, find, health},
};
use crate::{
    app::App,
    store::{
        AgreementState, Contact, LinkAsks, agreements, contacts, partner_links, promises, rounds, write,
    },
    survey::ENGLISH,
    system::secret::KeyPurpose,
    web::{
        Answer, Field, FieldInput, FieldProblem, FormChoice, FormData, FormProblems, Frame, Result, Row,
        RowEnd, Visitor, at,
        http::flash,
        parts::{format, promise},
    },
};

/// Characters of what somebody tells the library.
const LONGEST: usize = 500;

/// The page.
#[derive(Debug, Template)]
#[template(path = "public/partner_page.html")]
pub(super) struct PartnerPage {
    frame: Frame,
    heading: String,
    lead: String,
    /// An agreement to confirm, surveys to answer.
    waiting: Vec<Row>,
    /// The agreement that holds.
    agreed: Vec<Row>,
    /// The health of the partnership; nothing before a check is unsealed.
    health: Vec<Row>,
    /// What the library said it would do.
    ours: Vec<Row>,
    /// What the partner said it would do.
    theirs: Vec<Row>,
    partner: String,
    contacts: Vec<Row>,
    action: String,
    fields: Vec<Field>,
    /// Who takes over from whom, and where that is sent.
    successor: Vec<Field>,
    takes_over: String,
    /// Where it is said that the contacts are right.
    right: String,
    problems: FormProblems,
    /// Where emails are stopped.
    stop: String,
}

impl PartnerPage {
    fn summary(&self) -> Vec<FieldProblem> {
        self.problems.summary(self.successor.iter().chain(&self.fields))
    }
}

/// What belongs to the partnership.
#[rocket::get("/p/<token>")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let reader = find(&visitor, token).await?;
    Answer::page(&page(&visitor, token, &reader, &FormData::default(), FormProblems::default()).await?)
}

/// Keeps what somebody tells the library about its contacts, in the contact log.
#[rocket::post("/p/<token>/changes", data = "<data>")]
pub(crate) async fn tell(token: &str, visitor: Visitor<'_>, data: FormData) -> Result<Answer> {
    let reader = find(&visitor, token).await?;
    let text = data.one("changes");
    let mut problems = FormProblems::default();
    problems.add_if(text.is_empty(), "changes", "Write what has changed");
    problems.cap("changes", text, LONGEST);
    if !problems.is_empty() {
        return Answer::mend(&page(&visitor, token, &reader, &data, problems).await?);
    }
    let tx = write(&visitor.app.db).await?;
    contacts::note(&tx, reader.note(visitor.app.clock.now(), text)).await?;
    tx.commit().await?;
    Ok(Answer::on(at::partner_page(token), "Thank you. The library will see this."))
}

pub(super) async fn page(
    visitor: &Visitor<'_>,
    token: &str,
    reader: &PageReader,
    data: &FormData,
    problems: FormProblems,
) -> Result<PartnerPage> {
    let app = visitor.app;
    let PageReader { contact, partner, programme } = reader;
    let zone = programme.zone();
    let (mut waiting, agreed) = agreement(app, reader, &zone).await?;
    waiting.extend(handover::waits(app, contact, token).await?);
    waiting.extend(surveys(app, contact, &zone).await?);
    let [ours, theirs] = promised(app, token, reader, &mut waiting).await?;
    let people = contacts::of_partner(app.db.read(), programme.id, Some(partner.id)).await?;
    let successor = successor_fields(&people, data);
    let people = people.into_iter().map(|one| {
        let detail = match (&*one.job, one.can_say_yes) {
            ("", false) => "A contact".to_owned(),
            ("", true) => "Can say yes".to_owned(),
            (job, false) => job.to_owned(),
            (job, true) => format!("{job} · can say yes"),
        };
        Row::new(one.name, detail)
    });
    let field = Field::text("changes", "Has anything else changed?", 3, data.one("changes"))
        .hint("Don’t name or describe any child.");
    Ok(PartnerPage {
        frame: visitor.frame().telling(flash::take(app, visitor.cookies)),
        heading: format!("{} and {}", programme.asker(), partner.name),
        lead: format!("This page is for {}. Please don’t pass its link on.", contact.name),
        waiting,
        agreed,
        health: health(app, token, reader, &zone).await?,
        ours,
        theirs,
        partner: partner.name.clone(),
        contacts: people.collect(),
        action: at::partner_page_changes(token),
        fields: vec![field],
        successor,
        takes_over: at::partner_page_successor(token),
        right: at::partner_page_right(token),
        problems,
        stop: at::stop(app.secret.carrying_token(KeyPurpose::Stop, contact.id)),
    })
}

/// The fields that say who takes over from whom.
fn successor_fields(people: &[Contact], data: &FormData) -> Vec<Field> {
    let choices =
        people.iter().map(|one| FormChoice::of(one.id.to_string(), &*one.name, [data.one("former")]));
    vec![
        Field::radios("former", "Who has left?", choices),
        Field::line("name", "Name of the new contact", data.one("name")),
        Field::line("job", "Their job", data.one("job")),
        Field::typed("email", "email", "Their email address", data.one("email")),
    ]
}

/// What of the agreement waits for this contact, and the version that holds.
async fn agreement(app: &App, reader: &PageReader, zone: &TimeZone) -> Result<(Vec<Row>, Vec<Row>)> {
    let db = app.db.read();
    let (mut waiting, mut agreed) = (Vec::new(), Vec::new());
    for version in agreements::of_partner(db, reader.partner.id).await? {
        match version.state {
            AgreementState::Sent => {
                let asked = agreements::confirmations(db, version.id).await?;
                let own = asked.iter().find(|one| one.contact_id == Some(reader.contact.id));
                if let Some(own) = own.filter(|own| own.confirmed_at.is_none()) {
                    let page = at::confirm_agreement(app.secret.carrying_token(KeyPurpose::Confirm, own.id));
                    waiting.push(Row::new("Confirm our agreement", "It’s one page.").to(page));
                }
            }
            AgreementState::Confirmed => {
                let page = at::agreement(app.secret.carrying_token(KeyPurpose::Agreement, version.id));
                let since = format::date(version.confirmed_at.unwrap_or(version.changed_at), zone);
                let detail = match version.document.review_on {
                    Some(day) => {
                        format!("Confirmed on {since}. We look at it again on {}.", day.strftime("%-d %B %Y"))
                    }
                    None => format!("Confirmed on {since}."),
                };
                agreed.push(Row::new("Our agreement", detail).to(page));
            }
            AgreementState::Draft | AgreementState::Superseded => {}
        }
    }
    Ok((waiting, agreed))
}

/// What each side said it would do, the library first; and what this contact is still asked about it.
async fn promised(
    app: &App,
    token: &str,
    reader: &PageReader,
    waiting: &mut Vec<Row>,
) -> Result<[Vec<Row>; 2]> {
    let today = app.clock.now().to_zoned_datetime(reader.programme.zone()).date();
    let mut sides = [Vec::new(), Vec::new()];
    for one in promises::of_partner(app.db.read(), reader.partner.id).await? {
        let asks = promise::asks(&one, reader.contact.id);
        let page = at::partner_page_promise(token, one.id);
        if asks == Some(LinkAsks::Asker) && one.judgement.is_none() {
            waiting.push(Row::new("Was this what you meant?", &*one.what).to(&*page));
        }
        let row = promise::row(&one, today);
        let row = if asks.is_some() { row.to(page) } else { row };
        sides[usize::from(one.is_theirs())].push(row);
    }
    Ok(sides)
}

/// The surveys that a contact was invited to and may still answer.
async fn surveys(app: &App, contact: &Contact, zone: &TimeZone) -> Result<Vec<Row>> {
    let (db, now) = (app.db.read(), app.clock.now());
    let mut rows = Vec::new();
    for (invitation, round) in partner_links::surveys_waiting(db, contact.id, now).await? {
        let Some(round) = rounds::find(db, round).await? else { continue };
        let survey = app.survey(&round).await?;
        let title = survey.title.read(round.side, ENGLISH).to_owned();
        let detail = format!(
            "Open until {}. If you’ve already answered it, you don’t need to do anything.",
            format::date(round.closes_at, zone)
        );
        rows.push(
            Row::new(title, detail)
                .to(at::personal_link(app.secret.token(KeyPurpose::Invitation, invitation))),
        );
    }
    Ok(rows)
}
