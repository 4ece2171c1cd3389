//! An agreement in its second version, confirmed by both sides; between the two one contact took over from another.

use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use uuid::Uuid;

use super::{DemoError, Partnership, cast::Cast, health, promises};
use crate::{
    app::App,
    store::{
        Confirmation, Contact, HandoverLine, Partner, Transaction, agreements, contacts, handovers, partners,
        write,
    },
    survey::{
        Side,
        agreement::{Agreement, LEGAL_STATUS, Part},
    },
    system::secret::KeyPurpose,
    web::at,
    work,
};

/// With whom.
const PARTNER: &str = "Elm House";

/// What the sheet says, by part.
const TEXTS: [(Part, &str); 16] = [
    (Part::LegalStatus, LEGAL_STATUS),
    (
        Part::SharedAim,
        "Every child who lives at Elm House finds something to read that they chose themselves.",
    ),
    (Part::LibraryAim, "Children in care use the library as their own place."),
    (Part::PartnerAim, "Reading is a normal part of an evening at home."),
    (
        Part::LibraryOffers,
        "Cards without fines for every child\nA box of 40 books, changed every six weeks\nA room on Thursdays from 4 to 6",
    ),
    (
        Part::PartnerOffers,
        "A quiet corner for the books\nA lift to the library on Thursdays\nTwo staff who read aloud",
    ),
    (Part::LibraryHopes, "To hear what children like\nA say in the summer plans of the house"),
    (Part::PartnerHopes, "One person to ask\nNo reminders about lost books"),
    (Part::Tasks, "Tom Hartley brings the first box by 1 March.\nKofi Mensah tells new staff about the box."),
    (Part::LibraryDecides, "Gwen Morgan, head of libraries, decides herself"),
    (Part::PartnerDecides, "Kofi Mensah, key worker, asks the council about money"),
    (Part::LibraryDeputy, "Tom Hartley"),
    (Part::PartnerDeputy, "The home manager"),
    (Part::Meetings, "Once a term at Elm House, an hour, with tea"),
    (Part::BusyTimes, "Inspections; the first week of every term"),
    (
        Part::Changes,
        "Either side can say so at any time, in a talk or by email. It then ends at the end of the month.",
    ),
];

/// Days since the first version was confirmed, and the second.
const CONFIRMED: [i64; 2] = [400, 30];
/// Days since the second contact took over.
const TAKEN_OVER: i64 = 60;

/// Writes and confirms both versions.
pub(super) async fn agree(app: &App, cast: &Cast) -> Result<Partnership, DemoError> {
    let (db, programme, now) = (app.db.read(), cast.programme.id, app.clock.now());
    let (partner, [former, contact]) = both(app, cast).await?;
    let mut document = Agreement {
        library: cast.programme.asker().to_owned(),
        partner: partner.name.clone(),
        ..Agreement::default()
    };
    for (part, text) in TEXTS {
        document.set(part, text);
    }
    let tx = write(&app.db).await?;
    partners::lock(&tx, programme).await?;
    let [first, second] = CONFIRMED.map(|days| now - SignedDuration::from_hours(24 * days));
    version(&tx, &partner, 1, &mut document, (&former, first)).await?;
    let taken_over = now - SignedDuration::from_hours(24 * TAKEN_OVER);
    hand_over(app, &tx, partner.id, (&former, &contact), taken_over).await?;
    document.set(
        Part::Duration,
        "Until the end of the school year; after that, on what both sides can do without new money",
    );
    version(&tx, &partner, 2, &mut document, (&contact, second)).await?;
    health::check(&tx, partner.id, programme, (&former, &contact), now).await?;
    let token = work::partner_links::make(&tx, contact.id, now).await?;
    tx.commit().await?;
    let latest = agreements::of_partner(db, partner.id).await?.into_iter().next();
    let latest = latest.ok_or(DemoError::Lost("agreement"))?;
    let site = &app.settings.site_url;
    let you_asked = promises::keep(app, cast, (partner.id, contact.id)).await?;
    Ok(Partnership {
        you_asked,
        partner_page: format!("{site}{}", at::partner_page(token)),
        url: format!("{site}{}", at::partner(&cast.programme.slug, partner.id)),
        partner: partner.name,
        agreement: format!(
            "{site}{}",
            at::agreement(app.secret.carrying_token(KeyPurpose::Agreement, latest.id))
        ),
    })
}

/// The partner, the contact who was first, and the one who took over.
async fn both(app: &App, cast: &Cast) -> Result<(Partner, [Contact; 2]), DemoError> {
    let (db, programme) = (app.db.read(), cast.programme.id);
    let partner = partners::all(db, programme).await?.into_iter().find(|one| one.name == PARTNER);
    let partner = partner.ok_or(DemoError::Lost("partner"))?;
    let mut people = contacts::of_partner(db, programme, Some(partner.id)).await?.into_iter();
    match (people.next(), people.next()) {
        (Some(former), Some(contact)) => Ok((partner, [former, contact])),
        _ => Err(DemoError::Lost("contacts")),
    }
}

/// Writes a version of the agreement, to be looked at again after a year; the contact of then confirms it.
async fn version(
    tx: &Transaction,
    partner: &Partner,
    version: i32,
    document: &mut Agreement,
    (theirs, at): (&Contact, Timestamp),
) -> Result<(), DemoError> {
    document.review_on = Some(at.to_zoned_datetime(TimeZone::UTC).date().saturating_add(1.year()));
    agreements::add(tx, partner.id, version, document, at).await?;
    let sides = [
        (Side::Library, None, "Tom Hartley", "trainer@riverside.example.org"),
        (Side::Partner, Some(theirs.id), &*theirs.name, &*theirs.email),
    ];
    confirm(tx, partner.id, sides, at).await
}

/// One contact takes over from another, and goes through what was agreed.
async fn hand_over(
    app: &App,
    tx: &Transaction,
    partner: Uuid,
    (former, successor): (&Contact, &Contact),
    at: Timestamp,
) -> Result<(), DemoError> {
    let one = handovers::name(tx, partner, (former.id, successor.id), at).await?;
    handovers::start(tx, &app.secret, &one, successor, at).await?;
    let line = |heading: &str, text: &str, right| HandoverLine {
        heading: heading.to_owned(),
        text: text.to_owned(),
        right,
    };
    let lines = [
        line(
            "What Elm House offers",
            "A quiet corner for the books; A lift to the library on Thursdays",
            false,
        ),
        line("How and when we meet", "Once a term at Elm House, an hour, with tea", true),
    ];
    let wish = "Could the books come on Mondays?";
    handovers::confirm(tx, one.id, &lines, wish, at + SignedDuration::from_hours(24)).await?;
    Ok(())
}

/// Both sides confirm the latest version.
async fn confirm(
    tx: &Transaction,
    partner: Uuid,
    sides: [(Side, Option<Uuid>, &str, &str); 2],
    at: Timestamp,
) -> Result<(), DemoError> {
    let latest = agreements::of_partner(tx, partner).await?.into_iter().next();
    let id = latest.ok_or(DemoError::Lost("agreement"))?.id;
    let asked = sides.map(|(side, contact_id, name, email)| Confirmation {
        id: Uuid::new_v4(),
        agreement_id: id,
        side,
        contact_id,
        name: name.to_owned(),
        email: email.to_owned(),
        objection: String::new(),
        confirmed_at: None,
    });
    agreements::send(tx, id, &asked, at).await?;
    for one in &asked {
        agreements::confirm(tx, one, at).await?;
    }
    Ok(())
}
