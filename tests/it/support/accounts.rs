//! Accounts from their first day on: coming in, getting back in, and who may do what.

use common_ground::{
    store::links::{self, LinkPurpose},
    system::{secret::hash, totp},
};
use jiff::ToSpan;
use uuid::Uuid;

use super::{
    app::{PASSWORD, TestApp},
    visitor::{Reply, Visitor},
};

/// A password that nobody has yet.
pub const NEW: &str = "tidal lamp and onion";

/// Makes a link that works for so many hours; returns its token.
pub async fn link(app: &TestApp, purpose: LinkPurpose, person: Option<Uuid>, hours: i64) -> String {
    let token = Uuid::new_v4().simple().to_string();
    let (now, until) = (app.now(), app.now() + hours.hours());
    let db = app.app.db.write_one();
    links::make(db, &hash(&token), purpose, person, now, until).await.unwrap();
    token
}

/// Turns a second factor on for whoever is signed in; returns the secret and the recovery codes.
pub async fn turn_on(app: &TestApp, visitor: &Visitor) -> (totp::TotpSecret, Vec<String>) {
    turn_on_at(app, visitor, "/programmes/reading/account").await
}

/// The same on the pages of an account that are elsewhere.
pub async fn turn_on_at(app: &TestApp, visitor: &Visitor, account: &str) -> (totp::TotpSecret, Vec<String>) {
    visitor
        .post(&format!("{account}/second-factor/new"), &[("present", PASSWORD)])
        .await
        .leads_to(&format!("{account}/second-factor"));
    let page = visitor.get(&format!("{account}/second-factor")).await;
    page.has_status(200).says("<svg");
    let (_, after) = page.body.split_once("<strong>").unwrap();
    let secret = from_base32(after.split_once("</strong>").unwrap().0);
    let code = secret.code_at(app.now());
    let page = visitor.post(&format!("{account}/second-factor"), &[("code", &code)]).await;
    page.has_status(200).says("Your second factor is on");
    let list = page.body.split_once("class=\"codes\">").unwrap().1.split_once("</ul>").unwrap().0;
    let codes: Vec<String> =
        list.split("<li>").skip(1).map(|item| item.split_once("</li>").unwrap().0.to_owned()).collect();
    assert_eq!(codes.len(), 10);
    (secret, codes)
}

pub fn from_base32(text: &str) -> totp::TotpSecret {
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    let values = letters.map(|letter| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).unwrap());
    let bits: Vec<u8> =
        values.flat_map(|value| (0..5).rev().map(move |bit| u8::from(value >> bit & 1 == 1))).collect();
    let byte = |bits: &[u8]| bits.iter().fold(0, |byte, bit| byte << 1 | bit);
    totp::TotpSecret::from_bytes(bits.chunks_exact(8).map(byte).collect())
}

pub async fn sign_in(visitor: &Visitor, email: &str, password: &str) -> Reply {
    visitor.post("/sign-in", &[("email", email), ("password", password)]).await
}

/// Asks for an email with a link.
pub async fn forget(visitor: &Visitor, email: &str) -> Reply {
    visitor.post("/sign-in/forgotten", &[("email", email)]).await
}
