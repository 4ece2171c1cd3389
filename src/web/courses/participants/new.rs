//! Adding people who are not in the address book.

use uuid::Uuid;

use crate::{
    store::contacts,
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::{
            CourseOverview, load,
            participants::{added, not_asked, put},
            trail,
        },
        named_choice::{ChoiceField, NamedChoice},
        parts::{
            contact::pasted::{self, Pasted},
            list_preview,
        },
    },
};

/// Where those work who are new; a course asks library staff too.
const ORGANISATION: ChoiceField = ChoiceField {
    none: Some(("", "Library staff, or no organisation")),
    hint: "",
    blank: "Leave it blank for library staff, or no organisation.",
    gone: "Select where they work: the one you selected no longer exists",
    ..pasted::ORGANISATION
};

#[rocket::get("/programmes/<_>/courses/<course>/participants/new")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let organisation = NamedChoice::of(&desk, &ORGANISATION, None).await?;
    Answer::page(&form(&desk, &overview, &organisation, &FormData::default(), FormProblems::default()))
}

/// Adds them to the address book where they are new, and to the list.
#[rocket::post("/programmes/<_>/courses/<course>/participants/new", data = "<entries>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let mut problems = FormProblems::default();
    let organisation = NamedChoice::read(&desk, &ORGANISATION, &entries, &mut problems).await?;
    let kinds = desk.programme().settings.kinds();
    let pasted = Pasted::read(&entries, &organisation, kinds, &mut problems);
    problems.add_if(pasted.is_empty(), "people", "Enter at least one name and email address");
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &overview, &organisation, &entries, problems));
    }
    let tx = desk.change().await?;
    let named = pasted.recognise(&desk, &tx).await?;
    if let Some(why) = not_asked(&overview, named.known.iter().chain(&named.new)) {
        problems.add("people", why);
        return Answer::mend(&form(&desk, &overview, &organisation, &entries, problems));
    }
    contacts::add_all(&tx, &named.new).await?;
    let mistyped = list_preview::mistyped(named.new.iter().map(|contact| &*contact.email));
    let flash = added(put(&desk, tx, &overview, &named.ids).await?) + &mistyped;
    Ok(Answer::on(at::course_participants(desk.slug(), course), flash))
}

fn form(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    organisation: &NamedChoice,
    entries: &FormData,
    problems: FormProblems,
) -> FormPage {
    let (slug, course) = (desk.slug(), &overview.course);
    desk.form(MainPlace::Courses, "Add new people")
        .trail(trail(slug, course, "New people"))
        .lead("People who are already among your contacts aren’t added twice.")
        .field(Field::text("people", "Names and email addresses", 10, entries.one("people")).hint(
            "One person per line, such as Dana Whitfield <dana@example.org>, or name and email columns \
             pasted from a spreadsheet.",
        ))
        .fields(organisation.fields(&ORGANISATION, entries))
        .problems(problems)
        .button("Add these people", at::new_course_participant(slug, course.id))
        .cancel("Back without adding", at::course_participants(slug, course.id))
}
