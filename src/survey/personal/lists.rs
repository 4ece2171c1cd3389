//! Words that tell names from other capitals.

/// What stands before a name.
pub(super) const TITLES: [&str; 20] = [
    "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Rev", "Revd", "Reverend", "Sir", "Dame",
    "Lady", "Lord", "Cllr", "Councillor", "Sister", "Father", "Imam",
];

/// Jobs that perhaps one person in an organisation has, the longer before their parts.
pub(super) const JOBS: [&str; 38] = [
    "deputy head teacher", "deputy headteacher", "assistant head", "head teacher", "headteacher", "deputy head",
    "head of year", "head of service", "head of", "chief executive", "social worker", "teaching assistant",
    "team leader", "key worker", "keyworker", "foster carer", "support worker", "outreach worker",
    "youth worker", "family worker", "deputy manager", "registered manager", "branch manager", "manager",
    "director", "co-ordinator", "coordinator", "supervisor", "librarian", "officer", "receptionist",
    "caretaker", "principal", "senco", "matron", "warden", "governor", "trainer",
];

/// Days, months, nations, places around here, feasts, and things that are written with a capital.
const COMMON: [&str; 118] = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays", "london", "newham",
    "stratford", "plaistow", "east", "west", "north", "south", "ham", "beckton", "barking", "england", "wales",
    "scotland", "ireland", "northern", "britain", "great", "united", "kingdom", "europe", "english", "welsh",
    "scottish", "irish", "british", "european", "french", "polish", "romanian", "urdu", "bengali", "arabic",
    "somali", "ukrainian", "christmas", "easter", "ramadan", "eid", "diwali", "library", "libraries", "council",
    "school", "schools", "charity", "home", "homes", "library’s", "council’s", "i", "i'm", "i’m", "i've",
    "i’ve", "i'd", "i’d", "i'll", "i’ll", "ok", "zoom", "teams", "word", "excel", "google", "facebook",
    "whatsapp", "internet", "wi-fi", "wifi", "email", "covid", "covid-19", "gcse", "gcses", "send", "esol",
    "camhs", "ofsted", "braille", "lego", "bookstart", "harry", "potter", "summer", "reading", "challenge",
    "government", "department", "education", "social", "services",
];

/// Whether a word in small letters is no name.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.contains(&word)
}
