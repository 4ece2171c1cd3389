//! The judge of pages finds what it looks for. Every page that any test loads goes by it: see `support::markup`.

use crate::support::{
    app::TestApp,
    markup::{faults, judge},
};

#[rocket::async_test]
async fn a_page_that_somebody_could_not_use_is_told_with_what_is_wrong() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let page = app.visitor().await.get(&format!("/s/{}/all", round.code)).await.body;
    assert_eq!(faults(&page), Vec::<String>::new());
    for (there, instead, fault) in [
        ("lang=\"en\"", "lang=\"\"", "names no language"),
        ("<h1>", "<h1>Twice</h1><h1>", "2 of <h1>"),
        ("<main ", "<div ", "0 of <main>"),
        (" – Common Ground</title>", "</title>", "its title does not say"),
        ("class=\"skip\"", "class=\"unseen\"", "the ways past its top"),
        ("</main>", "<script src=\"/other.js\"></script></main>", "it holds a <script>"),
        ("</main>", "<style>p { color: red }</style></main>", "it holds a <style>"),
        ("<h1>", "<h1 style=\"color: red\">", "<h1> has style"),
        ("<h1>", "<h1 class=\"step\" onclick=\"go()\">", "<h1> has onclick"),
        ("<label ", "<b ", "has no label"),
        ("</main>", "<input name=\"lost\"></main>", "has no id"),
        ("<legend>", "<p><legend>", "a fieldset does not open with its legend"),
        ("</main>", "<input type=\"radio\" id=\"a\" name=\"b\"></main>", "stands in no fieldset"),
        ("</main>", "<p id=\"main\"></p></main>", "the id main is used twice"),
        ("</main>", "<a href=\"#nowhere\">On</a></main>", "leads to nowhere"),
        ("</main>", "<p aria-describedby=\"nowhere\"></p></main>", "leads to nowhere"),
        ("<h1>", "<h1 class=\"nobody-knows\">", "no rule for .nobody-knows"),
    ] {
        let broken = page.replacen(there, instead, 1);
        assert_ne!(broken, page, "nothing was changed for “{fault}”: mend this test");
        let found = faults(&broken);
        assert!(found.iter().any(|found| found.contains(fault)), "{fault}: {found:?}");
    }
}

#[test]
fn words_that_somebody_typed_into_a_field_are_no_handler() {
    let page = "<input value=\"late onset style= on time\">";
    assert!(!faults(page).iter().any(|fault| fault.contains("<input> has")));
}

#[test]
#[should_panic(expected = "/help is no page that everybody can use")]
fn a_page_that_breaks_a_rule_stops_the_test_that_loads_it() {
    judge("/help", "<!doctype html>\n<html lang=\"en\"></html>");
}
