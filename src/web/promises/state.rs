//! How a promise stands, as staff say it.

use uuid::Uuid;

use crate::{
    store::{Promise, promises},
    web::{
        Answer, Desk, Error, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        parts::promise::{
            self,
            change::{SAID, settle},
        },
        promises::{find, trail_below},
    },
};

/// How it stands.
#[rocket::get("/programmes/<_>/promises/<id>/state")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let one = find(&desk, id).await?;
    Answer::page(&form(&desk, &one, None, FormProblems::default()))
}

/// Keeps how it stands.
#[rocket::post("/programmes/<_>/promises/<id>/state", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let mut problems = FormProblems::default();
    let Some((state, outcome)) = promise::read_state(&data, &mut problems) else {
        let one = find(&desk, id).await?;
        return Answer::mend(&form(&desk, &one, Some(&data), problems));
    };
    let tx = desk.change().await?;
    let one = promises::find(&tx, desk.programme().id, id).await?.ok_or(Error::NotFound)?;
    settle(&desk, &tx, &one, (state, &outcome)).await?;
    desk.done(tx, SAID, &one.what).await?;
    Ok(Answer::on(at::promise(desk.slug(), id), "The state of the promise was saved."))
}

fn form(
    desk: &Desk<'_, Trainer>,
    one: &Promise,
    data: Option<&FormData>,
    problems: FormProblems,
) -> FormPage {
    let slug = desk.slug();
    let form = desk.form(MainPlace::Partners, "How it stands").trail(trail_below(slug, one, "How it stands"));
    let form = [format!("Promised: “{}”", one.what), promise::who_and_when(one)]
        .into_iter()
        .filter(|line| !line.is_empty())
        .fold(form, FormPage::lead);
    let form = if one.asker_contact_id.is_some() {
        form.lead("Whoever asked for it is then asked whether it is what they meant.")
    } else {
        form
    };
    form.fields(promise::state_fields(one, data))
        .problems(problems)
        .button("Save", at::promise_state(slug, one.id))
        .cancel("Back without changing", at::promise(slug, one.id))
}
