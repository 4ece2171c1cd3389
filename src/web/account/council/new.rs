//! Connecting the account: first the password, so that nobody connects theirs in a browser that was left open; then, by a
//! link, to the identity provider.

use rocket::http::CookieJar;

use crate::{
    store::identities,
    web::{
        Answer, Desk, FormData, FormPage, FormProblems, Link, MainPlace, Member, Notice, Result, Visitor,
        account::{check_password, form as account_form},
        at,
        parts::council::{self, JourneyPurpose},
    },
};

/// The form.
#[rocket::get("/programmes/<_>/account/council/new")]
pub(crate) async fn ask(desk: Desk<'_, Member>) -> Result<Answer> {
    let label = council::provider(desk.app)?.settings.label.clone();
    if let Some(there) = connected(&desk, &label).await? {
        return Ok(there);
    }
    Answer::page(&form(&desk, &label, FormProblems::default()))
}

/// Takes the password, and shows the link that leads to the identity provider.
#[rocket::post("/programmes/<_>/account/council/new", data = "<data>")]
pub(crate) async fn create(
    desk: Desk<'_, Member>,
    visitor: Visitor<'_>,
    cookies: &CookieJar<'_>,
    data: FormData,
) -> Result<Answer> {
    let label = council::provider(desk.app)?.settings.label.clone();
    if let Some(there) = connected(&desk, &label).await? {
        return Ok(there);
    }
    let mut problems = FormProblems::default();
    check_password(&desk, &visitor, cookies, &data, &mut problems).await?;
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &label, problems));
    }
    let (person, slug) = (desk.who().person.id, desk.slug().to_owned());
    let purpose = JourneyPurpose::Connect { person, slug };
    let way = council::set_out(desk.app, cookies, || desk.frame(MainPlace::Account), purpose).await?;
    let way = match way {
        Ok(way) => way,
        Err(page) => return Ok(page),
    };
    Answer::page(&Notice {
        frame: desk.frame(MainPlace::Account),
        heading: format!("Now sign in to your {label}"),
        lead: "You’ll come back here afterwards.".to_owned(),
        sentences: vec![
            "Use your own account. Anyone who can sign in to it will be able to sign in here as you."
                .to_owned(),
        ],
        link: Some(Link::new(format!("Go to the sign-in page for your {label}"), way)),
    })
}

/// Back to the account, where one is connected already.
async fn connected(desk: &Desk<'_, Member>, label: &str) -> Result<Option<Answer>> {
    let since = identities::since(desk.db(), desk.who().person.id).await?;
    let words = format!("Your {label} is already connected. To connect another one, disconnect it first");
    Ok(since.map(|_| Answer::on(at::account(desk.slug()), words)))
}

fn form(desk: &Desk<'_, Member>, label: &str, problems: FormProblems) -> FormPage {
    account_form(desk, &format!("Connect your {label}"), problems)
        .lead(format!("You’ll be able to sign in here with your {label} instead of your password."))
        .button("Continue", at::new_account_council(desk.slug()))
}
