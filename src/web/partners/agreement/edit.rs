//! Writing an agreement: the draft, or the version after the one that holds.

use jiff::civil::Date;
use uuid::Uuid;

use super::Agreed;
use crate::{
    store::{agreements, contacts, partners},
    survey::agreement::{Agreement, LEGAL_STATUS, LONGEST, Part},
    web::{Answer, Desk, Field, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at},
};

/// The field of the review date.
const REVIEW: &str = "review_on";

/// What a new version begins with: the version before, or what is known of both sides.
pub(super) async fn beginning(desk: &Desk<'_, Trainer>, agreed: &Agreed) -> Result<Agreement> {
    let mut document = if let Some(latest) = agreed.versions.first() {
        latest.document.clone()
    } else {
        let mut document = Agreement::default();
        document.set(Part::LegalStatus, LEGAL_STATUS);
        for (part, partner) in [(Part::LibraryDecides, None), (Part::PartnerDecides, Some(agreed.partner.id))]
        {
            let people = contacts::of_partner(desk.db(), desk.programme().id, partner).await?;
            let decide = people.iter().filter(|one| one.can_say_yes).map(|one| match &*one.job {
                "" => one.name.clone(),
                job => format!("{}, {job}", one.name),
            });
            // A sheet names a few people, not a list of staff.
            document.set(part, &decide.take(3).collect::<Vec<_>>().join("; "));
        }
        document
    };
    desk.programme().asker().clone_into(&mut document.library);
    document.partner.clone_from(&agreed.partner.name);
    Ok(document)
}

/// The form.
#[rocket::get("/programmes/<_>/partners/<id>/agreement/edit")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let agreed = Agreed::read(&desk, id).await?;
    let document = beginning(&desk, &agreed).await?;
    let revision = agreed.draft().map_or(0, |draft| draft.revision);
    let review = document.review_on.map(|day| day.to_string()).unwrap_or_default();
    Answer::page(&form(&desk, &agreed, &document, (&review, revision), FormProblems::default()))
}

/// Keeps the draft.
#[rocket::post("/programmes/<_>/partners/<id>/agreement/edit", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let agreed = Agreed::read(&desk, id).await?;
    let mut document = beginning(&desk, &agreed).await?;
    let mut problems = FormProblems::default();
    for part in Part::ALL {
        let text = data.one(part.key());
        problems.cap(part.key(), text, LONGEST);
        document.set(part, text);
    }
    let typed = data.one(REVIEW);
    document.review_on = typed.parse::<Date>().ok();
    if !typed.is_empty() && document.review_on.is_none() {
        problems.add(REVIEW, "Enter a date, such as 1 March 2027");
    }
    let tx = desk.change().await?;
    partners::lock(&tx, desk.programme().id).await?;
    // Read anew: somebody else may have written meanwhile.
    let versions = agreements::of_partner(&tx, id).await?;
    let agreed = Agreed { versions, ..agreed };
    let now = agreed.draft().map_or(0, |draft| draft.revision);
    problems.add_if(
        data.one("revision") != now.to_string(),
        Part::LegalStatus.key(),
        "Somebody else saved this agreement meanwhile. Open it in another tab, compare it with yours, then save again",
    );
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &agreed, &document, (typed, now), problems));
    }
    if let Some(draft) = agreed.draft() {
        agreements::change(&tx, draft.id, draft.revision, &document, desk.now()).await?;
    } else {
        let version = agreed.versions.first().map_or(1, |latest| latest.version.saturating_add(1));
        agreements::add(&tx, id, version, &document, desk.now()).await?;
    }
    desk.done(tx, "wrote the agreement with", &agreed.partner.name).await?;
    Ok(Answer::on(at::partner_agreement(desk.slug(), id), "The draft was saved."))
}

fn form(
    desk: &Desk<'_, Trainer>,
    agreed: &Agreed,
    document: &Agreement,
    (review, revision): (&str, i32),
    problems: FormProblems,
) -> FormPage {
    let (slug, id) = (desk.slug(), agreed.partner.id);
    let fields = Part::ALL.into_iter().map(|part| {
        let field = Field::text(part.key(), document.heading(part), part.lines(), document.text(part));
        match part.hint() {
            Some(hint) => field.hint(hint),
            None => field,
        }
    });
    desk.form(MainPlace::Partners, format!("Agreement with {}", agreed.partner.name))
        .trail(agreed.trail(desk, "Edit the agreement"))
        .lead("Fill in what you have agreed so far. What is empty is shown as open on the sheet.")
        .fields(fields)
        .field(Field::typed("date", REVIEW, "When we look at this again", review))
        .field(Field::hidden("revision", revision.to_string()))
        .problems(problems)
        .button("Save the draft", at::partner_agreement_edit(slug, id))
        .cancel("Back without saving", at::partner_agreement(slug, id))
}
