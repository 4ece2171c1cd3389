//! One word for each variant of an enum, as files, forms and the database have it.

/// An enum by its words, for what is written once for all such enums: `keys!` makes each of them one.
pub trait Keyed: Copy {
    fn word(self) -> &'static str;

    /// The one with that word.
    fn of_word(word: &str) -> Option<Self>;
}

/// Gives an enum `ALL`, `key` and `from_key`, and makes it `Keyed`.
#[macro_export]
macro_rules! keys {
    ($name:ident { $($variant:ident = $key:literal),+ $(,)? }) => {
        impl $name {
            /// Every one, in order.
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$variant),+];

            /// Its word.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key),+
                }
            }

            /// The one with that word.
            pub fn from_key(key: &str) -> Option<Self> {
                match key {
                    $($key => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl $crate::Keyed for $name {
            fn word(self) -> &'static str {
                self.key()
            }

            fn of_word(word: &str) -> Option<Self> {
                Self::from_key(word)
            }
        }
    };
}
