//! Deleting a partner, after saying what is lost.

use std::sync::Arc;

use common_ground_reports::summary::wording;
use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        self, audit,
        contacts::{self, Activity},
        partners::{self, Partner},
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            guard::{Member, Trainer},
        },
        partners::{find, frame, trail},
        parts::{
            form::{FormPage, Problems},
            frame::Site,
            listing::Listing,
            piece::{Act, Action, Link},
        },
    },
};

/// Says what is lost.
#[rocket::get("/programmes/<slug>/partners/<id>/delete")]
pub(crate) async fn ask(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let who = who.0;
    let partner = find(app, &who, id).await?;
    if let Some(course) = partners::expected_at(app.db.read(), id, app.clock.now().into()).await? {
        return Page::of(&expected(slug, &who, site, &partner, &course));
    }
    let db = app.db.read();
    let contacts = contacts::of_partner(db, who.programme.id, Some(id)).await?;
    let activity = Activity::of(db, who.programme.id, &contacts).await?;
    let invitations: u64 = contacts.iter().map(|contact| activity.invitations(contact.id)).sum();
    let count =
        |n: u64, one: &str, many: &str| format!("{} {}", wording::number(n), if n == 1 { one } else { many });
    let people = count(contacts.len() as u64, "contact", "contacts");
    let links = count(invitations, "personal link to a survey", "personal links to surveys");
    Page::of(&FormPage {
        frame: frame(slug, &who, site),
        trail: Some(trail(slug, partner.name.clone())),
        heading: format!("Delete {}?", partner.name),
        lead: vec![
            format!("With it go {people}, their {links}, their places on lists of courses, and all notes about it."),
            "Answers that were given stay, and the figures made of them. Answers in confidential rounds can then \
             no longer be traced to the person. Addresses that asked for no more mail stay on that list."
                .to_owned(),
            "If it is the same organisation as another on the list, merge the two instead: then nothing is lost."
                .to_owned(),
        ],
        sections: Vec::new(),
        problems: Problems::default(),
        action: at::partner_delete(slug, id),
        button: "Delete the partner".to_owned(),
        destroys: true,
        cancel: Some(Link::new("Keep it", at::partner(slug, id))),
    })
}

/// Deletes a partner that no course to come expects.
#[rocket::post("/programmes/<slug>/partners/<id>/delete")]
pub(crate) async fn delete(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let who = who.0;
    let partner = find(app, &who, id).await?;
    let now = app.clock.now().into();
    let tx = store::write(&app.db).await?;
    partners::hold(&tx, who.programme.id).await?;
    if let Some(course) = partners::expected_at(&tx, id, now).await? {
        return Answer::mend(&expected(slug, &who, site, &partner, &course));
    }
    partners::remove(&tx, id).await?;
    audit::record(&tx, Some(who.programme.id), &who.person, "deleted the partner", &partner.name, now)
        .await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    let page = crate::web::partners::address(slug, false);
    Ok(Answer::on(page, format!("{} was deleted.", partner.name)))
}

/// Why a partner is not deleted.
fn expected(slug: &str, who: &Member, site: &State<Arc<Site>>, partner: &Partner, course: &str) -> Listing {
    let heading = format!("{} cannot be deleted yet", partner.name);
    let mut listing = Listing::new(frame(slug, who, site), &*who.programme.name, heading);
    listing.trail = Some(trail(slug, partner.name.clone()));
    listing.lead = vec![format!(
        "{course} is still to come and invites somebody of theirs. Take them off its list first, or delete the \
         partner after the course."
    )];
    let back = at::partner(slug, partner.id);
    listing.actions =
        vec![Action { label: "Back to the partner".to_owned(), act: Act::Follow(back), quiet: true }];
    listing
}
