//! One partner or person that a form asks for: selected from a list while there are few; of more the name is typed, and where it
//! leads to several, one of them is selected.

use uuid::Uuid;

use crate::web::{
    Desk, Field, FormChoice, FormData, FormProblems, Result, Seat,
    meant::{self, Meant},
    named::{Among, NamedEntry, Offered},
};

/// How a form asks for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChoiceField {
    pub among: Among,
    /// The name of its field, which holds an id. A name that is typed comes under it with `_name` behind.
    pub name: &'static str,
    /// “Organisation for new people”
    pub label: &'static str,
    /// What another one is typed under: “Another organisation”.
    pub other: &'static str,
    /// What is sent for none, and what one reads; nothing where one has to be selected.
    pub none: Option<(&'static str, &'static str)>,
    /// More about it; may be empty.
    pub hint: &'static str,
    /// What a blank name means, where it can mean something.
    pub blank: &'static str,
    /// What to do where the one that was selected is not there.
    pub gone: &'static str,
}

impl ChoiceField {
    fn typed(&self) -> String {
        format!("{}_name", self.name)
    }

    /// What is sent where nothing is selected.
    fn nothing(&self) -> &'static str {
        self.none.map_or("", |(value, _)| value)
    }
}

/// The one that was chosen, and those to choose from.
#[derive(Debug)]
pub(crate) struct NamedChoice {
    offered: Offered,
    chosen: Option<NamedEntry>,
}

impl NamedChoice {
    /// As it is before anybody changes it.
    pub(crate) async fn of<G: Seat>(
        desk: &Desk<'_, G>,
        asked: &ChoiceField,
        chosen: Option<Uuid>,
    ) -> Result<Self> {
        let offered = Offered::of(desk, asked.among, chosen.as_slice()).await?;
        let chosen = chosen.and_then(|id| offered.find(id)).cloned();
        Ok(Self { offered, chosen })
    }

    /// What was selected, or else typed, with every problem noted.
    pub(crate) async fn read<G: Seat>(
        desk: &Desk<'_, G>,
        asked: &ChoiceField,
        data: &FormData,
        problems: &mut FormProblems,
    ) -> Result<Self> {
        let (sent, typed) = (data.one(asked.name), asked.typed());
        let mut choice = Self::of(desk, asked, Uuid::parse_str(sent).ok()).await?;
        let name = data.one(&typed);
        if name.is_empty() {
            if choice.chosen.is_none() && sent != asked.nothing() {
                problems.add(choice.place(asked), asked.gone);
            }
            return Ok(choice);
        }
        let picked = choice.chosen.take().filter(|_| meant::was_offered(data, &typed));
        let longest = asked.among.longest();
        if name.chars().count() > longest {
            problems.cap(typed, name, longest);
            return Ok(choice);
        }
        let (called, found) = choice.offered.search(desk, name).await?;
        match Meant::of(called, found, picked.as_ref()) {
            Meant::One(one) => {
                if choice.offered.are_many {
                    choice.offered.list = vec![one.clone()];
                }
                choice.chosen = Some(one);
            }
            Meant::Several(several) => {
                problems.add(asked.name, asked.among.which());
                choice.offered.offer(several);
            }
            Meant::Nobody => problems.add(typed, asked.among.unknown(name)),
        }
        Ok(choice)
    }

    /// The one that was chosen.
    pub(crate) fn chosen(&self) -> Option<&NamedEntry> {
        self.chosen.as_ref()
    }

    pub(crate) fn id(&self) -> Option<Uuid> {
        self.chosen().map(|one| one.id)
    }

    /// Whether there is none at all.
    pub(crate) fn is_empty(&self) -> bool {
        !self.offered.are_many && self.offered.list.is_empty()
    }

    /// The field beside which is said what to do about it: that of those to choose from, or else that of the name.
    pub(crate) fn place(&self, asked: &ChoiceField) -> String {
        let is_select = !self.offered.are_many || !self.offered.list.is_empty();
        if is_select { asked.name.to_owned() } else { asked.typed() }
    }

    /// The fields, with what was selected and typed.
    pub(crate) fn fields(&self, asked: &ChoiceField, data: &FormData) -> Vec<Field> {
        let chosen = self.id().map(|id| id.to_string());
        let selected = chosen.as_deref().unwrap_or_else(|| data.one(asked.name));
        let none = asked.none.map(|(value, label)| FormChoice::of(value, label, [selected]));
        let choice =
            |one: &NamedEntry| FormChoice::of(one.id.to_string(), self.offered.label(one), [selected]);
        let choices = none.into_iter().chain(self.offered.list.iter().map(choice));
        let select = Field::select(asked.name, asked.label, choices);
        // A name that led to the one who is chosen has done its part.
        let typed = if chosen.is_some() { "" } else { data.one(&asked.typed()) };
        if !self.offered.are_many && typed.is_empty() {
            return vec![if asked.hint.is_empty() { select } else { select.hint(asked.hint) }];
        }
        let (first, label, blank) = if self.offered.list.is_empty() {
            (Field::hidden(asked.name, asked.nothing()), asked.label, asked.blank)
        } else {
            (select, asked.other, "")
        };
        let hint: Vec<&str> =
            [asked.among.typed(), asked.hint, blank].into_iter().filter(|told| !told.is_empty()).collect();
        let mut fields = vec![first, Field::line(asked.typed(), label, typed).hint(hint.join(" "))];
        if !typed.is_empty() {
            fields.push(Field::hidden(meant::offered_for(&asked.typed()), typed));
        }
        fields
    }
}
