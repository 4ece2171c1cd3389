//! All webhooks of a programme.

use crate::{
    store::webhooks,
    web::{
        Admin, Answer, Button, Desk, Empty, Listing, ListingGroup, MainPlace, Result, Row, at,
        settings::{
            trail,
            webhooks::{kind_in_words, state_in_words},
        },
    },
};

/// The list.
#[rocket::get("/programmes/<_>/settings/webhooks")]
pub(crate) async fn index(desk: Desk<'_, Admin>) -> Result<Answer> {
    let slug = desk.slug();
    let all = webhooks::of_programme(desk.db(), desk.programme().id).await?;
    let mut page = Listing::new(desk.frame(MainPlace::Settings), &*desk.programme().name, "Webhooks");
    page.trail = Some(trail(slug, "Webhooks"));
    page.lead = vec![
        "A webhook tells another program, or a channel of Teams or Slack, when something happens here. It never \
         tells what anybody answered, or when."
            .to_owned(),
    ];
    page.actions = vec![Button::follow("Add a webhook", at::new_settings_webhook(slug))];
    let rows: Vec<Row> = all
        .iter()
        .map(|one| {
            let detail = format!("{} at {}. {}", kind_in_words(one.kind), one.host, state_in_words(one));
            Row::new(&*one.name, detail).to(at::settings_webhook(slug, one.id))
        })
        .collect();
    let empty =
        rows.is_empty().then(|| Empty { sentence: "There are no webhooks yet.".to_owned(), next: None });
    page.groups = vec![ListingGroup { empty, rows, ..ListingGroup::default() }];
    Answer::page(&page)
}
