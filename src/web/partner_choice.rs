//! A partner that a form asks for: selected from a list while partners are few; of more the name is typed, and where it leads to
//! several, one of them is selected.

use uuid::Uuid;

use crate::{
    store::{Partner, PartnerQuery, Place, partners},
    web::{Desk, Field, FormChoice, FormData, FormProblems, Result, Trainer, meant::Meant},
};

/// Partners that are offered to choose from; of more, one is found by its name.
pub(crate) const FEW: u64 = 200;
/// Characters of a name.
const LONGEST: usize = 200;
/// What is asked where a name leads to several.
const WHICH: &str = "Select which partner you mean, or enter more of its name";
/// How a name is typed.
const TYPED: &str = "Its name, as in your list of partners.";

/// How a form asks for a partner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartnerField {
    /// The name of its field, which holds an id. A name that is typed comes under it with `_name` behind.
    pub name: &'static str,
    /// “Organisation for new people”
    pub label: &'static str,
    /// What another one is typed under: “Another organisation”.
    pub other: &'static str,
    /// What is sent for none, and what one reads.
    pub none: (&'static str, &'static str),
    /// More about it; may be empty.
    pub hint: &'static str,
    /// What a blank name means, where it can mean something.
    pub blank: &'static str,
    /// What to do where the one that was selected is not there.
    pub gone: &'static str,
}

impl PartnerField {
    fn typed(&self) -> String {
        format!("{}_name", self.name)
    }
}

/// The partner that was chosen, and those to choose from.
#[derive(Debug)]
pub(crate) struct PartnerChoice {
    /// All of them, while they are few.
    all: Option<Vec<Partner>>,
    /// Of many those that are offered: the one that was selected, and those that a name leads to.
    offered: Vec<Partner>,
    chosen: Option<Partner>,
}

impl PartnerChoice {
    /// As it is before anybody changes it.
    pub(crate) async fn of(desk: &Desk<'_, Trainer>, chosen: Option<Uuid>) -> Result<Self> {
        let (db, programme) = (desk.db(), desk.programme().id);
        let chosen = match chosen {
            Some(id) => partners::find(db, programme, id).await?,
            None => None,
        };
        let all = partners::few(db, programme, FEW).await?;
        Ok(Self { all, offered: chosen.iter().cloned().collect(), chosen })
    }

    /// What was selected, or else typed, with every problem noted.
    pub(crate) async fn read(
        desk: &Desk<'_, Trainer>,
        asked: &PartnerField,
        data: &FormData,
        problems: &mut FormProblems,
    ) -> Result<Self> {
        let (sent, typed) = (data.one(asked.name), asked.typed());
        let mut choice = Self::of(desk, Uuid::parse_str(sent).ok()).await?;
        let name = data.one(&typed);
        if name.is_empty() {
            problems.add_if(choice.chosen.is_none() && sent != asked.none.0, choice.place(asked), asked.gone);
            return Ok(choice);
        }
        let picked = choice.chosen.take();
        if name.chars().count() > LONGEST {
            problems.cap(typed, name, LONGEST);
            return Ok(choice);
        }
        match meant(desk, name, picked.as_ref()).await? {
            Meant::One(partner) => {
                choice.offered = vec![partner.clone()];
                choice.chosen = Some(partner);
            }
            Meant::Several(found) => {
                problems.add(asked.name, WHICH);
                choice.offered.extend(found.into_iter().filter(|one| picked.as_ref() != Some(one)));
            }
            Meant::Nobody => problems.add(typed, unknown(name)),
        }
        Ok(choice)
    }

    /// The one that was chosen.
    pub(crate) fn id(&self) -> Option<Uuid> {
        self.chosen.as_ref().map(|partner| partner.id)
    }

    /// The field beside which is said what to do about it: that of those to choose from, or else that of the name.
    pub(crate) fn place(&self, asked: &PartnerField) -> String {
        let is_select = self.all.is_some() || !self.offered.is_empty();
        if is_select { asked.name.to_owned() } else { asked.typed() }
    }

    /// Whether there is no partner at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.as_ref().is_some_and(Vec::is_empty)
    }

    /// The fields, with what was selected and typed.
    pub(crate) fn fields(&self, asked: &PartnerField, data: &FormData) -> Vec<Field> {
        let chosen = self.id().map(|id| id.to_string());
        let selected = chosen.as_deref().unwrap_or_else(|| data.one(asked.name));
        let offered = self.all.as_ref().unwrap_or(&self.offered);
        let choice = |one: &Partner| FormChoice::of(one.id.to_string(), &*one.name, [selected]);
        let none = FormChoice::of(asked.none.0, asked.none.1, [selected]);
        let choices = std::iter::once(none).chain(offered.iter().map(choice));
        let select = Field::select(asked.name, asked.label, choices);
        // A name that led to the one who is chosen has done its part.
        let typed = if chosen.is_some() { "" } else { data.one(&asked.typed()) };
        if self.all.is_some() && typed.is_empty() {
            return vec![if asked.hint.is_empty() { select } else { select.hint(asked.hint) }];
        }
        let (first, label, blank) = if offered.is_empty() {
            (Field::hidden(asked.name, asked.none.0), asked.label, asked.blank)
        } else {
            (select, asked.other, "")
        };
        let hint: Vec<&str> =
            [TYPED, asked.hint, blank].into_iter().filter(|told| !told.is_empty()).collect();
        vec![first, Field::line(asked.typed(), label, typed).hint(hint.join(" "))]
    }
}

/// What is said where no partner has a name.
pub(crate) fn unknown(name: &str) -> String {
    format!("No partner is called “{name}”. Enter the name as it is in your list of partners")
}

/// The partners that a name leads to: those that are called so, or else those that the search of the list of partners finds.
async fn meant(desk: &Desk<'_, Trainer>, name: &str, picked: Option<&Partner>) -> Result<Meant<Partner>> {
    let (db, programme) = (desk.db(), desk.programme().id);
    let called = partners::named(db, programme, name).await?;
    let mut found = Vec::new();
    if called.is_empty() {
        let query = PartnerQuery { text: name, ..PartnerQuery::default() };
        found = partners::page(db, programme, &query, Place::First).await?.rows;
    }
    Ok(Meant::of(called, found, picked))
}
