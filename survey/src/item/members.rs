//! The members of a survey file that belong to some kinds of items only.

use crate::{ItemOption, Text};

/// Hands every member to a macro: its name in files, its variant of [`FileMember`], and what it holds.
macro_rules! members {
    ($then:ident) => {
        $then! {
            /// The key of a built-in scale, or of one declared in the survey.
            scale / Scale: String,
            /// What each point of a scale of its own is called, lowest first.
            labels / Labels: Vec<Text>,
            /// What the lowest point is called.
            low / Low: Text,
            /// What the highest point is called.
            high / High: Text,
            /// What there is to choose from or rank.
            options / Options: Vec<ItemOption>,
            /// The option that rules out all others.
            exclusive / Exclusive: String,
            /// The option beside which something may be written.
            other / Other: String,
            /// Whether each person finds the options in an order of their own.
            shuffled / Shuffled: bool,
            /// The most that may be chosen, or the number of places.
            maximum / Maximum: usize,
            /// The least number.
            min / Min: i64,
            /// The largest number.
            max / Max: i64,
            /// Digits after the point.
            decimals / Decimals: u8,
        }
    };
}
pub(crate) use members;

macro_rules! declared {
    ($($(#[$doc:meta])* $name:ident / $FileMember:ident: $of:ty),+ $(,)?) => {
        /// What a survey file gives for a kind.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Members {
            $($(#[$doc])* pub $name: Option<$of>),+
        }

        /// A member that only some kinds have.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FileMember {
            $($(#[$doc])* $FileMember),+
        }

        impl FileMember {
            /// Its name in survey files and forms.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$FileMember => stringify!($name)),+
                }
            }
        }

        impl Members {
            /// Those that are there.
            pub fn given(&self) -> impl Iterator<Item = FileMember> {
                [$(self.$name.is_some().then_some(FileMember::$FileMember)),+].into_iter().flatten()
            }
        }
    };
}
members!(declared);
