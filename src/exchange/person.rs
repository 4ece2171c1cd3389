//! Everything held about a person, as a document for them.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    app::App,
    store::{
        Contact, Handover, HeldData, HeldEmail, HeldInvitation, Judgement, Programme, Promise, Result,
        unsubscribes,
    },
    survey::PrivacyMode,
};

/// What no search finds.
pub const NOT_FOUND: &str = "Answers in anonymous rounds are kept without any link to a person. Nobody can find \
    them, so they are neither in this document nor part of an erasure.";

pub async fn document(
    app: &App,
    programme: &Programme,
    email: &str,
    held: &HeldData,
    now: Timestamp,
) -> Result<Value> {
    let stopped = unsubscribes::has_stopped(app.db.read(), &app.secret, programme.id, email).await?;
    let contacts = held.contacts.iter().map(|one| contact(one, held));
    let notes = held
        .notes
        .iter()
        .map(|note| json!({ "day": note.day.to_string()[..10], "by": note.by, "about": note.about }));
    let agreements = held.confirmations.iter().map(|one| {
        json!({
            "confirmed": one.confirmed_at.map(|at| at.to_string()),
            "asked_to_change": one.objection,
        })
    });
    let checks = held.health.iter().map(|one| json!({ "side": one.side.key(), "answered": one.answered }));
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
        "handovers": held.handovers.iter().map(handover).collect::<Vec<_>>(),
        "promises": held.promises.iter().map(promise).collect::<Vec<_>>(),
        "health_checks": checks.collect::<Vec<_>>(),
        "invitations": invitations,
        "emails": held.letters.iter().map(email_sent).collect::<Vec<_>>(),
        "asked_for_no_more_mail": stopped,
        "not_found": NOT_FOUND,
    }))
}

fn contact(contact: &Contact, held: &HeldData) -> Value {
    json!({
        "name": contact.name,
        "email": contact.email,
        "job": contact.job,
        "phone": contact.phone,
        "can_say_yes": contact.can_say_yes,
        "tags": held.tags.get(&contact.id).map(Vec::as_slice).unwrap_or_default(),
    })
}

fn handover(handover: &Handover) -> Value {
    json!({
        "named": handover.named_at.to_string(),
        "started": handover.started_at.map(|at| at.to_string()),
        "confirmed": handover.confirmed_at.map(|at| at.to_string()),
        "lines": handover.lines,
        "wish": handover.wish,
    })
}

fn promise(promise: &Promise) -> Value {
    json!({
        "what": promise.what,
        "asked": promise.asked,
        "by_when": promise.by,
        "state": promise.state.key(),
        "outcome": promise.outcome,
        "was_it_what_they_meant": promise.judgement.map(Judgement::key),
    })
}

fn email_sent(email: &HeldEmail) -> Value {
    json!({
        "kind": email.kind,
        "state": email.state.key(),
        "written": email.queued_at.to_string(),
        "sent": email.sent_at.map(|at| at.to_string()),
    })
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
