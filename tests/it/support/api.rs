//! A program with an access token.

use common_ground::{
    store::{
        api_tokens::{self, ApiScope, ApiToken},
        people::PersonRole,
    },
    system::{access_token, secret::hash},
};
use jiff::ToSpan;
use rocket::http::{ContentType, Header, Method};
use serde_json::Value;
use uuid::Uuid;

use super::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

/// Where the programme of every test is.
pub const HOME: &str = "/api/v1/programmes/reading";

/// A program that shows a token.
pub struct Program {
    pub visitor: Visitor,
    pub token: String,
    /// Whose token it is.
    pub person: Uuid,
}

impl Program {
    /// One with a token of somebody new in this role.
    pub async fn of(app: &TestApp, role: PersonRole, scopes: &[ApiScope]) -> Self {
        let email = format!("{}.{}@library.example.org", role.key(), Uuid::new_v4().simple());
        let person = app.person(&email, role).await;
        let token = make(app, person, app.programme.id, scopes).await;
        Self { visitor: app.visitor().await, token, person }
    }

    /// One that may do everything.
    pub async fn trainer(app: &TestApp) -> Self {
        Self::of(app, PersonRole::Trainer, &ApiScope::ALL).await
    }

    pub async fn get(&self, address: &str) -> Reply {
        self.ask(Method::Get, address, None, &[]).await
    }

    /// What is there, as JSON.
    pub async fn read(&self, address: &str) -> Value {
        let reply = self.get(address).await;
        reply.has_status(200);
        json(&reply)
    }

    pub async fn post(&self, address: &str, body: &Value) -> Reply {
        self.ask(Method::Post, address, Some(body.to_string()), &[]).await
    }

    /// Changes what is there.
    pub async fn patch(&self, address: &str, body: &Value) -> Reply {
        self.ask(Method::Patch, address, Some(body.to_string()), &[]).await
    }

    pub async fn put(&self, address: &str, body: &Value) -> Reply {
        self.ask(Method::Put, address, Some(body.to_string()), &[]).await
    }

    pub async fn delete(&self, address: &str) -> Reply {
        self.ask(Method::Delete, address, None, &[]).await
    }

    /// Sends a request with further headers.
    pub async fn ask(
        &self,
        method: Method,
        address: &str,
        body: Option<String>,
        headers: &[(&'static str, &str)],
    ) -> Reply {
        let mut request = self.visitor.client().req(method, address.to_owned());
        request.add_header(Header::new("Authorization", format!("Bearer {}", self.token)));
        for (name, value) in headers {
            request.add_header(Header::new(*name, (*value).to_owned()));
        }
        if let Some(body) = body {
            request.add_header(ContentType::JSON);
            request.set_body(body);
        }
        self.visitor.send(request).await
    }
}

/// Makes a token that works for 90 days.
pub async fn make(app: &TestApp, person: Uuid, programme: Uuid, scopes: &[ApiScope]) -> String {
    let secret = access_token::make().unwrap();
    let token = ApiToken {
        id: Uuid::new_v4(),
        person_id: person,
        programme_id: programme,
        name: "A program".to_owned(),
        scopes: scopes.to_vec(),
        created_at: app.now(),
        expires_at: app.now() + (90 * 24).hours(),
        used_on: None,
    };
    api_tokens::add(app.app.db.write_one(), &token, &hash(&secret)).await.unwrap();
    secret
}

/// The JSON of a reply.
#[track_caller]
pub fn json(reply: &Reply) -> Value {
    serde_json::from_str(&reply.body).unwrap_or_else(|error| panic!("{error}: {}", reply.body))
}

/// A problem as it is to be: its status, its code, and the media type of problems.
#[track_caller]
pub fn is_problem(reply: &Reply, status: u16, code: &str) -> Value {
    reply.has_status(status);
    let kind = reply.header("Content-Type").unwrap_or_default();
    assert!(kind.starts_with("application/problem+json"), "{kind}: {}", reply.body);
    let problem = json(reply);
    assert_eq!(
        (problem["status"].as_u64(), problem["code"].as_str()),
        (Some(status.into()), Some(code)),
        "{problem}"
    );
    assert_eq!(problem["request_id"].as_str(), reply.header("X-Request-Id"), "{problem}");
    problem
}
