//! What the pages say that belong to no survey, in each language: the field for a code, help, privacy, the accessibility
//! statement.

use super::sentences::{Around, Counting};

/// What those pages say.
#[derive(Debug)]
pub struct Pages {
    /// Where a code is entered.
    pub front: Front,
    /// Help.
    pub help: Help,
    /// What holds for every survey.
    pub privacy: Privacy,
    /// The accessibility statement.
    pub statement: Statement,
    /// Where a link in an email stops the next ones.
    pub unsubscribing: Unsubscribing,
}

/// A heading and what stands below it.
#[derive(Debug)]
pub struct Part {
    /// The heading.
    pub heading: &'static str,
    /// The text.
    pub text: &'static str,
}

/// Where a code that was read aloud is entered.
#[derive(Debug)]
pub struct Front {
    /// The heading of the page.
    pub title: &'static str,
    /// Where a code comes from.
    pub lead: &'static str,
    /// What the field is called.
    pub code: &'static str,
    /// What to do about a field left blank.
    pub enter: &'static str,
    /// What the button says.
    pub go: &'static str,
    /// The way for staff.
    pub sign_in: &'static str,
}

/// Whom to ask, and what to try first.
#[derive(Debug)]
pub struct Help {
    /// The heading of the page.
    pub title: &'static str,
    /// Who asks is on the first page of a survey.
    pub lead: &'static str,
    /// Whom to ask else.
    pub ask: Around,
    /// A link that does not work.
    pub link: Part,
    /// Stopping part-way.
    pub stop: Part,
    /// How staff sign in; the text follows [`Self::sign_in`].
    pub staff: Part,
    /// What the link to the sign-in says.
    pub sign_in: &'static str,
}

/// What holds for every survey.
#[derive(Debug)]
pub struct Privacy {
    /// The heading of the page.
    pub title: &'static str,
    /// Where the notice of a survey is.
    pub lead: &'static str,
    /// What opens the list.
    pub every_survey: &'static str,
    /// Taking part is voluntary.
    pub voluntary: &'static str,
    /// The smallest group.
    pub groups: Counting,
    /// What is kept of nobody, what anonymous means, what is not tracked.
    pub others: [&'static str; 3],
    /// What cookies are for.
    pub cookies: &'static str,
}

/// Stopping emails.
#[derive(Debug)]
pub struct Unsubscribing {
    /// The question.
    pub asks: &'static str,
    /// Who sends emails about what to whom.
    pub sends: fn(who: &str, about: &str, to: &str) -> String,
    /// That nothing has changed yet.
    pub not_yet: &'static str,
    /// What the button says.
    pub button: &'static str,
    /// The heading once it is done.
    pub done: &'static str,
    /// Who will not write about what to whom any more.
    pub never_again: fn(who: &str, about: &str, to: &str) -> String,
    /// What may still arrive, and what stays.
    pub on_its_way: &'static str,
    /// Nothing is left to stop: heading, lead, and what to do about the next email.
    pub gone: [&'static str; 3],
    /// What invitations are about.
    pub surveys: &'static str,
    /// What summaries are about.
    pub summaries: &'static str,
}

/// The accessibility statement that the regulations of 2018 ask of public bodies.
#[derive(Debug)]
pub struct Statement {
    /// What it is about, and who runs that.
    pub applies_to: fn(site: &str, organisation: &str) -> String,
    /// What opens the list of what anybody can do.
    pub should: &'static str,
    /// What anybody can do.
    pub can: [&'static str; 5],
    /// Heading: what to do when something does not work.
    pub in_the_way: &'static str,
    /// Whom to tell, and what they can do about it.
    pub tell: fn(contact: Option<&str>) -> String,
    /// How to report what the statement does not know.
    pub report: Part,
    /// Who enforces the regulations; [`Self::advice`] follows it.
    pub enforcement: Part,
    /// What the link to the advisory service says.
    pub advice: &'static str,
    /// Heading: technical information.
    pub technical: &'static str,
    /// To what the organisation is committed.
    pub committed: Around,
    /// How far the guidelines are met.
    pub compliance: Part,
    /// What opens the list of what is not accessible.
    pub not_accessible: Part,
    /// What is not accessible and why, each with the criterion that it fails.
    pub failings: [&'static str; 2],
    /// What is not claimed.
    pub burden: Part,
    /// Heading: preparation.
    pub preparation: &'static str,
    /// When it was prepared, and when last looked at again.
    pub prepared: fn(on: &str, reviewed: &str) -> String,
    /// How it was tested.
    pub method: &'static str,
    /// What was not tested.
    pub untested: &'static str,
    /// Which languages no native speaker has read.
    pub unread: &'static str,
}

pub(super) const ENGLISH: Pages = Pages {
    front: Front {
        title: "Answer a survey",
        lead: "Enter the code that the trainer shows you, or open the link in your email. You don’t need an account.",
        code: "Code",
        enter: "Enter the code: six letters and numbers",
        go: "Go to the survey",
        sign_in: "Sign in, if you run courses",
    },
    help: Help {
        title: "Help",
        lead: "The first page of each survey says who is asking and how to contact them. They can answer questions about \
               it.",
        ask: |contact| format!("If you can’t find that page, ask {contact}."),
        link: Part {
            heading: "If a link doesn’t work",
            text: "Open the link in your email again, or type the whole address. A personal link works until you’ve sent \
                   your answers. An open link works until the survey closes.",
        },
        stop: Part {
            heading: "If you have to stop part-way",
            text: "Each page is saved when you press Continue. The page says where: under your personal link, or in the \
                   browser you’re using.",
        },
        staff: Part {
            heading: "If you work here",
            text: "with the email address that your administrator added for you. If you’ve forgotten your password, you \
                   can choose a new one there.",
        },
        sign_in: "Sign in",
    },
    privacy: Privacy {
        title: "Privacy",
        lead: "Each survey has its own privacy notice on its first page. It says who is asking, why, who sees what, and \
               how long answers are kept.",
        every_survey: "For every survey here:",
        voluntary: "You don’t have to take part. You can leave any question blank except the one that asks which group \
                    you answer for.",
        groups: |n| format!("Results are only shown for groups of {n} or more people."),
        others: [
            "We don’t keep your name, your device’s address or the time with your answers.",
            "In an anonymous survey, nobody can connect your answers with you, not even the administrator.",
            "We don’t track whether you open emails or click links in them.",
        ],
        cookies: "We only use cookies to keep what you’ve entered while you answer, and to keep staff signed in.",
    },
    statement: Statement {
        applies_to: |site, organisation| {
            format!(
                "This statement applies to {site}. It’s run by {organisation}. We want as many people as possible to be \
                 able to use it."
            )
        },
        should: "You should be able to:",
        can: [
            "zoom in up to 400% without the text spilling off the screen",
            "use every page with just a keyboard",
            "use every page with a screen reader",
            "use every page without JavaScript, and on an old phone",
            "read the figures of every chart in a table beside it, and tell things apart without relying on colour",
        ],
        in_the_way: "If something gets in your way",
        tell: |contact| {
            let or = contact.map_or_else(String::new, |contact| format!(", or {contact}"));
            format!(
                "Tell the person named on the first page of the survey{or}. They can give you the information on this \
                 website in another format, and arrange for you to answer on paper or by phone."
            )
        },
        report: Part {
            heading: "Reporting accessibility problems",
            text: "If you find a problem that isn’t listed on this page, or think we’re not meeting accessibility \
                   requirements, tell the same person.",
        },
        enforcement: Part {
            heading: "Enforcement procedure",
            text: "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies \
                   (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the ‘accessibility \
                   regulations’). If you’re not happy with how we respond to your complaint, contact the",
        },
        advice: "Equality Advisory and Support Service (EASS)",
        technical: "Technical information about this website’s accessibility",
        committed: |organisation| {
            format!(
                "{organisation} is committed to making its website accessible, in accordance with the accessibility \
                 regulations."
            )
        },
        compliance: Part {
            heading: "Compliance status",
            text: "This website is partially compliant with the Web Content Accessibility Guidelines (WCAG) version 2.2 \
                   at level AA, due to the non-compliances listed below.",
        },
        not_accessible: Part {
            heading: "Content that’s not accessible",
            text: "This content doesn’t comply with the accessibility regulations:",
        },
        failings: [
            "The wall and phone pages of a workshop board, and the count of answers on a projected page, update by \
             themselves while the page is open and can’t be paused: everyone in the room follows the same page, and we \
             haven’t built a way to pause it for one of them. This fails WCAG 2.2 success criterion 2.2.2 (Pause, Stop, \
             Hide). With JavaScript turned off, they change only when you reload the page.",
            "Words that a library writes itself, such as names, contacts and the purpose of a survey, appear in the \
             language they were written in. On a page in another language, that isn’t marked for screen readers, because we \
             don’t ask the library which language they’re in. This fails WCAG 2.2 success criterion 3.1.2 (Language of \
             Parts).",
        ],
        burden: Part {
            heading: "Disproportionate burden",
            text: "We don’t claim that fixing any of this would be a disproportionate burden.",
        },
        preparation: "Preparation of this accessibility statement",
        prepared: |on, reviewed| {
            format!("This statement was prepared on {on}. It was last reviewed on {reviewed}.")
        },
        method: "It’s based on automated tests that run on every page before each release: axe-core in Chromium, on a \
                 phone and a desktop, in light and dark; widths down to 320 pixels; whole tasks with just a keyboard, and \
                 without JavaScript; the contrast of every colour; and the markup of every page.",
        untested: "The website hasn’t been audited by another organisation, or tested by people who use screen readers, \
                   magnifiers or speech recognition every day.",
        unread: "The Welsh pages, emails and ready-made surveys haven’t been checked by a native speaker. If something in \
                 Welsh is wrong or unclear, tell us. You can read every page in English.",
    },
    unsubscribing: Unsubscribing {
        asks: "Stop these emails?",
        sends: |who, about, to| format!("{who} sends emails about {about} to {to}."),
        not_yet: "Nothing has changed yet. To keep the emails, close this page.",
        button: "Stop these emails",
        done: "You won’t get these emails any more",
        never_again: |who, about, to| format!("{who} won’t email {to} about {about} again."),
        on_its_way: "An email that has already been sent may still arrive. Answers that you have sent don’t change.",
        gone: [
            "We no longer hold your address",
            "The address that this email went to has been deleted from its list, so nothing more is sent to it. You \
             don’t need to do anything.",
            "If you get another email from us, use the link at the end of that email.",
        ],
        surveys: "surveys on working with the library",
        summaries: "course summaries",
    },
};

pub(super) const WELSH: Pages = Pages {
    front: Front {
        title: "Ateb arolwg",
        lead: "Rhowch y cod y mae’r hyfforddwr yn ei ddangos i chi, neu agorwch y ddolen yn eich e-bost. Nid oes angen \
               cyfrif arnoch.",
        code: "Cod",
        enter: "Rhowch y cod: chwe llythyren a rhif",
        go: "Mynd i’r arolwg",
        sign_in: "Mewngofnodi, os ydych yn cynnal cyrsiau",
    },
    help: Help {
        title: "Help",
        lead: "Mae tudalen gyntaf pob arolwg yn dweud pwy sy’n gofyn a sut i gysylltu â nhw. Gallant ateb cwestiynau \
               amdano.",
        ask: |contact| format!("Os na allwch ddod o hyd i’r dudalen honno, cysylltwch â: {contact}."),
        link: Part {
            heading: "Os nad yw dolen yn gweithio",
            text: "Agorwch y ddolen yn eich e-bost eto, neu teipiwch y cyfeiriad cyfan. Mae dolen bersonol yn gweithio nes \
                   i chi anfon eich atebion. Mae dolen agored yn gweithio nes i’r arolwg gau.",
        },
        stop: Part {
            heading: "Os oes rhaid i chi stopio hanner ffordd",
            text: "Mae pob tudalen yn cael ei chadw pan fyddwch yn pwyso Parhau. Mae’r dudalen yn dweud ble: o dan eich \
                   dolen bersonol, neu yn y porwr rydych yn ei ddefnyddio.",
        },
        staff: Part {
            heading: "Os ydych yn gweithio yma",
            text: "â’r cyfeiriad e-bost a ychwanegodd eich gweinyddwr ar eich cyfer. Os ydych wedi anghofio eich \
                   cyfrinair, gallwch ddewis un newydd yno.",
        },
        sign_in: "Mewngofnodwch",
    },
    privacy: Privacy {
        title: "Preifatrwydd",
        lead: "Mae gan bob arolwg ei hysbysiad preifatrwydd ei hun ar ei dudalen gyntaf. Mae’n dweud pwy sy’n gofyn, pam, \
               pwy sy’n gweld beth, ac am ba hyd y cedwir atebion.",
        every_survey: "Ar gyfer pob arolwg yma:",
        voluntary: "Nid oes rhaid i chi gymryd rhan. Gallwch adael unrhyw gwestiwn yn wag, heblaw am yr un sy’n gofyn dros \
                    ba grŵp rydych yn ateb.",
        groups: |n| format!("Dim ond ar gyfer grwpiau o {n} neu fwy o bobl y dangosir canlyniadau."),
        others: [
            "Nid ydym yn cadw eich enw, cyfeiriad eich dyfais na’r amser gyda’ch atebion.",
            "Mewn arolwg dienw, ni all neb gysylltu eich atebion â chi, nid hyd yn oed y gweinyddwr.",
            "Nid ydym yn olrhain a ydych yn agor e-byst neu’n clicio ar ddolenni ynddynt.",
        ],
        cookies: "Dim ond i gadw’r hyn rydych wedi’i roi tra byddwch yn ateb, ac i gadw staff wedi mewngofnodi, yr ydym yn \
                  defnyddio cwcis.",
    },
    statement: Statement {
        applies_to: |site, organisation| {
            format!(
                "Mae’r datganiad hwn yn berthnasol i’r wefan hon: {site}. Y corff sy’n ei rhedeg: {organisation}. Rydym \
                 am i gynifer o bobl â phosibl allu ei defnyddio."
            )
        },
        should: "Dylech allu:",
        can: [
            "chwyddo hyd at 400% heb i’r testun lifo oddi ar y sgrin",
            "defnyddio pob tudalen â bysellfwrdd yn unig",
            "defnyddio pob tudalen â darllenydd sgrin",
            "defnyddio pob tudalen heb JavaScript, ac ar hen ffôn",
            "darllen ffigurau pob siart mewn tabl wrth ei ymyl, a gwahaniaethu rhwng pethau heb ddibynnu ar liw",
        ],
        in_the_way: "Os oes rhywbeth yn eich rhwystro",
        tell: |contact| {
            let or = contact.map_or_else(String::new, |contact| format!(", neu’r rhain: {contact}"));
            format!(
                "Dywedwch wrth y sawl a enwir ar dudalen gyntaf yr arolwg{or}. Gallant roi’r wybodaeth ar y wefan hon i \
                 chi mewn fformat arall, a threfnu i chi ateb ar bapur neu dros y ffôn."
            )
        },
        report: Part {
            heading: "Rhoi gwybod am broblemau hygyrchedd",
            text: "Os dewch o hyd i broblem nad yw wedi’i rhestru ar y dudalen hon, neu os ydych yn meddwl nad ydym yn \
                   bodloni’r gofynion hygyrchedd, dywedwch wrth yr un person.",
        },
        enforcement: Part {
            heading: "Y drefn orfodi",
            text: "Y Comisiwn Cydraddoldeb a Hawliau Dynol (EHRC) sy’n gyfrifol am orfodi Rheoliadau Hygyrchedd Cyrff \
                   Sector Cyhoeddus (Gwefannau a Rhaglenni Symudol) (Rhif 2) 2018 (y ‘rheoliadau hygyrchedd’). Os nad \
                   ydych yn fodlon ar ein hymateb i’ch cwyn, cysylltwch â’r corff hwn:",
        },
        advice: "Y Gwasanaeth Cynghori a Chymorth Cydraddoldeb (EASS)",
        technical: "Gwybodaeth dechnegol am hygyrchedd y wefan hon",
        committed: |organisation| {
            format!(
                "Mae’r corff hwn wedi ymrwymo i wneud ei wefan yn hygyrch, yn unol â’r rheoliadau hygyrchedd: \
                 {organisation}."
            )
        },
        compliance: Part {
            heading: "Statws cydymffurfio",
            text: "Mae’r wefan hon yn cydymffurfio’n rhannol â fersiwn 2.2 y Canllawiau Hygyrchedd Cynnwys Gwe (WCAG) ar \
                   lefel AA, oherwydd yr achosion o ddiffyg cydymffurfio a restrir isod.",
        },
        not_accessible: Part {
            heading: "Cynnwys nad yw’n hygyrch",
            text: "Nid yw’r cynnwys hwn yn cydymffurfio â’r rheoliadau hygyrchedd:",
        },
        failings: [
            "Mae tudalennau wal a ffôn bwrdd gweithdy, a nifer yr atebion ar dudalen a daflunnir, yn eu diweddaru eu \
             hunain tra bo’r dudalen ar agor, ac ni ellir eu hoedi: mae pawb yn yr ystafell yn dilyn yr un dudalen, ac nid \
             ydym eto wedi creu ffordd i un ohonynt ei hoedi. Mae hyn yn methu maen prawf llwyddiant 2.2.2 WCAG 2.2 \
             (oedi, stopio, cuddio). Heb JavaScript, nid ydynt yn newid nes i chi ail-lwytho’r dudalen.",
            "Mae geiriau y mae llyfrgell yn eu hysgrifennu ei hun, fel enwau, manylion cyswllt a diben arolwg, yn \
             ymddangos yn yr iaith y cawsant eu hysgrifennu ynddi. Ar dudalen mewn iaith arall, nid yw hynny wedi’i nodi \
             ar gyfer darllenwyr sgrin, gan nad ydym yn gofyn i’r llyfrgell ym mha iaith y maent. Mae hyn yn methu maen \
             prawf llwyddiant 3.1.2 WCAG 2.2 (iaith rhannau).",
        ],
        burden: Part {
            heading: "Baich anghymesur",
            text: "Nid ydym yn honni y byddai trwsio dim o hyn yn faich anghymesur.",
        },
        preparation: "Paratoi’r datganiad hygyrchedd hwn",
        prepared: |on, reviewed| {
            format!("Paratowyd y datganiad hwn ar {on}. Cafodd ei adolygu ddiwethaf ar {reviewed}.")
        },
        method: "Mae’n seiliedig ar brofion awtomatig sy’n rhedeg ar bob tudalen cyn pob fersiwn: axe-core yn Chromium, ar \
                 ffôn ac ar gyfrifiadur, yn olau ac yn dywyll; lled i lawr at 320 picsel; tasgau cyfan â bysellfwrdd yn \
                 unig, a heb JavaScript; cyferbyniad pob lliw; a marcio pob tudalen.",
        untested: "Nid yw’r wefan wedi cael ei harchwilio gan gorff arall, na’i phrofi gan bobl sy’n defnyddio \
                   darllenwyr sgrin, chwyddwyr neu adnabod lleferydd bob dydd.",
        unread: "Nid yw’r tudalennau, yr e-byst na’r arolygon parod Cymraeg wedi cael eu gwirio gan siaradwr Cymraeg \
                 iaith gyntaf. Os yw rhywbeth yn y Gymraeg yn anghywir neu’n aneglur, dywedwch wrthym. Gallwch ddarllen \
                 pob tudalen yn Saesneg.",
    },
    unsubscribing: Unsubscribing {
        asks: "Stopio’r e-byst hyn?",
        sends: |who, about, to| format!("Anfonir e-byst am {about} at {to} gan: {who}."),
        not_yet: "Nid oes dim wedi newid eto. I gadw’r e-byst, caewch y dudalen hon.",
        button: "Stopio’r e-byst hyn",
        done: "Ni fyddwch yn cael yr e-byst hyn mwyach",
        never_again: |who, about, to| format!("Ni anfonir e-byst am {about} at {to} eto gan: {who}."),
        on_its_way: "Gall e-bost sydd eisoes wedi’i anfon gyrraedd o hyd. Nid yw atebion rydych wedi’u hanfon yn newid.",
        gone: [
            "Nid ydym yn cadw eich cyfeiriad mwyach",
            "Mae’r cyfeiriad yr aeth yr e-bost hwn iddo wedi’i ddileu o’i restr, felly ni anfonir dim mwy ato. Nid oes \
             angen i chi wneud dim.",
            "Os cewch e-bost arall gennym, defnyddiwch y ddolen ar ddiwedd yr e-bost hwnnw.",
        ],
        surveys: "arolygon ar weithio gyda’r llyfrgell",
        summaries: "grynodebau o gyrsiau",
    },
};
