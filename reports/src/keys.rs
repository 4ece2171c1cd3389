//! One word for each variant of an enum, as files, forms and the database have it.

/// Gives an enum `ALL`, `key` and `from_key`.
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
    };
}
