//! Deleting a partner, after saying what is lost.

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{
        Partner, PartnershipRecord,
        contacts::{self, Activity},
        partners, removal,
    },
    web::{
        Answer, Button, Desk, Listing, MainPlace, Result, Trainer, at,
        partners::{find, listing, trail},
        parts::partner::{DELETED, why_not},
    },
};

#[rocket::get("/programmes/<_>/partners/<id>/delete")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let (db, slug, programme) = (desk.db(), desk.slug(), desk.programme().id);
    let partner = find(&desk, id).await?;
    if let Some(course) = partners::expected_at(db, id, desk.now()).await? {
        return Answer::page(&expected(&desk, &partner, &course));
    }
    let contacts = contacts::of_partner(db, programme, Some(id)).await?;
    let activity = Activity::of(db, &contacts, &[]).await?;
    let invitations: u64 = contacts.iter().map(|contact| activity.invitations(contact.id)).sum();
    let record = PartnershipRecord::of(db, id).await?;
    let mut form = desk
        .form(MainPlace::Partners, format!("Delete {}?", partner.name))
        .trail(trail(slug, partner.name))
        .lead(format!(
            "This also deletes {}.",
            wording::listed(&of_contacts(contacts.len() as u64, invitations))
        ));
    for sentence in lost(&record) {
        form = form.lead(sentence);
    }
    let form = form
        .lead(format!(
            "Answers and results{} stay. Answers in confidential surveys can then no longer be traced to the \
             person. Unsubscribed addresses stay on the unsubscribe list.",
            if record.checks > 0 { " of all other surveys" } else { "" }
        ))
        .lead(
            "If it’s the same organisation as another on the list, merge them instead so that nothing is \
               lost.",
        )
        .destroys("Delete the partner", at::partner_delete(slug, id))
        .cancel("Keep it", at::partner(slug, id));
    Answer::page(&form)
}

/// “two contacts”; nothing where there are none.
fn count(n: u64, one: &str, many: &str) -> Option<String> {
    (n > 0).then(|| format!("{} {}", wording::number(n), if n == 1 { one } else { many }))
}

/// The contacts and what goes with them.
fn of_contacts(contacts: u64, invitations: u64) -> Vec<String> {
    let links = count(invitations, "personal link to a survey", "personal links to surveys");
    let parts = [
        count(contacts, "contact", "contacts"),
        links.map(|links| format!("their {links}")),
        (contacts > 0).then(|| "their course places".to_owned()),
        Some("its contact log".to_owned()),
    ];
    parts.into_iter().flatten().collect()
}

/// What of the partnership is lost, and what stays of it.
fn lost(record: &PartnershipRecord) -> Vec<String> {
    let parts = [
        count(record.agreements, "version of the agreement", "versions of the agreement"),
        count(record.promises, "promise", "promises"),
        count(record.checks, "health check", "health checks")
            .map(|checks| format!("{checks} with all answers")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let partnership = (!parts.is_empty()).then(|| format!("It also deletes {}.", wording::listed(&parts)));
    let released = count(record.released, "promise that was", "promises that were");
    let released = released.map(|few| format!("The public page loses {few} released for it."));
    let actions = count(record.actions, "action of a course stays", "actions of courses stay");
    let actions =
        actions.map(|actions| format!("{}, without the partner’s name.", wording::capitalised(&actions)));
    [partnership, released, actions].into_iter().flatten().collect()
}

/// Deletes a partner that no course to come expects.
#[rocket::post("/programmes/<_>/partners/<id>/delete")]
pub(crate) async fn delete(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let tx = desk.change().await?;
    partners::lock(&tx, desk.programme().id).await?;
    if let Some(course) = partners::expected_at(&tx, id, desk.now()).await? {
        return Answer::mend(&expected(&desk, &partner, &course));
    }
    removal::partner(&tx, id).await?;
    desk.done(tx, DELETED, &partner.name).await?;
    Ok(Answer::on(at::partners(desk.slug()), format!("{} was deleted.", partner.name)))
}

/// The page that says so.
fn expected(desk: &Desk<'_, Trainer>, partner: &Partner, course: &str) -> Listing {
    let heading = format!("{} cannot be deleted yet", partner.name);
    let mut listing = listing(desk, &*partner.name, heading);
    listing.lead = vec![why_not(course)];
    let back = at::partner(desk.slug(), partner.id);
    listing.actions = vec![Button::follow("Back to the partner", back).quiet()];
    listing
}
