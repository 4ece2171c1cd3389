//! The form of an item in a survey file.

use common_ground_reports::scale::Missing;
use serde::{Deserialize, Serialize};

use crate::{
    Condition, Conditions, Item, ItemKind, ItemOption, LedgerHalf, Side, Text, Wording,
    condition::{Join, Test},
    item::{KindListing, Members, Role, members},
};

macro_rules! item_document {
    ($($(#[$doc:meta])* $name:ident / $Member:ident: $of:ty),+ $(,)?) => {
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
            ledger: Option<LedgerHalf>,
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
            show_if: Option<ConditionsDocument>,
            $(#[serde(default, skip_serializing_if = "Option::is_none")] $name: Option<$of>,)+
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            missing: Vec<Missing>,
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            describes_person: bool,
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            paper_only: bool,
        }

        impl ItemDocument {
            fn take_members(&mut self) -> Members {
                Members { $($name: self.$name.take()),+ }
            }
        }

        impl From<Item> for ItemDocument {
            fn from(item: Item) -> Self {
                let members = item.kind.members();
                Self {
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
                    show_if: item.show_if.map(ConditionsDocument::from),
                    $($name: members.$name,)+
                    missing: item.missing,
                    describes_person: item.describes_person,
                    paper_only: item.paper_only,
                }
            }
        }
    };
}
members!(item_document);

/// One test as it is, or several under the word that joins them.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionsDocument {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    all: Option<Vec<ConditionDocument>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    any: Option<Vec<ConditionDocument>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    any_of: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    none_of: Option<Vec<String>>,
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
        let show_if = self.show_if.map(ConditionsDocument::into_conditions).transpose()?;
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
            paper_only: self.paper_only,
        })
    }

    fn take_kind(&mut self) -> Result<ItemKind, String> {
        let mut members = self.take_members();
        members.options = members.options.filter(|options| !options.is_empty());
        match KindListing::find(&self.kind) {
            Some(kind) => kind.read(members),
            None => Err(format!("`{}` is not a kind of item", self.kind)),
        }
    }
}

impl ConditionsDocument {
    fn into_conditions(self) -> Result<Conditions, String> {
        let Self { all, any, item, any_of, none_of } = self;
        let (join, tests) = match (item, all, any) {
            (Some(item), None, None) => {
                return ConditionDocument { item, any_of, none_of }.into_condition().map(Conditions::from);
            }
            (None, Some(tests), None) => (Join::All, tests),
            (None, None, Some(tests)) => (Join::Any, tests),
            _ => return Err("`show_if` needs one of `item`, `all` and `any`".to_owned()),
        };
        if any_of.is_some() || none_of.is_some() {
            return Err("in `show_if`, `any_of` and `none_of` stand beside their `item`".to_owned());
        }
        let tests: Result<Vec<Condition>, String> =
            tests.into_iter().map(ConditionDocument::into_condition).collect();
        Ok(Conditions::new(join, tests?))
    }
}

impl From<Conditions> for ConditionsDocument {
    fn from(conditions: Conditions) -> Self {
        let mut tests: Vec<ConditionDocument> =
            conditions.tests().iter().cloned().map(ConditionDocument::from).collect();
        match (conditions.join(), tests.len()) {
            (_, 1) => {
                let ConditionDocument { item, any_of, none_of } = tests.remove(0);
                Self { item: Some(item), any_of, none_of, ..Self::default() }
            }
            (Join::All, _) => Self { all: Some(tests), ..Self::default() },
            (Join::Any, _) => Self { any: Some(tests), ..Self::default() },
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

impl From<Condition> for ConditionDocument {
    fn from(condition: Condition) -> Self {
        let (any_of, none_of) = match condition.test {
            Test::AnyOf(values) => (Some(values), None),
            Test::NoneOf(values) => (None, Some(values)),
        };
        Self { item: condition.item, any_of, none_of }
    }
}
