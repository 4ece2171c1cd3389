//! Publishing the page that says what was asked, promised and done, and taking it back.

use common_ground_reports::wording;

use crate::{
    store::{programmes, promises},
    web::{Admin, Answer, Desk, Error, Field, FormData, MainPlace, Result, at, settings::trail},
};

/// Says what publishing does.
#[rocket::get("/programmes/<_>/settings/you-asked")]
pub(crate) async fn ask(desk: Desk<'_, Admin>) -> Result<Answer> {
    let (slug, programme) = (desk.slug(), desk.programme());
    let released = promises::count_released(desk.db(), programme.id).await?;
    let address = format!("{}{}", desk.app.settings.site_url, at::you_asked(slug));
    let published = programme.settings.you_asked.is_some();
    let (heading, act, button) = if published {
        ("Unpublish “You asked, we will, we did”?", "unpublish", "Unpublish the page")
    } else {
        ("Publish “You asked, we will, we did”?", "publish", "Publish the page")
    };
    let count = wording::counted(released, "promise", "promises");
    let form = desk
        .form(MainPlace::Settings, heading)
        .trail(trail(slug, "You asked, we will, we did"))
        .lead(if published {
            format!("Anybody can read it now, at {address}. It shows {count}. After this, nobody can.")
        } else {
            format!("Anybody can then read it without signing in, at {address}. It shows {count}.")
        })
        .lead(
            "The page shows only promises that a trainer released one by one, and how many of those who asked say that it \
             is what they meant. It names no person and no partner, unless the released words do.",
        )
        .lead("We can’t promise that publishing it brings more answers to surveys.")
        .field(Field::hidden("act", act))
        .button(button, at::settings_you_asked(slug))
        .cancel("Back without changing", at::settings(slug));
    Answer::page(&form)
}

/// Publishes it, or takes it back.
#[rocket::post("/programmes/<_>/settings/you-asked", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Admin>, data: FormData) -> Result<Answer> {
    let publishes = match data.one("act") {
        "publish" => true,
        "unpublish" => false,
        _ => return Err(Error::Unprocessable),
    };
    let tx = desk.change().await?;
    let mut programme = programmes::lock(&tx, desk.programme().id).await?;
    let since = programme.settings.you_asked.unwrap_or_else(|| desk.now().as_millisecond());
    programme.settings.you_asked = publishes.then_some(since);
    programmes::update(&tx, &programme).await?;
    let (act, flash) = if publishes {
        ("published the page", "The page is published.")
    } else {
        ("unpublished the page", "Nobody can read the page any more.")
    };
    desk.done(tx, act, "You asked, we will, we did").await?;
    Ok(Answer::on(at::settings(desk.slug()), flash))
}
