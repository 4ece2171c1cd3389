//! Types of partner besides the built-in ones.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    partners::{PAGE, add_partner, partner},
    upload,
};

const TYPES: &str = "/programmes/reading/settings/partner-types";

#[rocket::async_test]
async fn a_programme_adds_a_type_of_partner_renames_it_and_stops_offering_it() {
    let app = TestApp::start().await;
    let (admin, trainer) = (app.signed_in(PersonRole::Admin).await, app.signed_in(PersonRole::Trainer).await);
    admin.get("/programmes/reading/settings").await.says("Types of partner").says(TYPES);
    admin.get(TYPES).await.has_status(200).says("Children’s home").says("Built in.");
    admin.get(&format!("{TYPES}/new")).await.has_status(200).says("Add a type of partner");
    for (name, problem) in [
        ("", "Enter the name of the type"),
        ("SCHOOL", "There is already a type “SCHOOL”: enter another name"),
        (&*"x".repeat(61), "Shorten this to 60 characters"),
    ] {
        admin.post(TYPES, &[("name", name)]).await.has_status(422).says(problem);
    }
    admin.post(TYPES, &[("name", "Prison")]).await.leads_to(TYPES);
    admin.post(TYPES, &[("name", "Дом детей")]).await.leads_to(TYPES);
    admin.get(TYPES).await.says("Prison").says(&format!("{TYPES}/own_dom_det"));

    // Partners have it, by hand and from a file, and the list is filtered by it.
    trainer.get(&format!("{PAGE}/new")).await.says("Prison");
    add_partner(&app, &trainer, "Thameside", "own_prison").await;
    let file = "Organisation,Type,Name,Email\nBelmarsh,prison,Jo,jo@belmarsh.example.org\nX,pub,Al,al@x.example.org\n";
    let (import, shown) = upload::list(&trainer, &format!("{PAGE}/import"), file.as_bytes()).await;
    shown.says("We don’t know the type “pub”. Use Children’s home, ").says("Prison");
    trainer.post(&import, &[]).await.has_status(303);
    assert_eq!(partner(&app, "Belmarsh").await.kind, "own_prison");
    trainer.get(&format!("{PAGE}?kind=own_prison")).await.says("Belmarsh").says("Thameside");
    trainer.get(&format!("{PAGE}?kind=school")).await.never_says("Belmarsh").never_says("Thameside");

    // Renamed, it is the same type; retired, only partners that have it keep it.
    let own = format!("{TYPES}/own_prison");
    admin.get(&own).await.has_status(200).says("Edit “Prison”");
    admin.post(&own, &[("name", "school")]).await.has_status(422).says("There is already a type");
    admin.post(&own, &[("name", "Secure home"), ("retired", "yes")]).await.leads_to(TYPES);
    admin.get(TYPES).await.says("Secure home").says("No longer offered.");
    let page = format!("{PAGE}/{}", partner(&app, "Thameside").await.id);
    trainer.get(&page).await.says("Secure home");
    trainer.get(&format!("{page}/edit")).await.says("Secure home");
    trainer.get(&format!("{PAGE}/new")).await.never_says("Secure home");
    let refused = trainer.post(PAGE, &[("name", "Isis"), ("kind", "own_prison")]).await;
    refused.has_status(422).says("Select the type of organisation");
    admin.get(&format!("{TYPES}/own_pub")).await.has_status(404);
    trainer.get(TYPES).await.has_status(403);
    trainer.post(TYPES, &[("name", "Pub")]).await.has_status(403);
}
