//! Adding a promise, and changing one: what, who, by when, and who asked.

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    store::{
        Asker, NewPromise, Promise, PromiseOrigin, PromiseOwner,
        promises::{self, Changed},
    },
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer,
        at,
        parts::promise::change::{CHANGED, LONGEST, promised},
        promises::{everybody::Everybody, find, trail, trail_below},
        warn_busy,
    },
};

/// Characters of a name or role at most.
const WHO_MAX: usize = 200;

/// The form for a new promise; `?partner=` names whom it concerns, `?theme=` a theme of comments or `?line=` a part of the
/// agreement that it comes from.
#[rocket::get("/programmes/<_>/promises/new?<partner>&<theme>&<line>")]
pub(crate) async fn new(
    desk: Desk<'_, Trainer>,
    partner: Option<&str>,
    theme: Option<&str>,
    line: Option<&str>,
) -> Result<Answer> {
    let origin = if theme.is_some() { PromiseOrigin::Comment } else { PromiseOrigin::Agreement };
    let data = FormData::of([
        ("partner", partner.unwrap_or_default()),
        ("origin", origin.key()),
        ("about", theme.or(line).unwrap_or_default()),
        ("asked", theme.unwrap_or_default()),
    ]);
    let (everybody, data) = Everybody::read(&desk, data, &mut FormProblems::default()).await?;
    Answer::page(&form(&desk, None, &everybody, &data, FormProblems::default()))
}

/// Adds a promise.
#[rocket::post("/programmes/<_>/promises", data = "<data>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, data: FormData) -> Result<Answer> {
    let mut problems = FormProblems::default();
    let (everybody, data) = Everybody::read(&desk, data, &mut problems).await?;
    let origin = origin(&data, &mut problems);
    let Some(entered) = read(&everybody, &data, None, &mut problems) else {
        return Answer::mend(&form(&desk, None, &everybody, &data, problems));
    };
    let mut problems = FormProblems::default();
    if let Some(said) = warned(&desk, &entered, &data, &mut problems).await? {
        return Answer::mend(&form(&desk, None, &everybody, &data, problems).field(said));
    }
    let tx = desk.change().await?;
    let what = entered.what.clone();
    let new = NewPromise {
        about: data.one("about").chars().take(LONGEST).collect(),
        asked: entered.asked,
        partner: entered.partner,
        owner: entered.owner,
        due: entered.by.parse().ok(),
        asker: entered.asker,
        asker_contact: entered.asker_contact,
        ..NewPromise::new(desk.programme().id, origin, &*what)
    };
    let id = promises::add(&tx, new).await?;
    desk.done(tx, "added the promise", &what).await?;
    Ok(Answer::on(at::promise(desk.slug(), id), "The promise was added."))
}

/// The form for one that there is.
#[rocket::get("/programmes/<_>/promises/<id>/edit")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let one = find(&desk, id).await?;
    let owner = match &one.owner {
        PromiseOwner { contact: Some(contact), .. } => format!("contact:{contact}"),
        PromiseOwner { person: Some(person), .. } => format!("person:{person}"),
        _ => String::new(),
    };
    let who = if owner.is_empty() { one.owner.name.clone() } else { String::new() };
    let asker = match (one.asker, one.asker_contact_id) {
        (_, Some(contact)) => contact.to_string(),
        (asker, None) => asker.key().to_owned(),
    };
    let data = FormData::of([
        ("what", one.what.clone()),
        ("asked", one.asked.clone()),
        ("partner", one.partner_id.map(|id| id.to_string()).unwrap_or_default()),
        ("owner", owner),
        ("who", who),
        ("by", one.due().map(|day| day.to_string()).unwrap_or_default()),
        ("asker", asker),
    ]);
    let (everybody, data) = Everybody::read(&desk, data, &mut FormProblems::default()).await?;
    Answer::page(&form(&desk, Some(&one), &everybody, &data, FormProblems::default()))
}

/// Changes it.
#[rocket::post("/programmes/<_>/promises/<id>/edit", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let mut problems = FormProblems::default();
    let (everybody, data) = Everybody::read(&desk, data, &mut problems).await?;
    let tx = desk.change().await?;
    let one = promises::find(&tx, desk.programme().id, id).await?.ok_or(Error::NotFound)?;
    let Some(entered) = read(&everybody, &data, Some(&one), &mut problems) else {
        return Answer::mend(&form(&desk, Some(&one), &everybody, &data, problems));
    };
    let mut problems = FormProblems::default();
    let said =
        if entered.by == one.by { None } else { warned(&desk, &entered, &data, &mut problems).await? };
    if let Some(said) = said {
        return Answer::mend(&form(&desk, Some(&one), &everybody, &data, problems).field(said));
    }
    promises::change(&tx, &one, entered).await?;
    desk.done(tx, CHANGED, data.one("what")).await?;
    Ok(Answer::on(at::promise(desk.slug(), id), "The promise was changed."))
}

/// Whether the partner is busy on the day; gives the field by which the form that is shown again remembers that it was said.
async fn warned(
    desk: &Desk<'_, Trainer>,
    entered: &Changed,
    data: &FormData,
    problems: &mut FormProblems,
) -> Result<Option<Field>> {
    let day: Option<Date> = entered.by.parse().ok();
    warn_busy(desk, ("by", day.as_slice()), entered.partner.as_slice(), data, problems).await
}

/// Where promises that are added by hand come from; the first where nobody says.
const ORIGINS: [(PromiseOrigin, &str); 2] = [
    (PromiseOrigin::Agreement, "A conversation with a partner, or the agreement"),
    (PromiseOrigin::Comment, "Comments in a survey"),
];

/// Where a promise that is added by hand came from.
fn origin(data: &FormData, problems: &mut FormProblems) -> PromiseOrigin {
    let typed = data.one("origin");
    let chosen = ORIGINS.iter().find(|(one, _)| one.key() == typed).map(|(one, _)| *one);
    problems.add_if(chosen.is_none() && !typed.is_empty(), "origin", "Select where it comes from");
    chosen.unwrap_or(PromiseOrigin::Agreement)
}

/// What was entered, or what is wrong with it.
fn read(
    everybody: &Everybody,
    data: &FormData,
    old: Option<&Promise>,
    problems: &mut FormProblems,
) -> Option<Changed> {
    let (what, asked, who) = (data.one("what"), data.one("asked"), data.one("who"));
    let by = promised(data, old, problems);
    problems.cap("who", who, WHO_MAX);
    let owner = everybody.owner(data).unwrap_or_else(|| {
        problems.add("owner", "Select somebody from the list");
        PromiseOwner::default()
    });
    let asker_contact = everybody.contact_of(data.one("asker")).map(|contact| contact.id);
    let asker = match (asker_contact, data.one("asker")) {
        (Some(_), _) => Asker::Contact,
        (None, "room") => Asker::Room,
        (None, "" | "nobody") => Asker::Nobody,
        (None, _) => {
            problems.add("asker", "Select who asked for it");
            Asker::Nobody
        }
    };
    let partner = concerned(everybody, [owner.contact, asker_contact], problems);
    problems.is_empty().then(|| Changed {
        asked: asked.to_owned(),
        what: what.to_owned(),
        partner,
        owner,
        by,
        asker,
        asker_contact,
    })
}

/// The partner that it concerns: the one that was selected or typed, or that of the contacts who owe it and asked for it.
fn concerned(
    everybody: &Everybody,
    [owner, asker]: [Option<Uuid>; 2],
    problems: &mut FormProblems,
) -> Option<Uuid> {
    let partner = everybody.concerned();
    let of = |contact: Option<Uuid>| everybody.contact(contact?)?.partner_id;
    for (field, contact) in [("owner", owner), ("asker", asker)] {
        if partner.is_some() && of(contact).is_some_and(|of| Some(of) != partner) {
            problems.add(field, "Select somebody from the partner that it concerns");
        }
    }
    if of(owner).zip(of(asker)).is_some_and(|(one, other)| one != other) {
        problems.add("asker", "Select somebody from the same partner as whoever does it");
    }
    partner.or_else(|| of(owner)).or_else(|| of(asker))
}

fn form(
    desk: &Desk<'_, Trainer>,
    old: Option<&Promise>,
    everybody: &Everybody,
    data: &FormData,
    problems: FormProblems,
) -> FormPage {
    let slug = desk.slug();
    let one = |name| data.one(name);
    let may_be_room = old.is_some_and(|old| old.course_id.is_some());
    let mut by = Field::typed("date", "by", "By when (optional)", one("by"));
    if let Some(words) = old.filter(|old| old.due().is_none() && !old.by.is_empty()) {
        by = by.hint(format!("So far: “{}”.", words.by));
    }
    let (heading, trail, send, button, back) = match old {
        None => (
            "Add a promise",
            trail(slug, "Add a promise"),
            at::promises(slug),
            "Add the promise",
            at::promises(slug),
        ),
        Some(old) => (
            "Change the promise",
            trail_below(slug, old, "Change"),
            at::promise_edit(slug, old.id),
            "Save",
            at::promise(slug, old.id),
        ),
    };
    desk.form(MainPlace::Partners, heading)
        .trail(trail)
        .lead(
            "A partner sees the promises that concern them on their own page. The public page shows only what you release.",
        )
        .field(Field::line("what", "What will be done", one("what")))
        .field(
            Field::line("asked", "What was asked for (optional)", one("asked"))
                .hint("In the words of whoever asked. Don’t name or describe any child."),
        )
        .fields(old.is_none().then(|| {
            let choices = ORIGINS.map(|(origin, label)| FormChoice::of(origin.key(), label, [one("origin")]));
            Field::select("origin", "Where does it come from?", choices)
        }))
        .fields(old.is_none().then(|| Field::hidden("about", one("about"))))
        .fields(everybody.partner_fields(data))
        .fields(everybody.owner_fields(data))
        .field(by)
        .fields(everybody.asker_fields(data, may_be_room))
        .problems(problems)
        .button(button, send)
        .cancel("Back without saving", back)
}
