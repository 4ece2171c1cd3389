//! The body of a form as browsers send it (`application/x-www-form-urlencoded`): all of its names and values in one piece
//! of text, so that a form of many fields costs little more than its bytes.

use std::borrow::Cow;

/// The fields of a form, decoded, in the order they came.
#[derive(Clone, Debug, Default)]
pub struct FormBody {
    /// Every name with its value behind it, field after field.
    text: String,
    /// Where in the text the name of a field ends, and where its value does.
    ends: Vec<(usize, usize)>,
}

impl FormBody {
    /// Reads a body. Bytes that are no text once they are decoded become U+FFFD.
    pub fn read(body: &str) -> Self {
        let fields = body.matches('&').count() + 1;
        let mut form = Self { text: String::with_capacity(body.len()), ends: Vec::with_capacity(fields) };
        let mut bytes = Vec::new();
        for field in body.split('&').filter(|field| !field.is_empty()) {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            form.text.push_str(&decoded(name, &mut bytes));
            let end = form.text.len();
            form.text.push_str(&decoded(value, &mut bytes));
            form.ends.push((end, form.text.len()));
        }
        form
    }

    /// Adds a field that came another way.
    pub fn push(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        let end = self.text.len();
        self.text.push_str(value);
        self.ends.push((end, self.text.len()));
    }

    /// Every field: its name and its value.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut begin = 0;
        self.ends.iter().map(move |&(name, value)| {
            let field = (&self.text[begin..name], &self.text[name..value]);
            begin = value;
            field
        })
    }

    /// The fields within a collection, which are named as `answers[item]` or `answers.item`: what each is named there, and its
    /// value.
    pub fn within(&self, collection: &str) -> impl Iterator<Item = (&str, &str)> {
        self.fields().filter_map(move |(name, value)| {
            let (first, rest) = name.split_at(name.find(['.', '[']).unwrap_or(name.len()));
            let (sign, rest) = rest.split_at(rest.len().min(1));
            let ends = if sign == "[" { rest.find(']') } else { rest.find(['.', '[']) };
            (first == collection).then(|| (&rest[..ends.unwrap_or(rest.len())], value))
        })
    }
}

/// A name or a value without its escapes; `bytes` is room to decode in.
fn decoded<'t>(text: &'t str, bytes: &'t mut Vec<u8>) -> Cow<'t, str> {
    if !text.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return Cow::Borrowed(text);
    }
    bytes.clear();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        bytes.push(match (first, tail) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match escaped(*high, *low) {
                Some(byte) => {
                    rest = after;
                    byte
                }
                None => b'%',
            },
            _ => *first,
        });
    }
    String::from_utf8_lossy(bytes)
}

/// The byte that two hexadecimal digits stand for.
fn escaped(high: u8, low: u8) -> Option<u8> {
    let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? * 16 + digit(low)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::form_urlencoded;

    use super::*;

    fn read(body: &str) -> Vec<(String, String)> {
        let form = FormBody::read(body);
        form.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn names_and_values_are_read_without_their_escapes() {
        let read = read("answers%5Bwho%5D=Jos%C3%A9+%2B+1&&plain&=x&a=b=c&bad=%zz%4&cut=caf%e9");
        let wanted = [
            ("answers[who]", "José + 1"),
            ("plain", ""),
            ("", "x"),
            ("a", "b=c"),
            ("bad", "%zz%4"),
            ("cut", "caf\u{fffd}"),
        ];
        assert_eq!(read, wanted.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert!(FormBody::read("").fields().next().is_none());
    }

    #[test]
    fn fields_of_a_collection_are_known_by_what_names_them_there() {
        let form = FormBody::read(
            "answers[who]=a&answers.when=b&answers=c&answers%5Bwho%5D=d&answer[who]=e&answers[x=f",
        );
        let within: Vec<_> = form.within("answers").collect();
        assert_eq!(within, [("who", "a"), ("when", "b"), ("", "c"), ("who", "d"), ("x", "f")]);
        assert_eq!(form.within("others").count(), 0);
    }

    #[test]
    fn what_came_another_way_stands_beside_what_was_read() {
        let mut form = FormBody::read("a=1");
        form.push("b", "2 &");
        assert_eq!(form.fields().collect::<Vec<_>>(), [("a", "1"), ("b", "2 &")]);
    }

    proptest! {
        #[test]
        fn a_form_is_read_as_browsers_write_it(fields in proptest::collection::vec((".{0,12}", ".{0,40}"), 0..8)) {
            let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
            prop_assert_eq!(read(&body), fields);
        }

        #[test]
        fn whatever_text_is_sent_is_read_as_the_standard_says(body in "([a-c%+=&0-9A-Fé]|%[0-9a-fA-F]{2}){0,60}") {
            let standard = form_urlencoded::parse(body.as_bytes());
            let standard: Vec<_> =
                standard.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
            prop_assert_eq!(read(&body), standard);
        }
    }
}
