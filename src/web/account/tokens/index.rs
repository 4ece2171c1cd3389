//! The list of one's access tokens.

use crate::{
    store::api_tokens::{self, ApiToken},
    web::{
        account::tokens::{scope_in_words, trail},
        at,
        http::{answer::Answer, desk::Desk, error::Result, guard::Member},
        parts::{
            format,
            listing::{Listing, ListingGroup},
            nav::MainPlace,
            piece::{Button, ButtonAct, Link},
            rows::Row,
        },
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
            "With an access token, a program such as Excel, Power BI or R reads what you can read in {}, and no more. \
             It never needs your password.",
            who.programme.name
        ),
        "Make one for each program, and revoke it when the program no longer needs it. Tokens end when you leave the \
         programme."
            .to_owned(),
    ];
    page.actions = vec![Button {
        label: "Make an access token".to_owned(),
        act: ButtonAct::Follow(at::new_account_token(slug)),
        quiet: false,
    }];
    let explained = vec![Link::new("What programs can read and write", at::api())];
    page.groups = vec![
        ListingGroup::titled("Your tokens", rows, "You have no access tokens here."),
        ListingGroup::of_links("For whoever sets a program up", explained),
    ];
    Answer::page(&page)
}

fn row(desk: &Desk<'_, Member>, token: &ApiToken) -> Row {
    let zone = desk.zone();
    // It ends with a day.
    let last = format::date(token.expires_at - jiff::SignedDuration::from_secs(1), &zone);
    let ends =
        if token.works(desk.now()) { format!("Works until {last}") } else { format!("Ended on {last}") };
    let used = match token.used_on {
        Some(day) => format!("last used on {}", day.strftime("%-d %B %Y")),
        None => "never used".to_owned(),
    };
    let scopes: Vec<_> = token.scopes.iter().map(|scope| scope_in_words(*scope)).collect();
    let made = format::date(token.created_at, &zone);
    let detail = format!("{}. Made on {made}. {ends}; {used}.", scopes.join("; "));
    let revoke = at::account_token_revoke(desk.slug(), token.id);
    Row::new(&*token.name, detail).link(Link::new("Revoke", revoke).about(&*token.name))
}
