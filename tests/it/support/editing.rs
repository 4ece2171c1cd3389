//! Surveys as trainers write them: the forms of the editor.

use common_ground::survey::definition::Survey;

use super::visitor::{Reply, Visitor};

/// The surveys of the programme.
pub const SURVEYS: &str = "/programmes/reading/surveys";

/// The draft as it is now, finished or not.
pub async fn draft(trainer: &Visitor, address: &str) -> Survey {
    let file = trainer.get(&format!("{address}/survey.json")).await;
    Survey::draft("draft", &file.has_status(200).body).unwrap()
}

/// The keys of its questions, section by section.
pub async fn keys(trainer: &Visitor, address: &str) -> Vec<Vec<String>> {
    let survey = draft(trainer, address).await;
    let of = |section: &common_ground::survey::definition::Section| {
        section.items.iter().map(|item| item.key.clone()).collect()
    };
    survey.sections.iter().map(of).collect()
}

/// Sends a form with the number of the edit that its page carries.
pub async fn send(trainer: &Visitor, form: &str, to: &str, fields: &[(&str, &str)]) -> Reply {
    let page = trainer.get(form).await;
    let edit = page.has_status(200).field("edit").unwrap().to_owned();
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("edit", &*edit)]).collect();
    trainer.post(to, &fields).await
}

/// Adds a question of a kind at the end; `fields` hold its words.
pub async fn add(trainer: &Visitor, address: &str, kind: &str, fields: &[(&str, &str)]) -> Reply {
    let form = format!("{address}/items/new?kind={kind}");
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("kind", kind)]).collect();
    send(trainer, &form, &format!("{address}/items"), &fields).await
}

/// Makes a blank survey for partners; its address.
pub async fn blank(trainer: &Visitor, title: &str) -> String {
    let made = trainer.post(&format!("{SURVEYS}/new"), &[("title", title), ("sides", "partner")]).await;
    made.has_status(303).header("Location").unwrap().to_owned()
}

/// Makes a copy of a survey; its address.
pub async fn copied(trainer: &Visitor, survey: &str) -> String {
    let made = trainer.post(&format!("{SURVEYS}/{survey}/copy"), &[("title", "Our way")]).await;
    made.has_status(303).header("Location").unwrap().to_owned()
}

/// Presses “Undo” at the top.
pub async fn undo(trainer: &Visitor, address: &str) -> Reply {
    send(trainer, address, &format!("{address}/undo"), &[]).await
}

/// Publishes the draft.
pub async fn publish(trainer: &Visitor, address: &str) -> Reply {
    let publish = format!("{address}/publish");
    send(trainer, &publish, &publish, &[]).await
}
