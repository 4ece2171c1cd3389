//! Signing in with the account of the council: how it is set up, and whether everybody needs it. One local administrator
//! always keeps their password, so that the site can be mended while the identity provider is away.

use crate::{
    store::{Accounts, SignInRules, identities, sign_in_rules},
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, Link, MainPlace, Notice, Result, SiteAdmin,
        at,
        named::Among,
        named_choice::{ChoiceField, NamedChoice},
        parts::council,
        settings::{site_done, site_form},
    },
};

/// Who keeps their password.
const KEEPER: ChoiceField = ChoiceField {
    among: Among::People(Accounts::SiteAdmins),
    name: "keeper",
    label: "Who keeps their password",
    other: "Another site administrator",
    none: Some(("", "Choose one")),
    hint: "So that somebody can get in when the council’s sign-in isn’t working. If this person can’t sign in, \
           everybody’s password works",
    blank: "",
    gone: "Select a site administrator who can sign in with a password",
};

/// How it stands, in a sentence.
pub(super) async fn state(desk: &Desk<'_, SiteAdmin>) -> Result<String> {
    let Some(label) = council::label(desk.app) else {
        return Ok("Not set up: people sign in with passwords.".to_owned());
    };
    Ok(if desk.app.password_keeper().await?.is_some() {
        format!("Everybody except one administrator signs in with their {label}.")
    } else {
        format!("People can sign in with their {label} or a password.")
    })
}

/// What is set, and the form that changes who needs it.
#[rocket::get("/programmes/<_>/settings/council")]
pub(crate) async fn edit(desk: Desk<'_, SiteAdmin>) -> Result<Answer> {
    if council::label(desk.app).is_none() {
        return not_set_up(&desk);
    }
    let keeper = desk.app.password_keeper().await?;
    let kept = keeper.map(|keeper| keeper.to_string()).unwrap_or_default();
    let required = if keeper.is_some() { "yes" } else { "" };
    let data = FormData::of([("required", required), ("keeper", &*kept)]);
    let keeper = NamedChoice::of(&desk, &KEEPER, keeper).await?;
    Answer::page(&form(&desk, &keeper, &data, FormProblems::default()).await?)
}

/// Changes who needs it, or says what is in the way.
#[rocket::post("/programmes/<_>/settings/council", data = "<data>")]
pub(crate) async fn change(desk: Desk<'_, SiteAdmin>, data: FormData) -> Result<Answer> {
    if council::label(desk.app).is_none() {
        return not_set_up(&desk);
    }
    let required = data.is_on("required");
    let mut problems = FormProblems::default();
    let choice = NamedChoice::read(&desk, &KEEPER, &data, &mut problems).await?;
    let keeper = choice.id();
    if required && problems.is_empty() {
        let own = desk.who().person.id;
        if keeper.is_none() {
            problems.add(choice.place(&KEEPER), "Select who keeps their password");
        } else if keeper != Some(own) && identities::since(desk.db(), own).await?.is_none() {
            problems.add(
                "required",
                "Connect your own account on your account page first, or select yourself as the person who keeps \
                 their password",
            );
        }
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &choice, &data, problems).await?);
    }
    let tx = desk.change().await?;
    let rules =
        SignInRules { password_keeper: keeper.filter(|_| required), ..sign_in_rules::find(&tx).await? };
    sign_in_rules::keep(&tx, &desk.guard.proof, rules, desk.now()).await?;
    desk.done(tx, "changed the settings", "who signs in with a council account").await?;
    desk.app.sign_in_rules_changed();
    Ok(site_done(&desk, "Council accounts: changed"))
}

fn not_set_up(desk: &Desk<'_, SiteAdmin>) -> Result<Answer> {
    Answer::page(&Notice {
        frame: desk.frame(MainPlace::Settings),
        heading: "Council accounts".to_owned(),
        lead: "People can sign in with their council account once the person who runs this site has set that up."
            .to_owned(),
        sentences: vec![
            format!(
                "Ask your IT department to register this site as a web application with the redirect address {}. They \
                 give you an issuer, a client ID and a client secret.",
                council::redirect(desk.app)
            ),
            "Put them in the service’s configuration as COMMON_GROUND_OIDC_ISSUER, COMMON_GROUND_OIDC_CLIENT_ID and \
             COMMON_GROUND_OIDC_CLIENT_SECRET, and restart the service. Then run “common-ground check” to see whether \
             they work."
                .to_owned(),
        ],
        link: Some(Link::new("Back to the site settings", at::settings_site(desk.slug()))),
    })
}

async fn form(
    desk: &Desk<'_, SiteAdmin>,
    keeper: &NamedChoice,
    data: &FormData,
    problems: FormProblems,
) -> Result<FormPage> {
    let provider = council::provider(desk.app)?;
    let settings = &provider.settings;
    let connected = match identities::count(desk.db(), &settings.issuer).await? {
        1 => "One person has connected theirs.".to_owned(),
        people => format!("{people} people have connected theirs."),
    };
    Ok(site_form(desk, "Council accounts", "Council accounts")
        .lead(format!(
            "People sign in with their {} at {}, as set in the service’s configuration. {connected}",
            settings.label, settings.issuer
        ))
        .lead(format!("The redirect address to register there is {}", council::redirect(desk.app)))
        .field(
            Field::tick(
                "required",
                format!("Everybody needs their {}, except one administrator", settings.label),
                data.is_on("required"),
            )
            .hint(
                "Nobody else can use a password. People who haven’t connected theirs can’t sign in until you send \
                 their invitation again. People who are signed in now stay signed in until their session ends",
            ),
        )
        .fields(keeper.fields(&KEEPER, data))
        .problems(problems)
        .button("Save changes", at::settings_council(desk.slug())))
}
