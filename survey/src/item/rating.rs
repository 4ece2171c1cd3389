//! A point of a five-point scale that several questions share.

use super::{Behaviour, Counted, EntryPrompt, FileMember, Listed, Members, Respondent, Scales};
use crate::{Answer, ENGLISH, ItemInput, ItemKind, Side};

/// A point of a labelled scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The key of a built-in scale, or of one declared in the survey.
    pub scale: String,
}

impl Listed for Rating {
    const CALLED: &'static str = "A rating";
    const MEMBERS: &'static [FileMember] = &[FileMember::Scale];

    fn from_members(members: Members) -> Result<Self, String> {
        Ok(Self { scale: members.scale.ok_or("a rating needs its `scale`")? })
    }
}

impl Behaviour for Rating {
    fn members(&self) -> Members {
        Members { scale: Some(self.scale.clone()), ..Members::default() }
    }

    fn faults(&self, scales: &dyn Scales, _: &[Side]) -> Vec<String> {
        match scales.labels_of(&self.scale, ENGLISH) {
            Some(_) => Vec::new(),
            None => vec![format!("there is no scale `{}`", self.scale)],
        }
    }

    fn scale(&self) -> Option<&str> {
        Some(&self.scale)
    }

    fn values(&self, scales: &dyn Scales, _: Side, language: &str) -> Vec<(String, String)> {
        let labels = scales.labels_of(&self.scale, language).unwrap_or_default();
        (1..).zip(labels).map(|(point, label): (u8, String)| (point.to_string(), label)).collect()
    }

    fn input(&self) -> ItemInput<'_> {
        ItemInput::Scale
    }

    fn counted(&self) -> Counted {
        Counted::Rating
    }

    fn pairs_with(&self, other: &ItemKind) -> bool {
        matches!(other, ItemKind::Rating(other) if other.scale == self.scale)
    }

    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        match question.one(sent)? {
            value @ ("1" | "2" | "3" | "4" | "5") => Ok(Answer::Rating(value.as_bytes()[0] - b'0')),
            _ => Err(question.not_offered()),
        }
    }

    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer> {
        Some(Answer::Rating(person.rating()))
    }

    fn described(&self, labels: &[String]) -> String {
        labels.join(" · ")
    }
}
