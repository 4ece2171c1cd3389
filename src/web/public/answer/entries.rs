//! What an answering form sends, read field by field.

use std::collections::HashMap;

use rocket::form::{self, DataField, FromForm, Options, ValueField};

/// What a form sends; blank is what it does not send. Of what comes twice the first counts.
///
/// Written out and not derived: a map of lists that is derived looks at every name several times over, which was the
/// largest part of taking an answer.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    pub action: String,
    /// What tells a form sent twice from two forms. Ours are UUIDs; another client may send any text, which is
    /// never read as anything: its hash is kept until the round closes, and the same text counts once in a round.
    /// An empty one is as none: then every submission counts.
    pub key: String,
    pub page: String,
    /// `answers[<item>]`, once for each value.
    pub answers: HashMap<String, Vec<String>>,
}

#[rocket::async_trait]
impl<'r> FromForm<'r> for Entries {
    type Context = Self;

    fn init(_: Options) -> Self {
        <Self as Default>::default()
    }

    fn push_value(sent: &mut Self, mut field: ValueField<'r>) {
        let single = match field.name.key_lossy().as_str() {
            "action" => &mut sent.action,
            "key" => &mut sent.key,
            "page" => &mut sent.page,
            "answers" => {
                field.name.shift();
                let item = field.name.key_lossy().as_str();
                let values = match sent.answers.get_mut(item) {
                    Some(values) => values,
                    None => sent.answers.entry(item.to_owned()).or_default(),
                };
                return values.push(field.value.to_owned());
            }
            _ => return,
        };
        if single.is_empty() {
            field.value.clone_into(single);
        }
    }

    /// A file answers nothing.
    async fn push_data(_: &mut Self, _: DataField<'r, '_>) {}

    fn finalize(sent: Self) -> form::Result<'r, Self> {
        Ok(sent)
    }
}
