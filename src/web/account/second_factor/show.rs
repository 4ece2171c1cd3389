//! The secret for the app, and a first code to show that the app has it.

use askama::Template;
use uuid::Uuid;

use crate::{
    app::App,
    store::second_factors,
    system::totp,
    web::{
        Answer, Desk, Field, FieldInput, FieldProblem, FormData, FormProblems, Frame, Link, MainPlace,
        Markup, Member, Result, Trail,
        account::{done, second_factor::codes, trail},
        at,
        parts::qr,
    },
};

/// What the account is called in the app.
const ISSUER: &str = "Common Ground";

/// The secret for the app, and the field for a first code.
#[derive(Debug, Template)]
#[template(path = "account/second_factor/show.html")]
struct Show {
    frame: Frame,
    trail: Trail,
    qr: Markup,
    /// The same in letters and digits, in groups of four.
    secret: String,
    fields: Vec<Field>,
    problems: FormProblems,
    action: String,
    cancel: Link,
}

impl Show {
    fn summary(&self) -> Vec<FieldProblem> {
        self.problems.summary(&self.fields)
    }
}

/// Shows the secret to the app and asks for a first code.
#[rocket::get("/programmes/<_>/account/second-factor")]
pub(crate) async fn show(desk: Desk<'_, Member>) -> Result<Answer> {
    match proposed(desk.app, desk.who().person.id).await? {
        Some(secret) => Answer::page(&page(&desk, &secret, FormProblems::default())?),
        None => Ok(Answer::to(at::account(desk.slug()))),
    }
}

/// Turns it on when the code is right, and shows the recovery codes this once.
#[rocket::post("/programmes/<_>/account/second-factor", data = "<data>")]
pub(crate) async fn confirm(desk: Desk<'_, Member>, data: FormData) -> Result<Answer> {
    let person = desk.who().person.id;
    let Some(secret) = proposed(desk.app, person).await? else {
        return Ok(Answer::to(at::account(desk.slug())));
    };
    let Some(step) = secret.step_of(data.one("code"), desk.now()) else {
        let problems = FormProblems::one(
            "code",
            "Enter the six digits that the app shows now; check that the phone’s clock is right",
        );
        return Answer::mend(&page(&desk, &secret, problems)?);
    };
    let tx = desk.change().await?;
    // The code that confirms cannot be used to sign in as well.
    second_factors::take_step(&tx, person, step).await?;
    let codes = codes::make(&desk, &tx).await?;
    done(&desk, tx, "turned a second factor on", "").await?;
    codes::page(&desk, "Your second factor is on", codes)
}

/// The secret that waits for its first code.
async fn proposed(app: &App, person: Uuid) -> Result<Option<totp::TotpSecret>> {
    let factor = second_factors::find(app.db.read(), person).await?;
    let waiting = factor.filter(|factor| factor.confirmed_at.is_none());
    Ok(waiting.and_then(|factor| app.secret.unseal(person, &factor.secret)).map(totp::TotpSecret::from_bytes))
}

fn page(desk: &Desk<'_, Member>, secret: &totp::TotpSecret, problems: FormProblems) -> Result<Show> {
    let address = secret.address(ISSUER, &desk.who().person.email);
    Ok(Show {
        frame: desk.frame(MainPlace::Account),
        trail: trail(desk),
        qr: qr::svg(&address, "QR code for your authenticator app; the same secret is written below")?,
        secret: totp::in_fours(&secret.to_base32(), " "),
        fields: vec![Field::line("code", "The code that the app shows", "").autocomplete("one-time-code")],
        problems,
        action: at::account_second_factor(desk.slug()),
        cancel: Link::new("Back without changing", at::account(desk.slug())),
    })
}
