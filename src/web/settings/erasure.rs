//! What is held about a person, and erasing it when they ask for that.

use std::sync::Arc;

use common_ground_reports::summary::wording;
use rocket::{Route, State, http::ContentType};

use crate::{
    app::App,
    exchange::person,
    mail::Address,
    store::{
        self, audit, courses,
        erasure::{self, Held, Invited},
    },
    survey::{round::Privacy, text::ENGLISH},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            download::Download,
            error::{Error, Result},
            flash::Told,
            form_data::FormData,
            guard::{Admin, Member},
        },
        partners,
        parts::rows::{Row, RowEnd},
        parts::{
            form::{Field, FormPage, Problems, Section},
            format,
            frame::Site,
            listing::{Group, Listing, Send},
            piece::{Carried, Fact, Link},
        },
    },
};

/// Asks for an address. It goes by POST, so that it stands in no log and in no history.
#[rocket::get("/programmes/<slug>/erasure")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask(slug: &str, who: Admin, told: Told, site: &State<Arc<Site>>) -> Result<Page> {
    let mut page = finder(slug, &who.0, site, &FormData::default(), Problems::default());
    page.frame = page.frame.telling(told.0);
    Page::of(&page)
}

/// What is held.
#[rocket::post("/programmes/<slug>/erasure", data = "<entries>")]
pub(crate) async fn show(
    slug: &str,
    who: Admin,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let who = who.0;
    let mut problems = Problems::default();
    let email = entries.one("email").to_lowercase();
    if let Err(error) = Address::parse(&email) {
        problems.add("email", format!("Check the email address: {error}"));
        return Answer::mend(&finder(slug, &who, site, &entries, problems));
    }
    let held = erasure::find(app.db.read(), who.programme.id, &email).await?;
    if held.is_nothing() {
        problems.add("email", "Nothing is held under this address; look for another one they may have used");
        return Answer::mend(&finder(slug, &who, site, &entries, problems));
    }
    Ok(Answer::Page(Page::of(&holding(slug, &who, app, site, &email, &held).await?)?))
}

/// Everything held, as a file for the person.
#[rocket::post("/programmes/<slug>/erasure/person.json", data = "<entries>")]
pub(crate) async fn download(
    slug: &str,
    who: Admin,
    entries: FormData,
    app: &State<Arc<App>>,
) -> Result<Download> {
    let who = who.0;
    let email = entries.one("email").to_lowercase();
    let held = erasure::find(app.db.read(), who.programme.id, &email).await?;
    let document = person::document(app, &who.programme, &email, &held, app.clock.now()).await?;
    let text = serde_json::to_vec_pretty(&document).map_err(|error| Error::Broken(error.to_string()))?;
    let (db, id, now) = (app.db.write_one(), Some(who.programme.id), app.clock.now().into());
    audit::record(db, id, &who.person, "downloaded what is held about", "a person", now).await?;
    Ok(Download::new(&format!("{slug}-person.json"), ContentType::JSON, text))
}

/// Erases it.
#[rocket::post("/programmes/<slug>/erasure/erase", data = "<entries>")]
pub(crate) async fn erase(
    slug: &str,
    who: Admin,
    entries: FormData,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let who = who.0;
    let email = entries.one("email").to_lowercase();
    Address::parse(&email).map_err(|_| Error::Unprocessable)?;
    let now = app.clock.now().into();
    let tx = store::write(&app.db).await?;
    let hash = app.secret.fingerprint(&email);
    let erased = erasure::erase(&tx, who.programme.id, &email, &hash, now).await?;
    audit::record(&tx, Some(who.programme.id), &who.person, "erased what was held about", "a person", now)
        .await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    let told = format!(
        "Erased: {}. The address stays on the list that gets no more mail, as a fingerprint.{}",
        words_of(&erased),
        of_quotes(erased.quotes)
    );
    Ok(Answer::on(at::erasure(slug), told))
}

/// “one contact, three invitations and two letters”
fn words_of(erased: &erasure::Erased) -> String {
    let count = |n: usize, one: &str, many: &str| {
        format!("{} {}", wording::number(n as u64), if n == 1 { one } else { many })
    };
    [
        count(erased.contacts, "contact", "contacts"),
        count(erased.invitations, "invitation", "invitations"),
        count(erased.letters, "letter", "letters"),
        count(erased.responses, "response", "responses"),
    ]
    .join(", ")
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

fn finder(
    slug: &str,
    who: &Member,
    site: &State<Arc<Site>>,
    entries: &FormData,
    problems: Problems,
) -> FormPage {
    FormPage {
        frame: partners::frame(slug, who, site),
        trail: Some(partners::trail(slug, "A person")),
        heading: "What is held about a person?".to_owned(),
        lead: vec![
            "Anybody may ask what this programme holds about them, and to have it erased. Look first that the \
             request comes from the person themselves."
                .to_owned(),
        ],
        sections: vec![Section {
            fields: vec![Field::typed("email", "email", "Their email address", entries.one("email"))],
            ..Section::default()
        }],
        problems,
        action: at::erasure(slug),
        button: "Show what is held".to_owned(),
        destroys: false,
        cancel: Some(Link::new(
            "Back to partners",
            partners::address(slug, false),
        )),
    }
}

async fn holding(
    slug: &str,
    who: &Member,
    app: &App,
    site: &State<Arc<Site>>,
    email: &str,
    held: &Held,
) -> Result<Listing> {
    let name = held.contacts.first().map_or(email, |contact| contact.name.as_str());
    let heading = format!("What is held about {name}");
    let mut listing = Listing::new(partners::frame(slug, who, site), &*who.programme.name, heading);
    listing.trail = Some(partners::trail(slug, "A person"));
    listing.facts = vec![
        Fact::new("Contacts", held.contacts.len().to_string()),
        Fact::new("Invitations", held.invitations.len().to_string()),
        Fact::new("Answers that can be found", held.responses().to_string()),
        Fact::new("Letters", held.letters.len().to_string()),
    ];
    let zone = who.programme.settings.zone();
    let plain = |title: String, detail: String| Row { title, href: None, detail, end: RowEnd::Nothing };
    let contacts = held.contacts.iter().map(|contact| {
        let parts =
            [&*contact.email, &*contact.job, &*contact.phone].into_iter().filter(|part| !part.is_empty());
        plain(contact.name.clone(), parts.collect::<Vec<_>>().join(" · "))
    });
    listing.groups.push(Group::titled(
        "As a contact",
        contacts.collect(),
        "They are on no list of contacts.",
    ));
    let mut rows = Vec::new();
    for invited in &held.invitations {
        let title = app.survey(&invited.round).await?.title.read(invited.round.side, ENGLISH).to_owned();
        rows.push(plain(title, of_invitation(app, invited).await?));
    }
    listing.groups.push(Group::titled("Invitations and answers", rows, "No invitation is kept."));
    let mut rows: Vec<Row> = held
        .courses
        .iter()
        .map(|title| plain(title.clone(), "On the list of this course".to_owned()))
        .collect();
    rows.extend(held.notes.iter().map(|note| plain(note.about.clone(), format!("A note by {}", note.by))));
    rows.extend(held.letters.iter().map(|letter| {
        let day = format::date(letter.sent_at.unwrap_or(letter.queued_at).time(), &zone);
        plain(format!("Letter: {}", letter.kind), format!("{day}, {}", letter.state))
    }));
    listing.groups.push(Group::titled("Courses, notes and letters", rows, "Nothing of that kind is held."));
    listing.groups.push(Group::titled("What erasing leaves", staying(), ""));
    listing.sends = buttons(slug, email);
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
    let plain = |title: &str, detail: &str| Row {
        title: title.to_owned(),
        href: None,
        detail: detail.to_owned(),
        end: RowEnd::Nothing,
    };
    vec![
        plain("Anonymous answers, if they gave any", person::NOT_FOUND),
        plain(
            "Results and figures of summaries that were shown",
            "They are of groups. They stay as they are until enough others have answered, because a figure that changed \
             now would show what this person answered. A comment of this person that a summary quotes is removed from \
             its page and from every later correction; “Removed on” and the day stand in its place.",
        ),
        plain(
            "Emails that were sent",
            "An email with a summary cannot be called back: a comment quoted in it stays in the mailboxes of those who \
             got it. Ask them to delete it. Notes and corrections that trainers wrote themselves are not searched.",
        ),
        plain(
            "A fingerprint of the address",
            "It keeps anybody from writing to the address again, and cannot be turned back into it.",
        ),
        plain("Backups", "They run out by themselves, within the days that the privacy notice says."),
    ]
}
