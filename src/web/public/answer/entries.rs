//! What an answering form sends, read field by field.

use std::io;

use rocket::{
    Request,
    data::{ByteUnit, Data, FromData, Limits, Outcome},
    form::{self, DataField, Errors, Form, FromForm, Options, ValueField, name::NameView},
};
use tokio::io::AsyncReadExt;

use crate::{survey::Raw, system::form_body::FormBody};

/// Room for the body of most forms.
const USUAL: usize = 2_048;

/// What a form sends; blank is what it does not send. Of what comes twice the first counts.
///
/// Read by hand and not by the framework, which makes a text of its own for each name and each value.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    pub action: String,
    /// What tells a form sent twice from two forms. Ours are UUIDs; another client may send any text, which is
    /// never read as anything: its hash is kept until the round closes, and the same text counts once in a round.
    /// An empty one is as none: then every submission counts.
    pub key: String,
    pub page: String,
    body: FormBody,
}

impl Entries {
    fn of(body: FormBody) -> Self {
        let mut sent = <Self as Default>::default();
        for (name, value) in body.fields() {
            sent.note(name, value);
        }
        Self { body, ..sent }
    }

    /// Keeps what is there once.
    fn note(&mut self, name: &str, value: &str) {
        let single = match NameView::new(name).key_lossy().as_str() {
            "action" => &mut self.action,
            "key" => &mut self.key,
            "page" => &mut self.page,
            _ => return,
        };
        if single.is_empty() {
            value.clone_into(single);
        }
    }

    /// `answers[<item>]`: each item with a value, once for each value.
    pub(crate) fn answers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.body.within("answers")
    }

    /// The same by item, to be shown again.
    pub(crate) fn raw(&self) -> Raw {
        let mut raw = Raw::new();
        for (item, value) in self.answers() {
            raw.entry(item.to_owned()).or_default().push(value.to_owned());
        }
        raw
    }
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Entries {
    type Error = Errors<'r>;

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        if !request.content_type().is_some_and(|kind| kind.is_form()) {
            // In parts, as forms with files come; or no form at all.
            return Form::<Self>::from_data(request, data).await.map(Form::into_inner);
        }
        let limit = request.limits().get("form").unwrap_or(Limits::FORM);
        match text(data, limit).await {
            Ok(body) => Outcome::Success(Self::of(FormBody::read(&body))),
            Err(error) => Outcome::Error((error.status(), error.into())),
        }
    }
}

/// The whole body as text.
async fn text<'v>(data: Data<'_>, limit: ByteUnit) -> Result<String, form::Error<'v>> {
    let most = usize::try_from(limit.as_u64()).unwrap_or(usize::MAX);
    let mut body = Vec::with_capacity(USUAL);
    // One byte more tells a body that is too long.
    data.open(limit + 1).read_to_end(&mut body).await?;
    let is_whole = body.len() <= most;
    body.truncate(most);
    let body = String::from_utf8(body).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    if is_whole { Ok(body) } else { Err((None::<u64>, Some(limit.as_u64())).into()) }
}

#[rocket::async_trait]
impl<'r> FromForm<'r> for Entries {
    type Context = Self;

    fn init(_: Options) -> Self {
        <Self as Default>::default()
    }

    fn push_value(sent: &mut Self, field: ValueField<'r>) {
        let name = field.name.source().as_str();
        sent.note(name, field.value);
        sent.body.push(name, field.value);
    }

    /// A file answers nothing.
    async fn push_data(_: &mut Self, _: DataField<'r, '_>) {}

    fn finalize(sent: Self) -> form::Result<'r, Self> {
        Ok(sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Entries {
        Entries::of(FormBody::read(body))
    }

    #[test]
    fn the_first_of_what_comes_twice_counts_and_every_value_of_an_answer() {
        let sent =
            read("key=&key=a&action=submit&key=b&answers[many]=x&answers%5Bmany%5D=y&page=2&colour=red");
        assert_eq!([&*sent.action, &*sent.key, &*sent.page], ["submit", "a", "2"]);
        assert_eq!(sent.answers().collect::<Vec<_>>(), [("many", "x"), ("many", "y")]);
        assert_eq!(sent.raw()["many"], ["x", "y"]);
    }

    #[test]
    fn a_form_in_parts_is_read_like_any_other() {
        let body = "action=submit&answers[reached/else/text]=A+choir&answers.kind=school&answers=z";
        let whole = read(body);
        let fields: Vec<_> = whole.body.fields().map(ValueField::from).collect();
        let parts = Form::<Entries>::parse_iter(fields).unwrap();
        assert_eq!(parts.action, whole.action);
        let wanted = [("reached/else/text", "A choir"), ("kind", "school"), ("", "z")];
        assert_eq!(whole.answers().collect::<Vec<_>>(), wanted);
        assert_eq!(parts.answers().collect::<Vec<_>>(), wanted);
    }
}
