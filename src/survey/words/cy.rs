//! Welsh. Plain and polite (“chi”). Names and settings of the programme are put in after a colon where they can be,
//! so that no word beside them needs to mutate.

use common_ground_reports::scale;

use super::{Check, Form, Kept, Notice, Page, Problems, Refused, Sent, Start, Words, letter, pages};

pub(super) static WORDS: Words = Words {
    code: "cy",
    name: "Cymraeg",
    page: Page {
        skip: "Mynd i’r prif gynnwys",
        help: "Cael help",
        accessibility: "Datganiad hygyrchedd",
        privacy: "Preifatrwydd",
        error: "Gwall: ",
        problem: "Mae problem",
        languages: "Iaith",
    },
    start: Start {
        takes: "Yn cymryd",
        // Two is the one number that softens the word after it.
        minutes: |n| format!("{n} {}", if n == 2 { "funud" } else { "munud" }),
        questions: "Cwestiynau",
        closes: "Yn cau",
        who_sees: "Pwy sy’n gweld eich atebion",
        start: "Dechrau",
        go_on: "Mynd ymlaen o’r lle y gwnaethoch stopio",
        notice: "Sut rydym yn gofalu am yr hyn rydych yn ei ddweud wrthym",
        whom: "I bwy rydych yn gweithio?",
        whom_why: "Mae gan bob ochr ei chwestiynau ei hun. Nid ydym yn cadw cofnod o’r hyn rydych yn ei ddewis yma.",
        library: "Rwy’n gweithio i’r llyfrgell",
        partner: "Rwy’n gweithio i sefydliad partner",
    },
    form: FORM,
    check: Check {
        heading: "Gwirio eich atebion",
        lead: "Gallwch newid unrhyw un ohonynt nawr. Ar ôl eu hanfon, ni ellir eu newid.",
        blank: "Heb ei ateb",
        change: "Newid",
        change_what: "yr ateb i:",
        send_heading: "Eu hanfon nawr",
        send: "Anfon eich atebion",
    },
    kept: Kept {
        saved: "Mae eich atebion wedi’u cadw ar y ddyfais hon",
        saved_until: |closes| {
            format!(
                "Byddant yn aros yn y porwr hwn tan {closes}, neu nes i chi eu hanfon neu eu clirio. Nid oes dim wedi’i \
                 anfon eto."
            )
        },
        come_back: "I barhau, agorwch yr un ddolen neu gyfeiriad ar y ddyfais hon, yn y porwr hwn.",
        go_on: "Parhau nawr",
        cleared: "Mae eich atebion wedi’u clirio o’r ddyfais hon",
        cleared_lead: "Nid yw’r porwr hwn yn eu cadw mwyach. Os nad oeddech wedi’u hanfon, maent wedi mynd.",
        start_again: "Dechrau eto",
        open_again: "Os anfonwyd dolen bersonol atoch, agorwch hi eto i ateb.",
    },
    sent: Sent {
        title: "Diolch",
        safe: "Mae eich atebion yn ddiogel.",
        closes: |closes| {
            format!("Mae’r arolwg yn cau ar {closes}. Wedyn bydd atebion pawb yn cael eu rhoi at ei gilydd.")
        },
        results: |contact| format!("I glywed beth ddywedodd pobl, gofynnwch ar ôl hynny: {contact}."),
        can_tell: "Gallwn anfon e-bost atoch pan fydd y canlyniadau ar gael, i’r cyfeiriad yr aeth eich gwahoddiad iddo.",
        tell_me: "Anfonwch e-bost ataf pan fydd y canlyniadau ar gael",
        will_tell: "Byddwn yn anfon e-bost atoch pan fydd y canlyniadau ar gael, i’r cyfeiriad yr aeth eich gwahoddiad \
                    iddo.",
        tell_me_not: "Peidiwch ag anfon e-bost ataf am y canlyniadau",
        you_asked: "Yr hyn y gofynnodd pobl i ni amdano o’r blaen, a’r hyn a wnaethom (tudalen Saesneg):",
        another: "Gall rhywun arall ateb ar y ddyfais hon",
        close: "Gallwch gau’r dudalen hon.",
    },
    refused: REFUSED,
    problems: PROBLEMS,
    notice: NOTICE,
    letter: letter::WELSH,
    pages: pages::WELSH,
    dont_know: "Ddim yn gwybod",
    not_applicable: "Ddim yn berthnasol i ni",
    prefer_not_to_say: "Gwell gen i beidio â dweud",
    scales: |key| SCALES.iter().find(|(name, _)| *name == key).map(|(_, labels)| labels.map(str::to_owned)),
    weekdays: [
        "dydd Llun",
        "dydd Mawrth",
        "dydd Mercher",
        "dydd Iau",
        "dydd Gwener",
        "dydd Sadwrn",
        "dydd Sul",
    ],
    months: [
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ],
};

const SCALES: [(&str, [&str; 5]); 7] = [
    (scale::AMOUNT5, ["Dim o gwbl", "Ychydig", "Rhywfaint", "Llawer", "Llawer iawn"]),
    (
        scale::CONFIDENCE5,
        ["Ddim yn hyderus o gwbl", "Ychydig yn hyderus", "Gweddol hyderus", "Hyderus iawn", "Hollol hyderus"],
    ),
    (
        scale::USEFUL5,
        [
            "Ddim yn ddefnyddiol o gwbl",
            "Ychydig yn ddefnyddiol",
            "Gweddol ddefnyddiol",
            "Defnyddiol iawn",
            "Hynod ddefnyddiol",
        ],
    ),
    (
        scale::GOING5,
        ["Yn wael iawn", "Yn eithaf gwael", "Ddim yn dda nac yn wael", "Yn eithaf da", "Yn dda iawn"],
    ),
    (
        scale::PACE5,
        [
            "Llawer yn rhy araf",
            "Braidd yn rhy araf",
            "Yn iawn",
            "Braidd yn rhy gyflym",
            "Llawer yn rhy gyflym",
        ],
    ),
    (
        scale::LIKELY5,
        ["Ddim yn debygol o gwbl", "Ychydig yn debygol", "Gweddol debygol", "Tebygol iawn", "Sicr"],
    ),
    (scale::SHARE5, ["Dim un ohonynt", "Ychydig", "Tua hanner", "Y rhan fwyaf", "Pob un ohonynt"]),
];

const FORM: Form = Form {
    step: |page, of| format!("Tudalen {page} o {of}"),
    left: |n| format!("Cwestiynau ar ôl: {n}"),
    next: "Parhau",
    back: "Yn ôl",
    or: "neu",
    needed: "mae angen ateb",
    blanks_all: "Gallwch adael unrhyw gwestiwn yn wag.",
    blanks_but_one: "Mae angen ateb un cwestiwn. Gallwch adael unrhyw gwestiwn arall yn wag.",
    blanks_some: "Mae nodyn wrth y cwestiynau y mae angen eu hateb. Gallwch adael unrhyw gwestiwn arall yn wag.",
    places: ["Yn gyntaf", "Yn ail", "Yn drydydd", "Yn bedwerydd", "Yn bumed"],
    no_choice: "Dim dewis",
    your_answer: |label| format!("[eich ateb i “{label}”]"),
    other: "Arall",
    please_say: "Dywedwch beth",
    up_to: |n| format!("Dewiswch hyd at {n}."),
    all_that_apply: "Dewiswch bob un sy’n berthnasol.",
    between: |least, most| format!("O {least} i {most}."),
    characters: |most| format!("Hyd at {most} o nodau."),
    characters_left: "Nodau ar ôl",
    characters_over: "Nodau dros y terfyn",
    names: "Peidiwch ag enwi na disgrifio unrhyw blentyn, nac unrhyw un arall.",
    worried: "Os ydych yn poeni am blentyn",
    not_the_place: "Nid yr arolwg hwn yw’r lle i roi gwybod am hynny, oherwydd efallai na fydd eich ateb yn cael ei \
                    ddarllen mewn pryd.",
    safeguarding: "Os ydych yn poeni am blentyn, dywedwch wrth eich arweinydd diogelu neu’r gwasanaethau plant nawr: \
                   nid oes neb yn darllen yr arolwg hwn mewn pryd i weithredu.",
    kept_by_link: |until| {
        format!(
            "Angen stopio? Mae pob tudalen yn cael ei chadw pan fyddwch yn pwyso Parhau. Agorwch yr un ddolen i fynd \
             ymlaen, tan {until}. Dim ond yr hyn a anfonwch ar y diwedd sy’n cyfrif."
        )
    },
    kept_by_browser: "Angen stopio? Pan fyddwch yn pwyso Parhau, mae’r dudalen yn cael ei chadw yn y porwr hwn, ac yn \
                      unman arall, nes i chi gau’r porwr. I ddod yn ôl ddiwrnod arall, cadwch eich atebion ar y \
                      ddyfais hon. Os yw eraill yn ei defnyddio hefyd, cliriwch nhw cyn i chi adael.",
    kept_by_nobody: "Gorffennwch ar un tro: fel na all neb ddweud pwy sydd wedi ateb, nid oes dim yn cael ei gadw nes \
                     i chi ei anfon.",
    later: "Cadw a pharhau yn nes ymlaen ar y ddyfais hon",
    clear: "Clirio fy atebion o’r ddyfais hon",
};

const REFUSED: Refused = Refused {
    unknown: [
        "Ni allwn ddod o hyd i’r arolwg hwn",
        "Nid oes gan unrhyw arolwg y cod yn y cyfeiriad hwn.",
        "Cymharwch bob llythyren a rhif â’r e-bost, y poster neu’r daflen a gawsoch. Os ydynt yr un fath, gall y \
         trefnydd ddweud wrthych beth yw’r cyfeiriad cywir.",
    ],
    not_open: "Nid yw’r arolwg hwn ar agor eto",
    opens: |at| format!("Mae’n agor ar {at}. Defnyddiwch yr un cyfeiriad eto bryd hynny."),
    closed: "Mae’r arolwg hwn wedi cau",
    closed_on: |at| format!("Caeodd ar {at}, felly ni ellir derbyn rhagor o atebion."),
    closed_next: "Ni chadwyd atebion nad oeddech wedi’u hanfon. Os oes gennych rywbeth i’w ddweud \
                  o hyd, dywedwch wrth y trefnydd.",
    used: [
        "Mae’r ddolen hon eisoes wedi cael ei defnyddio",
        "Mae atebion wedi cael eu hanfon gyda’r ddolen hon, a gellir defnyddio pob dolen unwaith.",
        "Maent wedi cyrraedd yn ddiogel; nid oes dim mwy i’w wneud. Os nad chi a’u hanfonodd, dywedwch wrth y trefnydd.",
    ],
    expired: [
        "Nid yw’r ddolen hon yn gweithio mwyach",
        "Efallai fod un newydd yn eich blwch post: chwiliwch am yr e-bost diweddaraf am yr arolwg hwn.",
        "Os na allwch ddod o hyd i un, gall y trefnydd anfon un arall atoch.",
    ],
    personal: [
        "Mae angen eich dolen bersonol",
        "Mae pawb a wahoddir yn cael eu dolen eu hunain drwy e-bost.",
        "Agorwch y ddolen yn eich gwahoddiad. Os ydych wedi’i cholli, neu’n meddwl y dylech fod wedi cael un, gall y \
         trefnydd ei hanfon.",
    ],
    stopped: [
        "Gwnaethoch ofyn i ni stopio",
        "Dywedoch wrthym am beidio ag anfon e-byst atoch am arolygon, felly nid yw’r ddolen hon yn gweithio mwyach ac ni \
         fyddwn yn anfon rhagor.",
        "Os ydych wedi newid eich meddwl, neu os na wnaethoch ofyn am hyn, dywedwch wrth y trefnydd.",
    ],
    who_to_ask: "Pwy i’w holi",
    again: "Rhowch y cod eto",
    organiser: |contact| format!("Os oes gennych gwestiwn, cysylltwch â’r trefnydd: {contact}."),
};

const PROBLEMS: Problems = Problems {
    not_stored: "Ni allem gadw eich atebion. Nid oes dim wedi’i golli: arhoswch funud, yna anfonwch nhw eto",
    select: |asks| format!("Dewiswch ateb i “{asks}”"),
    enter: |asks| format!("Rhowch ateb i “{asks}”"),
    either: |asks, reason| format!("Dewiswch naill ai ateb neu “{reason}” ar gyfer “{asks}”"),
    one_only: |asks| format!("Rhowch un ateb yn unig i “{asks}”"),
    one_of_these: |asks| format!("Dewiswch un o’r atebion a ddangosir i “{asks}”"),
    not_both: |asks, alone| format!("Dewiswch naill ai “{alone}” neu atebion eraill i “{asks}”, nid y ddau"),
    beside_another: |asks, other| {
        format!("Dewiswch “{other}” ar gyfer “{asks}”, neu glirio’r hyn a ysgrifennoch wrth ei ymyl")
    },
    too_many: |asks, most| format!("Dewiswch hyd at {most} o atebion i “{asks}”, a dim mwy"),
    place_twice: |asks| format!("Rhowch bob ateb i “{asks}” mewn un lle yn unig"),
    too_many_ranked: |asks, most| format!("Rhowch hyd at {most} o atebion i “{asks}” mewn trefn, a dim mwy"),
    whole_number: |asks, min, max| format!("Rhowch rif cyfan rhwng {min} a {max} ar gyfer “{asks}”"),
    number: |asks, min, max, decimals| match decimals {
        1 => format!("Rhowch rif rhwng {min} a {max}, fel {min}.5, ar gyfer “{asks}”"),
        _ => format!(
            "Rhowch rif rhwng {min} a {max}, â hyd at {decimals} o ddigidau ar ôl y pwynt, ar gyfer “{asks}”"
        ),
    },
    date: |asks| format!("Rhowch ddyddiad, fel 2026-05-14, ar gyfer “{asks}”"),
    nothing_to_answer: "Nid oes dim i’w ateb yma",
    again: |asks| format!("Teipiwch eich ateb i “{asks}” eto; mae ynddo nodau na ellir eu cadw"),
    shorten: |asks, most, has| {
        format!("Byrhewch eich ateb i “{asks}” i {most} o nodau neu lai; mae ynddo {has}")
    },
    no_such_question: "Nid oes cwestiwn o’r fath yn y ffurflen hon; agorwch hi eto o’ch dolen",
};

const NOTICE: Notice = Notice {
    promise_anonymous: |n| {
        format!(
            "Ni all neb gysylltu eich atebion â chi. Dim ond ar gyfer grwpiau o {n} neu fwy y dangosir canlyniadau."
        )
    },
    promise_confidential: |n| {
        format!(
            "Cedwir eich atebion ar wahân i’ch enw. Dim ond ar gyfer grwpiau o {n} neu fwy y mae rheolwyr yn gweld \
             canlyniadau."
        )
    },
    promise_shared: "Bydd dwy ochr y bartneriaeth yn gweld y ddwy set o atebion.",
    skip: "Gallwch hepgor unrhyw gwestiwn ond y cyntaf.",
    who_asks: "Pwy sy’n gofyn",
    responsible: |who| {
        format!("Y corff sy’n gofyn, ac sy’n gyfrifol am yr hyn sy’n digwydd i’ch atebion: {who}.")
    },
    questions: |contact| format!("Cwestiynau am yr arolwg hwn: {contact}."),
    officer: |officer| format!("Swyddog diogelu data: {officer}."),
    why: "Pam rydym yn gofyn",
    purpose: |purpose| format!("Diben yr arolwg: {purpose}."),
    law: "Mae’r gyfraith yn caniatáu hyn fel rhan o’n tasg gyhoeddus, sef rhedeg y gwasanaeth llyfrgelloedd (GDPR y DU \
          Erthygl 6(1)(e); Deddf Llyfrgelloedd Cyhoeddus ac Amgueddfeydd 1964, adran 7).",
    address: "O ble y cawsom eich cyfeiriad",
    address_from: |source| format!("Cawsom eich cyfeiriad gan: {source}."),
    address_use: "Rydym yn ei ddefnyddio ar gyfer y rhaglen hon yn unig. Mae dolen ym mhob e-bost i’w stopio.",
    who_sees: "Pwy sy’n gweld eich atebion",
    groups: |n| format!("Dim ond ar gyfer grwpiau o {n} neu fwy y dangosir canlyniadau."),
    comments: |who| format!("Cyn i neb arall weld sylwadau, y rhain sy’n eu darllen: {who}."),
    nobody: |n| {
        format!(
            "Ni all neb gysylltu eich atebion â chi, nid hyd yn oed y bobl sy’n rhedeg y gwasanaeth hwn: nid yw’n cadw \
             pa atebion a ddaeth o ba wahoddiad, ac mae’n nodi pwy sydd wedi ateb dim ond ar gyfer {n} neu fwy o bobl ar \
             y tro."
        )
    },
    comment_tells: "Gallai’r hyn rydych yn ei ysgrifennu mewn sylw, neu’n ei ddweud amdanoch eich hun lle gofynnir i \
                    ychydig o bobl, ddangos pwy ydych chi o hyd, felly gadewch allan yr hyn na fyddai neb ond chi yn ei \
                    ddweud.",
    can_link: "Cedwir eich atebion ar wahân i’ch enw, ond gall y gwasanaeth hwn gysylltu’r ddau.",
    sees_link: |who| format!("Dim ond y rhain all weld y cysylltiad hwnnw: {who}."),
    both_sides: "Bydd dwy ochr y bartneriaeth yn gweld y ddwy set o atebion, ac efallai y byddant yn gwybod pa rai yw \
                 eich rhai chi.",
    never_mixed: "Ni fyddant byth yn cael eu cymysgu â’r atebion i arolygon eraill.",
    apart_from: |who| format!("Ar wahân i’r ddwy ochr, dim ond y rhain all eu gweld: {who}."),
    how_long: "Am ba hyd rydym yn eu cadw",
    list_days: |n| format!("Rydym yn dileu’r rhestr o bwy a wahoddwyd {n} diwrnod ar ôl cau."),
    link_days: |n| format!("Rydym yn dileu’r cysylltiad rhyngoch chi a’ch atebion {n} diwrnod ar ôl cau."),
    months: |comments, answers| {
        format!(
            "Rydym yn dileu sylwadau ar ôl {comments} mis ac atebion {answers} mis ar ôl yr adroddiad terfynol; wedyn \
             dim ond cyfansymiau sydd ar ôl."
        )
    },
    backups: |n| format!("Mae copïau wrth gefn yn cael eu dileu ar ôl {n} diwrnod."),
    backups_tell: "Gallai copïau wrth gefn o wahanol ddyddiau, ochr yn ochr, ddangos pa atebion a ddaeth rhyngddynt, \
                   ond nid pwy a’u rhoddodd; dim ond y gweinyddwyr all eu darllen.",
    rights: "Eich hawliau",
    rights_anonymous: "Mae gennych hawl i weld a chywiro data amdanoch chi, ac i wrthwynebu ein defnydd ohono; ni allwn \
                       ddod o hyd i’ch atebion i wneud hynny, gan nad oes dim yn dweud pa rai yw eich rhai chi.",
    rights_linked: "Mae gennych hawl i weld a chywiro eich atebion, ac i wrthwynebu ein defnydd ohonynt, tra byddant \
                    wedi’u cysylltu â chi.",
    write: |contact| format!("Ysgrifennwch at: {contact}."),
    write_back: "Ysgrifennwch at bwy bynnag a anfonodd yr arolwg hwn atoch.",
    complain: "Os nad ydych yn fodlon ar ein hateb, gallwch gwyno i Swyddfa’r Comisiynydd Gwybodaeth, ico.org.uk.",
    choice: "Eich dewis chi",
    voluntary: "Nid oes rhaid i chi gymryd rhan, ac ni fydd dim yn digwydd os na wnewch.",
    share: "Atebwch dim ond os ydych yn fodlon rhannu eich atebion.",
    alike: "Os yw pawb mewn grŵp yn rhoi’r un ateb, mae ffigur y grŵp yn dangos yr ateb hwnnw.",
    open_link: |n| {
        format!(
            "Gall unrhyw un sydd â’r ddolen agored ateb, a hynny fwy nag unwaith, ac ni allwn ni wybod. Gallai rhywun \
             sy’n gwneud hynny weithio allan beth atebodd ychydig o bobl eraill, felly mae canlyniadau a ddangosir cyn \
             cau yn newid o leiaf {n} o atebion ar y tro."
        )
    },
    your_organisation: "eich sefydliad",
};
