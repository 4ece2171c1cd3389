//! A course as a calendar file (iCalendar, RFC 5545).

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use uuid::Uuid;

/// The longest line in bytes, without its end.
const LINE: usize = 75;

/// What a calendar keeps of a course. It names nobody: whoever has the address may read it.
#[derive(Clone, Debug)]
pub struct Event<'e> {
    /// The course; calendars know it again by this.
    pub course: Uuid,
    /// How often it was changed: a calendar that holds an earlier state takes the later one.
    pub revision: i32,
    pub title: &'e str,
    pub place: &'e str,
    /// Who holds it: the library service.
    pub organiser: &'e str,
    pub starts: Timestamp,
    /// The end, after the start.
    pub ends: Timestamp,
    /// Whether it was called off.
    pub cancelled: bool,
    /// The host of the site, which makes the id the only one in the world.
    pub host: &'e str,
    /// When the file is made.
    pub now: Timestamp,
}

impl Event<'_> {
    /// The file: lines of at most 75 bytes that end with CR LF, times in UTC.
    pub fn file(&self) -> String {
        let status = if self.cancelled { "CANCELLED" } else { "CONFIRMED" };
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Common Ground//Courses//EN".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:course-{}@{}", self.course, self.host),
            format!("SEQUENCE:{}", self.revision),
            format!("DTSTAMP:{}", utc(self.now)),
            format!("DTSTART:{}", utc(self.starts)),
            format!("DTEND:{}", utc(self.ends)),
            format!("SUMMARY:{}", escaped(self.title)),
            format!("LOCATION:{}", escaped(self.place)),
            format!("DESCRIPTION:{}", escaped(self.organiser)),
            format!("STATUS:{status}"),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ];
        lines.iter().map(|line| folded(line)).collect()
    }
}

/// A whole day on which something is to be done, as a calendar file. `uid` is the only one in the world.
pub fn whole_day(uid: &str, day: Date, title: &str, link: &str, now: Timestamp) -> String {
    let next = day.tomorrow().unwrap_or(day);
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Common Ground//Courses//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{uid}"),
        format!("DTSTAMP:{}", utc(now)),
        format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")),
        format!("SUMMARY:{}", escaped(title)),
        format!("DESCRIPTION:{}", escaped(link)),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| folded(line)).collect()
}

/// `20260616T090000Z`
fn utc(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A line with its end; what is too long goes on in lines that begin with a space.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The properties of a file as a calendar reads them.
    fn read(file: &str) -> Vec<(String, String)> {
        assert!(file.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        assert!(file.ends_with("\r\n"));
        let text = |value: &str| {
            let mut text = String::new();
            let mut letters = value.chars();
            while let Some(letter) = letters.next() {
                match letter {
                    '\\' => text.extend(letters.next().map(|next| if next == 'n' { '\n' } else { next })),
                    letter => text.push(letter),
                }
            }
            text
        };
        let whole = file.replace("\r\n ", "");
        let pair = |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), text(value)));
        whole.split_terminator("\r\n").map(|line| pair(line).unwrap()).collect()
    }

    fn event() -> Event<'static> {
        Event {
            course: Uuid::from_u128(7),
            revision: 2,
            title: "Pilot course 6: “reading”, with a title so long; that it fills more than one line of seventy-five",
            place: "Plaistow Library,\nNorth Street\\annexe",
            organiser: "Riverside Libraries",
            starts: "2026-06-16T09:00:00Z".parse().unwrap(),
            ends: "2026-06-16T15:00:00Z".parse().unwrap(),
            cancelled: false,
            host: "feedback.example.org",
            now: "2026-05-21T10:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_calendar_reads_back_what_was_written() {
        let event = event();
        let properties = read(&event.file());
        let of = |name: &str| properties.iter().find(|(known, _)| known == name).unwrap().1.clone();
        assert_eq!(of("UID"), format!("course-{}@feedback.example.org", event.course));
        assert_eq!((of("SUMMARY").as_str(), of("LOCATION").as_str()), (event.title, event.place));
        assert_eq!((&*of("DTSTART"), &*of("DTEND")), ("20260616T090000Z", "20260616T150000Z"));
        assert_eq!(
            (&*of("DTSTAMP"), &*of("SEQUENCE"), &*of("STATUS")),
            ("20260521T100000Z", "2", "CONFIRMED")
        );
        assert_eq!(properties.first().unwrap().1, "VCALENDAR");
        assert_eq!(properties.last().unwrap(), &("END".to_owned(), "VCALENDAR".to_owned()));
    }

    #[test]
    fn a_course_that_is_called_off_says_so_under_the_same_id() {
        let off = Event { cancelled: true, revision: 3, ..event() };
        assert!(off.file().contains("\r\nSTATUS:CANCELLED\r\n"));
        assert!(off.file().contains("\r\nSEQUENCE:3\r\n"));
        assert_eq!(read(&off.file())[4], read(&event().file())[4], "the id is the same");
    }
}
