//! Written from `words/ro.json` by `UPDATE=1 cargo test -p common-ground-words`: change the words there.

use super::plural::{self, Plural};
use super::{
    CheckWords, EmailWords, FormWords, FrontWords, HelpWords, KeptWords, NoticeWords, PageWords, PagesWords,
    PaperWords, PartWords, PosterWords, PrivacyWords, ProblemsWords, RefusedWords, ScalesWords, SentWords,
    StartWords, StatementWords, UnsubscribingWords, Words,
};

pub(super) static WORDS: Words = Words {
    code: "ro",
    name: "Română",
    english_name: "Romanian",
    direction: "ltr",
    decimal: ",",
    comma: ", ",
    page: PageWords {
        skip: "Salt la conținutul principal",
        help: "Ajutor",
        accessibility: "Declarație de accesibilitate",
        privacy: "Confidențialitate",
        error: "Eroare: ",
        problem: "A apărut o problemă",
        languages: "Limba",
    },
    start: StartWords {
        takes: "Durează",
        minutes: |n| match plural::ro(n) {
            Plural::One => "un minut".to_owned(),
            Plural::Few => format!("{n} minute"),
            _ => format!("{n} de minute"),
        },
        questions: "Întrebări",
        closes: "Se închide",
        who_sees: "Cine vede răspunsurile dumneavoastră",
        start: "Începeți",
        go_on: "Continuați de unde ați rămas",
        notice: "Cum avem grijă de ceea ce ne spuneți",
        whom: "Unde lucrați?",
        whom_why: "Fiecare parte are propriile întrebări. Nu păstrăm ceea ce alegeți aici.",
        library: "Lucrez la bibliotecă",
        partner: "Lucrez la o organizație parteneră",
    },
    form: FormWords {
        step: |page, of| format!("Pagina {page} din {of}"),
        left: |n| match plural::ro(n) {
            Plural::One => "A mai rămas o întrebare".to_owned(),
            Plural::Few => format!("Au mai rămas {n} întrebări"),
            _ => format!("Au mai rămas {n} de întrebări"),
        },
        next: "Continuați",
        back: "Înapoi",
        or: "sau",
        needed: "necesită un răspuns",
        blanks_all: "Puteți sări peste orice întrebare.",
        blanks_but_one: "O singură întrebare necesită un răspuns. Peste oricare alta puteți sări.",
        blanks_some: "Întrebările care necesită un răspuns sunt marcate. Peste oricare alta puteți sări.",
        places: ["Primul loc", "Al doilea loc", "Al treilea loc", "Al patrulea loc", "Al cincilea loc"],
        no_choice: "Nicio alegere",
        your_answer: |label| format!("[răspunsul dumneavoastră la „{label}”]"),
        other: "Altceva",
        please_say: "Vă rugăm să precizați",
        up_to: |n| format!("Alegeți cel mult {n}."),
        all_that_apply: "Alegeți toate variantele potrivite.",
        between: |least, most| format!("De la {least} la {most}."),
        characters: |most| format!("Limita de caractere: {most}."),
        characters_left: "Caractere rămase",
        characters_over: "Caractere peste limită",
        names: "Nu numiți și nu descrieți niciun copil și nicio altă persoană.",
        worried: "Dacă vă îngrijorează situația unui copil",
        not_the_place: "Acest chestionar nu este locul în care să semnalați acest lucru, pentru că răspunsul \
                        ar putea să nu fie citit la timp.",
        safeguarding: "Dacă vă îngrijorează situația unui copil, anunțați imediat persoana responsabilă cu \
                       protecția copilului sau serviciile pentru copii: nimeni nu citește acest chestionar \
                       suficient de repede ca să poată interveni.",
        kept_by_link: |until| {
            format!(
                "Aveți nevoie de o pauză? Fiecare pagină este salvată când apăsați „Continuați”. Ca să \
                 reveniți, deschideți același link, cel târziu: {until}. Contează doar ceea ce trimiteți la \
                 final."
            )
        },
        kept_by_browser: "Aveți nevoie de o pauză? Când apăsați „Continuați”, pagina rămâne în acest browser \
                          și nicăieri altundeva, până când îl închideți. Ca să reveniți în altă zi, salvați \
                          răspunsurile pe acest dispozitiv. Dacă îl folosesc și alte persoane, ștergeți-le \
                          înainte de a pleca.",
        kept_by_nobody: "Completați totul dintr-o dată: nimic nu se păstrează până la trimitere, pentru ca \
                         nimeni să nu poată afla cine a răspuns.",
        later: "Salvați și continuați mai târziu pe acest dispozitiv",
        clear: "Ștergeți răspunsurile mele de pe acest dispozitiv",
    },
    check: CheckWords {
        heading: "Verificați răspunsurile",
        lead: "Acum puteți modifica orice răspuns. După ce le trimiteți, nu mai puteți.",
        blank: "Fără răspuns",
        change: "Modificați",
        change_what: "răspunsul la:",
        send_heading: "Trimiteți acum",
        send: "Trimiteți răspunsurile",
    },
    kept: KeptWords {
        saved: "Răspunsurile sunt salvate pe acest dispozitiv",
        saved_until: |closes| {
            format!(
                "Rămân în acest browser până le trimiteți sau le ștergeți, cel mult până la: {closes}. Nu \
                 s-a trimis încă nimic."
            )
        },
        come_back: "Ca să continuați, deschideți același link sau aceeași adresă pe acest dispozitiv, în \
                    acest browser.",
        go_on: "Continuați acum",
        cleared: "Răspunsurile au fost șterse de pe acest dispozitiv",
        cleared_lead: "Nu mai sunt în acest browser. Cele pe care nu le-ați trimis s-au pierdut.",
        start_again: "Începeți din nou",
        open_again: "Dacă ați primit un link personal, deschideți-l din nou ca să răspundeți.",
    },
    sent: SentWords {
        title: "Vă mulțumim",
        safe: "Răspunsurile dumneavoastră sunt în siguranță.",
        closes: |closes| {
            format!("Chestionarul se închide: {closes}. Apoi punem laolaltă răspunsurile tuturor.")
        },
        results: |contact| format!("Ca să aflați ce au spus oamenii, întrebați după aceea: {contact}."),
        can_tell: "Vă putem scrie când apar rezultatele, la adresa la care ați primit invitația.",
        tell_me: "Scrieți-mi când apar rezultatele",
        will_tell: "Vă vom scrie când apar rezultatele, la adresa la care ați primit invitația.",
        tell_me_not: "Nu îmi scrieți despre rezultate",
        you_asked: "Ce ni s-a cerut înainte și ce am făcut (pagină în engleză):",
        another: "Altcineva poate răspunde pe acest dispozitiv",
        close: "Puteți închide această pagină.",
    },
    refused: RefusedWords {
        unknown: [
            "Nu găsim acest chestionar",
            "Niciun chestionar nu are codul din această adresă.",
            "Comparați fiecare literă și cifră cu e-mailul, afișul sau foaia pe care ați primit-o. Dacă se \
             potrivesc, organizatorul vă poate spune adresa corectă.",
        ],
        not_open: "Acest chestionar nu este încă deschis",
        opens: |at| format!("Se deschide: {at}. Folosiți atunci aceeași adresă."),
        closed: "Acest chestionar este închis",
        closed_on: |at| format!("S-a închis: {at}. Nu mai putem primi răspunsuri."),
        closed_next: "Răspunsurile pe care nu le-ați trimis nu s-au păstrat. Dacă mai aveți ceva de spus, \
                      scrieți organizatorului.",
        used: [
            "Acest link a fost deja folosit",
            "Cu acest link s-au trimis deja răspunsuri. Fiecare link poate fi folosit o singură dată.",
            "Sunt în siguranță și nu mai trebuie să faceți nimic. Dacă nu le-ați trimis dumneavoastră, \
             anunțați organizatorul.",
        ],
        expired: [
            "Acest link nu mai funcționează",
            "Poate aveți unul mai nou în căsuța poștală: căutați cel mai recent e-mail despre acest \
             chestionar.",
            "Dacă nu îl găsiți, organizatorul vă poate trimite altul.",
        ],
        personal: [
            "Aveți nevoie de linkul personal",
            "Fiecare persoană invitată primește propriul link prin e-mail.",
            "Deschideți linkul din invitație. Dacă l-ați pierdut sau credeți că ar fi trebuit să îl primiți, \
             rugați organizatorul să vi-l trimită.",
        ],
        stopped: [
            "Ne-ați rugat să nu vă mai scriem",
            "Ne-ați rugat să nu vă mai trimitem e-mailuri despre chestionare, așa că acest link nu mai \
             funcționează și nu vă vom mai trimite altele.",
            "Dacă v-ați răzgândit sau nu ați cerut acest lucru, anunțați organizatorul.",
        ],
        who_to_ask: "Pe cine puteți întreba",
        again: "Introduceți codul din nou",
        organiser: |contact| format!("Dacă aveți o întrebare, contactați: {contact}."),
    },
    problems: ProblemsWords {
        not_stored: "Nu am putut salva răspunsurile. Nu s-a pierdut nimic: așteptați un minut, apoi \
                     trimiteți-le din nou",
        select: |asks| format!("Alegeți un răspuns la „{asks}”"),
        enter: |asks| format!("Introduceți un răspuns la „{asks}”"),
        either: |asks, reason| format!("Alegeți fie un răspuns, fie „{reason}” la „{asks}”"),
        one_only: |asks| format!("Dați un singur răspuns la „{asks}”"),
        one_of_these: |asks| format!("Alegeți unul dintre răspunsurile afișate la „{asks}”"),
        not_both: |asks, alone| format!("Alegeți fie „{alone}”, fie alte răspunsuri la „{asks}”, nu ambele"),
        beside_another: |asks, other| {
            format!("Alegeți „{other}” la „{asks}” sau ștergeți ce ați scris alături")
        },
        too_many: |asks, most| match plural::ro(most) {
            Plural::One => format!("Alegeți cel mult un răspuns la „{asks}”"),
            Plural::Few => format!("Alegeți cel mult {most} răspunsuri la „{asks}”"),
            _ => format!("Alegeți cel mult {most} de răspunsuri la „{asks}”"),
        },
        place_twice: |asks| format!("Puneți fiecare răspuns la „{asks}” pe un singur loc"),
        too_many_ranked: |asks, most| match plural::ro(most) {
            Plural::One => format!("Ordonați cel mult un răspuns la „{asks}”"),
            Plural::Few => format!("Ordonați cel mult {most} răspunsuri la „{asks}”"),
            _ => format!("Ordonați cel mult {most} de răspunsuri la „{asks}”"),
        },
        whole_number: |asks, min, max| {
            format!("Introduceți un număr întreg între {min} și {max} la „{asks}”")
        },
        number_with_tenths: |asks, min, max| {
            format!("Introduceți un număr între {min} și {max}, de exemplu {min},5, la „{asks}”")
        },
        number: |asks, min, max, decimals| {
            format!(
                "Introduceți un număr între {min} și {max}, cu cel mult {decimals} cifre după virgulă, la \
                 „{asks}”"
            )
        },
        date: |asks| format!("Introduceți o dată, de exemplu 2026-05-14, la „{asks}”"),
        nothing_to_answer: "Aici nu este nimic de răspuns",
        again: |asks| {
            format!("Scrieți din nou răspunsul la „{asks}”; conține caractere care nu pot fi păstrate")
        },
        shorten: |asks, most, has| {
            format!("Scurtați răspunsul la „{asks}”; limita de caractere este {most}, iar acum sunt {has}")
        },
        no_such_question: "Acest formular nu are o astfel de întrebare; deschideți-l din nou din linkul \
                           dumneavoastră",
    },
    notice: NoticeWords {
        promise_anonymous: |n| match plural::ro(n) {
            Plural::One => String::from(
                "Nimeni nu poate lega răspunsurile de dumneavoastră. Arătăm rezultate doar pentru grupuri de \
                 cel puțin o persoană.",
            ),
            Plural::Few => format!(
                "Nimeni nu poate lega răspunsurile de dumneavoastră. Arătăm rezultate doar pentru grupuri de \
                 cel puțin {n} persoane."
            ),
            _ => format!(
                "Nimeni nu poate lega răspunsurile de dumneavoastră. Arătăm rezultate doar pentru grupuri de \
                 cel puțin {n} de persoane."
            ),
        },
        promise_confidential: |n| match plural::ro(n) {
            Plural::One => String::from(
                "Răspunsurile sunt păstrate separat de numele dumneavoastră. Conducerea vede rezultate doar \
                 pentru grupuri de cel puțin o persoană.",
            ),
            Plural::Few => format!(
                "Răspunsurile sunt păstrate separat de numele dumneavoastră. Conducerea vede rezultate doar \
                 pentru grupuri de cel puțin {n} persoane."
            ),
            _ => format!(
                "Răspunsurile sunt păstrate separat de numele dumneavoastră. Conducerea vede rezultate doar \
                 pentru grupuri de cel puțin {n} de persoane."
            ),
        },
        promise_shared: "Ambele părți ale parteneriatului vor vedea răspunsurile ambelor părți.",
        skip: "Puteți sări peste orice întrebare în afară de prima.",
        who_asks: "Cine întreabă",
        responsible: |who| {
            format!(
                "Chestionarul este realizat de {who}, care răspunde de ceea ce se întâmplă cu răspunsurile \
                 dumneavoastră."
            )
        },
        questions: |contact| format!("Întrebări despre acest chestionar: {contact}."),
        officer: |officer| format!("Responsabil cu protecția datelor: {officer}."),
        why: "De ce întrebăm",
        purpose: |purpose| format!("Scopul chestionarului: {purpose}."),
        law: "Legea ne permite acest lucru ca parte a misiunii noastre publice de a asigura serviciile de \
              bibliotecă (regulamentul britanic UK GDPR, articolul 6(1)(e); legea Public Libraries and \
              Museums Act 1964, secțiunea 7).",
        address: "De unde avem adresa dumneavoastră",
        address_from: |source| format!("Sursa adresei: {source}."),
        address_use: "O folosim doar pentru acest program. Fiecare e-mail are un link prin care puteți \
                      renunța la mesaje.",
        who_sees: "Cine vede răspunsurile dumneavoastră",
        groups: |n| match plural::ro(n) {
            Plural::One => "Arătăm rezultate doar pentru grupuri de cel puțin o persoană.".to_owned(),
            Plural::Few => format!("Arătăm rezultate doar pentru grupuri de cel puțin {n} persoane."),
            _ => format!("Arătăm rezultate doar pentru grupuri de cel puțin {n} de persoane."),
        },
        comments: |who| format!("Înainte de a fi văzute de altcineva, comentariile sunt citite de: {who}."),
        nobody: |n| match plural::ro(n) {
            Plural::One => String::from(
                "Nimeni nu poate lega răspunsurile de dumneavoastră, nici cei care administrează acest \
                 serviciu: acesta nu înregistrează ce răspunsuri au venit din ce invitație, iar cine a \
                 răspuns se notează doar pentru cel puțin o persoană simultan.",
            ),
            Plural::Few => format!(
                "Nimeni nu poate lega răspunsurile de dumneavoastră, nici cei care administrează acest \
                 serviciu: acesta nu înregistrează ce răspunsuri au venit din ce invitație, iar cine a \
                 răspuns se notează doar pentru cel puțin {n} persoane simultan."
            ),
            _ => format!(
                "Nimeni nu poate lega răspunsurile de dumneavoastră, nici cei care administrează acest \
                 serviciu: acesta nu înregistrează ce răspunsuri au venit din ce invitație, iar cine a \
                 răspuns se notează doar pentru cel puțin {n} de persoane simultan."
            ),
        },
        comment_tells: "Ceea ce scrieți într-un comentariu sau spuneți despre dumneavoastră atunci când sunt \
                        întrebate puține persoane ar putea totuși arăta cine sunteți. Nu scrieți lucruri pe \
                        care doar dumneavoastră le-ați spune.",
        can_link: "Răspunsurile sunt păstrate separat de numele dumneavoastră, dar acest serviciu le poate \
                   lega.",
        sees_link: |who| format!("Această legătură o pot vedea doar: {who}."),
        both_sides: "Ambele părți ale parteneriatului vor vedea răspunsurile ambelor părți și ar putea ști \
                     care sunt ale dumneavoastră.",
        never_mixed: "Nu sunt amestecate niciodată cu răspunsurile la alte chestionare.",
        apart_from: |who| format!("În afară de cele două părți, le pot vedea doar: {who}."),
        how_long: "Cât timp le păstrăm",
        list_days: |n| match plural::ro(n) {
            Plural::One => "Ștergem lista persoanelor invitate la o zi după închidere.".to_owned(),
            Plural::Few => format!("Ștergem lista persoanelor invitate la {n} zile după închidere."),
            _ => format!("Ștergem lista persoanelor invitate la {n} de zile după închidere."),
        },
        link_days: |n| match plural::ro(n) {
            Plural::One => {
                "Ștergem legătura dintre dumneavoastră și răspunsuri la o zi după închidere.".to_owned()
            }
            Plural::Few => {
                format!("Ștergem legătura dintre dumneavoastră și răspunsuri la {n} zile după închidere.")
            }
            _ => {
                format!("Ștergem legătura dintre dumneavoastră și răspunsuri la {n} de zile după închidere.")
            }
        },
        months: |comments, answers| {
            format!(
                "Termenul de ștergere, în luni de la raportul final: comentarii – {comments}, răspunsuri – \
                 {answers}; apoi rămân doar totalurile."
            )
        },
        backups: |n| match plural::ro(n) {
            Plural::One => "Copiile de rezervă se șterg după o zi.".to_owned(),
            Plural::Few => format!("Copiile de rezervă se șterg după {n} zile."),
            _ => format!("Copiile de rezervă se șterg după {n} de zile."),
        },
        backups_tell: "Copiile de rezervă din zile diferite, puse alături, ar putea arăta ce răspunsuri au \
                       venit între ele, dar nu ale cui sunt; doar administratorii le pot citi.",
        rights: "Drepturile dumneavoastră",
        rights_anonymous: "Aveți dreptul să vedeți și să corectați datele despre dumneavoastră și să vă \
                           opuneți folosirii lor; nu vă putem găsi răspunsurile în acest scop, pentru că \
                           nimic nu arată care sunt ale dumneavoastră.",
        rights_linked: "Aveți dreptul să vă vedeți și să vă corectați răspunsurile și să vă opuneți \
                        folosirii lor, cât timp sunt legate de dumneavoastră.",
        write: |contact| format!("Scrieți la: {contact}."),
        write_back: "Scrieți persoanei care v-a trimis acest chestionar.",
        complain: "Dacă răspunsul nostru nu vă mulțumește, puteți depune o plângere la autoritatea britanică \
                   Information Commissioner’s Office, ico.org.uk.",
        choice: "Alegerea vă aparține",
        voluntary: "Participarea este voluntară și nu se întâmplă nimic dacă nu răspundeți.",
        share: "Răspundeți doar dacă sunteți de acord să vă împărtășiți răspunsurile.",
        alike: "Dacă toți cei dintr-un grup răspund la fel, rezultatul grupului arată acel răspuns.",
        open_link: |n| match plural::ro(n) {
            Plural::One => String::from(
                "Oricine are linkul deschis poate răspunde, chiar de mai multe ori, iar noi nu ne putem da \
                 seama. Cineva care ar face asta ar putea deduce ce au răspuns câțiva alții, așa că, până la \
                 închiderea chestionarului, rezultatele se schimbă de fiecare dată cu cel puțin un răspuns.",
            ),
            Plural::Few => format!(
                "Oricine are linkul deschis poate răspunde, chiar de mai multe ori, iar noi nu ne putem da \
                 seama. Cineva care ar face asta ar putea deduce ce au răspuns câțiva alții, așa că, până la \
                 închiderea chestionarului, rezultatele se schimbă de fiecare dată cu cel puțin {n} \
                 răspunsuri."
            ),
            _ => format!(
                "Oricine are linkul deschis poate răspunde, chiar de mai multe ori, iar noi nu ne putem da \
                 seama. Cineva care ar face asta ar putea deduce ce au răspuns câțiva alții, așa că, până la \
                 închiderea chestionarului, rezultatele se schimbă de fiecare dată cu cel puțin {n} de \
                 răspunsuri."
            ),
        },
        your_organisation: "organizația dumneavoastră",
    },
    letter: EmailWords {
        dear: |name| format!("Bună ziua, {name},"),
        invites: |asker, title, why| format!("{asker} vă roagă să completați chestionarul „{title}”, {why}."),
        reminds: |asker, title, why| {
            format!("Mai este timp să completați chestionarul „{title}”. {asker} vă scrie {why}.")
        },
        of_course: |course| format!("pentru că sunteți pe lista cursului „{course}”"),
        of_library: "pentru că lucrați la bibliotecă",
        of_partner: "pentru că organizația dumneavoastră colaborează cu biblioteca",
        since: "De la chestionarul anterior:",
        asked_and_done: |asked, done| format!("– Ați cerut: {asked} Am făcut: {done}"),
        how_long: |minutes, day, hour| {
            format!("Completarea durează {minutes}. Chestionarul se închide {day}, la ora {hour}.")
        },
        subject: |title, minutes| format!("{title} ({minutes})"),
        subject_short: |minutes| format!("Părerea dumneavoastră ({minutes})"),
        subject_again: |title, day| format!("Până pe {day}: {title}"),
        subject_again_short: |day| format!("Până pe {day}: părerea dumneavoastră"),
        course_is: |when, place| format!("Cursul: {when}, {place}."),
        to_calendar: "Adăugați în calendar",
        answer: "Răspundeți acum",
        yours_alone: "Acest link este personal și funcționează o singură dată. Nu aveți nevoie de parolă.",
        answered: "Dacă ați răspuns deja, vă mulțumim: vă rugăm să ignorați acest e-mail.",
        questions: |who| format!("Întrebări: {who}."),
        your_address: |source, programme| {
            format!("Sursa adresei: {source}. O folosim doar pentru programul „{programme}”.")
        },
        results_of: |title| format!("Rezultate: {title}"),
        results_out: |title| {
            format!("Rezultatele chestionarului „{title}” sunt gata. Ne-ați rugat să vă anunțăm.")
        },
        in_short: "Pe scurt:",
        hear_more: |who| format!("Ca să aflați mai multe despre ce au spus oamenii, întrebați: {who}."),
        you_asked: "Primiți doar acest e-mail, pentru că l-ați cerut după ce ați răspuns.",
        stop: "Renunțați la aceste e-mailuri",
        to_stop: "Ca să renunțați la aceste e-mailuri",
    },
    poster: PosterWords {
        scan: "Scanați codul QR sau introduceți adresa.",
        your_code: "Folosiți codul grupului dumneavoastră.",
        asks_side: "Vă vom întreba unde lucrați, ca să primiți întrebările potrivite.",
        library: "Personalul bibliotecii",
        partner: "Parteneri",
        questions: |contact| format!("Aveți întrebări? Contactați: {contact}."),
    },
    paper: PaperWords {
        sheet: |code| format!("Foaie pentru chestionarul {code}"),
        no_names: "Nu vă scrieți numele; nu numiți și nu descrieți niciun copil și nicio altă persoană.",
        hand_in: |closes| {
            format!(
                "Îndoiți această foaie și dați-o unui formator. Termen: {closes}. Răspunsurile vor fi \
                 introduse în sistem, apoi foaia va fi distrusă."
            )
        },
        return_to: |contact, closes| {
            format!(
                "Îndoiți această foaie și dați-o unui formator sau returnați-o la: {contact}. Termen: \
                 {closes}. Răspunsurile vor fi introduse în sistem, apoi foaia va fi distrusă."
            )
        },
        number: |min, max| format!("Un număr de la {min} la {max}."),
        date: "Ziua, luna și anul.",
        rank: |n| format!("Scrieți numere de la 1 la {n} lângă căsuțe, 1 pentru ce doriți cel mai mult."),
        up_to: |n| format!("Bifați cel mult {n}."),
        all: "Bifați toate variantele potrivite.",
    },
    pages: PagesWords {
        front: FrontWords {
            title: "Răspundeți la un chestionar",
            lead: "Introduceți codul pe care vi-l arată formatorul sau deschideți linkul din e-mail. Nu \
                   aveți nevoie de cont.",
            code: "Cod",
            enter: "Introduceți codul: șase litere și cifre",
            go: "Mergeți la chestionar",
            sign_in: "Conectați-vă, dacă organizați cursuri",
        },
        help: HelpWords {
            title: "Ajutor",
            lead: "Prima pagină a fiecărui chestionar spune cine întreabă și cum poate fi contactat. Acolo \
                   puteți afla mai multe despre chestionar.",
            ask: |contact| format!("Dacă nu găsiți acea pagină, întrebați: {contact}."),
            link: PartWords {
                heading: "Dacă un link nu funcționează",
                text: "Deschideți din nou linkul din e-mail sau scrieți adresa întreagă. Un link personal \
                       funcționează până când trimiteți răspunsurile. Un link deschis funcționează până la \
                       închiderea chestionarului.",
            },
            stop: PartWords {
                heading: "Dacă trebuie să vă opriți",
                text: "Fiecare pagină este salvată când apăsați „Continuați”. Pagina spune unde: sub linkul \
                       personal sau în browserul pe care îl folosiți.",
            },
            staff: PartWords {
                heading: "Dacă lucrați aici",
                text: "cu adresa de e-mail pe care administratorul a adăugat-o pentru dumneavoastră. Dacă \
                       ați uitat parola, puteți alege acolo una nouă.",
            },
            sign_in: "Conectați-vă",
        },
        privacy: PrivacyWords {
            title: "Confidențialitate",
            lead: "Fiecare chestionar are pe prima pagină propria notă de confidențialitate. Ea spune cine \
                   întreabă și de ce, cine ce vede și cât timp se păstrează răspunsurile.",
            every_survey: "Pentru fiecare chestionar de aici:",
            voluntary: "Participarea este voluntară. Puteți sări peste orice întrebare în afară de cea \
                        despre grupul pentru care răspundeți.",
            groups: |n| match plural::ro(n) {
                Plural::One => "Arătăm rezultate doar pentru grupuri de cel puțin o persoană.".to_owned(),
                Plural::Few => format!("Arătăm rezultate doar pentru grupuri de cel puțin {n} persoane."),
                _ => format!("Arătăm rezultate doar pentru grupuri de cel puțin {n} de persoane."),
            },
            others: [
                "Nu păstrăm împreună cu răspunsurile numele dumneavoastră, adresa dispozitivului sau ora.",
                "Într-un chestionar anonim, nimeni nu poate lega răspunsurile de dumneavoastră, nici \
                 administratorul.",
                "Nu urmărim dacă deschideți e-mailurile sau dacă apăsați pe linkurile din ele.",
            ],
            cookies: "Folosim module cookie doar ca să păstrăm ce ați introdus cât timp răspundeți și ca \
                      personalul să rămână conectat.",
        },
        statement: StatementWords {
            applies_to: |site, organisation| {
                format!(
                    "Această declarație se referă la {site}. Site-ul este administrat de {organisation}. \
                     Dorim ca el să poată fi folosit de cât mai mulți oameni."
                )
            },
            should: "Ar trebui să puteți:",
            can: [
                "să măriți pagina până la 400% fără ca textul să iasă de pe ecran",
                "să folosiți fiecare pagină doar cu tastatura",
                "să folosiți fiecare pagină cu un cititor de ecran",
                "să folosiți fiecare pagină fără JavaScript și pe un telefon vechi",
                "să citiți datele fiecărui grafic într-un tabel alăturat și să deosebiți elementele fără a \
                 vă baza pe culoare",
            ],
            in_the_way: "Dacă întâmpinați dificultăți",
            tell: "Anunțați persoana numită pe prima pagină a chestionarului. Aceasta vă poate oferi \
                   informațiile de pe acest site în alt format și vă poate ajuta să răspundeți pe hârtie sau \
                   la telefon.",
            tell_or: |contact| {
                format!(
                    "Anunțați persoana numită pe prima pagină a chestionarului sau contactați: {contact}. \
                     Veți putea primi informațiile de pe acest site în alt format și veți putea răspunde pe \
                     hârtie sau la telefon."
                )
            },
            report: PartWords {
                heading: "Semnalarea problemelor de accesibilitate",
                text: "Dacă găsiți o problemă care nu este menționată pe această pagină sau credeți că nu \
                       respectăm cerințele de accesibilitate, anunțați aceeași persoană.",
            },
            enforcement: PartWords {
                heading: "Procedura de aplicare",
                text: "Comisia pentru egalitate și drepturile omului (Equality and Human Rights Commission, \
                       EHRC) răspunde de aplicarea reglementărilor din 2018 privind accesibilitatea \
                       site-urilor și a aplicațiilor mobile ale instituțiilor publice (nr. 2) \
                       („reglementările de accesibilitate”). Dacă răspunsul nostru la plângere nu vă \
                       mulțumește, contactați:",
            },
            advice: "Equality Advisory and Support Service (EASS)",
            technical: "Informații tehnice despre accesibilitatea acestui site",
            committed: |organisation| {
                format!(
                    "{organisation} se angajează să își facă site-ul accesibil, conform reglementărilor de \
                     accesibilitate."
                )
            },
            compliance: PartWords {
                heading: "Stadiul conformității",
                text: "Acest site este parțial conform cu Web Content Accessibility Guidelines (WCAG) \
                       versiunea 2.2, nivelul AA, din cauza neconformităților de mai jos.",
            },
            not_accessible: PartWords {
                heading: "Conținut care nu este accesibil",
                text: "Acest conținut nu respectă reglementările de accesibilitate:",
            },
            failings: [
                "Paginile panoului de atelier de pe perete și de pe telefon, precum și numărul de răspunsuri \
                 de pe o pagină proiectată, se actualizează singure cât timp pagina este deschisă și nu pot \
                 fi oprite: toți cei din sală urmăresc aceeași pagină, iar noi nu am creat o cale de a o \
                 opri pentru unul singur. Acest lucru nu respectă criteriul de succes 2.2.2 din WCAG 2.2 \
                 (pauză, oprire, ascundere). Cu JavaScript dezactivat, se schimbă doar când reîncărcați \
                 pagina.",
                "Textele pe care biblioteca le scrie singură, precum numele, datele de contact și scopul \
                 unui chestionar, apar în limba în care au fost scrise. Pe o pagină în altă limbă, acest \
                 lucru nu este marcat pentru cititoarele de ecran, pentru că nu întrebăm biblioteca în ce \
                 limbă sunt. Acest lucru nu respectă criteriul de succes 3.1.2 din WCAG 2.2 (limba părților).",
            ],
            burden: PartWords {
                heading: "Sarcină disproporționată",
                text: "Nu susținem că remedierea acestor lucruri ar fi o sarcină disproporționată.",
            },
            preparation: "Pregătirea acestei declarații de accesibilitate",
            prepared: |on, reviewed| {
                format!("Data pregătirii declarației: {on}. Data ultimei revizuiri: {reviewed}.")
            },
            method: "Se bazează pe teste automate rulate pe fiecare pagină înainte de fiecare versiune: \
                     axe-core în Chromium, pe telefon și pe calculator, în culori deschise și închise; \
                     lățimi de la 320 de pixeli; sarcini întregi doar cu tastatura și fără JavaScript; \
                     contrastul fiecărei culori; codul fiecărei pagini.",
            untested: "Site-ul nu a fost auditat de altă organizație și nu a fost testat de persoane care \
                       folosesc zilnic cititoare de ecran, programe de mărire sau recunoaștere vocală.",
            unread: "Paginile, e-mailurile și chestionarele gata făcute în limba română nu au fost încă \
                     verificate de un vorbitor nativ. Dacă ceva în română este greșit sau neclar, \
                     spuneți-ne. Puteți citi fiecare pagină în engleză.",
        },
        unsubscribing: UnsubscribingWords {
            asks: "Renunțați la aceste e-mailuri?",
            sends: |who, about, to| format!("{who} trimite la adresa {to} e-mailuri despre {about}."),
            not_yet: "Nu s-a schimbat încă nimic. Ca să primiți în continuare e-mailurile, închideți această \
                      pagină.",
            button: "Renunțați la aceste e-mailuri",
            done: "Nu veți mai primi aceste e-mailuri",
            never_again: |who, about, to| {
                format!("{who} nu va mai trimite la adresa {to} e-mailuri despre {about}.")
            },
            on_its_way: "Un e-mail deja trimis mai poate ajunge. Răspunsurile pe care le-ați trimis nu se \
                         schimbă.",
            gone: [
                "Nu mai avem adresa dumneavoastră",
                "Adresa la care a ajuns acest e-mail a fost ștearsă din listă, așa că nu i se mai trimite \
                 nimic. Nu trebuie să faceți nimic.",
                "Dacă mai primiți un e-mail de la noi, folosiți linkul de la sfârșitul acelui e-mail.",
            ],
            surveys: "chestionarele privind colaborarea cu biblioteca",
            summaries: "rezumatele cursurilor",
        },
    },
    dont_know: "Nu știu",
    not_applicable: "Nu ni se aplică",
    prefer_not_to_say: "Prefer să nu spun",
    scales: ScalesWords {
        amount5: [
            "Deloc",
            "În mică măsură",
            "Într-o măsură moderată",
            "În mare măsură",
            "În foarte mare măsură",
        ],
        confidence5: [
            "Deloc",
            "Puțină încredere",
            "Încredere moderată",
            "Multă încredere",
            "Încredere deplină",
        ],
        useful5: ["Deloc util", "Puțin util", "Destul de util", "Foarte util", "Extrem de util"],
        going5: ["Foarte prost", "Destul de prost", "Nici bine, nici prost", "Destul de bine", "Foarte bine"],
        pace5: ["Mult prea lent", "Puțin prea lent", "Potrivit", "Puțin prea rapid", "Mult prea rapid"],
        likely5: ["Deloc probabil", "Puțin probabil", "Destul de probabil", "Foarte probabil", "Sigur"],
        share5: ["Niciunul", "Câțiva", "Aproximativ jumătate", "Cei mai mulți", "Toți"],
    },
    weekdays: ["luni,", "marți,", "miercuri,", "joi,", "vineri,", "sâmbătă,", "duminică,"],
    months: [
        "ianuarie",
        "februarie",
        "martie",
        "aprilie",
        "mai",
        "iunie",
        "iulie",
        "august",
        "septembrie",
        "octombrie",
        "noiembrie",
        "decembrie",
    ],
};
