//! What is held about a person, and erasing it when they ask for that.

use common_ground_reports::wording;
use rocket::http::ContentType;

use crate::{
    app::App,
    exchange::person,
    mail::Address,
    store::{HeldData, HeldInvitation, courses, erasure, people, unsubscribes},
    survey::{ENGLISH, PrivacyMode, tags},
    web::{
        Admin, Answer, Desk, Download, Error, Fact, Field, FormData, FormPage, FormProblems, HiddenField,
        Link, Listing, ListingGroup, MainPlace, Result, Row, Trail, at,
        parts::{format, listing::Send},
    },
};

/// Asks for an address. It goes by POST, so that it stands in no log and in no history.
#[rocket::get("/programmes/<_>/erasure")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask(desk: Desk<'_, Admin>) -> Result<Answer> {
    Answer::page(&finder(&desk, &FormData::default(), FormProblems::default()))
}

#[rocket::post("/programmes/<_>/erasure", data = "<data>")]
pub(crate) async fn show(desk: Desk<'_, Admin>, data: FormData) -> Result<Answer> {
    let mut problems = FormProblems::default();
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
        None => "Nothing is held for this address. Try another one they may have used",
    })
}

/// Everything held, as a file for the person.
#[rocket::post("/programmes/<_>/erasure/person.json", data = "<data>")]
pub(crate) async fn download(desk: Desk<'_, Admin>, data: FormData) -> Result<Download> {
    let programme = desk.programme();
    let email = data.one("email").to_lowercase();
    let held = erasure::find(desk.db(), programme.id, &email).await?;
    let document = person::document(desk.app, programme, &email, &held, desk.now()).await?;
    let text = serde_json::to_vec_pretty(&document).map_err(Error::broken)?;
    desk.note("downloaded what is held about", "a person").await?;
    Ok(Download::new(&format!("{}-person.json", desk.slug()), ContentType::JSON, text))
}

/// Asks once more, with the counts of what goes and what stays.
#[rocket::post("/programmes/<_>/erasure/confirm", data = "<data>")]
pub(crate) async fn confirm(desk: Desk<'_, Admin>, data: FormData) -> Result<Answer> {
    let email = data.one("email").to_lowercase();
    Address::parse(&email).map_err(|_| Error::Unprocessable)?;
    let (slug, hash) = (desk.slug(), desk.app.secret.fingerprint(&email));
    // What it would do is what it does, taken back.
    let tx = desk.change().await?;
    let erased = erasure::erase(&tx, desk.programme().id, &email, &hash, desk.now()).await?;
    tx.rollback().await?;
    let form = desk
        .form(MainPlace::Partners, format!("Erase what is held about {email}?"))
        .trail(trail(slug))
        .lead(format!("This deletes {}. It can’t be undone.", counts_of(&erased)))
        .lead(match erased.quotes {
            0 => "No summary quotes this person’s comments.".to_owned(),
            quotes => format!(
                "It also removes {} from summaries. Emails already sent, or waiting to be sent, still contain them.",
                wording::counted(quotes as u64, "quoted comment", "quoted comments")
            ),
        })
        .lead(
            "These stay: results and summary figures, which are about groups; anonymous answers, which can’t be linked to \
             anyone; backups, until they expire; and a fingerprint of the address, so that nobody emails it again.",
        )
        .field(Field::hidden("email", email))
        .destroys("Erase", at::erasure_erase(slug))
        .cancel("Keep everything", at::erasure(slug));
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/erasure/erase", data = "<data>")]
pub(crate) async fn erase(desk: Desk<'_, Admin>, data: FormData) -> Result<Answer> {
    let email = data.one("email").to_lowercase();
    Address::parse(&email).map_err(|_| Error::Unprocessable)?;
    let tx = desk.change().await?;
    let hash = desk.app.secret.fingerprint(&email);
    let erased = erasure::erase(&tx, desk.programme().id, &email, &hash, desk.now()).await?;
    // Wherever the programme moves, too.
    unsubscribes::stop(&tx, &desk.app.secret, desk.programme().id, &email, desk.now()).await?;
    desk.done(tx, "erased what was held about", "a person").await?;
    let flash = format!(
        "{} We keep only a fingerprint of the address, so that nobody emails it again.{}",
        words_of(&erased),
        of_quotes(erased.quotes)
    );
    Ok(Answer::on(at::erasure(desk.slug()), flash))
}

/// “Erased: one contact, three invitations and two emails.”
fn words_of(erased: &erasure::Erased) -> String {
    if erased.contacts + erased.invitations + erased.letters + erased.responses == 0 {
        return "Nothing was left to erase.".to_owned();
    }
    format!("Erased: {}.", counts_of(erased))
}

/// “one contact, three invitations and two emails”
fn counts_of(erased: &erasure::Erased) -> String {
    let counts = [
        (erased.contacts, "contact", "contacts"),
        (erased.invitations, "invitation", "invitations"),
        (erased.letters, "email", "emails"),
        (erased.responses, "answer", "answers"),
    ];
    let counts = counts.into_iter().filter(|(n, ..)| *n > 0);
    let counts: Vec<String> = counts
        .map(|(n, one, many)| format!("{} {}", wording::number(n as u64), if n == 1 { one } else { many }))
        .collect();
    if counts.is_empty() { "nothing".to_owned() } else { wording::listed(&counts) }
}

/// What became of quotes in summaries that were written.
fn of_quotes(quotes: usize) -> String {
    if quotes == 0 {
        return String::new();
    }
    let were = if quotes == 1 { "quote was" } else { "quotes were" };
    format!(
        " {} {were} removed from summaries. Emails already sent, or waiting to be sent, still contain them: ask the \
         people who get them to delete them.",
        wording::capitalised(&wording::number(quotes as u64))
    )
}

fn trail(slug: &str) -> Trail {
    Trail { above: vec![Link::new("Partners", at::partners(slug))], here: "A person".to_owned() }
}

fn finder(desk: &Desk<'_, Admin>, data: &FormData, problems: FormProblems) -> FormPage {
    let slug = desk.slug();
    desk.form(MainPlace::Partners, "Find what is held about a person")
        .trail(trail(slug))
        .lead(
            "First check that the request comes from the person themselves. Anyone can ask what this programme holds \
             about them, and ask to have it erased.",
        )
        .field(Field::typed("email", "email", "Their email address", data.one("email")))
        .problems(problems)
        .button("Show what is held", at::erasure(slug))
        .cancel("Back to partners", at::partners(slug))
}

async fn holding(desk: &Desk<'_, Admin>, email: &str, held: &HeldData) -> Result<Listing> {
    let (app, zone) = (desk.app, desk.zone());
    let name = held.contacts.first().map_or(email, |contact| contact.name.as_str());
    let heading = format!("What is held about {name}");
    let mut listing = Listing::new(desk.frame(MainPlace::Partners), &*desk.programme().name, heading);
    listing.trail = Some(trail(desk.slug()));
    listing.facts = vec![
        Fact::new("Contacts", held.contacts.len().to_string()),
        Fact::new("Invitations", held.invitations.len().to_string()),
        Fact::new("Answers that can be found", held.responses().to_string()),
        Fact::new("Emails", held.letters.len().to_string()),
    ];
    let contacts = held.contacts.iter().map(|contact| {
        let tags = tags::written(held.tags.get(&contact.id).map(Vec::as_slice).unwrap_or_default());
        let parts = [&*contact.email, &*contact.job, &*contact.phone, &*tags];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        Row::new(&*contact.name, parts.collect::<Vec<_>>().join(" · "))
    });
    listing.groups.push(ListingGroup::titled(
        "As a contact",
        contacts.collect(),
        "Not on any list of contacts.",
    ));
    let mut rows = Vec::new();
    for invited in &held.invitations {
        let survey = app.survey(&invited.round).await?;
        let title = survey.title.read(invited.round.side, ENGLISH);
        rows.push(Row::new(title, of_invitation(app, invited).await?));
    }
    listing.groups.push(ListingGroup::titled("Invitations and answers", rows, "No invitation is kept."));
    let mut rows: Vec<Row> =
        held.courses.iter().map(|title| Row::new(title, "On the list of this course")).collect();
    rows.extend(held.notes.iter().map(|note| Row::new(&*note.about, format!("A note by {}", note.by))));
    rows.extend(held.letters.iter().map(|letter| {
        let day = format::date(letter.sent_at.unwrap_or(letter.queued_at), &zone);
        Row::new(format!("Email: {}", letter.kind), format!("{day}, {}", letter.state.key()))
    }));
    listing.groups.push(ListingGroup::titled(
        "Courses, notes and emails",
        rows,
        "Nothing of that kind is held.",
    ));
    listing.groups.push(ListingGroup::titled("What erasing leaves", staying(), ""));
    listing.sends = buttons(desk.slug(), email);
    Ok(listing)
}

/// What can be done with all of it.
fn buttons(slug: &str, email: &str) -> Vec<Send> {
    let carried = || vec![HiddenField { name: "email".to_owned(), value: email.to_owned() }];
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
            action: at::erasure_confirm(slug),
            carried: carried(),
            button: "Erase all of this …".to_owned(),
            quiet: false,
            destroys: true,
            cancel: Some(Link::new("Keep it", at::erasure(slug))),
        },
    ]
}

async fn of_invitation(app: &App, invited: &HeldInvitation) -> Result<String> {
    let state = match (&invited.response, invited.used, invited.round.privacy) {
        (Some(_), ..) => "answered; the answer is erased too, and the results are recounted",
        (None, _, PrivacyMode::Anonymous) => "invited. Anonymous: we don’t record who answered",
        (None, true, _) => "answered; the answer is no longer kept",
        (None, false, _) if invited.draft.is_some() => "started; the unsent answers are erased too",
        (None, false, _) => "not answered",
    };
    let frozen = courses::of_round(app.db.read(), invited.round.id).await?;
    let frozen = frozen.is_some_and(|course| course.frozen_at.is_some()) && invited.response.is_some();
    let summary = if frozen {
        ". The figures in the summary stay, because they are about groups; a comment that it quotes is removed"
    } else {
        ""
    };
    Ok(format!("Round {}: {state}{summary}", invited.round.code))
}

fn staying() -> Vec<Row> {
    vec![
        Row::new("Anonymous answers, if they gave any", person::NOT_FOUND),
        Row::new(
            "Results and summary figures that were shown",
            "They are about groups. They stay the same until enough others have answered, because a change now would show \
             what this person answered. If a summary quotes a comment found above, the quote is removed from its page and \
             from later corrections, which say “Removed on” and the date instead.",
        ),
        Row::new(
            "Summary emails",
            "An email can’t be recalled: a comment quoted in one that was sent, or is waiting to be sent, stays in it. Ask \
             the people who get it to delete it. Notes and corrections written by trainers are not searched.",
        ),
        Row::new(
            "A fingerprint of the address",
            "It stops anyone emailing the address again. The address can’t be worked out from it.",
        ),
        Row::new("Backups", "They expire automatically, within the days given in the privacy notice."),
    ]
}
