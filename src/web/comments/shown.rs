//! Which comments of a list are shown, as its address says it.

use uuid::Uuid;

use crate::{
    store::Release,
    web::{
        FormData,
        at::{self, NextAddress},
    },
};

/// The filter that shows every comment.
pub(crate) const ALL: &str = "all";

/// What an address asks for.
#[derive(Default, rocket::FromForm)]
pub(crate) struct Query {
    /// The course that its reader came from.
    pub course: Option<Uuid>,
    show: Option<String>,
    question: Option<String>,
    side: Option<String>,
    theme: Option<String>,
    marked: Option<String>,
    page: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct CommentFilter {
    /// The key of a decision, or [`ALL`]; blank for what waits.
    pub show: String,
    /// The key of an item, or blank.
    pub question: String,
    /// The key of a side, or blank.
    pub side: String,
    /// A theme, or blank.
    pub theme: String,
    /// Whether only those are shown that are marked.
    pub marked: bool,
    /// Counted from one.
    pub page: u64,
}

impl CommentFilter {
    pub(crate) fn of(query: Query) -> Self {
        let Query { show, question, side, theme, marked, page, .. } = query;
        let [show, question, side, theme, page] =
            [show, question, side, theme, page].map(Option::unwrap_or_default);
        let marked = marked.is_some_and(|marked| marked == "yes");
        Self { show, question, side, theme, marked, page: number(&page) }
    }

    /// The same from what a form of the list carries along.
    pub(crate) fn carried(entries: &FormData) -> Self {
        let one = |name: &str| entries.one(name).to_owned();
        Self {
            show: one("show"),
            question: one("question"),
            side: one("side"),
            theme: one("theme"),
            marked: entries.is_on("marked"),
            page: number(entries.one("page")),
        }
    }

    /// What was decided about those that are shown; none for any.
    pub(crate) fn release(&self) -> Option<Release> {
        Release::from_key(&self.show)
    }

    /// The names and values by which an address or a form says it.
    pub(crate) fn entries(&self) -> [(&'static str, Option<String>); 6] {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        [
            ("show", given(&self.show)),
            ("question", given(&self.question)),
            ("side", given(&self.side)),
            ("theme", given(&self.theme)),
            ("marked", self.marked.then(|| "yes".to_owned())),
            ("page", (self.page > 1).then(|| self.page.to_string())),
        ]
    }

    /// The address of a list or of one comment, with this filter.
    pub(crate) fn address(&self, page: &str) -> String {
        self.address_with(page, None)
    }

    /// The same within a course.
    pub(crate) fn address_with(&self, page: &str, course: Option<Uuid>) -> String {
        let entries = self.entries();
        let mut asked: Vec<(&str, &dyn NextAddress)> = vec![("course", &course)];
        asked.extend(entries.iter().map(|(name, value)| (*name, value as &dyn NextAddress)));
        at::query(page.to_owned(), &asked)
    }
}

/// Nobody leafs further than this, and no place is ever too large to be reckoned with.
fn number(page: &str) -> u64 {
    page.parse().unwrap_or(1).clamp(1, 100_000)
}
