//! A survey by its key: a ready-made one, or one of the programme's own and of no other.

use crate::{
    store::{CustomSurvey, custom_surveys},
    survey::{Side, Survey, templates},
    web::{Desk, Error, Result, Trainer},
};

pub(crate) enum Found {
    /// One that comes with the service.
    Template(&'static Survey),
    /// One that the programme wrote.
    Custom(Box<CustomSurvey>),
}

impl Found {
    pub(crate) async fn by_key(desk: &Desk<'_, Trainer>, key: &str) -> Result<Self> {
        if let Some(template) = templates::find(key) {
            return Ok(Self::Template(template));
        }
        own(desk, key).await.map(|own| Self::Custom(Box::new(own)))
    }

    /// What it asks: of an own one the draft.
    pub(crate) fn survey(&self) -> &Survey {
        match self {
            Self::Template(survey) => survey,
            Self::Custom(own) => &own.draft,
        }
    }
}

pub(crate) async fn own(desk: &Desk<'_, Trainer>, key: &str) -> Result<CustomSurvey> {
    let found = custom_surveys::find(desk.db(), desk.programme().id, key).await?;
    found.ok_or(Error::NotFound)
}

/// The side and the language that an address names, as far as the survey has them; else its first ones.
pub(crate) fn reader(survey: &Survey, side: Option<&str>, lang: Option<&str>) -> (Side, String) {
    let asked = side.and_then(Side::from_key).filter(|side| survey.sides.contains(side));
    let language = survey.languages().find(|language| Some(*language) == lang);
    let first = survey.sides.first().copied().unwrap_or(Side::Partner);
    (asked.unwrap_or(first), language.unwrap_or(crate::survey::text::ENGLISH).to_owned())
}
