//! Whom or what somebody means by a name that they typed, where there are too many to select from a list.

use crate::web::FormData;

/// Names that are offered at most where several may be meant.
const OFFERED: usize = 20;

/// What a name means.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Meant<T> {
    One(T),
    /// One of these, to be selected among them.
    Several(Vec<T>),
    Nobody,
}

/// The field that tells for which name, in the field `typed`, those were offered whom one may select beside it.
pub(crate) fn offered_for(typed: &str) -> String {
    format!("{typed}_for")
}

/// Whether who is selected beside the name in the field `typed` was offered for this name, and is not there from before.
pub(crate) fn was_offered(data: &FormData, typed: &str) -> bool {
    data.one(&offered_for(typed)) == data.one(typed)
}

impl<T: Clone + PartialEq> Meant<T> {
    /// `called` are those who are called so; where nobody is, `found` are those that a search finds. `picked` was offered for
    /// this name and selected beside it: it counts where the name still leads to it.
    pub(crate) fn of(called: Vec<T>, found: Vec<T>, picked: Option<&T>) -> Self {
        let is_exact = !called.is_empty();
        let mut may = if is_exact { called } else { found };
        if let Some(picked) = picked.filter(|picked| may.contains(picked)) {
            return Self::One(picked.clone());
        }
        match may.pop() {
            None => Self::Nobody,
            Some(only) if is_exact && may.is_empty() => Self::One(only),
            Some(last) => {
                may.push(last);
                may.truncate(OFFERED);
                Self::Several(may)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_the_only_one_who_is_called_so() {
        assert_eq!(Meant::of(vec!["Elm"], vec![], None), Meant::One("Elm"));
        assert_eq!(Meant::of(vec!["Elm"], vec![], Some(&"Oak")), Meant::One("Elm"));
        assert_eq!(Meant::<&str>::of(vec![], vec![], Some(&"Oak")), Meant::Nobody);
    }

    #[test]
    fn of_several_the_one_is_meant_that_was_selected_among_them() {
        let found = || vec!["Elm House", "Elm School"];
        assert_eq!(Meant::of(vec![], found(), None), Meant::Several(found()));
        assert_eq!(Meant::of(vec![], found(), Some(&"Elm School")), Meant::One("Elm School"));
        assert_eq!(Meant::of(vec![], found(), Some(&"Oak")), Meant::Several(found()));
        assert_eq!(Meant::of(found(), vec![], None), Meant::Several(found()), "two are called the same");
    }

    #[test]
    fn what_a_search_finds_is_not_taken_unasked_and_never_offered_without_end() {
        assert_eq!(Meant::of(vec![], vec!["Elm House"], None), Meant::Several(vec!["Elm House"]));
        let Meant::Several(offered) = Meant::of(vec![], (0..90).collect(), None) else { panic!("several") };
        assert_eq!(offered, (0..20).collect::<Vec<_>>());
    }
}
