//! Written from `words/cy.json` by `UPDATE=1 cargo test -p common-ground-words`: change the words there.

use super::plural::{self, Plural};
use super::{
    CheckWords, EmailWords, FormWords, FrontWords, HelpWords, KeptWords, NoticeWords, PageWords, PagesWords,
    PaperWords, PartWords, PosterWords, PrivacyWords, ProblemsWords, RefusedWords, ScalesWords, SentWords,
    StartWords, StatementWords, UnsubscribingWords, Words,
};

pub(super) static WORDS: Words = Words {
    code: "cy",
    name: "Cymraeg",
    english_name: "Welsh",
    direction: "ltr",
    decimal: ".",
    comma: ", ",
    page: PageWords {
        skip: "Mynd i’r prif gynnwys",
        help: "Cael help",
        accessibility: "Datganiad hygyrchedd",
        privacy: "Preifatrwydd",
        error: "Gwall: ",
        problem: "Mae problem",
        languages: "Iaith",
    },
    start: StartWords {
        takes: "Yn cymryd",
        minutes: |n| match plural::cy(n) {
            Plural::Two => format!("{n} funud"),
            _ => format!("{n} munud"),
        },
        questions: "Cwestiynau",
        closes: "Yn cau",
        who_sees: "Pwy sy’n gweld eich atebion",
        start: "Dechrau",
        go_on: "Mynd ymlaen o’r lle y gwnaethoch stopio",
        notice: "Sut rydym yn gofalu am yr hyn rydych yn ei ddweud wrthym",
        whom: "I bwy rydych yn gweithio?",
        whom_why: "Mae gan bob ochr ei chwestiynau ei hun. Nid ydym yn cadw cofnod o’r hyn rydych yn ei \
                   ddewis yma.",
        library: "Rwy’n gweithio i’r llyfrgell",
        partner: "Rwy’n gweithio i sefydliad partner",
    },
    form: FormWords {
        step: |page, of| format!("Tudalen {page} o {of}"),
        left: |n| format!("Cwestiynau ar ôl: {n}"),
        next: "Parhau",
        back: "Yn ôl",
        or: "neu",
        needed: "mae angen ateb",
        blanks_all: "Gallwch adael unrhyw gwestiwn yn wag.",
        blanks_but_one: "Mae angen ateb un cwestiwn. Gallwch adael unrhyw gwestiwn arall yn wag.",
        blanks_some: "Mae nodyn wrth y cwestiynau y mae angen eu hateb. Gallwch adael unrhyw gwestiwn arall \
                      yn wag.",
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
        not_the_place: "Nid yr arolwg hwn yw’r lle i roi gwybod am hynny, oherwydd efallai na fydd eich ateb \
                        yn cael ei ddarllen mewn pryd.",
        safeguarding: "Os ydych yn poeni am blentyn, dywedwch wrth eich arweinydd diogelu neu’r gwasanaethau \
                       plant nawr: nid oes neb yn darllen yr arolwg hwn mewn pryd i weithredu.",
        kept_by_link: |until| {
            format!(
                "Angen stopio? Mae pob tudalen yn cael ei chadw pan fyddwch yn pwyso Parhau. Agorwch yr un \
                 ddolen i fynd ymlaen, tan {until}. Dim ond yr hyn a anfonwch ar y diwedd sy’n cyfrif."
            )
        },
        kept_by_browser: "Angen stopio? Pan fyddwch yn pwyso Parhau, mae’r dudalen yn cael ei chadw yn y \
                          porwr hwn, ac yn unman arall, nes i chi gau’r porwr. I ddod yn ôl ddiwrnod arall, \
                          cadwch eich atebion ar y ddyfais hon. Os yw eraill yn ei defnyddio hefyd, cliriwch \
                          nhw cyn i chi adael.",
        kept_by_nobody: "Gorffennwch ar un tro: fel na all neb ddweud pwy sydd wedi ateb, nid oes dim yn \
                         cael ei gadw nes i chi ei anfon.",
        later: "Cadw a pharhau yn nes ymlaen ar y ddyfais hon",
        clear: "Clirio fy atebion o’r ddyfais hon",
    },
    check: CheckWords {
        heading: "Gwirio eich atebion",
        lead: "Gallwch newid unrhyw un ohonynt nawr. Ar ôl eu hanfon, ni ellir eu newid.",
        blank: "Heb ei ateb",
        change: "Newid",
        change_what: "yr ateb i:",
        send_heading: "Eu hanfon nawr",
        send: "Anfon eich atebion",
    },
    kept: KeptWords {
        saved: "Mae eich atebion wedi’u cadw ar y ddyfais hon",
        saved_until: |closes| {
            format!(
                "Byddant yn aros yn y porwr hwn tan {closes}, neu nes i chi eu hanfon neu eu clirio. Nid oes \
                 dim wedi’i anfon eto."
            )
        },
        come_back: "I barhau, agorwch yr un ddolen neu gyfeiriad ar y ddyfais hon, yn y porwr hwn.",
        go_on: "Parhau nawr",
        cleared: "Mae eich atebion wedi’u clirio o’r ddyfais hon",
        cleared_lead: "Nid yw’r porwr hwn yn eu cadw mwyach. Os nad oeddech wedi’u hanfon, maent wedi mynd.",
        start_again: "Dechrau eto",
        open_again: "Os anfonwyd dolen bersonol atoch, agorwch hi eto i ateb.",
    },
    sent: SentWords {
        title: "Diolch",
        safe: "Mae eich atebion yn ddiogel.",
        closes: |closes| {
            format!("Mae’r arolwg yn cau ar {closes}. Wedyn bydd atebion pawb yn cael eu rhoi at ei gilydd.")
        },
        results: |contact| format!("I glywed beth ddywedodd pobl, gofynnwch ar ôl hynny: {contact}."),
        can_tell: "Gallwn anfon e-bost atoch pan fydd y canlyniadau ar gael, i’r cyfeiriad yr aeth eich \
                   gwahoddiad iddo.",
        tell_me: "Anfonwch e-bost ataf pan fydd y canlyniadau ar gael",
        will_tell: "Byddwn yn anfon e-bost atoch pan fydd y canlyniadau ar gael, i’r cyfeiriad yr aeth eich \
                    gwahoddiad iddo.",
        tell_me_not: "Peidiwch ag anfon e-bost ataf am y canlyniadau",
        you_asked: "Yr hyn y gofynnodd pobl i ni amdano o’r blaen, a’r hyn a wnaethom (tudalen Saesneg):",
        another: "Gall rhywun arall ateb ar y ddyfais hon",
        close: "Gallwch gau’r dudalen hon.",
    },
    refused: RefusedWords {
        unknown: [
            "Ni allwn ddod o hyd i’r arolwg hwn",
            "Nid oes gan unrhyw arolwg y cod yn y cyfeiriad hwn.",
            "Cymharwch bob llythyren a rhif â’r e-bost, y poster neu’r daflen a gawsoch. Os ydynt yr un \
             fath, gall y trefnydd ddweud wrthych beth yw’r cyfeiriad cywir.",
        ],
        not_open: "Nid yw’r arolwg hwn ar agor eto",
        opens: |at| format!("Mae’n agor ar {at}. Defnyddiwch yr un cyfeiriad eto bryd hynny."),
        closed: "Mae’r arolwg hwn wedi cau",
        closed_on: |at| format!("Caeodd ar {at}, felly ni ellir derbyn rhagor o atebion."),
        closed_next: "Ni chadwyd atebion nad oeddech wedi’u hanfon. Os oes gennych rywbeth i’w ddweud o hyd, \
                      dywedwch wrth y trefnydd.",
        used: [
            "Mae’r ddolen hon eisoes wedi cael ei defnyddio",
            "Mae atebion wedi cael eu hanfon gyda’r ddolen hon, a gellir defnyddio pob dolen unwaith.",
            "Maent wedi cyrraedd yn ddiogel; nid oes dim mwy i’w wneud. Os nad chi a’u hanfonodd, dywedwch \
             wrth y trefnydd.",
        ],
        expired: [
            "Nid yw’r ddolen hon yn gweithio mwyach",
            "Efallai fod un newydd yn eich blwch post: chwiliwch am yr e-bost diweddaraf am yr arolwg hwn.",
            "Os na allwch ddod o hyd i un, gall y trefnydd anfon un arall atoch.",
        ],
        personal: [
            "Mae angen eich dolen bersonol",
            "Mae pawb a wahoddir yn cael eu dolen eu hunain drwy e-bost.",
            "Agorwch y ddolen yn eich gwahoddiad. Os ydych wedi’i cholli, neu’n meddwl y dylech fod wedi \
             cael un, gall y trefnydd ei hanfon.",
        ],
        stopped: [
            "Gwnaethoch ofyn i ni stopio",
            "Dywedoch wrthym am beidio ag anfon e-byst atoch am arolygon, felly nid yw’r ddolen hon yn \
             gweithio mwyach ac ni fyddwn yn anfon rhagor.",
            "Os ydych wedi newid eich meddwl, neu os na wnaethoch ofyn am hyn, dywedwch wrth y trefnydd.",
        ],
        who_to_ask: "Pwy i’w holi",
        again: "Rhowch y cod eto",
        organiser: |contact| format!("Os oes gennych gwestiwn, cysylltwch â’r trefnydd: {contact}."),
    },
    problems: ProblemsWords {
        not_stored: "Ni allem gadw eich atebion. Nid oes dim wedi’i golli: arhoswch funud, yna anfonwch nhw \
                     eto",
        select: |asks| format!("Dewiswch ateb i “{asks}”"),
        enter: |asks| format!("Rhowch ateb i “{asks}”"),
        either: |asks, reason| format!("Dewiswch naill ai ateb neu “{reason}” ar gyfer “{asks}”"),
        one_only: |asks| format!("Rhowch un ateb yn unig i “{asks}”"),
        one_of_these: |asks| format!("Dewiswch un o’r atebion a ddangosir i “{asks}”"),
        not_both: |asks, alone| {
            format!("Dewiswch naill ai “{alone}” neu atebion eraill i “{asks}”, nid y ddau")
        },
        beside_another: |asks, other| {
            format!("Dewiswch “{other}” ar gyfer “{asks}”, neu glirio’r hyn a ysgrifennoch wrth ei ymyl")
        },
        too_many: |asks, most| format!("Dewiswch hyd at {most} o atebion i “{asks}”, a dim mwy"),
        place_twice: |asks| format!("Rhowch bob ateb i “{asks}” mewn un lle yn unig"),
        too_many_ranked: |asks, most| {
            format!("Rhowch hyd at {most} o atebion i “{asks}” mewn trefn, a dim mwy")
        },
        whole_number: |asks, min, max| format!("Rhowch rif cyfan rhwng {min} a {max} ar gyfer “{asks}”"),
        number_with_tenths: |asks, min, max| {
            format!("Rhowch rif rhwng {min} a {max}, fel {min}.5, ar gyfer “{asks}”")
        },
        number: |asks, min, max, decimals| {
            format!(
                "Rhowch rif rhwng {min} a {max}, â hyd at {decimals} o ddigidau ar ôl y pwynt, ar gyfer \
                 “{asks}”"
            )
        },
        date: |asks| format!("Rhowch ddyddiad, fel 2026-05-14, ar gyfer “{asks}”"),
        nothing_to_answer: "Nid oes dim i’w ateb yma",
        again: |asks| format!("Teipiwch eich ateb i “{asks}” eto; mae ynddo nodau na ellir eu cadw"),
        shorten: |asks, most, has| {
            format!("Byrhewch eich ateb i “{asks}” i {most} o nodau neu lai; mae ynddo {has}")
        },
        no_such_question: "Nid oes cwestiwn o’r fath yn y ffurflen hon; agorwch hi eto o’ch dolen",
    },
    notice: NoticeWords {
        promise_anonymous: |n| {
            format!(
                "Ni all neb gysylltu eich atebion â chi. Dim ond ar gyfer grwpiau o {n} neu fwy y dangosir \
                 canlyniadau."
            )
        },
        promise_confidential: |n| {
            format!(
                "Cedwir eich atebion ar wahân i’ch enw. Dim ond ar gyfer grwpiau o {n} neu fwy y mae \
                 rheolwyr yn gweld canlyniadau."
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
        law: "Mae’r gyfraith yn caniatáu hyn fel rhan o’n tasg gyhoeddus, sef rhedeg y gwasanaeth \
              llyfrgelloedd (GDPR y DU Erthygl 6(1)(e); Deddf Llyfrgelloedd Cyhoeddus ac Amgueddfeydd 1964, \
              adran 7).",
        address: "O ble y cawsom eich cyfeiriad",
        address_from: |source| format!("Cawsom eich cyfeiriad gan: {source}."),
        address_use: "Rydym yn ei ddefnyddio ar gyfer y rhaglen hon yn unig. Mae dolen ym mhob e-bost i’w \
                      stopio.",
        who_sees: "Pwy sy’n gweld eich atebion",
        groups: |n| format!("Dim ond ar gyfer grwpiau o {n} neu fwy y dangosir canlyniadau."),
        comments: |who| format!("Cyn i neb arall weld sylwadau, y rhain sy’n eu darllen: {who}."),
        nobody: |n| {
            format!(
                "Ni all neb gysylltu eich atebion â chi, nid hyd yn oed y bobl sy’n rhedeg y gwasanaeth hwn: \
                 nid yw’n cadw pa atebion a ddaeth o ba wahoddiad, ac mae’n nodi pwy sydd wedi ateb dim ond \
                 ar gyfer {n} neu fwy o bobl ar y tro."
            )
        },
        comment_tells: "Gallai’r hyn rydych yn ei ysgrifennu mewn sylw, neu’n ei ddweud amdanoch eich hun \
                        lle gofynnir i ychydig o bobl, ddangos pwy ydych chi o hyd, felly gadewch allan yr \
                        hyn na fyddai neb ond chi yn ei ddweud.",
        can_link: "Cedwir eich atebion ar wahân i’ch enw, ond gall y gwasanaeth hwn gysylltu’r ddau.",
        sees_link: |who| format!("Dim ond y rhain all weld y cysylltiad hwnnw: {who}."),
        both_sides: "Bydd dwy ochr y bartneriaeth yn gweld y ddwy set o atebion, ac efallai y byddant yn \
                     gwybod pa rai yw eich rhai chi.",
        never_mixed: "Ni fyddant byth yn cael eu cymysgu â’r atebion i arolygon eraill.",
        apart_from: |who| format!("Ar wahân i’r ddwy ochr, dim ond y rhain all eu gweld: {who}."),
        how_long: "Am ba hyd rydym yn eu cadw",
        list_days: |n| format!("Rydym yn dileu’r rhestr o bwy a wahoddwyd {n} diwrnod ar ôl cau."),
        link_days: |n| {
            format!("Rydym yn dileu’r cysylltiad rhyngoch chi a’ch atebion {n} diwrnod ar ôl cau.")
        },
        months: |comments, answers| {
            format!(
                "Rydym yn dileu sylwadau ar ôl {comments} mis ac atebion {answers} mis ar ôl yr adroddiad \
                 terfynol; wedyn dim ond cyfansymiau sydd ar ôl."
            )
        },
        backups: |n| format!("Mae copïau wrth gefn yn cael eu dileu ar ôl {n} diwrnod."),
        backups_tell: "Gallai copïau wrth gefn o wahanol ddyddiau, ochr yn ochr, ddangos pa atebion a ddaeth \
                       rhyngddynt, ond nid pwy a’u rhoddodd; dim ond y gweinyddwyr all eu darllen.",
        rights: "Eich hawliau",
        rights_anonymous: "Mae gennych hawl i weld a chywiro data amdanoch chi, ac i wrthwynebu ein defnydd \
                           ohono; ni allwn ddod o hyd i’ch atebion i wneud hynny, gan nad oes dim yn dweud \
                           pa rai yw eich rhai chi.",
        rights_linked: "Mae gennych hawl i weld a chywiro eich atebion, ac i wrthwynebu ein defnydd ohonynt, \
                        tra byddant wedi’u cysylltu â chi.",
        write: |contact| format!("Ysgrifennwch at: {contact}."),
        write_back: "Ysgrifennwch at bwy bynnag a anfonodd yr arolwg hwn atoch.",
        complain: "Os nad ydych yn fodlon ar ein hateb, gallwch gwyno i Swyddfa’r Comisiynydd Gwybodaeth, \
                   ico.org.uk.",
        choice: "Eich dewis chi",
        voluntary: "Nid oes rhaid i chi gymryd rhan, ac ni fydd dim yn digwydd os na wnewch.",
        share: "Atebwch dim ond os ydych yn fodlon rhannu eich atebion.",
        alike: "Os yw pawb mewn grŵp yn rhoi’r un ateb, mae ffigur y grŵp yn dangos yr ateb hwnnw.",
        open_link: |n| {
            format!(
                "Gall unrhyw un sydd â’r ddolen agored ateb, a hynny fwy nag unwaith, ac ni allwn ni wybod. \
                 Gallai rhywun sy’n gwneud hynny weithio allan beth atebodd ychydig o bobl eraill, felly mae \
                 canlyniadau a ddangosir cyn cau yn newid o leiaf {n} o atebion ar y tro."
            )
        },
        your_organisation: "eich sefydliad",
    },
    letter: EmailWords {
        dear: |name| format!("Annwyl {name},"),
        invites: |asker, title, why| format!("Mae {asker} yn gofyn i chi ateb “{title}”, {why}."),
        reminds: |asker, title, why| {
            format!("Mae amser o hyd i ateb “{title}”. Mae {asker} yn gofyn i chi, {why}.")
        },
        of_course: |course| format!("gan eich bod ar y rhestr hon: “{course}”"),
        of_library: "gan eich bod yn gweithio i’r llyfrgell",
        of_partner: "gan fod eich sefydliad yn gweithio gyda’r llyfrgell",
        since: "Ers ein harolwg diwethaf:",
        asked_and_done: |asked, done| format!("– Fe ofynnoch chi: {asked} Fe wnaethom ni: {done}"),
        how_long: |minutes, day, hour| format!("Mae’n cymryd {minutes}. Yn cau: {day}, {hour}."),
        subject: |title, minutes| format!("{title} ({minutes})"),
        subject_short: |minutes| format!("Eich barn ({minutes})"),
        subject_again: |title, day| format!("Tan {day}: {title}"),
        subject_again_short: |day| format!("Tan {day}: eich barn"),
        course_is: |when, place| format!("Y cwrs: {when}, {place}."),
        to_calendar: "Ychwanegu at eich calendr",
        answer: "Ateb nawr",
        yours_alone: "I chi yn unig y mae’r ddolen hon, ac mae’n gweithio unwaith. Nid oes angen cyfrinair.",
        answered: "Os ydych wedi ateb yn barod, diolch: anwybyddwch yr e-bost hwn.",
        questions: |who| format!("Cwestiynau: {who}."),
        your_address: |source, programme| {
            format!(
                "Cawsom eich cyfeiriad gan {source}, ac rydym yn ei ddefnyddio ar gyfer hyn yn unig: \
                 “{programme}”."
            )
        },
        results_of: |title| format!("Canlyniadau: {title}"),
        results_out: |title| {
            format!("Mae’r canlyniadau ar gael: “{title}”. Gofynnoch i ni roi gwybod i chi.")
        },
        in_short: "Yn fyr:",
        hear_more: |who| format!("I glywed mwy o’r hyn ddywedodd pobl, gofynnwch: {who}."),
        you_asked: "Rydych yn cael yr un neges hon am i chi ofyn amdani ar ôl ateb.",
        stop: "Stopio’r e-byst hyn",
        to_stop: "I stopio’r e-byst hyn",
    },
    poster: PosterWords {
        scan: "Sganiwch y cod QR, neu teipiwch y cyfeiriad.",
        your_code: "Defnyddiwch y cod ar gyfer eich ochr chi.",
        asks_side: "Gofynnir i chi i bwy rydych yn gweithio, er mwyn i chi gael y cwestiynau cywir.",
        library: "Staff y llyfrgell",
        partner: "Partneriaid",
        questions: |contact| format!("Cwestiynau? Cysylltwch â: {contact}."),
    },
    paper: PaperWords {
        sheet: |code| format!("Taflen arolwg {code}"),
        no_names: "Peidiwch ag ysgrifennu eich enw, a pheidiwch ag enwi na disgrifio unrhyw blentyn, nac \
                   unrhyw un arall.",
        hand_in: |closes| {
            format!(
                "Plygwch y daflen hon a’i rhoi i hyfforddwr cyn {closes}. Bydd eich atebion yn cael eu \
                 cofnodi, ac yna bydd y daflen yn cael ei dinistrio."
            )
        },
        return_to: |contact, closes| {
            format!(
                "Plygwch y daflen hon a’i rhoi i hyfforddwr, neu ei dychwelyd i {contact}, cyn {closes}. \
                 Bydd eich atebion yn cael eu cofnodi, ac yna bydd y daflen yn cael ei dinistrio."
            )
        },
        number: |min, max| format!("Rhif o {min} i {max}."),
        date: "Diwrnod, mis a blwyddyn.",
        rank: |n| {
            format!(
                "Ysgrifennwch rifau o 1 i {n} wrth ymyl y blychau: 1 ar gyfer yr hyn rydych ei eisiau fwyaf."
            )
        },
        up_to: |n| format!("Ticiwch hyd at {n}."),
        all: "Ticiwch bob un sy’n berthnasol.",
    },
    pages: PagesWords {
        front: FrontWords {
            title: "Ateb arolwg",
            lead: "Rhowch y cod y mae’r hyfforddwr yn ei ddangos i chi, neu agorwch y ddolen yn eich e-bost. \
                   Nid oes angen cyfrif arnoch.",
            code: "Cod",
            enter: "Rhowch y cod: chwe llythyren a rhif",
            go: "Mynd i’r arolwg",
            sign_in: "Mewngofnodi, os ydych yn cynnal cyrsiau",
        },
        help: HelpWords {
            title: "Help",
            lead: "Mae tudalen gyntaf pob arolwg yn dweud pwy sy’n gofyn a sut i gysylltu â nhw. Gallant \
                   ateb cwestiynau amdano.",
            ask: |contact| format!("Os na allwch ddod o hyd i’r dudalen honno, cysylltwch â: {contact}."),
            link: PartWords {
                heading: "Os nad yw dolen yn gweithio",
                text: "Agorwch y ddolen yn eich e-bost eto, neu teipiwch y cyfeiriad cyfan. Mae dolen \
                       bersonol yn gweithio nes i chi anfon eich atebion. Mae dolen agored yn gweithio nes \
                       i’r arolwg gau.",
            },
            stop: PartWords {
                heading: "Os oes rhaid i chi stopio hanner ffordd",
                text: "Mae pob tudalen yn cael ei chadw pan fyddwch yn pwyso Parhau. Mae’r dudalen yn dweud \
                       ble: o dan eich dolen bersonol, neu yn y porwr rydych yn ei ddefnyddio.",
            },
            staff: PartWords {
                heading: "Os ydych yn gweithio yma",
                text: "â’r cyfeiriad e-bost a ychwanegodd eich gweinyddwr ar eich cyfer. Os ydych wedi \
                       anghofio eich cyfrinair, gallwch ddewis un newydd yno.",
            },
            sign_in: "Mewngofnodwch",
        },
        privacy: PrivacyWords {
            title: "Preifatrwydd",
            lead: "Mae gan bob arolwg ei hysbysiad preifatrwydd ei hun ar ei dudalen gyntaf. Mae’n dweud pwy \
                   sy’n gofyn, pam, pwy sy’n gweld beth, ac am ba hyd y cedwir atebion.",
            every_survey: "Ar gyfer pob arolwg yma:",
            voluntary: "Nid oes rhaid i chi gymryd rhan. Gallwch adael unrhyw gwestiwn yn wag, heblaw am yr \
                        un sy’n gofyn dros ba grŵp rydych yn ateb.",
            groups: |n| format!("Dim ond ar gyfer grwpiau o {n} neu fwy o bobl y dangosir canlyniadau."),
            others: [
                "Nid ydym yn cadw eich enw, cyfeiriad eich dyfais na’r amser gyda’ch atebion.",
                "Mewn arolwg dienw, ni all neb gysylltu eich atebion â chi, nid hyd yn oed y gweinyddwr.",
                "Nid ydym yn olrhain a ydych yn agor e-byst neu’n clicio ar ddolenni ynddynt.",
            ],
            cookies: "Dim ond i gadw’r hyn rydych wedi’i roi tra byddwch yn ateb, ac i gadw staff wedi \
                      mewngofnodi, yr ydym yn defnyddio cwcis.",
        },
        statement: StatementWords {
            applies_to: |site, organisation| {
                format!(
                    "Mae’r datganiad hwn yn berthnasol i’r wefan hon: {site}. Y corff sy’n ei rhedeg: \
                     {organisation}. Rydym am i gynifer o bobl â phosibl allu ei defnyddio."
                )
            },
            should: "Dylech allu:",
            can: [
                "chwyddo hyd at 400% heb i’r testun lifo oddi ar y sgrin",
                "defnyddio pob tudalen â bysellfwrdd yn unig",
                "defnyddio pob tudalen â darllenydd sgrin",
                "defnyddio pob tudalen heb JavaScript, ac ar hen ffôn",
                "darllen ffigurau pob siart mewn tabl wrth ei ymyl, a gwahaniaethu rhwng pethau heb ddibynnu \
                 ar liw",
            ],
            in_the_way: "Os oes rhywbeth yn eich rhwystro",
            tell: "Dywedwch wrth y sawl a enwir ar dudalen gyntaf yr arolwg. Gallant roi’r wybodaeth ar y \
                   wefan hon i chi mewn fformat arall, a threfnu i chi ateb ar bapur neu dros y ffôn.",
            tell_or: |contact| {
                format!(
                    "Dywedwch wrth y sawl a enwir ar dudalen gyntaf yr arolwg, neu’r rhain: {contact}. \
                     Gallant roi’r wybodaeth ar y wefan hon i chi mewn fformat arall, a threfnu i chi ateb \
                     ar bapur neu dros y ffôn."
                )
            },
            report: PartWords {
                heading: "Rhoi gwybod am broblemau hygyrchedd",
                text: "Os dewch o hyd i broblem nad yw wedi’i rhestru ar y dudalen hon, neu os ydych yn \
                       meddwl nad ydym yn bodloni’r gofynion hygyrchedd, dywedwch wrth yr un person.",
            },
            enforcement: PartWords {
                heading: "Y drefn orfodi",
                text: "Y Comisiwn Cydraddoldeb a Hawliau Dynol (EHRC) sy’n gyfrifol am orfodi Rheoliadau \
                       Hygyrchedd Cyrff Sector Cyhoeddus (Gwefannau a Rhaglenni Symudol) (Rhif 2) 2018 (y \
                       ‘rheoliadau hygyrchedd’). Os nad ydych yn fodlon ar ein hymateb i’ch cwyn, cysylltwch \
                       â’r corff hwn:",
            },
            advice: "Y Gwasanaeth Cynghori a Chymorth Cydraddoldeb (EASS)",
            technical: "Gwybodaeth dechnegol am hygyrchedd y wefan hon",
            committed: |organisation| {
                format!(
                    "Mae’r corff hwn wedi ymrwymo i wneud ei wefan yn hygyrch, yn unol â’r rheoliadau \
                     hygyrchedd: {organisation}."
                )
            },
            compliance: PartWords {
                heading: "Statws cydymffurfio",
                text: "Mae’r wefan hon yn cydymffurfio’n rhannol â fersiwn 2.2 y Canllawiau Hygyrchedd \
                       Cynnwys Gwe (WCAG) ar lefel AA, oherwydd yr achosion o ddiffyg cydymffurfio a restrir \
                       isod.",
            },
            not_accessible: PartWords {
                heading: "Cynnwys nad yw’n hygyrch",
                text: "Nid yw’r cynnwys hwn yn cydymffurfio â’r rheoliadau hygyrchedd:",
            },
            failings: [
                "Mae tudalennau wal a ffôn bwrdd gweithdy, a nifer yr atebion ar dudalen a daflunnir, yn eu \
                 diweddaru eu hunain tra bo’r dudalen ar agor, ac ni ellir eu hoedi: mae pawb yn yr ystafell \
                 yn dilyn yr un dudalen, ac nid ydym eto wedi creu ffordd i un ohonynt ei hoedi. Mae hyn yn \
                 methu maen prawf llwyddiant 2.2.2 WCAG 2.2 (oedi, stopio, cuddio). Heb JavaScript, nid \
                 ydynt yn newid nes i chi ail-lwytho’r dudalen.",
                "Mae geiriau y mae llyfrgell yn eu hysgrifennu ei hun, fel enwau, manylion cyswllt a diben \
                 arolwg, yn ymddangos yn yr iaith y cawsant eu hysgrifennu ynddi. Ar dudalen mewn iaith \
                 arall, nid yw hynny wedi’i nodi ar gyfer darllenwyr sgrin, gan nad ydym yn gofyn i’r \
                 llyfrgell ym mha iaith y maent. Mae hyn yn methu maen prawf llwyddiant 3.1.2 WCAG 2.2 \
                 (iaith rhannau).",
            ],
            burden: PartWords {
                heading: "Baich anghymesur",
                text: "Nid ydym yn honni y byddai trwsio dim o hyn yn faich anghymesur.",
            },
            preparation: "Paratoi’r datganiad hygyrchedd hwn",
            prepared: |on, reviewed| {
                format!("Paratowyd y datganiad hwn ar {on}. Cafodd ei adolygu ddiwethaf ar {reviewed}.")
            },
            method: "Mae’n seiliedig ar brofion awtomatig sy’n rhedeg ar bob tudalen cyn pob fersiwn: \
                     axe-core yn Chromium, ar ffôn ac ar gyfrifiadur, yn olau ac yn dywyll; lled i lawr at \
                     320 picsel; tasgau cyfan â bysellfwrdd yn unig, a heb JavaScript; cyferbyniad pob lliw; \
                     a marcio pob tudalen.",
            untested: "Nid yw’r wefan wedi cael ei harchwilio gan gorff arall, na’i phrofi gan bobl sy’n \
                       defnyddio darllenwyr sgrin, chwyddwyr neu adnabod lleferydd bob dydd.",
            unread: "Nid yw’r tudalennau, yr e-byst na’r arolygon parod Cymraeg wedi cael eu gwirio gan \
                     siaradwr Cymraeg iaith gyntaf. Os yw rhywbeth yn y Gymraeg yn anghywir neu’n aneglur, \
                     dywedwch wrthym. Gallwch ddarllen pob tudalen yn Saesneg.",
        },
        unsubscribing: UnsubscribingWords {
            asks: "Stopio’r e-byst hyn?",
            sends: |who, about, to| format!("Anfonir e-byst am {about} at {to} gan: {who}."),
            not_yet: "Nid oes dim wedi newid eto. I gadw’r e-byst, caewch y dudalen hon.",
            button: "Stopio’r e-byst hyn",
            done: "Ni fyddwch yn cael yr e-byst hyn mwyach",
            never_again: |who, about, to| format!("Ni anfonir e-byst am {about} at {to} eto gan: {who}."),
            on_its_way: "Gall e-bost sydd eisoes wedi’i anfon gyrraedd o hyd. Nid yw atebion rydych wedi’u \
                         hanfon yn newid.",
            gone: [
                "Nid ydym yn cadw eich cyfeiriad mwyach",
                "Mae’r cyfeiriad yr aeth yr e-bost hwn iddo wedi’i ddileu o’i restr, felly ni anfonir dim \
                 mwy ato. Nid oes angen i chi wneud dim.",
                "Os cewch e-bost arall gennym, defnyddiwch y ddolen ar ddiwedd yr e-bost hwnnw.",
            ],
            surveys: "arolygon ar weithio gyda’r llyfrgell",
            summaries: "grynodebau o gyrsiau",
        },
    },
    dont_know: "Ddim yn gwybod",
    not_applicable: "Ddim yn berthnasol i ni",
    prefer_not_to_say: "Gwell gen i beidio â dweud",
    scales: ScalesWords {
        amount5: [
            "Dim o gwbl",
            "I raddau bach",
            "I raddau cymedrol",
            "I raddau helaeth",
            "I raddau helaeth iawn",
        ],
        confidence5: [
            "Ddim yn hyderus o gwbl",
            "Ychydig yn hyderus",
            "Gweddol hyderus",
            "Hyderus iawn",
            "Hollol hyderus",
        ],
        useful5: [
            "Ddim yn ddefnyddiol o gwbl",
            "Ychydig yn ddefnyddiol",
            "Gweddol ddefnyddiol",
            "Defnyddiol iawn",
            "Hynod ddefnyddiol",
        ],
        going5: ["Yn wael iawn", "Yn eithaf gwael", "Ddim yn dda nac yn wael", "Yn eithaf da", "Yn dda iawn"],
        pace5: [
            "Llawer rhy araf",
            "Braidd yn rhy araf",
            "Yn iawn",
            "Braidd yn rhy gyflym",
            "Llawer rhy gyflym",
        ],
        likely5: ["Ddim yn debygol o gwbl", "Ychydig yn debygol", "Gweddol debygol", "Tebygol iawn", "Sicr"],
        share5: ["Dim un ohonynt", "Ychydig", "Tua hanner", "Y rhan fwyaf", "Pob un ohonynt"],
    },
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
