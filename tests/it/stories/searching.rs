//! Whoever looks for somebody by name finds them by what they are called now.

use common_ground::store::{
    contacts::{self, Contact},
    partners,
    people::PersonRole,
    removal, text_search,
};

use crate::support::{
    app::TestApp,
    partners::{PAGE, add_contact, add_partner, contact, partner},
    visitor::Visitor,
};

/// Whether a search for words finds the partner of this name.
async fn finds(trainer: &Visitor, words: &str, name: &str) -> bool {
    let page = trainer.get(&format!("{PAGE}?q={words}")).await;
    let found = page.has_status(200).body.contains(&format!(">{name}<"));
    if !found {
        page.says("No matches");
    }
    found
}

#[rocket::async_test]
async fn a_contact_is_found_by_what_they_are_called_now_and_not_once_they_are_gone() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "school").await;
    add_contact(&trainer, &elm, "Dana O’Neill", "dana@elm.example.org").await;
    for words in ["dana", "oneill", "NEILL", "da", "da+neill", "o%27neill+elm.example", "dana@elm"] {
        assert!(finds(&trainer, words, "Elm House").await, "{words}");
    }
    for words in ["dana+oak", "zz", "zz+dana", "house+dana"] {
        assert!(!finds(&trainer, words, "Elm House").await, "{words}");
    }

    let dana = contact(&app, "dana@elm.example.org").await;
    let (db, called) =
        (app.app.db.write_one(), |name: &str| Contact { name: name.to_owned(), ..dana.clone() });
    contacts::change(db, &called("Kofi Mensah")).await.unwrap();
    assert!(finds(&trainer, "mensah", "Elm House").await && !finds(&trainer, "oneill", "Elm House").await);
    // As a list that is imported changes many.
    contacts::change_all(db, &[called("Ada Osei")]).await.unwrap();
    assert!(finds(&trainer, "osei", "Elm House").await && !finds(&trainer, "mensah", "Elm House").await);
    removal::contact(db, dana.id).await.unwrap();
    assert!(!finds(&trainer, "osei", "Elm House").await && !finds(&trainer, "dana", "Elm House").await);
    assert!(text_search::index_is_right(&app.app.db).await.unwrap());
}

#[rocket::async_test]
async fn a_partner_is_found_by_its_name_until_it_has_another_and_its_contacts_go_with_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = add_partner(&app, &trainer, "Elm House", "school").await;
    add_partner(&app, &trainer, "Elm Cottage", "school").await;
    add_contact(&trainer, &page, "Dana Whitfield", "dana@elm.example.org").await;
    assert!(finds(&trainer, "elm+house", "Elm House").await && finds(&trainer, "elm", "Elm Cottage").await);
    let (db, elm) = (app.app.db.write_one(), partner(&app, "Elm House").await);
    partners::change(db, elm.id, "Ash House", "school").await.unwrap();
    assert!(finds(&trainer, "ash", "Ash House").await && !finds(&trainer, "elm+house", "Ash House").await);
    removal::partner(db, elm.id).await.unwrap();
    assert!(
        !finds(&trainer, "ash+house", "Ash House").await && !finds(&trainer, "whitfield", "Ash House").await
    );
    assert!(finds(&trainer, "cottage", "Elm Cottage").await);
    assert!(text_search::index_is_right(&app.app.db).await.unwrap());
}
