//! Which comments of a list are shown, as its address says it.

use url::form_urlencoded::Serializer;

use crate::store::comments::Comment;

/// The filter that shows every comment.
pub(crate) const ALL: &str = "all";

/// What an address asks for.
#[derive(Default, rocket::FromForm)]
pub(crate) struct Query {
    pub(crate) show: Option<String>,
    pub(crate) theme: Option<String>,
    pub(crate) page: Option<String>,
}

/// Which comments are shown.
pub(crate) struct Shown {
    pub(crate) show: String,
    pub(crate) theme: String,
    pub(crate) page: usize,
}

impl Shown {
    pub(crate) fn of(query: Query) -> Self {
        let Query { show, theme, page } = query;
        // Nobody leafs further than this, and no place is ever too large to be reckoned with.
        let page = page.and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, 100_000);
        Self { show: show.unwrap_or_default(), theme: theme.unwrap_or_default(), page }
    }

    pub(crate) fn only(show: &str, theme: &str) -> Self {
        Self { show: show.to_owned(), theme: theme.to_owned(), page: 1 }
    }

    pub(crate) fn has(&self, comment: &Comment) -> bool {
        let state = self.show == ALL || comment.state.key() == self.show;
        state && (self.theme.is_empty() || comment.themes().any(|theme| theme == self.theme))
    }

    /// The address of the list, filtered so.
    pub(crate) fn address(&self, list: &str) -> String {
        if self.show.is_empty() {
            return list.to_owned();
        }
        let mut query = Serializer::new(String::new());
        query.append_pair("show", &self.show);
        if !self.theme.is_empty() {
            query.append_pair("theme", &self.theme);
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        format!("{list}?{}", query.finish())
    }
}
