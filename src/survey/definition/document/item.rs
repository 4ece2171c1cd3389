//! The form of an item in a survey file.

use common_ground_reports::scale::Missing;
use serde::{Deserialize, Serialize};

use crate::survey::condition::{Condition, Test};
use crate::survey::item::{Choice, Item, Kind, Ledger, Role};
use crate::survey::round::Side;
use crate::survey::text::{Text, Wording};

/// Every member an item of any kind can have: which belong to which kind is checked by name, so that a
/// misplaced one is reported with its item.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemDocument {
    pub(super) key: String,
    kind: String,
    label: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    topic: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sides: Vec<Side>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ledger: Option<Ledger>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aim: Option<String>,
    text: Wording,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hint: Option<Wording>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    required_message: Option<Wording>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    show_if: Option<ConditionDocument>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scale: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    options: Vec<Choice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exclusive: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    maximum: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decimals: Option<u8>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    missing: Vec<Missing>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    describes_person: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionDocument {
    item: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    any_of: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    none_of: Option<Vec<String>>,
}

impl ItemDocument {
    pub(super) fn into_item(mut self) -> Result<Item, String> {
        let kind = self.take_kind()?;
        let show_if = self.show_if.map(ConditionDocument::into_condition).transpose()?;
        Ok(Item {
            key: self.key,
            label: self.label,
            topic: self.topic,
            kind,
            text: self.text,
            hint: self.hint,
            required: self.required,
            required_message: self.required_message,
            show_if,
            role: self.role,
            ledger: self.ledger,
            aim: self.aim,
            missing: self.missing,
            sides: self.sides,
            describes_person: self.describes_person,
        })
    }

    fn take_kind(&mut self) -> Result<Kind, String> {
        let (scale, options) = (self.scale.take(), std::mem::take(&mut self.options));
        let (exclusive, maximum) = (self.exclusive.take(), self.maximum.take());
        let (min, max, decimals) = (self.min.take(), self.max.take(), self.decimals.take());
        let given = [
            ("scale", scale.is_some()),
            ("options", !options.is_empty()),
            ("exclusive", exclusive.is_some()),
            ("maximum", maximum.is_some()),
            ("min", min.is_some()),
            ("max", max.is_some()),
            ("decimals", decimals.is_some()),
        ];
        let name = self.kind.as_str();
        let (kind, members): (Kind, &[&str]) = match name {
            "rating" => (Kind::Rating { scale: scale.ok_or("a rating needs its `scale`")? }, &["scale"]),
            "single_choice" => (Kind::SingleChoice { options }, &["options"]),
            "multiple_choice" => {
                (Kind::MultipleChoice { options, exclusive, maximum }, &["options", "exclusive", "maximum"])
            }
            "ranking" => (Kind::Ranking { options, maximum }, &["options", "maximum"]),
            "number" => {
                let max = max.ok_or("a number needs its `max`")?;
                let (min, decimals) = (min.unwrap_or(0), decimals.unwrap_or(0));
                (Kind::Number { min, max, decimals }, &["min", "max", "decimals"])
            }
            "date" => (Kind::Date, &[]),
            "short_text" => (Kind::ShortText, &[]),
            "long_text" => (Kind::LongText, &[]),
            "statement" => (Kind::Statement, &[]),
            _ => return Err(format!("`{name}` is not a kind of item")),
        };
        match given.into_iter().find(|(member, given)| *given && !members.contains(member)) {
            Some((member, _)) => Err(format!("`{member}` has no meaning for a {name} item")),
            None => Ok(kind),
        }
    }
}

impl ConditionDocument {
    fn into_condition(self) -> Result<Condition, String> {
        let test = match (self.any_of, self.none_of) {
            (Some(values), None) => Test::AnyOf(values),
            (None, Some(values)) => Test::NoneOf(values),
            _ => return Err("`show_if` needs either `any_of` or `none_of`".to_owned()),
        };
        Ok(Condition { item: self.item, test })
    }
}

impl From<Item> for ItemDocument {
    fn from(item: Item) -> Self {
        let mut document = Self {
            key: item.key,
            kind: item.kind.name().to_owned(),
            label: item.label,
            topic: item.topic,
            sides: item.sides,
            role: item.role,
            ledger: item.ledger,
            aim: item.aim,
            text: item.text,
            hint: item.hint,
            required: item.required,
            required_message: item.required_message,
            show_if: item.show_if.map(ConditionDocument::from),
            scale: None,
            options: Vec::new(),
            exclusive: None,
            maximum: None,
            min: None,
            max: None,
            decimals: None,
            missing: item.missing,
            describes_person: item.describes_person,
        };
        match item.kind {
            Kind::Rating { scale } => document.scale = Some(scale),
            Kind::SingleChoice { options } => document.options = options,
            Kind::MultipleChoice { options, exclusive, maximum } => {
                (document.options, document.exclusive, document.maximum) = (options, exclusive, maximum);
            }
            Kind::Ranking { options, maximum } => (document.options, document.maximum) = (options, maximum),
            Kind::Number { min, max, decimals } => {
                (document.min, document.max) = (Some(min), Some(max));
                document.decimals = (decimals > 0).then_some(decimals);
            }
            Kind::Date | Kind::ShortText | Kind::LongText | Kind::Statement => {}
        }
        document
    }
}

impl From<Condition> for ConditionDocument {
    fn from(condition: Condition) -> Self {
        let (any_of, none_of) = match condition.test {
            Test::AnyOf(values) => (Some(values), None),
            Test::NoneOf(values) => (None, Some(values)),
        };
        Self { item: condition.item, any_of, none_of }
    }
}
