//! Words that tell names from other capitals, each list as it would be read aloud, with a comma and a space between two.

/// What stands before a name.
const TITLES: &str = "Mr, Mrs, Ms, Miss, Mx, Dr, Prof, Professor, Rev, Revd, Reverend, Sir, Dame, Lady, Lord, Cllr, \
     Councillor, Sister, Father, Imam";

/// Jobs that perhaps one person in an organisation has, the longer before their parts.
const JOBS: &str = "deputy head teacher, deputy headteacher, assistant head, head teacher, headteacher, deputy head, \
     head of year, head of service, head of, chief executive, social worker, teaching assistant, \
     team leader, key worker, keyworker, foster carer, support worker, outreach worker, youth worker, \
     family worker, deputy manager, registered manager, branch manager, manager, director, co-ordinator, \
     coordinator, supervisor, librarian, officer, receptionist, caretaker, principal, senco, matron, \
     warden, governor, trainer";

/// Days, months, nations, places around here, feasts, and things that are written with a capital.
const COMMON: &str = "monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, march, april, may, \
     june, july, august, september, october, november, december, mondays, tuesdays, wednesdays, thursdays, \
     fridays, saturdays, sundays, london, newham, stratford, plaistow, east, west, north, south, ham, \
     beckton, barking, england, wales, scotland, ireland, northern, britain, great, united, kingdom, \
     europe, english, welsh, scottish, irish, british, european, french, polish, romanian, urdu, bengali, \
     arabic, somali, ukrainian, christmas, easter, ramadan, eid, diwali, library, libraries, council, \
     school, schools, charity, home, homes, library’s, council’s, i, i'm, i’m, i've, i’ve, i'd, i’d, i'll, \
     i’ll, ok, zoom, teams, word, excel, google, facebook, whatsapp, internet, wi-fi, wifi, email, covid, \
     covid-19, gcse, gcses, send, esol, camhs, ofsted, braille, lego, bookstart, harry, potter, summer, \
     reading, challenge, government, department, education, social, services";

/// Whether a word stands before a name.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.split(", ").any(|title| title == word)
}

/// The jobs in small letters.
pub(super) fn jobs() -> impl Iterator<Item = &'static str> {
    JOBS.split(", ")
}

/// Whether a word in small letters is no name.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.split(", ").any(|common| common == word)
}
