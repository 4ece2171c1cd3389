//! Putting people on the list by their names and addresses.

use crate::web::{
    Answer, Desk, FormData, FormPage, FormProblems, Result, Trainer, at,
    named_choice::NamedChoice,
    rounds::{
        load::LoadedRound,
        people::{
            self,
            pasted::{self, ORGANISATION, Pasted},
        },
    },
};

/// The form.
#[rocket::get("/programmes/<_>/rounds/<code>/people/new")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let organisation = NamedChoice::of(&desk, &ORGANISATION, None).await?;
    Answer::page(&form(&desk, &shown, &organisation, &FormData::default(), FormProblems::default()))
}

/// Adds them to the contacts where they are new, and to the list.
#[rocket::post("/programmes/<_>/rounds/<code>/people/new", data = "<entries>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, code: &str, entries: FormData) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let mut problems = FormProblems::default();
    let organisation = NamedChoice::read(&desk, &ORGANISATION, &entries, &mut problems).await?;
    let (side, kinds) = (shown.round.side, desk.programme().settings.kinds());
    let pasted = Pasted::read(&entries, &organisation, kinds, &mut problems);
    problems.add_if(pasted.is_empty(), "people", "Enter at least one name and email address");
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &shown, &organisation, &entries, problems));
    }
    let mistyped = pasted.mistyped();
    let tx = desk.change().await?;
    let ids = match pasted.store(&desk, &tx, side).await? {
        Ok(ids) => ids,
        Err(problems) => return Answer::mend(&form(&desk, &shown, &organisation, &entries, problems)),
    };
    people::add_and_tell(&desk, tx, &shown, &ids, &mistyped).await
}

fn form(
    desk: &Desk<'_, Trainer>,
    shown: &LoadedRound,
    organisation: &NamedChoice,
    entries: &FormData,
    problems: FormProblems,
) -> FormPage {
    let code = &shown.round.code;
    desk.form(shown.place(), "Paste names and addresses")
        .trail(shown.trail_of_emails(desk, "Add people"))
        .fields(pasted::fields(entries, organisation, &[shown.round.side]))
        .problems(problems)
        .button("Add these people", at::new_round_person(desk.slug(), code))
        .cancel("Choose from your contacts instead", at::round_people(desk.slug(), code))
}
