//! The list of one's access tokens.

use crate::{
    store::{ApiToken, api_tokens},
    web::{
        Answer, Button, Desk, Link, Listing, ListingGroup, MainPlace, Member, Result, Row,
        account::tokens::{scope_in_words, trail},
        at,
        parts::format,
    },
};

/// Every token that one has in this programme.
#[rocket::get("/programmes/<_>/account/tokens")]
pub(crate) async fn index(desk: Desk<'_, Member>) -> Result<Answer> {
    let (slug, who) = (desk.slug(), desk.who());
    let tokens = api_tokens::of_member(desk.db(), who.person.id, who.programme.id).await?;
    let rows = tokens.iter().map(|token| row(&desk, token)).collect();
    let mut page = Listing::new(desk.frame(MainPlace::Account), &*who.programme.name, "Access tokens");
    page.trail = Some(trail(&desk, "Access tokens"));
    page.lead = vec![
        format!(
            "An access token lets a program such as Excel, Power BI or R work with {} on your behalf. It can only do \
             what you select, and never more than you can. The program doesn’t need your password.",
            who.programme.name
        ),
        "Create one token for each program, and revoke it when you no longer need it. Your tokens stop working if you \
         leave the programme, if your account is disabled, or if you reset a forgotten password. If you change your \
         password, you choose whether they stop."
            .to_owned(),
    ];
    page.actions = vec![Button::follow("Create an access token", at::new_account_token(slug))];
    let explained = vec![Link::new("Using the API", at::api())];
    page.groups = vec![
        ListingGroup::titled("Your tokens", rows, "You don’t have any access tokens yet."),
        ListingGroup::of_links("Help with setting up a program", explained),
    ];
    Answer::page(&page)
}

fn row(desk: &Desk<'_, Member>, token: &ApiToken) -> Row {
    let zone = desk.zone();
    // It ends with a day.
    let last = format::date(token.expires_at - jiff::SignedDuration::from_secs(1), &zone);
    let ends =
        if token.works(desk.now()) { format!("Works until {last}") } else { format!("Expired on {last}") };
    let used = match token.used_on {
        Some(day) => format!("last used on {}", day.strftime("%-d %B %Y")),
        None => "never used".to_owned(),
    };
    let scopes: Vec<_> = token.scopes.iter().map(|scope| scope_in_words(*scope)).collect();
    let made = format::date(token.created_at, &zone);
    let detail = format!("{}. Created on {made}. {ends}; {used}.", scopes.join("; "));
    let revoke = at::account_token_revoke(desk.slug(), token.id);
    Row::new(&*token.name, detail).link(Link::new("Revoke", revoke).about(&*token.name))
}
