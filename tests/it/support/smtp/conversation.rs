//! One conversation of the test server with a client.

use std::sync::{Arc, Mutex};

use base64::{Engine, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpStream,
};
use tokio_rustls::TlsAcceptor;

use super::{Act, At, Behaviour, Heard, Received, Tls};

#[derive(Clone)]
pub(super) struct State {
    pub(super) behaviour: Behaviour,
    pub(super) script: Arc<Mutex<Vec<(At, Act, bool)>>>,
    pub(super) heard: Arc<Mutex<Heard>>,
}

impl State {
    pub(super) async fn serve(self, stream: TcpStream, acceptor: TlsAcceptor) {
        self.heard.lock().unwrap().connections += 1;
        if self.behaviour.tls == Tls::Implicit {
            let Ok(stream) = acceptor.accept(stream).await else { return };
            Conversation::new(self, stream, true).run(true).await;
        } else if let Some(stream) = Conversation::new(self.clone(), stream, false).run(true).await {
            let Ok(stream) = acceptor.accept(stream).await else { return };
            Conversation::new(self, stream, true).run(false).await;
        }
    }

    /// What a recipient is put off with.
    fn put_off(&self, to: &str) -> Option<&'static str> {
        let full = self.behaviour.mailboxes.iter().find(|(begins, _)| to.starts_with(begins));
        if let Some((_, reply)) = full {
            return Some(reply);
        }
        let mut heard = self.heard.lock().unwrap();
        let known = heard.recipients.iter().any(|known| known == to);
        heard.recipients.push(to.to_owned());
        self.behaviour.strangers.filter(|_| !known)
    }

    /// What to do at this point, if not to behave.
    fn act(&self, at: At) -> Option<Act> {
        let mut script = self.script.lock().unwrap();
        let index = script.iter().position(|(there, ..)| *there == at)?;
        let (_, act, once) = script[index];
        if once {
            script.remove(index);
        }
        Some(act)
    }
}

enum Next {
    Go,
    Upgrade,
    End,
}

struct Conversation<S> {
    state: State,
    stream: BufReader<S>,
    encrypted: bool,
    user: Option<String>,
    from: Option<String>,
    to: Vec<String>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Conversation<S> {
    fn new(state: State, stream: S, encrypted: bool) -> Self {
        Self { state, stream: BufReader::new(stream), encrypted, user: None, from: None, to: Vec::new() }
    }

    /// Talks until the end, or until the stream is to be encrypted and is given back.
    async fn run(mut self, greet: bool) -> Option<S> {
        if greet && !self.answer(At::Greeting, "220 mail.example.test ESMTP").await {
            return None;
        }
        while let Some(line) = self.line().await {
            self.state.heard.lock().unwrap().commands.push(line.clone());
            match self.obey(&line).await {
                Next::Go => {}
                Next::Upgrade => return Some(self.stream.into_inner()),
                Next::End => break,
            }
        }
        None
    }

    async fn obey(&mut self, line: &str) -> Next {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let went = match verb.as_str() {
            "EHLO" => self.ehlo().await,
            "STARTTLS" => {
                let agreed = self.answer(At::StartTls, "220 go ahead").await;
                return if agreed { Next::Upgrade } else { Next::End };
            }
            "AUTH" => self.auth(line).await,
            "MAIL" if self.state.behaviour.login.is_some() && self.user.is_none() => {
                self.say("530 5.7.0 authentication required").await
            }
            "MAIL" => {
                self.from = Some(between_brackets(line));
                self.answer(At::Mail, "250 2.1.0 sender ok").await
            }
            "RCPT" => {
                let to = between_brackets(line);
                if let Some(reply) = self.state.put_off(&to) {
                    self.say(reply).await
                } else {
                    self.to.push(to);
                    self.answer(At::Rcpt, "250 2.1.5 recipient ok").await
                }
            }
            "DATA" => self.data().await,
            "RSET" => {
                self.from = None;
                self.to.clear();
                self.say("250 2.0.0 ok").await
            }
            "NOOP" => self.say("250 2.0.0 ok").await,
            "QUIT" => {
                self.say("221 2.0.0 bye").await;
                false
            }
            _ => self.say("500 5.5.1 not understood").await,
        };
        if went { Next::Go } else { Next::End }
    }

    async fn ehlo(&mut self) -> bool {
        let behaviour = &self.state.behaviour;
        let mut lines = vec!["mail.example.test".to_owned()];
        if behaviour.tls == Tls::Upgrade && !self.encrypted {
            lines.push("STARTTLS".to_owned());
        }
        if behaviour.login.is_some() && (self.encrypted || behaviour.tls == Tls::Never) {
            lines.push(format!("AUTH {}", behaviour.mechanisms));
        }
        let last = lines.pop().unwrap();
        let text = lines.iter().fold(String::new(), |text, line| format!("{text}250-{line}\r\n"));
        let text = format!("{text}250 {last}");
        self.answer(At::Ehlo, &text).await
    }

    async fn auth(&mut self, line: &str) -> bool {
        let mut words = line.split(' ').skip(1);
        let given = match (words.next(), words.next()) {
            (Some("PLAIN"), Some(initial)) => {
                let text = decoded(initial);
                let mut parts = text.split('\0').skip(1).map(str::to_owned);
                parts.next().zip(parts.next())
            }
            (Some("LOGIN"), None) => match (self.ask("Username:").await, self.ask("Password:").await) {
                (Some(user), Some(password)) => Some((user, password)),
                _ => return false,
            },
            _ => None,
        };
        let right = given.as_ref().map(|(user, password)| (user.as_str(), password.as_str()));
        if right.is_none() || right != self.state.behaviour.login {
            return self.answer(At::Auth, "535 5.7.8 wrong user or password").await;
        }
        self.user = given.map(|(user, _)| user);
        self.answer(At::Auth, "235 2.7.0 welcome").await
    }

    async fn ask(&mut self, prompt: &str) -> Option<String> {
        self.say(&format!("334 {}", STANDARD.encode(prompt))).await;
        self.line().await.map(|line| decoded(&line))
    }

    async fn data(&mut self) -> bool {
        match self.state.act(At::Data) {
            Some(act) => return self.perform(act).await,
            None => self.say("354 go ahead").await,
        };
        let mut bytes = Vec::new();
        loop {
            let start = bytes.len();
            if self.stream.read_until(b'\n', &mut bytes).await.unwrap_or(0) == 0 {
                return false;
            }
            match &bytes[start..] {
                b".\r\n" => {
                    bytes.truncate(start);
                    break;
                }
                [b'.', ..] => drop(bytes.remove(start)),
                _ => {}
            }
        }
        tokio::time::sleep(self.state.behaviour.takes).await;
        if let Some(act) = self.state.act(At::Body) {
            return self.perform(act).await;
        }
        let received = Received {
            from: self.from.take().unwrap_or_default(),
            to: std::mem::take(&mut self.to),
            bytes,
            encrypted: self.encrypted,
            user: self.user.clone(),
        };
        self.state.heard.lock().unwrap().messages.push(received);
        self.say("250 2.0.0 queued as 4711").await
    }

    /// Answers well unless the script says otherwise; false ends the conversation.
    async fn answer(&mut self, at: At, good: &str) -> bool {
        match self.state.act(at) {
            None => self.say(good).await,
            Some(act) => self.perform(act).await,
        }
    }

    async fn perform(&mut self, act: Act) -> bool {
        match act {
            Act::Say(line) => self.say(line).await && !line.starts_with("421"),
            Act::Drop => false,
            Act::Babble => {
                while self.stream.write_all(&[b'2'; 4_096]).await.is_ok() {}
                false
            }
            Act::Stall => {
                // Reads on, so that the client is not stopped by a full window, until it hangs up.
                let mut ignored = Vec::new();
                let _ = self.stream.read_to_end(&mut ignored).await;
                false
            }
        }
    }

    async fn say(&mut self, text: &str) -> bool {
        let written = self.stream.write_all(format!("{text}\r\n").as_bytes()).await;
        written.is_ok() && self.stream.flush().await.is_ok()
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line).await.ok()?;
        (read > 0).then(|| line.trim_end().to_owned())
    }
}

fn between_brackets(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

fn decoded(base64: &str) -> String {
    String::from_utf8(STANDARD.decode(base64).unwrap_or_default()).unwrap_or_default()
}
