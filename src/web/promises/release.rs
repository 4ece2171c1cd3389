//! Letting the public page show a promise, in words that are read once more first; and taking it off.

use uuid::Uuid;

use crate::{
    store::{Promise, PromiseState, promises},
    web::{
        Answer, Desk, Error, Field, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        promises::{find, trail_below},
    },
};

/// Characters of each text at most.
const LONGEST: usize = 300;

/// What the public page would say, or that it no longer will.
#[rocket::get("/programmes/<_>/promises/<id>/release")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let one = find(&desk, id).await?;
    Answer::page(&form(&desk, &one, (&one.asked, &one.outcome), FormProblems::default()))
}

/// Releases it, or takes it off.
#[rocket::post("/programmes/<_>/promises/<id>/release", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let here = at::promise(desk.slug(), id);
    let tx = desk.change().await?;
    let one = promises::find(&tx, desk.programme().id, id).await?.ok_or(Error::NotFound)?;
    if data.one("act") == "withdraw" {
        promises::withdraw(&tx, id).await?;
        desk.done(tx, "took off the public page the promise", &one.what).await?;
        return Ok(Answer::on(here, "The public page no longer shows it."));
    }
    if one.released {
        return Ok(Answer::on(here, "It is on the public page’s list already."));
    }
    let (asked, outcome) = (data.one("asked"), data.one("outcome"));
    let mut problems = FormProblems::default();
    problems.add_if(asked.is_empty(), "asked", "Enter what was asked for");
    problems.cap("asked", asked, LONGEST);
    let is_settled = one.state != PromiseState::Open;
    problems.add_if(is_settled && outcome.is_empty(), "outcome", "Enter what was done");
    problems.cap("outcome", outcome, LONGEST);
    if (one.what.as_str(), one.state.key()) != (data.one("what"), data.one("state")) {
        problems.add("asked", "Somebody changed this promise meanwhile. Read it once more, then release it");
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &one, (asked, outcome), problems));
    }
    promises::release(&tx, id, asked, if is_settled { outcome } else { "" }).await?;
    desk.done(tx, "released for the public page the promise", &one.what).await?;
    let flash = if desk.programme().settings.you_asked.is_some() {
        "The public page shows it now."
    } else {
        "The public page will show it once an administrator publishes the page."
    };
    Ok(Answer::on(here, flash))
}

fn form(
    desk: &Desk<'_, Trainer>,
    one: &Promise,
    (asked, outcome): (&str, &str),
    problems: FormProblems,
) -> FormPage {
    let (slug, here) = (desk.slug(), at::promise_release(desk.slug(), one.id));
    if one.released {
        return desk
            .form(MainPlace::Partners, "Take it off the public page?")
            .trail(trail_below(slug, one, "Public page"))
            .lead(format!("“{}”", one.what))
            .lead("You can release it again at any time.")
            .field(Field::hidden("act", "withdraw"))
            .button("Take it off", here)
            .cancel("Leave it there", at::promise(slug, one.id));
    }
    let mut form = desk
        .form(MainPlace::Partners, "Release it for the public page?")
        .trail(trail_below(slug, one, "Public page"))
        .lead("Anybody can read the public page. Don’t name or describe anyone.")
        .lead(format!("It says what we promised: “{}”", one.what))
        .field(Field::hidden("what", &one.what))
        .field(Field::hidden("state", one.state.key()))
        .field(Field::line("asked", "You asked", asked).hint("What was asked for, in one sentence."));
    if one.state != PromiseState::Open {
        let label = match one.state {
            PromiseState::NotPossible => "Why it isn’t possible",
            _ => "We did",
        };
        form = form.field(Field::line("outcome", label, outcome).hint("In one sentence."));
    }
    form.problems(problems)
        .button("Release it", here)
        .cancel("Back without releasing it", at::promise(slug, one.id))
}
