//! The one page for a contact who takes over from another: what was agreed and what is still promised, to be confirmed line
//! by line.

use askama::Template;

use super::page_reader::{PageReader, find, health};
use crate::{
    app::App,
    store::{
        AgreementState, AgreementVersion, Contact, Handover, HandoverLine, PromiseState, agreements,
        contacts, handovers, promises, write,
    },
    survey::agreement::Part,
    system::secret::KeyPurpose,
    web::{
        Answer, Field, FieldInput, FieldProblem, FormChoice, FormData, FormProblems, Frame, Link, Result,
        Row, RowEnd, Visitor, at, parts::format,
    },
};

/// The longest wish.
const LONGEST: usize = 500;

/// The page.
#[derive(Debug, Template)]
#[template(path = "public/handover.html")]
struct HandoverPage {
    frame: Frame,
    heading: String,
    lead: String,
    /// The sheet as a whole.
    sheet: Option<Link>,
    /// The health of the partnership; nothing before a check is unsealed.
    going: Vec<Row>,
    /// What they said, once they have.
    said: Vec<Row>,
    /// One for each line, and what else there is to say; none once they have.
    fields: Vec<Field>,
    problems: FormProblems,
    action: String,
    back: String,
}

impl HandoverPage {
    fn summary(&self) -> Vec<FieldProblem> {
        self.problems.summary(&self.fields)
    }
}

/// A line to confirm, and the name of its field.
struct AskedLine {
    field: String,
    heading: String,
    text: String,
}

/// What is to be confirmed.
#[rocket::get("/p/<token>/handover")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let reader = find(&visitor, token).await?;
    let Some(one) = of(visitor.app, &reader.contact).await? else {
        return Ok(Answer::to(at::partner_page(token)));
    };
    Answer::page(
        &page(&visitor, token, (&reader, &one), &FormData::default(), FormProblems::default()).await?,
    )
}

/// Keeps what the successor says of each line.
#[rocket::post("/p/<token>/handover", data = "<data>")]
pub(crate) async fn confirm(token: &str, visitor: Visitor<'_>, data: FormData) -> Result<Answer> {
    let reader = find(&visitor, token).await?;
    let here = at::partner_page(token);
    let Some(one) = of(visitor.app, &reader.contact).await? else { return Ok(Answer::to(here)) };
    let (asked, _) = asked(visitor.app, &reader).await?;
    let mut problems = FormProblems::default();
    for line in &asked {
        if !matches!(data.one(&line.field), "right" | "talk") {
            problems.add(&*line.field, format!("Say whether this is still right: {}", line.heading));
        }
    }
    let wish = data.one("wish");
    problems.cap("wish", wish, LONGEST);
    if !problems.is_empty() {
        return Answer::mend(&page(&visitor, token, (&reader, &one), &data, problems).await?);
    }
    // The second of a double click changes nothing.
    if one.confirmed_at.is_some() {
        return Ok(Answer::to(here));
    }
    let lines = asked.into_iter().map(|line| HandoverLine {
        right: data.one(&line.field) == "right",
        heading: line.heading,
        text: line.text,
    });
    let tx = write(&visitor.app.db).await?;
    let now = visitor.app.clock.now();
    handovers::confirm(&tx, one.id, &lines.collect::<Vec<_>>(), wish, now).await?;
    tx.commit().await?;
    Ok(Answer::on(here, "Thank you. The library sees what you said."))
}

/// The way to the page, while it waits for somebody.
pub(super) async fn waits(app: &App, contact: &Contact, token: &str) -> Result<Option<Row>> {
    let one = of(app, contact).await?.filter(|one| one.confirmed_at.is_none());
    let row =
        Row::new("See what we’ve agreed", "You’ve taken over. Say line by line whether it’s still right.");
    Ok(one.map(|_| row.to(at::partner_page_handover(token))))
}

/// The handover in which somebody took over last.
async fn of(app: &App, contact: &Contact) -> Result<Option<Handover>> {
    let all = handovers::of_successors(app.db.read(), &[contact.id]).await?;
    Ok(all.into_iter().find(|one| one.started_at.is_some()))
}

/// The lines of the agreement that holds, then what is promised and not done; and that agreement.
async fn asked(app: &App, reader: &PageReader) -> Result<(Vec<AskedLine>, Option<AgreementVersion>)> {
    let (db, partner) = (app.db.read(), reader.partner.id);
    let versions = agreements::of_partner(db, partner).await?;
    let agreed = versions.into_iter().find(|version| version.state == AgreementState::Confirmed);
    let mut asked = Vec::new();
    if let Some(AgreementVersion { document, .. }) = &agreed {
        let said = Part::ALL.into_iter().filter(|part| !document.text(*part).is_empty());
        asked.extend(said.map(|part| AskedLine {
            field: format!("agreed_{}", part.key()),
            heading: document.heading(part),
            text: document.text(part).lines().collect::<Vec<_>>().join("; "),
        }));
    }
    let promised = promises::of_partner(db, partner).await?;
    asked.extend(promised.into_iter().filter(|one| one.state == PromiseState::Open).map(|one| {
        let who = if one.owner.name.is_empty() { reader.programme.asker() } else { &one.owner.name };
        let by = one.by_in_words();
        AskedLine {
            field: format!("promised_{}", one.id.simple()),
            text: if by.is_empty() { who.to_owned() } else { format!("{who}, by {by}") },
            heading: format!("Promised: {}", one.what),
        }
    }));
    Ok((asked, agreed))
}

async fn page(
    visitor: &Visitor<'_>,
    token: &str,
    (reader, one): (&PageReader, &Handover),
    data: &FormData,
    problems: FormProblems,
) -> Result<HandoverPage> {
    let (app, programme) = (visitor.app, &reader.programme);
    let former = match one.former_id {
        Some(id) => contacts::find(app.db.read(), programme.id, id).await?,
        None => None,
    };
    let (asked, agreed) = asked(app, reader).await?;
    let names = (programme.asker(), &reader.partner.name);
    let lead = match one.confirmed_at {
        Some(at) => {
            format!("You went through this on {}.", format::date(at, &programme.zone()))
        }
        None if asked.is_empty() => {
            format!("{} and {} haven’t written anything down yet, and nothing is promised.", names.0, names.1)
        }
        None => "Is each line still right? The library sees what you say here. Nothing changes by itself."
            .to_owned(),
    };
    let said = one.lines.iter().map(|line| {
        let said = if line.right { "Still right" } else { "To talk about" };
        Row::new(&*line.heading, format!("{}. {said}.", line.text.trim_end_matches('.')))
    });
    let mut fields = Vec::new();
    if one.confirmed_at.is_none() || !problems.is_empty() {
        fields.extend(asked.into_iter().map(|line| {
            let entered = data.one(&line.field);
            let choices = vec![
                FormChoice::of("right", "Still right", [entered]),
                FormChoice::of("talk", "Let’s talk about this", [entered]),
            ];
            Field::radios(line.field, line.heading, choices).hint(line.text)
        }));
        let wish = Field::text("wish", "Is there anything you’d like to change or ask?", 3, data.one("wish"));
        fields.push(wish.hint("You can leave this empty. Don’t name or describe any child."));
    }
    let sheet = agreed.map(|version| {
        Link::new(
            "Our whole agreement",
            at::agreement(app.secret.carrying_token(KeyPurpose::Agreement, version.id)),
        )
    });
    Ok(HandoverPage {
        frame: visitor.frame(),
        heading: match former {
            Some(former) => format!("You’ve taken over from {}", former.name),
            None => format!("You’re the contact of {} at {}", names.0, names.1),
        },
        lead,
        sheet,
        going: health(app, token, reader, &programme.zone()).await?,
        said: said.collect(),
        fields,
        problems,
        action: at::partner_page_handover(token),
        back: at::partner_page(token),
    })
}
