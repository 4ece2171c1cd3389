//! Everything held about a person, as a document for them.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    app::App,
    store::{
        Result,
        erasure::{HeldData, HeldInvitation},
        invitations,
        programmes::Programme,
        promises::Judgement,
    },
    survey::round::PrivacyMode,
};

/// What no search finds.
pub const NOT_FOUND: &str = "Answers in anonymous rounds are kept without any link to a person. Nobody can find \
    them, so they are neither in this document nor part of an erasure.";

/// The document.
#[expect(clippy::too_many_lines, reason = "one list of what is told, in its order")]
pub async fn document(
    app: &App,
    programme: &Programme,
    email: &str,
    held: &HeldData,
    now: Timestamp,
) -> Result<Value> {
    let hash = app.secret.fingerprint(&email.to_lowercase());
    let stopped = invitations::is_stopped(app.db.read(), programme.id, &hash).await?;
    let contacts = held.contacts.iter().map(|contact| {
        json!({
            "name": contact.name,
            "email": contact.email,
            "job": contact.job,
            "phone": contact.phone,
            "can_say_yes": contact.can_say_yes,
            "tags": held.tags.get(&contact.id).map(Vec::as_slice).unwrap_or_default(),
        })
    });
    let notes = held
        .notes
        .iter()
        .map(|note| json!({ "day": note.day.to_string()[..10], "by": note.by, "about": note.about }));
    let letters = held.letters.iter().map(|letter| {
        json!({
            "kind": letter.kind,
            "state": letter.state.key(),
            "written": letter.queued_at.to_string(),
            "sent": letter.sent_at.map(|at| at.to_string()),
        })
    });
    let agreements = held.confirmations.iter().map(|one| {
        json!({
            "confirmed": one.confirmed_at.map(|at| at.to_string()),
            "asked_to_change": one.objection,
        })
    });
    let handovers = held.handovers.iter().map(|one| {
        json!({
            "named": one.named_at.to_string(),
            "started": one.started_at.map(|at| at.to_string()),
            "confirmed": one.confirmed_at.map(|at| at.to_string()),
            "lines": one.lines,
            "wish": one.wish,
        })
    });
    let checks = held.health.iter().map(|one| json!({ "side": one.side.key(), "answered": one.answered }));
    let promises = held.promises.iter().map(|one| {
        json!({
            "what": one.what,
            "asked": one.asked,
            "by_when": one.by,
            "state": one.state.key(),
            "outcome": one.outcome,
            "was_it_what_they_meant": one.judgement.map(Judgement::key),
        })
    });
    let mut invitations = Vec::new();
    for invited in &held.invitations {
        invitations.push(invitation(app, invited).await?);
    }
    Ok(json!({
        "programme": programme.name,
        "email": email.to_lowercase(),
        "as_of": now.to_string(),
        "contacts": contacts.collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
        "courses": held.courses,
        "agreements": agreements.collect::<Vec<_>>(),
        "handovers": handovers.collect::<Vec<_>>(),
        "promises": promises.collect::<Vec<_>>(),
        "health_checks": checks.collect::<Vec<_>>(),
        "invitations": invitations,
        "emails": letters.collect::<Vec<_>>(),
        "asked_for_no_more_mail": stopped,
        "not_found": NOT_FOUND,
    }))
}

async fn invitation(app: &App, invited: &HeldInvitation) -> Result<Value> {
    let survey = app.survey(&invited.round).await?;
    Ok(json!({
        "round": invited.round.code,
        "survey": survey.title.read(invited.round.side, crate::survey::text::ENGLISH),
        "privacy": invited.round.privacy.key(),
        // Of an anonymous round nobody is told who answered, whoever asks for it.
        "used": (invited.round.privacy != PrivacyMode::Anonymous).then_some(invited.used),
        "unsent_answers": invited.draft.as_ref().filter(|_| !invited.sealed),
        "answers": invited.response.as_ref().filter(|_| !invited.sealed).map(|response| &response.answers),
        // Whoever makes this document may work for the other side. It holds the answers once both sides may see them.
        "sealed_until_both_sides_answered": invited.sealed,
        "wants_results": invited.wants_results,
        "answers_can_be_found": invited.round.privacy != PrivacyMode::Anonymous,
    }))
}
