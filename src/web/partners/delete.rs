//! Deleting a partner, after saying what is lost.

use common_ground_reports::summary::wording;
use uuid::Uuid;

use crate::{
    store::{
        contacts::{self, Activity},
        partners::{self, Partner},
    },
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, guard::Trainer},
        partners::{find, listing, trail},
        parts::{
            listing::Listing,
            nav::MainPlace,
            piece::{Button, ButtonAct},
        },
    },
};

/// Says what is lost.
#[rocket::get("/programmes/<_>/partners/<id>/delete")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let (db, slug, programme) = (desk.db(), desk.slug(), desk.programme().id);
    let partner = find(&desk, id).await?;
    if let Some(course) = partners::expected_at(db, id, desk.now()).await? {
        return Answer::page(&expected(&desk, &partner, &course));
    }
    let contacts = contacts::of_partner(db, programme, Some(id)).await?;
    let activity = Activity::of(db, programme, &contacts).await?;
    let invitations: u64 = contacts.iter().map(|contact| activity.invitations(contact.id)).sum();
    let count =
        |n: u64, one: &str, many: &str| format!("{} {}", wording::number(n), if n == 1 { one } else { many });
    let people = count(contacts.len() as u64, "contact", "contacts");
    let links = count(invitations, "personal link to a survey", "personal links to surveys");
    let form = desk
        .form(MainPlace::Partners, format!("Delete {}?", partner.name))
        .trail(trail(slug, partner.name))
        .lead(format!("This also deletes {people}, their {links}, their course places and its contact log."))
        .lead(
            "Answers and results stay. Answers in confidential surveys can then no longer be traced to the \
             person. Unsubscribed addresses stay on the unsubscribe list.",
        )
        .lead(
            "If it’s the same organisation as another on the list, merge them instead so that nothing is \
               lost.",
        )
        .destroys("Delete the partner", at::partner_delete(slug, id))
        .cancel("Keep it", at::partner(slug, id));
    Answer::page(&form)
}

/// Deletes a partner that no course to come expects.
#[rocket::post("/programmes/<_>/partners/<id>/delete")]
pub(crate) async fn delete(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let tx = desk.change().await?;
    partners::hold(&tx, desk.programme().id).await?;
    if let Some(course) = partners::expected_at(&tx, id, desk.now()).await? {
        return Answer::mend(&expected(&desk, &partner, &course));
    }
    partners::remove(&tx, id).await?;
    desk.done(tx, "deleted the partner", &partner.name).await?;
    Ok(Answer::on(at::partners(desk.slug()), format!("{} was deleted.", partner.name)))
}

/// Why a partner is not deleted.
fn expected(desk: &Desk<'_, Trainer>, partner: &Partner, course: &str) -> Listing {
    let heading = format!("{} cannot be deleted yet", partner.name);
    let mut listing = listing(desk, &*partner.name, heading);
    listing.lead = vec![format!(
        "One of its contacts is on the list of {course}, which is still to come. Remove them from that list \
         first, or delete the partner after the course."
    )];
    let back = at::partner(desk.slug(), partner.id);
    listing.actions =
        vec![Button { label: "Back to the partner".to_owned(), act: ButtonAct::Follow(back), quiet: true }];
    listing
}
