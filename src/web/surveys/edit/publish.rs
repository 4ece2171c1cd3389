//! Publishing what was written as a version that never changes.

use crate::{
    store::{CustomSurvey, custom_surveys, surveys},
    survey::{
        ENGLISH, Survey,
        editor::gaps::{MissingPart, SurveyPart, gaps},
        wording,
    },
    web::{
        Answer, Button, Desk, FormData, FormPage, Link, Listing, ListingGroup, MainPlace, Result, Row,
        Trainer, at,
        surveys::{
            edit::{draft_form, edit_field},
            load::own,
            trail,
        },
    },
};

/// What is said when the survey is no longer what was read.
const CHANGED: &str =
    "The survey was changed after you opened this page. See what it is now, then publish it";

/// Asks before, or says what is missing.
#[rocket::get("/programmes/<_>/surveys/<key>/publish")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, key: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let gaps = gaps(&own.draft);
    if gaps.is_empty() {
        Answer::page(&form(&desk, &own))
    } else {
        Answer::page(&missing(&desk, &own, &gaps))
    }
}

#[rocket::post("/programmes/<_>/surveys/<key>/publish", data = "<entries>")]
pub(crate) async fn publish(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let page = at::survey(desk.slug(), key);
    if entries.one("edit") != own.edit.to_string() {
        return Ok(Answer::on(page, CHANGED));
    }
    let gaps = gaps(&own.draft);
    if !gaps.is_empty() {
        return Answer::mend(&missing(&desk, &own, &gaps));
    }
    let last = surveys::published(desk.db(), key, own.published).await?;
    if last.is_some_and(|last| Survey { version: own.draft.version, ..last } == own.draft) {
        return Ok(Answer::on(
            page,
            format!("Nothing changed since version {} was published", own.published),
        ));
    }
    let tx = desk.change().await?;
    if !custom_surveys::publish(&tx, &own, desk.now()).await? {
        return Ok(Answer::on(page, CHANGED));
    }
    let object =
        format!("{}, version {}", own.draft.title.read(own.draft.sides[0], ENGLISH), own.draft.version);
    desk.done(tx, "published the survey", &object).await?;
    Ok(Answer::on(page, format!("Version {} was published and can be used now", own.draft.version)))
}

fn form(desk: &Desk<'_, Trainer>, own: &CustomSurvey) -> FormPage {
    let version = own.draft.version;
    let looks = match wording::warnings(&own.draft).len() {
        0 => "Nothing in its wording needs another look.".to_owned(),
        1 => "One thing in its wording is worth another look; see the page of the survey.".to_owned(),
        more => format!("{more} things in its wording are worth another look; see the page of the survey."),
    };
    let publish = format!("Publish version {version}");
    draft_form(desk, own, &*publish)
        .lead(format!(
            "Version {version} can then be used, and never changes again. What you change later becomes version {}.",
            version + 1
        ))
        .lead(looks)
        .field(edit_field(own))
        .button(publish, at::survey_publish(desk.slug(), &own.draft.key))
}

/// Everything that is missing, each with the way to its place.
fn missing(desk: &Desk<'_, Trainer>, own: &CustomSurvey, gaps: &[MissingPart]) -> Listing {
    let (slug, draft) = (desk.slug(), &own.draft);
    let title = draft.title.read(draft.sides[0], ENGLISH);
    let page = at::survey(slug, &draft.key);
    let mut trail = trail(slug, "Publish");
    trail.above.push(Link::new(title, page.clone()));
    let rows = gaps.iter().map(|gap| {
        let (about, place) = match &gap.about {
            SurveyPart::Survey => ("The survey".to_owned(), page.clone()),
            SurveyPart::Words => ("Title and introduction".to_owned(), at::survey_words(slug, &draft.key)),
            SurveyPart::Section(section) => {
                let title = draft.sections[*section].title.read(draft.sides[0], ENGLISH);
                (
                    format!("Section {}: {title}", section + 1),
                    at::survey_section(slug, &draft.key, section + 1),
                )
            }
            SurveyPart::Item(key) => {
                let label = draft.item(key).map_or_else(|| key.clone(), |item| item.label.to_string());
                (label, at::survey_item(slug, &draft.key, key))
            }
        };
        Row::new(about, format!("{}.", gap.what)).to(place)
    });
    let back = Button::follow("Back to the survey", page.clone()).quiet();
    Listing {
        trail: Some(trail),
        lead: vec!["Finish these, then publish the survey.".to_owned()],
        groups: vec![ListingGroup { rows: rows.collect(), ..ListingGroup::default() }],
        actions: vec![back],
        ..Listing::new(
            desk.frame(MainPlace::Surveys),
            &*desk.programme().name,
            "This survey isn’t finished yet",
        )
    }
}
