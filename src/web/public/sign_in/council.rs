//! Signing in with the account that somebody has at their council: out to the identity provider, and what comes back.

use uuid::Uuid;

use crate::{
    outgoing::openid::{ProviderAnswer, VerifiedIdentity},
    store::{self, LinkPurpose, LinkStatus, audit, identities, links, people},
    system::secret::hash,
    web::{
        Answer, Link, Notice, Result, SignedIn, SignedInBy, Visitor, at,
        http::{one_time_link, origin::OwnLink},
        parts::council::{self, JourneyPurpose},
    },
};

/// What the audit trail calls it.
const CONNECTED: &str = "connected their council account";

/// Leads to the identity provider. Only this browser changes by it.
#[rocket::get("/sign-in/council?<next>")]
pub(crate) async fn start(next: Option<&str>, visitor: Visitor<'_>) -> Result<Answer> {
    let next = next.unwrap_or_default().to_owned();
    set_out(&visitor, JourneyPurpose::SignIn { next }).await
}

/// The same for somebody with an invitation. A scanner of emails that opens every link uses nothing up. Whoever is led here from
/// elsewhere sees first whose invitation it is: they are signed in there already, perhaps, and would be asked nothing.
#[rocket::get("/welcome/<token>/council")]
pub(crate) async fn start_welcome(token: &str, own: OwnLink, visitor: Visitor<'_>) -> Result<Answer> {
    council::provider(visitor.app)?;
    one_time_link::person(&visitor, token, LinkPurpose::Welcome).await?;
    if !own.0 {
        return Ok(Answer::to(at::welcome(token)));
    }
    set_out(&visitor, JourneyPurpose::Welcome { token: token.to_owned() }).await
}

async fn set_out(visitor: &Visitor<'_>, purpose: JourneyPurpose) -> Result<Answer> {
    let way = council::set_out(visitor.app, visitor.cookies, || visitor.frame(), purpose).await?;
    Ok(way.map_or_else(|page| page, Answer::to))
}

/// Takes who came back, and does what they set out for.
#[rocket::get("/sign-in/council/back?<code>&<state>&<iss>&<error>")]
pub(crate) async fn back(
    code: Option<&str>,
    state: Option<&str>,
    iss: Option<&str>,
    error: Option<&str>,
    who: Option<SignedIn>,
    visitor: Visitor<'_>,
) -> Result<Answer> {
    let (app, now) = (visitor.app, visitor.app.clock.now());
    let provider = council::provider(app)?;
    let Some(journey) = council::take(app, visitor.cookies, state.unwrap_or_default()) else {
        let lead =
            "This sign-in took longer than 10 minutes, was already used, or was started in another browser.";
        return refuse(&visitor, "Start your sign-in again", lead, &[]);
    };
    let (Some(code), None) = (code, error) else {
        tracing::warn!(error = error.map(told), "the identity provider let nobody in");
        let lead = format!(
            "Signing in with your {} was cancelled or refused. Try again, or ask IT for help.",
            provider.settings.label
        );
        return refuse(&visitor, "You’re not signed in", &lead, &[]);
    };
    let answer = ProviderAnswer { code, issuer: iss };
    let identity = match provider.came_back(&journey.request, answer, &council::redirect(app), now).await {
        Ok(identity) => identity,
        Err(error) => return council::failed(visitor.frame(), &provider, &error),
    };
    match journey.purpose {
        JourneyPurpose::SignIn { next } => enter(&visitor, &identity, &next).await,
        JourneyPurpose::Welcome { token } => accept(&visitor, &identity, &token).await,
        JourneyPurpose::Connect { person, slug } => {
            let is_here = who.is_some_and(|SignedIn(who)| who.id == person);
            if !is_here {
                let lead = "You were signed out of this site in the meantime, so nothing was connected. Sign in, then try \
                     again.";
                return refuse(&visitor, "Your account isn’t connected", lead, &[]);
            }
            connect(&visitor, &identity, person, &slug).await
        }
    }
}

/// The word of a provider for why, as far as it may stand in the log.
fn told(error: &str) -> String {
    error.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(64).collect()
}

/// Lets in whoever has this identity.
async fn enter(visitor: &Visitor<'_>, identity: &VerifiedIdentity, next: &str) -> Result<Answer> {
    let app = visitor.app;
    let owner = identities::owner(app.db.read(), &identity.issuer, &identity.subject).await?;
    let person = match owner {
        Some(owner) => people::get(app.db.read(), owner).await?,
        None => None,
    };
    let label = council::label(app).unwrap_or_default();
    let Some(person) = person else {
        let lead = format!("Your {label} isn’t connected to an account on this site.");
        let help = [
            format!(
                "If you have a password here, sign in with it and connect your {label} on your account page."
            ),
            "If not, ask the person who invited you, or an administrator of your programme, to send you an \
             invitation. The link in it connects your account."
                .to_owned(),
        ];
        return refuse(visitor, "We don’t know this account", &lead, &help);
    };
    if person.disabled {
        let tx = store::write(&app.db).await?;
        let act = "was refused, because disabled, by the council account with";
        audit::record_everywhere(&tx, &person, act, &visitor.browser(), app.clock.now()).await?;
        tx.commit().await?;
        let lead = "Your account on this site is disabled. Ask an administrator of your programme for help.";
        return refuse(visitor, "You can’t sign in", lead, &[]);
    }
    visitor.let_in(store::write(&app.db).await?, &person, SignedInBy::Council).await?;
    Ok(Answer::to(at::local(next)))
}

/// Accepts an invitation: binds the identity to whom it was sent to, and lets them in.
async fn accept(visitor: &Visitor<'_>, identity: &VerifiedIdentity, token: &str) -> Result<Answer> {
    let (app, now) = (visitor.app, visitor.app.clock.now());
    let person = one_time_link::person(visitor, token, LinkPurpose::Welcome).await?;
    let tx = store::write(&app.db).await?;
    let owner = identities::owner(&tx, &identity.issuer, &identity.subject).await?;
    if owner.is_some_and(|owner| owner != person.id) {
        return taken(visitor);
    }
    let waits = people::get(&tx, person.id).await?.is_some_and(|person| person.password_hash.is_none());
    if !links::redeem(&tx, &hash(token), now).await? || !waits {
        return Err(one_time_link::dead(LinkPurpose::Welcome, LinkStatus::Used));
    }
    identities::bind(&tx, person.id, &identity.issuer, &identity.subject, now).await?;
    audit::record_everywhere(&tx, &person, CONNECTED, "", now).await?;
    visitor.let_in(tx, &person, SignedInBy::Council).await?;
    Ok(Answer::to(at::programmes()))
}

/// Binds the identity to who is signed in.
async fn connect(
    visitor: &Visitor<'_>,
    identity: &VerifiedIdentity,
    person: Uuid,
    slug: &str,
) -> Result<Answer> {
    let (app, now) = (visitor.app, visitor.app.clock.now());
    let tx = store::write(&app.db).await?;
    let owner = identities::owner(&tx, &identity.issuer, &identity.subject).await?;
    if owner.is_some_and(|owner| owner != person) {
        return taken(visitor);
    }
    let label = council::label(app).unwrap_or_default();
    if let Some(person) = people::get(&tx, person).await? {
        identities::bind(&tx, person.id, &identity.issuer, &identity.subject, now).await?;
        audit::record_everywhere(&tx, &person, CONNECTED, "", now).await?;
        tx.commit().await?;
    }
    Ok(Answer::on(
        at::account(slug),
        format!("Your {label} is connected. You can sign in with it from now on"),
    ))
}

fn taken(visitor: &Visitor<'_>) -> Result<Answer> {
    let lead = format!(
        "This {} is connected to another account on this site, so nothing was changed.",
        council::label(visitor.app).unwrap_or_default()
    );
    let help =
        ["On a shared computer, sign out of it first, so that you can sign in as yourself.".to_owned()];
    refuse(visitor, "This account is in use", &lead, &help)
}

/// The page that says why nobody was signed in.
fn refuse(visitor: &Visitor<'_>, heading: &str, lead: &str, sentences: &[String]) -> Result<Answer> {
    Answer::mend(&Notice {
        frame: visitor.frame(),
        heading: heading.to_owned(),
        lead: lead.to_owned(),
        sentences: sentences.to_vec(),
        link: Some(Link::new("Go to sign in", at::sign_in())),
    })
}
