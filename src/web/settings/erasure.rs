//! What is held about a person, and erasing it when they ask for that.

use common_ground_reports::summary::wording;
use rocket::http::ContentType;

use crate::{
    app::App,
    exchange::person,
    mail::Address,
    store::{
        audit, courses,
        erasure::{self, Held, Invited},
        people,
    },
    survey::{round::Privacy, text::ENGLISH},
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            download::Download,
            error::{Error, Result},
            form_data::FormData,
            guard::Admin,
        },
        parts::{
            form::{Field, FormPage, Problems},
            format,
            listing::{Group, Listing, Send},
            nav::Place,
            piece::{Carried, Fact, Link, Trail},
            rows::Row,
        },
    },
};

/// Asks for an address. It goes by POST, so that it stands in no log and in no history.
#[rocket::get("/programmes/<_>/erasure")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask(desk: Desk<'_, Admin>) -> Result<Answer> {
    Answer::page(&finder(&desk, &FormData::default(), Problems::default()))
}

/// What is held.
#[rocket::post("/programmes/<_>/erasure", data = "<data>")]
pub(crate) async fn show(desk: Desk<'_, Admin>, data: FormData) -> Result<Answer> {
    let mut problems = Problems::default();
    let email = data.one("email").to_lowercase();
    if let Err(error) = Address::parse(&email) {
        problems.add("email", format!("Check the email address: {error}"));
        return Answer::mend(&finder(&desk, &data, problems));
    }
    let held = erasure::find(desk.db(), desk.programme().id, &email).await?;
    if held.is_nothing() {
        problems.add("email", nothing(&desk, &email).await?);
        return Answer::mend(&finder(&desk, &data, problems));
    }
    Answer::page(&holding(&desk, &email, &held).await?)
}

/// What is said of an address under which nothing is held.
async fn nothing(desk: &Desk<'_, Admin>, email: &str) -> Result<&'static str> {
    let role = match people::find(desk.db(), email).await? {
        Some(person) => people::role(desk.db(), person.id, desk.programme().id).await?,
        None => None,
    };
    Ok(match role {
        Some(_) => "No contact, invitation or answer has this address. Accounts are under Settings, People.",
        None => "Nothing is held under this address; look for another one they may have used",
    })
}

/// Everything held, as a file for the person.
#[rocket::post("/programmes/<_>/erasure/person.json", data = "<data>")]
pub(crate) async fn download(desk: Desk<'_, Admin>, data: FormData) -> Result<Download> {
    let programme = desk.programme();
    let email = data.one("email").to_lowercase();
    let held = erasure::find(desk.db(), programme.id, &email).await?;
    let document = person::document(desk.app, programme, &email, &held, desk.now()).await?;
    let text = serde_json::to_vec_pretty(&document).map_err(|error| Error::Broken(error.to_string()))?;
    let (db, now) = (desk.app.db.write_one(), desk.now());
    let who = &desk.who().person;
    audit::record(db, Some(programme.id), who, "downloaded what is held about", "a person", now).await?;
    Ok(Download::new(&format!("{}-person.json", desk.slug()), ContentType::JSON, text))
}

/// Erases it.
#[rocket::post("/programmes/<_>/erasure/erase", data = "<data>")]
pub(crate) async fn erase(desk: Desk<'_, Admin>, data: FormData) -> Result<Answer> {
    let email = data.one("email").to_lowercase();
    Address::parse(&email).map_err(|_| Error::Unprocessable)?;
    let tx = desk.change().await?;
    let hash = desk.app.secret.fingerprint(&email);
    let erased = erasure::erase(&tx, desk.programme().id, &email, &hash, desk.now()).await?;
    desk.done(tx, "erased what was held about", "a person").await?;
    let told = format!(
        "{} We keep only a fingerprint of the address, so that nobody writes to it again.{}",
        words_of(&erased),
        of_quotes(erased.quotes)
    );
    Ok(Answer::on(at::erasure(desk.slug()), told))
}

/// “Erased: one contact, three invitations, two letters.”
fn words_of(erased: &erasure::Erased) -> String {
    let counts = [
        (erased.contacts, "contact", "contacts"),
        (erased.invitations, "invitation", "invitations"),
        (erased.letters, "letter", "letters"),
        (erased.responses, "response", "responses"),
    ];
    let counts = counts.into_iter().filter(|(n, ..)| *n > 0);
    let counts: Vec<String> = counts
        .map(|(n, one, many)| format!("{} {}", wording::number(n as u64), if n == 1 { one } else { many }))
        .collect();
    if counts.is_empty() {
        return "Nothing was left to erase.".to_owned();
    }
    format!("Erased: {}.", counts.join(", "))
}

/// What became of quotes in summaries that were written.
fn of_quotes(quotes: usize) -> String {
    if quotes == 0 {
        return String::new();
    }
    let were = if quotes == 1 { "quote was" } else { "quotes were" };
    format!(
        " {} {were} removed from summaries. Emails that were sent already still hold them: ask their readers to delete \
         them.",
        wording::capitalised(&wording::number(quotes as u64))
    )
}

fn trail(slug: &str) -> Trail {
    Trail { above: vec![Link::new("Partners", at::partners(slug))], here: "A person".to_owned() }
}

fn finder(desk: &Desk<'_, Admin>, data: &FormData, problems: Problems) -> FormPage {
    let slug = desk.slug();
    desk.form(Place::Partners, "What is held about a person?")
        .trail(trail(slug))
        .lead(
            "First check that the request comes from the person themselves. Anybody may ask what this programme holds \
             about them, and to have it erased.",
        )
        .field(Field::typed("email", "email", "Their email address", data.one("email")))
        .problems(problems)
        .button("Show what is held", at::erasure(slug))
        .cancel("Back to partners", at::partners(slug))
}

async fn holding(desk: &Desk<'_, Admin>, email: &str, held: &Held) -> Result<Listing> {
    let (app, zone) = (desk.app, desk.zone());
    let name = held.contacts.first().map_or(email, |contact| contact.name.as_str());
    let heading = format!("What is held about {name}");
    let mut listing = Listing::new(desk.frame(Place::Partners), &*desk.programme().name, heading);
    listing.trail = Some(trail(desk.slug()));
    listing.facts = vec![
        Fact::new("Contacts", held.contacts.len().to_string()),
        Fact::new("Invitations", held.invitations.len().to_string()),
        Fact::new("Answers that can be found", held.responses().to_string()),
        Fact::new("Letters", held.letters.len().to_string()),
    ];
    let contacts = held.contacts.iter().map(|contact| {
        let parts =
            [&*contact.email, &*contact.job, &*contact.phone].into_iter().filter(|part| !part.is_empty());
        Row::new(&*contact.name, parts.collect::<Vec<_>>().join(" · "))
    });
    listing.groups.push(Group::titled(
        "As a contact",
        contacts.collect(),
        "They are on no list of contacts.",
    ));
    let mut rows = Vec::new();
    for invited in &held.invitations {
        let survey = app.survey(&invited.round).await?;
        let title = survey.title.read(invited.round.side, ENGLISH);
        rows.push(Row::new(title, of_invitation(app, invited).await?));
    }
    listing.groups.push(Group::titled("Invitations and answers", rows, "No invitation is kept."));
    let mut rows: Vec<Row> =
        held.courses.iter().map(|title| Row::new(title, "On the list of this course")).collect();
    rows.extend(held.notes.iter().map(|note| Row::new(&*note.about, format!("A note by {}", note.by))));
    rows.extend(held.letters.iter().map(|letter| {
        let day = format::date(letter.sent_at.unwrap_or(letter.queued_at), &zone);
        Row::new(format!("Letter: {}", letter.kind), format!("{day}, {}", letter.state.key()))
    }));
    listing.groups.push(Group::titled("Courses, notes and letters", rows, "Nothing of that kind is held."));
    listing.groups.push(Group::titled("What erasing leaves", staying(), ""));
    listing.sends = buttons(desk.slug(), email);
    Ok(listing)
}

/// What can be done with all of it.
fn buttons(slug: &str, email: &str) -> Vec<Send> {
    let carried = || vec![Carried { name: "email".to_owned(), value: email.to_owned() }];
    vec![
        Send {
            action: at::erasure_person_json(slug),
            carried: carried(),
            button: "Download it as a file".to_owned(),
            quiet: true,
            destroys: false,
            cancel: None,
        },
        Send {
            action: at::erasure_erase(slug),
            carried: carried(),
            button: "Erase all of this".to_owned(),
            quiet: false,
            destroys: true,
            cancel: Some(Link::new("Keep it", at::erasure(slug))),
        },
    ]
}

async fn of_invitation(app: &App, invited: &Invited) -> Result<String> {
    let state = match (&invited.response, invited.used, invited.round.privacy) {
        (Some(_), ..) => "answered; the answer is erased too, and the round counted anew",
        (None, _, Privacy::Anonymous) => "invited; of an anonymous round nobody is told who answered",
        (None, true, _) => "answered; the answer is no longer kept",
        (None, false, _) if invited.draft.is_some() => "begun; the unsent answers are erased too",
        (None, false, _) => "not answered",
    };
    let frozen = courses::of_round(app.db.read(), invited.round.id).await?;
    let frozen = frozen.is_some_and(|course| course.frozen_at.is_some()) && invited.response.is_some();
    let summary = if frozen {
        ". The figures of the summary stay, as they are of groups; a comment that it quotes is removed from it"
    } else {
        ""
    };
    Ok(format!("Round {}: {state}{summary}", invited.round.code))
}

fn staying() -> Vec<Row> {
    vec![
        Row::new("Anonymous answers, if they gave any", person::NOT_FOUND),
        Row::new(
            "Results and figures of summaries that were shown",
            "They are of groups. They stay as they are until enough others have answered, because a figure that changed \
             now would show what this person answered. A comment of this person that a summary quotes is removed from \
             its page and from every later correction; “Removed on” and the day stand in its place.",
        ),
        Row::new(
            "Emails that were sent",
            "An email with a summary cannot be called back: a comment quoted in it stays in the mailboxes of those who \
             got it. Ask them to delete it. Notes and corrections that trainers wrote themselves are not searched.",
        ),
        Row::new(
            "A fingerprint of the address",
            "It keeps anybody from writing to the address again, and cannot be turned back into it.",
        ),
        Row::new("Backups", "They run out by themselves, within the days that the privacy notice says."),
    ]
}
