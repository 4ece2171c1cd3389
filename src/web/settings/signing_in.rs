//! The rules of signing in.

use crate::{
    store::{SignInRules, second_factors, sign_in_rules},
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, Result, SiteAdmin, at,
        settings::{site_done, site_form},
    },
};

/// The longest idle time, in hours: as long as a session lasts.
const LONGEST_IDLE: u32 = 7 * 24;

/// The rules in two sentences.
pub(crate) fn state(rules: SignInRules) -> String {
    let factor = if rules.second_factor {
        "Administrators and trainers need a second factor."
    } else {
        "A second factor is optional."
    };
    format!("People are signed out after {} of inactivity. {factor}", hours(rules.idle_hours))
}

fn hours(hours: u32) -> String {
    if hours == 1 { "one hour".to_owned() } else { format!("{hours} hours") }
}

#[rocket::get("/programmes/<_>/settings/signing-in")]
pub(crate) async fn edit(desk: Desk<'_, SiteAdmin>) -> Result<Answer> {
    let rules = desk.app.sign_in_rules().await?;
    let ticked = if rules.second_factor { "yes" } else { "" };
    let hours = rules.idle_hours.to_string();
    let data = FormData::of([("idle_hours", &*hours), ("second_factor", ticked)]);
    Answer::page(&form(&desk, &data, FormProblems::default()))
}

/// Changes the rules, or says what to mend.
#[rocket::post("/programmes/<_>/settings/signing-in", data = "<data>")]
pub(crate) async fn change(desk: Desk<'_, SiteAdmin>, data: FormData) -> Result<Answer> {
    let mut problems = FormProblems::default();
    let second_factor = data.is_on("second_factor");
    // Whoever asks others for one would be the first to stand before a shut door.
    if second_factor && second_factors::confirmed(desk.db(), desk.who().person.id).await?.is_none() {
        problems.add("second_factor", "Set up a second factor for your own account first");
    }
    let idle = data.one("idle_hours").parse().ok().filter(|hours| (1..=LONGEST_IDLE).contains(hours));
    if idle.is_none() {
        problems.add("idle_hours", format!("Enter a whole number of hours from 1 to {LONGEST_IDLE}"));
    }
    let Some(idle_hours) = idle.filter(|_| problems.is_empty()) else {
        return Answer::mend(&form(&desk, &data, problems));
    };
    let tx = desk.change().await?;
    let rules = SignInRules { idle_hours, second_factor, ..sign_in_rules::find(&tx).await? };
    sign_in_rules::keep(&tx, &desk.guard.proof, rules, desk.now()).await?;
    desk.done(tx, "changed the settings", "signing in").await?;
    desk.app.sign_in_rules_changed();
    Ok(site_done(&desk, "Signing in: changed"))
}

fn form(desk: &Desk<'_, SiteAdmin>, data: &FormData, problems: FormProblems) -> FormPage {
    site_form(desk, "Signing in", "Signing in")
        .lead("These rules apply to every programme on this site.")
        .field(
            Field::typed(
                "number",
                "idle_hours",
                "Hours of inactivity before sign-out",
                data.one("idle_hours"),
            )
            .hint("Rounded up to whole hours. Everybody is signed out after a week"),
        )
        .field(
            Field::tick(
                "second_factor",
                "Administrators and trainers need a second factor",
                data.is_on("second_factor"),
            )
            .hint(
                "People without one are asked to set it up when they next sign in. They need an \
                 authenticator app on their phone",
            ),
        )
        .problems(problems)
        .button("Save changes", at::settings_signing_in(desk.slug()))
}
