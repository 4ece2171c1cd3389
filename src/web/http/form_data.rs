//! What a person entered in a form of staff: every field as text, whatever was sent, so that nothing typed is lost
//! when something is wrong with it.

use rocket::{
    Data, Request,
    data::{FromData, Limits, Outcome},
    http::{ContentType, Status},
};
use sha2::{Digest, Sha256};
use url::form_urlencoded;
use uuid::{Builder, Uuid};

/// The field by which one filling in of a form is told from another.
pub(crate) const ONCE: &str = "once";

/// The fields of a form in the order they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormData(Vec<(String, String)>);

impl FormData {
    /// The first value of a field without space around it; empty when it was not sent.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The first value of a field as it was typed: a password may begin with a blank.
    pub(crate) fn untrimmed(&self, name: &str) -> &str {
        self.0.iter().find(|(sent, _)| sent == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Every value of a field that may be chosen more than once.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let sent = self.0.iter().filter(|(sent, _)| sent == name).map(|(_, value)| value.trim());
        sent.collect::<Vec<_>>().into_iter()
    }

    pub(crate) fn is_on(&self, name: &str) -> bool {
        !self.one(name).is_empty()
    }

    /// The id of what this form makes. The same form sent twice, as by a double click, has the same; one that was changed
    /// before it was sent again has another.
    pub(crate) fn made(&self) -> Uuid {
        if Uuid::parse_str(self.one(ONCE)).is_err() {
            return Uuid::new_v4();
        }
        let sent = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&Sha256::digest(sent)[..16]);
        Builder::from_random_bytes(bytes).into_uuid()
    }

    /// What a form holds before anybody typed in it.
    pub(crate) fn of<'a, V: Into<String>>(fields: impl IntoIterator<Item = (&'a str, V)>) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect())
    }

    /// The same with one value of a field in place of those that it has.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.retain(|(sent, _)| sent != name);
        self.0.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn bytes(&self) -> usize {
        self.0.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    pub(crate) fn into_fields(self) -> impl Iterator<Item = (String, String)> {
        self.0.into_iter()
    }

    fn read(body: &[u8]) -> Self {
        // No database keeps NUL in text, and nobody types it.
        let typed = |text: &str| text.replace('\0', "");
        Self(form_urlencoded::parse(body).map(|(name, value)| (typed(&name), typed(&value))).collect())
    }
}

#[rocket::async_trait]
impl<'r> FromData<'r> for FormData {
    type Error = std::io::Error;

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        read(request, data).await
    }
}

/// Reads a form up to the size that is taken.
async fn read<'r>(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, FormData> {
    if request.content_type() != Some(&ContentType::Form) {
        let error = std::io::Error::new(std::io::ErrorKind::InvalidInput, "not a form");
        return Outcome::Error((Status::UnprocessableEntity, error));
    }
    let limit = request.limits().get("form").unwrap_or(Limits::FORM);
    match data.open(limit).into_bytes().await {
        Ok(body) if body.is_complete() => Outcome::Success(FormData::read(&body)),
        Ok(_) => {
            let error = std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "too large");
            Outcome::Error((Status::PayloadTooLarge, error))
        }
        Err(error) => Outcome::Error((Status::BadRequest, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_trimmed_and_missing_ones_are_empty() {
        let entries = FormData::read(b"name=+Elm+House%00+&kind=school&aim=a&aim=b");
        assert_eq!(entries.one("name"), "Elm House");
        assert_eq!(entries.one("nothing"), "");
        assert!(entries.is_on("kind") && !entries.is_on("nothing"));
        assert_eq!(entries.all("aim").collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn a_field_gets_one_value_in_place_of_all_that_it_had() {
        let entries = FormData::read(b"name=Elm&aim=a&aim=b").with("aim", "c").with("kind", "school");
        assert_eq!(entries.all("aim").collect::<Vec<_>>(), ["c"]);
        assert_eq!([entries.one("name"), entries.one("kind")], ["Elm", "school"]);
    }

    #[test]
    fn what_a_form_makes_is_the_same_only_when_the_same_is_sent_twice() {
        let sent = |body: &str| FormData::read(body.as_bytes()).made();
        let (one, other) = ("0c5cf4b8-4b6f-4a6e-8d53-9f0d5d0a52c2", "0c5cf4b8-4b6f-4a6e-8d53-9f0d5d0a52c3");
        let of = |once: &str, title: &str| sent(&format!("once={once}&title={title}"));
        assert_eq!(of(one, "Pilot"), of(one, "Pilot"));
        assert_ne!(of(one, "Pilot"), of(one, "Pilot+2"), "it was changed in between");
        assert_ne!(of(one, "Pilot"), of(other, "Pilot"), "the form was opened twice");
        assert_ne!(sent("title=Pilot"), sent("title=Pilot"), "nothing says which filling in it is");
        assert_ne!(of("x", "Pilot"), of("x", "Pilot"));
    }
}
