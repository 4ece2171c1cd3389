//! One conversation with a mail server: greeting, encryption, sign-in, letters.

use std::time::Duration;

use lettre::transport::smtp::{
    authentication::{Credentials, DEFAULT_MECHANISMS},
    client::{AsyncSmtpConnection, TlsParameters},
    commands::{Data, Mail, Rcpt, Rset},
    extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    response::Response,
};
use tokio::time::{Instant, timeout_at};

use super::{
    fault::{Cause, SmtpFault, SmtpStage},
    stream::{Bounded, Heard, connect},
};
use crate::{Address, Encryption, Relay};

/// A firewall that swallows packets should not use up the whole time of a delivery.
const LONGEST_CONNECT: Duration = Duration::from_secs(20);

/// A connection that has been greeted, and encrypted and signed in as the settings ask.
pub(super) struct SmtpSession {
    connection: AsyncSmtpConnection,
    heard: Heard,
    /// Whether it was encrypted from the first byte.
    implicit: bool,
}

impl SmtpSession {
    pub(super) async fn open(
        relay: &Relay,
        tls: Option<&TlsParameters>,
        deadline: Instant,
    ) -> Result<Self, SmtpFault> {
        let hello = ClientId::default();
        let implicit = tls.filter(|_| relay.encryption == Encryption::Implicit).cloned();
        let wait = LONGEST_CONNECT.min(deadline.saturating_duration_since(Instant::now()));
        let server = (relay.host.as_str(), relay.port);
        let heard = Heard::default();
        let is_implicit = implicit.is_some();
        let connecting = async {
            let stream = connect(server, wait, implicit).await?;
            let bounded = Bounded { stream, heard: heard.clone() };
            AsyncSmtpConnection::connect_with_transport(Box::new(bounded), &hello).await
        };
        let connection = within(deadline, SmtpStage::Connect, connecting).await?;
        let mut session = Self { connection, heard, implicit: is_implicit };
        session.encrypt(relay, tls, &hello, deadline).await?;
        session.sign_in(relay, deadline).await?;
        Ok(session)
    }

    async fn encrypt(
        &mut self,
        relay: &Relay,
        tls: Option<&TlsParameters>,
        hello: &ClientId,
        deadline: Instant,
    ) -> Result<(), SmtpFault> {
        let (Some(tls), Encryption::Opportunistic | Encryption::Required) = (tls, relay.encryption) else {
            return Ok(());
        };
        if !self.connection.can_starttls() {
            // Whoever strips the offer from the server's greeting must not get the password for it.
            return match (relay.encryption, &relay.login) {
                (Encryption::Required, _) => {
                    Err(SmtpFault { stage: SmtpStage::Encrypt, cause: Cause::NoEncryption })
                }
                (_, Some(_)) => Err(SmtpFault { stage: SmtpStage::SignIn, cause: Cause::NoEncryption }),
                _ => Ok(()),
            };
        }
        within(deadline, SmtpStage::Encrypt, self.connection.starttls(tls.clone(), hello)).await
    }

    async fn sign_in(&mut self, relay: &Relay, deadline: Instant) -> Result<(), SmtpFault> {
        let Some(login) = &relay.login else { return Ok(()) };
        let credentials = Credentials::new(login.user.clone(), login.password.clone());
        let answer = self.connection.auth(DEFAULT_MECHANISMS, &credentials);
        within(deadline, SmtpStage::SignIn, answer).await.map(drop)
    }

    /// Sends one letter to one recipient, and returns what the server said to it.
    pub(super) async fn send(
        &mut self,
        from: Option<&Address>,
        to: &Address,
        bytes: &[u8],
        deadline: Instant,
    ) -> Result<String, SmtpFault> {
        self.heard.begin();
        let connection = &mut self.connection;
        let mut parameters = Vec::new();
        if !bytes.is_ascii() {
            if !connection.server_info().supports_feature(Extension::EightBitMime) {
                return Err(SmtpFault { stage: SmtpStage::Mail, cause: Cause::EightBit });
            }
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let mail = Mail::new(from.map(Address::to_lettre), parameters);
        within(deadline, SmtpStage::Mail, connection.command(mail)).await?;
        within(deadline, SmtpStage::Rcpt, connection.command(Rcpt::new(to.to_lettre(), Vec::new()))).await?;
        within(deadline, SmtpStage::Data, connection.command(Data)).await?;
        within(deadline, SmtpStage::Body, connection.message(bytes)).await.map(|response| words(&response))
    }

    /// Whether the server still answers, with nothing left over from the letter before.
    pub(super) async fn reset(&mut self, deadline: Instant) -> bool {
        self.heard.begin();
        let short = deadline.min(Instant::now() + Duration::from_secs(5));
        matches!(timeout_at(short, self.connection.command(Rset)).await, Ok(Ok(_)))
    }

    /// Takes leave; whether the server answers no longer matters.
    pub(super) async fn quit(&mut self, deadline: Instant) {
        let short = deadline.min(Instant::now() + Duration::from_secs(2));
        let _ = timeout_at(short, self.connection.quit()).await;
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.implicit || self.connection.is_encrypted()
    }
}

async fn within<T>(
    deadline: Instant,
    stage: SmtpStage,
    answer: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
) -> Result<T, SmtpFault> {
    // lettre's own timeout covers the TCP connection alone.
    match timeout_at(deadline, answer).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(SmtpFault { stage, cause: Cause::Smtp(error) }),
        Err(_) => Err(SmtpFault { stage, cause: Cause::Late }),
    }
}

fn words(response: &Response) -> String {
    let lines: Vec<_> = response.message().collect();
    format!("{} {}", response.code(), lines.join(" ")).trim_end().to_owned()
}
