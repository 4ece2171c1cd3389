//! Elm House, a partner with one contact: its own page, its agreement, and who takes over there.

use super::{
    app::TestApp,
    partners::{add_contact, add_partner, contact},
    visitor::Visitor,
};

/// Its contact, Dana Whitfield, who confirms for it.
pub const DANA: &str = "dana@elm.example.org";
/// Tom Adeyemi, who confirms for the library.
pub const TOM: &str = "tom@library.example.org";
/// Kofi Mensah, who takes over from Dana.
pub const KOFI: &str = "kofi@elm.example.org";

/// Adds it with its contact; the address of its page.
pub async fn elm_house(app: &TestApp, trainer: &Visitor) -> String {
    let elm = add_partner(app, trainer, "Elm House", "childrens_home").await;
    add_contact(trainer, &elm, "Dana Whitfield", DANA).await;
    elm
}

/// The link to its own page that Dana is emailed.
pub async fn own_page(app: &TestApp, trainer: &Visitor, elm: &str) -> String {
    let dana = contact(app, DANA).await.id.to_string();
    trainer.post(&format!("{elm}/page"), &[("contact", &dana)]).await.has_status(303);
    app.link_to(DANA, "/p/").await
}

/// Asks both sides to confirm an agreement that says this.
pub async fn asked_to_agree(app: &TestApp, trainer: &Visitor, elm: &str, says: &[(&str, &str)]) {
    let draft = [&[("revision", "0")], says].concat();
    trainer.post(&format!("{elm}/agreement/edit"), &draft).await.has_status(303);
    let dana = contact(app, DANA).await.id.to_string();
    let both = [("name", "Tom Adeyemi"), ("email", TOM), ("contact", &*dana)];
    trainer.post(&format!("{elm}/agreement/send"), &both).await.has_status(303);
}

/// Both confirm it.
pub async fn agreed(app: &TestApp) {
    for address in [DANA, TOM] {
        let confirm = app.link_to(address, "/confirm/").await;
        app.visitor().await.post(&confirm, &[("answer", "confirm")]).await.leads_to(&confirm);
    }
}

/// Staff let Kofi take over from Dana.
pub async fn hands_over(app: &TestApp, trainer: &Visitor, elm: &str) {
    let dana = contact(app, DANA).await.id.to_string();
    let new = [("former", &*dana), ("name", "Kofi Mensah"), ("job", "Manager"), ("email", KOFI)];
    trainer.post(&format!("{elm}/handover"), &new).await.leads_to(elm);
}
