//! One contact of a partner takes over from another: begun by staff, or named by the partner and agreed to by staff.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::{
    mail::{Address, AddressError},
    store::{Contact, Handover, Partner, Transaction, contacts, handovers, partners, removal},
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, Link, ListingGroup,
        MainPlace, Result, Row, Trainer, at,
        partners::{find, trail},
        parts::format,
    },
    work,
};

/// The longest name and job.
const LONGEST: usize = 200;

/// Who leaves, and who takes over.
#[rocket::get("/programmes/<_>/partners/<id>/handover")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let people = contacts::of_partner(desk.db(), desk.programme().id, Some(id)).await?;
    if people.is_empty() {
        let why = "This partner has no contact yet, so nobody takes over from anybody. Add the first one.";
        return Ok(Answer::on(at::new_partner_contact(desk.slug(), id), why));
    }
    Answer::page(&form(&desk, &partner, &people, &FormData::default(), FormProblems::default()))
}

/// Begins the handover.
#[rocket::post("/programmes/<_>/partners/<id>/handover", data = "<data>")]
pub(crate) async fn begin(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let (partner, programme) = (find(&desk, id).await?, desk.programme().id);
    let tx = desk.change().await?;
    partners::lock(&tx, programme).await?;
    let people = contacts::of_partner(&tx, programme, Some(id)).await?;
    let mut problems = FormProblems::default();
    let former = people.iter().find(|one| one.id.to_string() == data.one("former"));
    problems.add_if(former.is_none(), "former", "Select who has left");
    let (name, email) = (data.one("name"), data.one("email").to_lowercase());
    problems.add_if(name.is_empty(), "name", "Enter the name of the new contact");
    problems.cap("name", name, LONGEST);
    problems.cap("job", data.one("job"), LONGEST);
    match Address::parse(&email) {
        Ok(_) => {}
        Err(AddressError::Empty) => {
            problems.add("email", "Enter their email address: they get one page by email");
        }
        Err(error) => problems.add("email", format!("Check the email address: {error}")),
    }
    let known = contacts::with_email(&tx, programme, &email).await?.pop();
    match (&known, former) {
        (Some(known), Some(former)) if known.id == former.id => {
            problems.add(
                "email",
                "This is the address of the person who has left. Enter that of the new contact",
            );
        }
        (Some(known), _) if known.partner_id != Some(id) => {
            problems.add("email", format!("{} already has this address, and belongs elsewhere", known.name));
        }
        _ => {}
    }
    let Some(former) = former.filter(|_| problems.is_empty()) else {
        return Answer::mend(&form(&desk, &partner, &people, &data, problems));
    };
    let successor = Contact {
        id: known.as_ref().map_or_else(Uuid::new_v4, |known| known.id),
        programme_id: programme,
        partner_id: Some(id),
        name: name.to_owned(),
        email,
        job: data.one("job").to_owned(),
        phone: known.as_ref().map(|known| known.phone.clone()).unwrap_or_default(),
        can_say_yes: data.is_on("can_say_yes"),
        added_at: Some(desk.now()),
        left_at: None,
    };
    if known.is_some() {
        contacts::change(&tx, &successor).await?;
    } else {
        contacts::add_all(&tx, std::slice::from_ref(&successor)).await?;
    }
    let one = handovers::name(&tx, id, (former.id, successor.id), desk.now()).await?;
    start(&desk, tx, &partner, &one, &successor).await
}

/// Who the partner says takes over.
#[rocket::get("/programmes/<_>/partners/<id>/handover/<one>/decide")]
pub(crate) async fn look(desk: Desk<'_, Trainer>, id: Uuid, one: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let Some((one, successor)) = named(&desk, id, one).await? else { return Ok(gone(&desk, id)) };
    Answer::page(&decision(&desk, &partner, (&one, &successor), FormProblems::default()).await?)
}

/// Starts it, or forgets it.
#[rocket::post("/programmes/<_>/partners/<id>/handover/<one>/decide", data = "<data>")]
pub(crate) async fn decide(desk: Desk<'_, Trainer>, id: Uuid, one: Uuid, data: FormData) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let Some((one, successor)) = named(&desk, id, one).await? else { return Ok(gone(&desk, id)) };
    let tx = desk.change().await?;
    partners::lock(&tx, desk.programme().id).await?;
    match data.one("answer") {
        "start" => start(&desk, tx, &partner, &one, &successor).await,
        "decline" => {
            if !handovers::decline(&tx, one.id).await? {
                return Ok(gone(&desk, id));
            }
            // Whoever was a contact before stays one; whoever was only named goes.
            if successor.left_at == Some(one.named_at) {
                removal::contact(&tx, successor.id).await?;
            }
            desk.done(tx, "declined a new contact of", &partner.name).await?;
            Ok(Answer::on(at::partner(desk.slug(), id), "Nothing was changed."))
        }
        _ => {
            let problems = FormProblems::one("answer", "Select whether this is right");
            Answer::mend(&decision(&desk, &partner, (&one, &successor), problems).await?)
        }
    }
}

async fn start(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    partner: &Partner,
    one: &Handover,
    successor: &Contact,
) -> Result<Answer> {
    let whose = (desk.programme(), partner);
    if !work::handover::start(desk.app, &tx, whose, one, successor, desk.now()).await? {
        return Ok(gone(desk, partner.id));
    }
    desk.done(tx, "handed over to a new contact of", &partner.name).await?;
    let flash = format!("{} is the contact now, and gets an email with what you’ve agreed.", successor.name);
    let flash = desk.app.mail().await?.queued("The new contact is in place, and the email is ready", &flash);
    Ok(Answer::on(at::partner(desk.slug(), partner.id), flash))
}

/// A handover that waits for the library, with who takes over.
async fn named(desk: &Desk<'_, Trainer>, partner: Uuid, one: Uuid) -> Result<Option<(Handover, Contact)>> {
    let all = handovers::of_partner(desk.db(), partner).await?;
    let Some(one) = all.into_iter().find(|known| known.id == one && known.started_at.is_none()) else {
        return Ok(None);
    };
    let successor = contacts::find(desk.db(), desk.programme().id, one.successor_id).await?;
    Ok(Some((one, successor.ok_or(Error::NotFound)?)))
}

fn gone(desk: &Desk<'_, Trainer>, partner: Uuid) -> Answer {
    Answer::on(at::partner(desk.slug(), partner), "Somebody has already decided on this.")
}

fn form(
    desk: &Desk<'_, Trainer>,
    partner: &Partner,
    people: &[Contact],
    data: &FormData,
    problems: FormProblems,
) -> FormPage {
    let (slug, id) = (desk.slug(), partner.id);
    let choices =
        people.iter().map(|one| FormChoice::of(one.id.to_string(), &*one.name, [data.one("former")]));
    page(desk, partner, format!("A new contact at {}", partner.name))
        .lead(FOLLOWS)
        .field(Field::radios("former", "Who has left?", choices))
        .field(Field::line("name", "Name of the new contact", data.one("name")))
        .field(Field::line("job", "Their job", data.one("job")))
        .field(
            Field::typed("email", "email", "Their email address", data.one("email"))
                .hint("If they’re already a contact of this partner, enter the address you have for them."),
        )
        .field(Field::tick("can_say_yes", "Can say yes", data.is_on("can_say_yes")))
        .problems(problems)
        .button("Hand over", at::partner_handover(slug, id))
        .cancel("Back without changing anything", at::partner(slug, id))
}

/// What a handover does.
const FOLLOWS: &str = "The new contact gets one page by email: what you’ve agreed, how it’s going and what is promised. They \
                       say line by line whether it’s still right. All links of the person who has left stop working; \
                       surveys, promises and agreements that wait for them go to the new contact.";

async fn decision(
    desk: &Desk<'_, Trainer>,
    partner: &Partner,
    (one, successor): (&Handover, &Contact),
    problems: FormProblems,
) -> Result<FormPage> {
    let (slug, id) = (desk.slug(), partner.id);
    let former = match one.former_id {
        Some(former) => contacts::find(desk.db(), desk.programme().id, former).await?,
        None => None,
    };
    let former = former.map_or_else(|| "a former contact".to_owned(), |former| former.name);
    let who = [&*successor.name, &*successor.job, &*successor.email];
    let who: Vec<&str> = who.into_iter().filter(|part| !part.is_empty()).collect();
    let choices = vec![
        FormChoice::of("start", "Yes: make them the contact and email them", []),
        FormChoice::of("decline", "No: change nothing", []),
    ];
    Ok(page(desk, partner, format!("Does {} take over from {former}?", successor.name))
        .lead(format!("{} says so: {}.", partner.name, who.join(", ")))
        .lead("Check it with somebody you know there if you’re not sure: the link to their page may have been passed on.")
        .lead(FOLLOWS)
        .field(Field::radios("answer", "Is this right?", choices))
        .problems(problems)
        .button("Save", at::partner_handover_decide(slug, id, one.id))
        .cancel("Back without deciding", at::partner(slug, id)))
}

fn page(desk: &Desk<'_, Trainer>, partner: &Partner, heading: String) -> FormPage {
    let mut trail = trail(desk.slug(), "New contact");
    trail.above.push(Link::new(&*partner.name, at::partner(desk.slug(), partner.id)));
    desk.form(MainPlace::Partners, heading).trail(trail)
}

/// Who took over from whom, and what they said of what was agreed; none where nobody has.
pub(super) async fn group(desk: &Desk<'_, Trainer>, partner: Uuid) -> Result<Option<ListingGroup>> {
    let all = handovers::of_partner(desk.db(), partner).await?;
    if all.is_empty() {
        return Ok(None);
    }
    let everybody = contacts::ever_of(desk.db(), partner).await?;
    let names: HashMap<Uuid, &str> = everybody.iter().map(|one| (one.id, one.name.as_str())).collect();
    let name = |id: Uuid| names.get(&id).copied().unwrap_or("somebody");
    let rows = all.iter().map(|one| {
        let former = one.former_id.map_or("a former contact", name);
        let (successor, zone) = (name(one.successor_id), desk.zone());
        let Some(started) = one.started_at else {
            let decide = at::partner_handover_decide(desk.slug(), partner, one.id);
            let row = Row::new(
                format!("{successor} is to take over from {former}"),
                "They told us on their own page.",
            );
            return row.link(Link::new("Decide", decide).about(format!("on {successor}")));
        };
        let since = format::date(started, &zone);
        Row::new(format!("{successor} took over from {former} on {since}"), said(one, &zone))
    });
    Ok(Some(ListingGroup {
        title: Some("Handovers".to_owned()),
        rows: rows.collect(),
        ..ListingGroup::default()
    }))
}

/// What the successor said.
fn said(one: &Handover, zone: &TimeZone) -> String {
    let Some(at) = one.confirmed_at else {
        return "They haven’t gone through what you’ve agreed yet.".to_owned();
    };
    let right = one.lines.iter().filter(|line| line.right).count();
    let mut parts = vec![format!(
        "On {} they said that {right} of {} lines are still right",
        format::date(at, zone),
        one.lines.len()
    )];
    let open: Vec<&str> = one.lines.iter().filter(|line| !line.right).map(|line| &*line.heading).collect();
    parts.extend((!open.is_empty()).then(|| format!("They want to talk about: {}", open.join("; "))));
    parts.extend((!one.wish.is_empty()).then(|| format!("“{}”", one.wish)));
    format!("{}.", parts.join(". ").trim_end_matches('.'))
}
