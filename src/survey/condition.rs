//! When an item is shown: a test of the answer to an earlier item.

use super::answer::Answer;

/// "Show this item if …": the item asked about, and what its answer must or must not be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The key of a rating or choice on an earlier page.
    pub item: String,
    /// What its answer must be.
    pub test: Test,
}

/// A test of an answer: values are `1` to `5`, option keys, or keys of missing answers such as `dk`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// At least one of these was given.
    AnyOf(Vec<String>),
    /// None of these was given; an item left blank passes.
    NoneOf(Vec<String>),
}

impl Test {
    /// The values it looks for.
    pub fn values(&self) -> &[String] {
        match self {
            Self::AnyOf(values) | Self::NoneOf(values) => values,
        }
    }
}

impl Condition {
    /// Whether an answer to [`Condition::item`] lets the item be shown.
    ///
    /// `None` is an item not answered yet. An item that hangs on one that was not shown is not shown either.
    pub fn holds(&self, answer: Option<&Answer>) -> bool {
        if answer.is_some_and(Answer::is_not_shown) {
            return false;
        }
        let given = |value: &String| answer.is_some_and(|answer| answer.gives(value));
        match &self.test {
            Test::AnyOf(values) => values.iter().any(given),
            Test::NoneOf(values) => !values.iter().any(given),
        }
    }
}

#[cfg(test)]
mod tests {
    use common_ground_reports::scale::Missing;

    use super::*;

    fn condition(test: Test) -> Condition {
        Condition { item: "did_action".to_owned(), test }
    }

    #[test]
    fn an_item_is_shown_when_the_answer_is_one_of_those_named() {
        let any = condition(Test::AnyOf(vec!["yes".to_owned(), "partly".to_owned()]));
        assert!(any.holds(Some(&Answer::Choice("partly".to_owned()))));
        assert!(!any.holds(Some(&Answer::Choice("no".to_owned()))));
        assert!(!any.holds(None));
    }

    #[test]
    fn an_item_excluded_by_an_answer_is_shown_when_that_is_left_blank() {
        let none = condition(Test::NoneOf(vec!["1".to_owned()]));
        assert!(none.holds(Some(&Answer::Missing(Missing::Skipped))));
        assert!(none.holds(Some(&Answer::Rating(2))));
        assert!(!none.holds(Some(&Answer::Rating(1))));
    }

    #[test]
    fn what_hangs_on_a_hidden_item_is_hidden_too() {
        let none = condition(Test::NoneOf(vec!["1".to_owned()]));
        assert!(!none.holds(Some(&Answer::Missing(Missing::NotShown))));
    }
}
