//! The sheet and the logo of the brand, at addresses that change with them.

use crate::support::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

const PAGE: &str = "/programmes/reading/settings/brand";

/// Sets the colour of the site.
async fn coloured(admin: &Visitor, accent: &str) {
    let fields = [("name", "Riverside"), ("accent", accent)];
    admin.post(PAGE, &fields).await.leads_to("/programmes/reading/settings/site");
}

/// Where a page has the sheet of the brand.
fn sheet(page: &Reply) -> String {
    let at = page.body.find("/assets/brand-").unwrap_or_else(|| panic!("no sheet: {}", page.body));
    page.body[at..].split('"').next().unwrap().to_owned()
}

#[rocket::async_test]
async fn a_site_without_a_brand_has_neither_sheet_nor_logo() {
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    for name in ["brand-0123456789ab.css", "logo-0123456789ab.png", "other.css", "brand"] {
        visitor.get(&format!("/assets/{name}")).await.has_status(404);
    }
}

#[rocket::async_test]
async fn the_sheet_has_another_address_with_another_colour_and_a_page_from_before_still_gets_one() {
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    coloured(&admin, "#7A1F5C").await;
    let visitor = app.visitor().await;
    let first = sheet(&visitor.get("/help").await);
    let served = visitor.get(&first).await;
    served.has_status(200).says("#7a1f5c");
    assert_eq!(served.header("Cache-Control"), Some("public, max-age=31536000, immutable"));

    coloured(&admin, "#1f4f7a").await;
    let second = sheet(&visitor.get("/help").await);
    assert_ne!(first, second, "else browsers would keep the old colour for ever");
    visitor.get(&second).await.has_status(200).says("#1f4f7a");
    // It shows the colour of now, and nobody keeps that under the old address.
    let old = visitor.get(&first).await;
    old.has_status(200).says("#1f4f7a").never_says("#7a1f5c");
    assert_eq!(old.header("Cache-Control"), Some("no-store"));
}
