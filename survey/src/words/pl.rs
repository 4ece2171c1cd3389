//! Written from `words/pl.json` by `UPDATE=1 cargo test -p common-ground-words`: change the words there.

use super::plural::{self, Plural};
use super::{
    CheckWords, EmailWords, FormWords, FrontWords, HelpWords, KeptWords, NoticeWords, PageWords, PagesWords,
    PaperWords, PartWords, PosterWords, PrivacyWords, ProblemsWords, RefusedWords, ScalesWords, SentWords,
    StartWords, StatementWords, UnsubscribingWords, Words,
};

pub(super) static WORDS: Words = Words {
    code: "pl",
    name: "Polski",
    english_name: "Polish",
    direction: "ltr",
    decimal: ",",
    comma: ", ",
    page: PageWords {
        skip: "Przejdź do treści głównej",
        help: "Pomoc",
        accessibility: "Deklaracja dostępności",
        privacy: "Prywatność",
        error: "Błąd: ",
        problem: "Wystąpił problem",
        languages: "Język",
    },
    start: StartWords {
        takes: "Czas",
        minutes: |n| match plural::pl(n) {
            Plural::One => format!("{n} minuta"),
            Plural::Few => format!("{n} minuty"),
            _ => format!("{n} minut"),
        },
        questions: "Pytania",
        closes: "Zamknięcie",
        who_sees: "Kto widzi Państwa odpowiedzi",
        start: "Rozpocznij",
        go_on: "Kontynuuj od miejsca przerwania",
        notice: "Jak dbamy o to, co nam Państwo mówią",
        whom: "Dla kogo Państwo pracują?",
        whom_why: "Każda strona ma własne pytania. Nie zapisujemy tego, co Państwo tu wybiorą.",
        library: "Pracuję dla biblioteki",
        partner: "Pracuję dla organizacji partnerskiej",
    },
    form: FormWords {
        step: |page, of| format!("Strona {page} z {of}"),
        left: |n| match plural::pl(n) {
            Plural::One => format!("Pozostało {n} pytanie"),
            Plural::Few => format!("Pozostały {n} pytania"),
            _ => format!("Pozostało {n} pytań"),
        },
        next: "Dalej",
        back: "Wstecz",
        or: "lub",
        needed: "wymaga odpowiedzi",
        blanks_all: "Każde pytanie można pominąć.",
        blanks_but_one: "Jedno pytanie wymaga odpowiedzi. Każde inne można pominąć.",
        blanks_some: "Pytania, które wymagają odpowiedzi, są oznaczone. Każde inne można pominąć.",
        places: ["Pierwsze", "Drugie", "Trzecie", "Czwarte", "Piąte"],
        no_choice: "Brak wyboru",
        your_answer: |label| format!("[Państwa odpowiedź na „{label}”]"),
        other: "Inne",
        please_say: "Proszę podać, jakie",
        up_to: |n| format!("Proszę wybrać najwyżej {n}."),
        all_that_apply: "Proszę wybrać wszystkie pasujące odpowiedzi.",
        between: |least, most| format!("Od {least} do {most}."),
        characters: |most| format!("Limit znaków: {most}."),
        characters_left: "Pozostało znaków",
        characters_over: "Znaków ponad limit",
        names: "Proszę nie podawać imienia, nazwiska ani opisu żadnego dziecka ani innej osoby.",
        worried: "Jeśli martwią się Państwo o dziecko",
        not_the_place: "Ta ankieta nie jest miejscem na zgłoszenie, ponieważ odpowiedź może nie zostać \
                        przeczytana na czas.",
        safeguarding: "Jeśli martwią się Państwo o dziecko, proszę od razu powiedzieć o tym osobie \
                       odpowiedzialnej za ochronę dzieci lub służbom opieki nad dziećmi: nikt nie czyta tej \
                       ankiety na tyle szybko, by zareagować.",
        kept_by_link: |until| {
            format!(
                "Potrzebna przerwa? Każda strona jest zapisywana po naciśnięciu przycisku Dalej. Aby \
                 kontynuować, proszę otworzyć ten sam link, najpóźniej: {until}. Liczy się tylko to, co \
                 zostanie wysłane na końcu."
            )
        },
        kept_by_browser: "Potrzebna przerwa? Po naciśnięciu przycisku Dalej strona pozostaje w tej \
                          przeglądarce i nigdzie indziej, do zamknięcia przeglądarki. Aby wrócić innego \
                          dnia, proszę zapisać odpowiedzi na tym urządzeniu. Jeśli korzystają z niego inni, \
                          proszę przed odejściem usunąć odpowiedzi.",
        kept_by_nobody: "Proszę wypełnić ankietę za jednym razem: nic nie jest zapisywane przed wysłaniem, \
                         aby nikt nie mógł ustalić, kto odpowiedział.",
        later: "Zapisz i kontynuuj później na tym urządzeniu",
        clear: "Usuń moje odpowiedzi z tego urządzenia",
    },
    check: CheckWords {
        heading: "Proszę sprawdzić odpowiedzi",
        lead: "Teraz można zmienić każdą odpowiedź. Po wysłaniu nie będzie to możliwe.",
        blank: "Bez odpowiedzi",
        change: "Zmień",
        change_what: "odpowiedź na:",
        send_heading: "Wysyłanie",
        send: "Wyślij odpowiedzi",
    },
    kept: KeptWords {
        saved: "Państwa odpowiedzi są zapisane na tym urządzeniu",
        saved_until: |closes| {
            format!(
                "Pozostaną w tej przeglądarce do wysłania lub usunięcia, najdłużej do: {closes}. Nic jeszcze \
                 nie zostało wysłane."
            )
        },
        come_back: "Aby kontynuować, proszę otworzyć ten sam link lub adres na tym urządzeniu, w tej \
                    przeglądarce.",
        go_on: "Kontynuuj teraz",
        cleared: "Państwa odpowiedzi zostały usunięte z tego urządzenia",
        cleared_lead: "Nie ma ich już w tej przeglądarce. Odpowiedzi, które nie zostały wysłane, przepadły.",
        start_again: "Zacznij od nowa",
        open_again: "Jeśli otrzymali Państwo osobisty link, proszę otworzyć go ponownie, aby odpowiedzieć.",
    },
    sent: SentWords {
        title: "Dziękujemy",
        safe: "Państwa odpowiedzi są bezpieczne.",
        closes: |closes| format!("Zamknięcie ankiety: {closes}. Potem zestawimy odpowiedzi wszystkich osób."),
        results: |contact| format!("O to, co powiedzieli inni, można potem zapytać tutaj: {contact}."),
        can_tell: "Gdy będą wyniki, możemy wysłać e-mail na adres, na który wysłano zaproszenie.",
        tell_me: "Proszę o e-mail, gdy będą wyniki",
        will_tell: "Gdy będą wyniki, wyślemy e-mail na adres, na który wysłano zaproszenie.",
        tell_me_not: "Nie chcę e-maila o wynikach",
        you_asked: "O co proszono nas wcześniej i co z tym zrobiliśmy (strona po angielsku):",
        another: "Na tym urządzeniu może odpowiedzieć ktoś inny",
        close: "Można zamknąć tę stronę.",
    },
    refused: RefusedWords {
        unknown: [
            "Nie możemy znaleźć tej ankiety",
            "Żadna ankieta nie ma kodu podanego w tym adresie.",
            "Proszę porównać każdą literę i cyfrę z otrzymanym e-mailem, plakatem lub kartką. Jeśli się \
             zgadzają, organizator może podać właściwy adres.",
        ],
        not_open: "Ta ankieta nie jest jeszcze otwarta",
        opens: |at| format!("Otwarcie: {at}. Proszę wtedy ponownie użyć tego samego adresu."),
        closed: "Ta ankieta jest zamknięta",
        closed_on: |at| format!("Zamknięto ją: {at}, dlatego nie można przyjąć więcej odpowiedzi."),
        closed_next: "Odpowiedzi, które nie zostały wysłane, nie zostały zachowane. Jeśli chcą Państwo \
                      jeszcze coś powiedzieć, proszę zwrócić się do organizatora.",
        used: [
            "Ten link został już użyty",
            "Z tego linku wysłano już odpowiedzi. Każdego linku można użyć raz.",
            "Są bezpieczne i nic więcej nie trzeba robić. Jeśli to nie Państwo je wysłali, proszę powiadomić \
             organizatora.",
        ],
        expired: [
            "Ten link już nie działa",
            "Nowszy może być w Państwa skrzynce: proszę poszukać najnowszego e-maila o tej ankiecie.",
            "Jeśli go nie ma, organizator może wysłać kolejny.",
        ],
        personal: [
            "Potrzebny jest osobisty link",
            "Każda zaproszona osoba otrzymuje własny link e-mailem.",
            "Proszę otworzyć link z zaproszenia. Jeśli został zgubiony lub powinien był dotrzeć, proszę \
             poprosić organizatora o jego wysłanie.",
        ],
        stopped: [
            "Poprosili Państwo, abyśmy przestali pisać",
            "Poprosili nas Państwo, abyśmy nie wysyłali e-maili o ankietach, dlatego ten link już nie działa \
             i nie wyślemy kolejnych.",
            "Jeśli zmienili Państwo zdanie lub o to nie prosili, proszę powiadomić organizatora.",
        ],
        who_to_ask: "Kogo zapytać",
        again: "Wpisz kod ponownie",
        organiser: |contact| format!("W razie pytań proszę o kontakt: {contact}."),
    },
    problems: ProblemsWords {
        not_stored: "Nie udało się zapisać odpowiedzi. Nic nie zginęło: proszę odczekać minutę i wysłać je \
                     ponownie",
        select: |asks| format!("Proszę wybrać odpowiedź na „{asks}”"),
        enter: |asks| format!("Proszę wpisać odpowiedź na „{asks}”"),
        either: |asks, reason| format!("Proszę wybrać odpowiedź albo „{reason}” przy „{asks}”"),
        one_only: |asks| format!("Proszę podać tylko jedną odpowiedź na „{asks}”"),
        one_of_these: |asks| format!("Proszę wybrać jedną z podanych odpowiedzi na „{asks}”"),
        not_both: |asks, alone| {
            format!("Proszę wybrać „{alone}” albo inne odpowiedzi na „{asks}”, nie jedno i drugie")
        },
        beside_another: |asks, other| {
            format!("Proszę wybrać „{other}” przy „{asks}” albo usunąć to, co wpisano obok")
        },
        too_many: |asks, most| format!("Proszę wybrać nie więcej odpowiedzi na „{asks}” niż {most}"),
        place_twice: |asks| format!("Proszę umieścić każdą odpowiedź na „{asks}” tylko na jednym miejscu"),
        too_many_ranked: |asks, most| {
            format!("Proszę uszeregować nie więcej odpowiedzi na „{asks}” niż {most}")
        },
        whole_number: |asks, min, max| {
            format!("Proszę wpisać liczbę całkowitą od {min} do {max} przy „{asks}”")
        },
        number_with_tenths: |asks, min, max| {
            format!("Proszę wpisać liczbę od {min} do {max}, na przykład {min},5, przy „{asks}”")
        },
        number: |asks, min, max, decimals| {
            format!(
                "Proszę wpisać liczbę od {min} do {max} (najwięcej cyfr po przecinku: {decimals}) przy \
                 „{asks}”"
            )
        },
        date: |asks| format!("Proszę wpisać datę, na przykład 2026-05-14, przy „{asks}”"),
        nothing_to_answer: "Tu nie ma na co odpowiadać",
        again: |asks| {
            format!("Proszę ponownie wpisać odpowiedź na „{asks}”; zawiera znaki, których nie można zapisać")
        },
        shorten: |asks, most, has| {
            format!("Proszę skrócić odpowiedź na „{asks}”; limit znaków: {most}, wpisano: {has}")
        },
        no_such_question: "W tym formularzu nie ma takiego pytania; proszę otworzyć go ponownie z linku",
    },
    notice: NoticeWords {
        promise_anonymous: |n| {
            format!(
                "Nikt nie może powiązać odpowiedzi z Państwem. Wyniki są pokazywane tylko dla grup od {n} \
                 osób wzwyż."
            )
        },
        promise_confidential: |n| {
            format!(
                "Państwa odpowiedzi są przechowywane oddzielnie od imienia i nazwiska. Kierownicy widzą \
                 wyniki tylko dla grup od {n} osób wzwyż."
            )
        },
        promise_shared: "Obie strony partnerstwa zobaczą odpowiedzi obu stron.",
        skip: "Można pominąć każde pytanie oprócz pierwszego.",
        who_asks: "Kto pyta",
        responsible: |who| format!("Pyta i odpowiada za to, co dzieje się z Państwa odpowiedziami: {who}."),
        questions: |contact| format!("Pytania o tę ankietę: {contact}."),
        officer: |officer| format!("Inspektor ochrony danych: {officer}."),
        why: "Dlaczego pytamy",
        purpose: |purpose| format!("Cel ankiety: {purpose}."),
        law: "Prawo na to pozwala w ramach naszego zadania publicznego, jakim jest prowadzenie bibliotek \
              (brytyjskie RODO, art. 6 ust. 1 lit. e; ustawa Public Libraries and Museums Act 1964, art. 7).",
        address: "Skąd mamy Państwa adres",
        address_from: |source| format!("Źródło adresu: {source}."),
        address_use: "Używamy go tylko w tym programie. W każdym e-mailu jest link, który pozwala z nich \
                      zrezygnować.",
        who_sees: "Kto widzi Państwa odpowiedzi",
        groups: |n| format!("Wyniki są pokazywane tylko dla grup od {n} osób wzwyż."),
        comments: |who| format!("Zanim komentarze zobaczy ktokolwiek inny, czytają je: {who}."),
        nobody: |n| {
            format!(
                "Nikt nie może powiązać odpowiedzi z Państwem, nawet osoby prowadzące ten serwis: nie \
                 zapisuje on, które odpowiedzi pochodzą z którego zaproszenia, a to, kto odpowiedział, \
                 odnotowuje tylko dla co najmniej {n} osób jednocześnie."
            )
        },
        comment_tells: "To, co Państwo napiszą w komentarzu albo powiedzą o sobie, gdy pytanych jest \
                        niewiele osób, może mimo to pokazać, kim Państwo są. Proszę pominąć to, co tylko \
                        Państwo mogliby powiedzieć.",
        can_link: "Państwa odpowiedzi są przechowywane oddzielnie od imienia i nazwiska, ale ten serwis może \
                   je powiązać.",
        sees_link: |who| format!("To powiązanie widzą tylko: {who}."),
        both_sides: "Obie strony partnerstwa zobaczą odpowiedzi obu stron i mogą wiedzieć, które są Państwa.",
        never_mixed: "Nigdy nie są łączone z odpowiedziami na inne ankiety.",
        apart_from: |who| format!("Oprócz obu stron widzą je tylko: {who}."),
        how_long: "Jak długo je przechowujemy",
        list_days: |n| match plural::pl(n) {
            Plural::One => format!("Listę zaproszonych osób usuwamy {n} dzień po zamknięciu."),
            _ => format!("Listę zaproszonych osób usuwamy {n} dni po zamknięciu."),
        },
        link_days: |n| match plural::pl(n) {
            Plural::One => format!("Powiązanie Państwa z odpowiedziami usuwamy {n} dzień po zamknięciu."),
            _ => format!("Powiązanie Państwa z odpowiedziami usuwamy {n} dni po zamknięciu."),
        },
        months: |comments, answers| {
            format!(
                "Komentarze usuwamy {comments} mies., a odpowiedzi {answers} mies. po raporcie końcowym; \
                 potem pozostają tylko sumy."
            )
        },
        backups: |n| match plural::pl(n) {
            Plural::One => format!("Kopie zapasowe są usuwane po {n} dniu."),
            _ => format!("Kopie zapasowe są usuwane po {n} dniach."),
        },
        backups_tell: "Kopie zapasowe z różnych dni, zestawione ze sobą, mogłyby pokazać, które odpowiedzi \
                       przybyły między nimi, ale nie czyje one są; mogą je czytać tylko administratorzy.",
        rights: "Państwa prawa",
        rights_anonymous: "Mają Państwo prawo zobaczyć i poprawić dane o sobie oraz sprzeciwić się ich \
                           użyciu; nie możemy w tym celu odnaleźć Państwa odpowiedzi, ponieważ nic nie \
                           wskazuje, które są Państwa.",
        rights_linked: "Mają Państwo prawo zobaczyć i poprawić swoje odpowiedzi oraz sprzeciwić się ich \
                        użyciu, dopóki są z Państwem powiązane.",
        write: |contact| format!("Proszę pisać do: {contact}."),
        write_back: "Proszę napisać do osoby, która przysłała tę ankietę.",
        complain: "Jeśli nasza odpowiedź Państwa nie zadowala, można złożyć skargę do brytyjskiego urzędu \
                   Information Commissioner’s Office, ico.org.uk.",
        choice: "Wybór należy do Państwa",
        voluntary: "Udział jest dobrowolny i nic się nie stanie, jeśli Państwo nie odpowiedzą.",
        share: "Proszę odpowiedzieć tylko wtedy, gdy chcą Państwo podzielić się odpowiedziami.",
        alike: "Jeśli wszyscy w grupie odpowiedzą tak samo, wynik grupy pokazuje tę odpowiedź.",
        open_link: |n| {
            format!(
                "Każdy, kto ma otwarty link, może odpowiedzieć, nawet kilka razy, a my nie możemy tego \
                 rozpoznać. Ktoś, kto tak zrobi, mógłby ustalić, co odpowiedziało kilka innych osób, dlatego \
                 do zamknięcia ankiety wyniki zmieniają się o odpowiedzi co najmniej {n} osób naraz."
            )
        },
        your_organisation: "Państwa organizacja",
    },
    letter: EmailWords {
        dear: |name| format!("Dzień dobry, {name}!"),
        invites: |asker, title, why| format!("{asker} prosi o wypełnienie ankiety „{title}”, {why}."),
        reminds: |asker, title, why| {
            format!("Wciąż można wypełnić ankietę „{title}”. {asker} zwraca się do Państwa, {why}.")
        },
        of_course: |course| format!("ponieważ są Państwo na liście kursu „{course}”"),
        of_library: "ponieważ pracują Państwo dla biblioteki",
        of_partner: "ponieważ Państwa organizacja współpracuje z biblioteką",
        since: "Od naszej ostatniej ankiety:",
        asked_and_done: |asked, done| format!("– Prośba: {asked} Co zrobiliśmy: {done}"),
        how_long: |minutes, day, hour| format!("Potrzebny czas: {minutes}. Zamknięcie: {day}, {hour}."),
        subject: |title, minutes| format!("{title} ({minutes})"),
        subject_short: |minutes| format!("Państwa opinia ({minutes})"),
        subject_again: |title, day| format!("Do {day}: {title}"),
        subject_again_short: |day| format!("Do {day}: Państwa opinia"),
        course_is: |when, place| format!("Kurs: {when}, {place}."),
        to_calendar: "Dodaj do kalendarza",
        answer: "Odpowiedz teraz",
        yours_alone: "Ten link jest osobisty i działa raz. Hasło nie jest potrzebne.",
        answered: "Jeśli Państwo już odpowiedzieli, dziękujemy: proszę zignorować ten e-mail.",
        questions: |who| format!("Pytania: {who}."),
        your_address: |source, programme| {
            format!("Źródło Państwa adresu: {source}. Używamy go tylko na potrzeby programu „{programme}”.")
        },
        results_of: |title| format!("Wyniki: {title}"),
        results_out: |title| format!("Są już wyniki ankiety „{title}”. Prosili Państwo o wiadomość."),
        in_short: "W skrócie:",
        hear_more: |who| format!("Więcej o tym, co powiedzieli inni: {who}."),
        you_asked: "Otrzymują Państwo ten jeden e-mail, ponieważ poprosili Państwo o niego po wypełnieniu \
                    ankiety.",
        stop: "Zrezygnuj z tych e-maili",
        to_stop: "Aby zrezygnować z tych e-maili",
    },
    poster: PosterWords {
        scan: "Proszę zeskanować kod QR lub wpisać adres.",
        your_code: "Proszę użyć kodu dla swojej strony partnerstwa.",
        asks_side: "Zapytamy, dla kogo Państwo pracują, aby pokazać właściwe pytania.",
        library: "Pracownicy biblioteki",
        partner: "Partnerzy",
        questions: |contact| format!("Pytania? Proszę o kontakt: {contact}."),
    },
    paper: PaperWords {
        sheet: |code| format!("Arkusz ankiety {code}"),
        no_names: "Proszę nie wpisywać swojego imienia ani nazwiska i nie podawać imienia, nazwiska ani \
                   opisu żadnego dziecka ani innej osoby.",
        hand_in: |closes| {
            format!(
                "Proszę złożyć ten arkusz na pół i oddać go prowadzącemu. Termin: {closes}. Odpowiedzi \
                 zostaną wprowadzone do systemu, a arkusz zostanie zniszczony."
            )
        },
        return_to: |contact, closes| {
            format!(
                "Proszę złożyć ten arkusz na pół i oddać go prowadzącemu albo zwrócić tutaj: {contact}. \
                 Termin: {closes}. Odpowiedzi zostaną wprowadzone do systemu, a arkusz zostanie zniszczony."
            )
        },
        number: |min, max| format!("Liczba od {min} do {max}."),
        date: "Dzień, miesiąc i rok.",
        rank: |n| {
            format!(
                "Proszę wpisać przy kratkach liczby od 1 do {n}; 1 oznacza to, czego chcą Państwo \
                 najbardziej."
            )
        },
        up_to: |n| format!("Proszę zaznaczyć najwyżej {n}."),
        all: "Proszę zaznaczyć wszystkie pasujące odpowiedzi.",
    },
    pages: PagesWords {
        front: FrontWords {
            title: "Wypełnij ankietę",
            lead: "Proszę wpisać kod, który pokazuje prowadzący, albo otworzyć link z e-maila. Konto nie \
                   jest potrzebne.",
            code: "Kod",
            enter: "Proszę wpisać kod: sześć liter i cyfr",
            go: "Przejdź do ankiety",
            sign_in: "Zaloguj się, jeśli prowadzisz kursy",
        },
        help: HelpWords {
            title: "Pomoc",
            lead: "Na pierwszej stronie każdej ankiety podano, kto pyta i jak się z nim skontaktować. Tam \
                   można uzyskać odpowiedzi na pytania o ankietę.",
            ask: |contact| format!("Jeśli nie mogą Państwo znaleźć tej strony, proszę o kontakt: {contact}."),
            link: PartWords {
                heading: "Jeśli link nie działa",
                text: "Proszę ponownie otworzyć link z e-maila lub wpisać cały adres. Osobisty link działa \
                       do wysłania odpowiedzi. Otwarty link działa do zamknięcia ankiety.",
            },
            stop: PartWords {
                heading: "Jeśli trzeba przerwać",
                text: "Każda strona jest zapisywana po naciśnięciu przycisku Dalej. Na stronie podano, \
                       gdzie: pod osobistym linkiem albo w używanej przeglądarce.",
            },
            staff: PartWords {
                heading: "Jeśli Państwo tu pracują",
                text: "za pomocą adresu e-mail dodanego przez administratora. Jeśli hasło zostało \
                       zapomniane, można tam wybrać nowe.",
            },
            sign_in: "Proszę się zalogować",
        },
        privacy: PrivacyWords {
            title: "Prywatność",
            lead: "Każda ankieta ma na pierwszej stronie własną informację o prywatności. Podano w niej, kto \
                   pyta, dlaczego, kto co widzi i jak długo przechowywane są odpowiedzi.",
            every_survey: "Dla każdej ankiety tutaj:",
            voluntary: "Udział jest dobrowolny. Można pominąć każde pytanie oprócz tego o grupę, w imieniu \
                        której Państwo odpowiadają.",
            groups: |n| format!("Wyniki są pokazywane tylko dla grup od {n} osób wzwyż."),
            others: [
                "Z odpowiedziami nie przechowujemy imienia i nazwiska, adresu urządzenia ani godziny.",
                "W anonimowej ankiecie nikt nie może powiązać odpowiedzi z Państwem, nawet administrator.",
                "Nie śledzimy, czy otwierają Państwo e-maile ani czy klikają w nich linki.",
            ],
            cookies: "Plików cookie używamy tylko po to, by zachować wpisane odpowiedzi podczas wypełniania \
                      oraz by pracownicy pozostali zalogowani.",
        },
        statement: StatementWords {
            applies_to: |site, organisation| {
                format!(
                    "Ta deklaracja dotyczy {site}. Serwis prowadzi: {organisation}. Chcemy, aby mogło z \
                     niego korzystać jak najwięcej osób."
                )
            },
            should: "Powinno być możliwe:",
            can: [
                "powiększenie do 400% bez wychodzenia tekstu poza ekran",
                "korzystanie z każdej strony za pomocą samej klawiatury",
                "korzystanie z każdej strony za pomocą czytnika ekranu",
                "korzystanie z każdej strony bez JavaScriptu i na starym telefonie",
                "odczytanie danych każdego wykresu z tabeli obok i rozróżnianie elementów bez polegania na \
                 kolorze",
            ],
            in_the_way: "Jeśli coś Państwu przeszkadza",
            tell: "Proszę powiedzieć o tym osobie wskazanej na pierwszej stronie ankiety. Może ona podać \
                   informacje z tej witryny w innej formie i umożliwić odpowiedź na papierze lub przez \
                   telefon.",
            tell_or: |contact| {
                format!(
                    "Proszę powiedzieć o tym osobie wskazanej na pierwszej stronie ankiety albo skontaktować \
                     się: {contact}. Można tam otrzymać informacje z tej witryny w innej formie i \
                     odpowiedzieć na papierze lub przez telefon."
                )
            },
            report: PartWords {
                heading: "Zgłaszanie problemów z dostępnością",
                text: "Jeśli znajdą Państwo problem, którego nie ma na tej stronie, lub uważają, że nie \
                       spełniamy wymagań dostępności, proszę powiedzieć o tym tej samej osobie.",
            },
            enforcement: PartWords {
                heading: "Egzekwowanie przepisów",
                text: "Za egzekwowanie przepisów o dostępności witryn i aplikacji mobilnych organów \
                       publicznych z 2018 r. (nr 2) („przepisy o dostępności”) odpowiada Equality and Human \
                       Rights Commission (EHRC). Jeśli nasza odpowiedź na skargę Państwa nie zadowala, \
                       proszę skontaktować się z:",
            },
            advice: "Equality Advisory and Support Service (EASS)",
            technical: "Informacje techniczne o dostępności tej witryny",
            committed: |organisation| {
                format!(
                    "{organisation} zobowiązuje się zapewnić dostępność swojej witryny zgodnie z przepisami \
                     o dostępności."
                )
            },
            compliance: PartWords {
                heading: "Stan zgodności",
                text: "Ta witryna jest częściowo zgodna z wytycznymi Web Content Accessibility Guidelines \
                       (WCAG) w wersji 2.2 na poziomie AA z powodu niezgodności wymienionych poniżej.",
            },
            not_accessible: PartWords {
                heading: "Treści niedostępne",
                text: "Te treści nie są zgodne z przepisami o dostępności:",
            },
            failings: [
                "Strony tablicy warsztatowej na ścianie i na telefonie oraz liczba odpowiedzi na \
                 wyświetlanej stronie odświeżają się same, gdy strona jest otwarta, i nie można ich \
                 zatrzymać: wszyscy na sali śledzą tę samą stronę, a nie stworzyliśmy sposobu zatrzymania \
                 jej dla jednej osoby. Nie spełnia to kryterium sukcesu 2.2.2 WCAG 2.2 (pauza, zatrzymanie, \
                 ukrycie). Przy wyłączonym JavaScripcie zmieniają się tylko po ponownym wczytaniu strony.",
                "Słowa, które biblioteka pisze sama, takie jak nazwy, kontakty i cel ankiety, są wyświetlane \
                 w języku, w którym je napisano. Na stronie w innym języku nie jest to oznaczone dla \
                 czytników ekranu, ponieważ nie pytamy biblioteki, w jakim są języku. Nie spełnia to \
                 kryterium sukcesu 3.1.2 WCAG 2.2 (język części).",
            ],
            burden: PartWords {
                heading: "Nieproporcjonalne obciążenie",
                text: "Nie twierdzimy, że naprawienie czegokolwiek z tego byłoby nieproporcjonalnym \
                       obciążeniem.",
            },
            preparation: "Przygotowanie tej deklaracji dostępności",
            prepared: |on, reviewed| {
                format!("Data przygotowania tej deklaracji: {on}. Data ostatniego przeglądu: {reviewed}.")
            },
            method: "Opiera się na testach automatycznych, które przed każdym wydaniem obejmują każdą \
                     stronę: axe-core w Chromium, na telefonie i komputerze, w jasnych i ciemnych kolorach; \
                     szerokości do 320 pikseli; całe zadania za pomocą samej klawiatury i bez JavaScriptu; \
                     kontrast każdego koloru; oraz kod każdej strony.",
            untested: "Witryna nie była badana przez inną organizację ani testowana przez osoby, które na co \
                       dzień używają czytników ekranu, programów powiększających lub rozpoznawania mowy.",
            unread: "Polskich stron, e-maili i gotowych ankiet nie sprawdziła osoba, dla której polski jest \
                     językiem ojczystym. Jeśli coś po polsku jest błędne lub niejasne, proszę nam o tym \
                     powiedzieć. Każdą stronę można przeczytać po angielsku.",
        },
        unsubscribing: UnsubscribingWords {
            asks: "Zrezygnować z tych e-maili?",
            sends: |who, about, to| format!("E-maile na temat: {about}, na adres {to}. Nadawca: {who}."),
            not_yet: "Nic się jeszcze nie zmieniło. Aby nadal otrzymywać e-maile, proszę zamknąć tę stronę.",
            button: "Zrezygnuj z tych e-maili",
            done: "Nie będą już Państwo otrzymywać tych e-maili",
            never_again: |who, about, to| {
                format!("Na adres {to} nie będą już wysyłane e-maile na temat: {about}. Nadawca: {who}.")
            },
            on_its_way: "Wysłany już e-mail może jeszcze dotrzeć. Wysłane odpowiedzi się nie zmieniają.",
            gone: [
                "Nie mamy już Państwa adresu",
                "Adres, na który wysłano ten e-mail, został usunięty z listy, więc nic więcej na niego nie \
                 wyślemy. Nie trzeba nic robić.",
                "Jeśli przyjdzie od nas kolejny e-mail, proszę użyć linku na jego końcu.",
            ],
            surveys: "ankiety o współpracy z biblioteką",
            summaries: "podsumowania kursów",
        },
    },
    dont_know: "Nie wiem",
    not_applicable: "Nie dotyczy nas",
    prefer_not_to_say: "Wolę nie mówić",
    scales: ScalesWords {
        amount5: [
            "Wcale",
            "W niewielkim stopniu",
            "W umiarkowanym stopniu",
            "W dużym stopniu",
            "W bardzo dużym stopniu",
        ],
        confidence5: [
            "Zupełnie niepewnie",
            "Niezbyt pewnie",
            "Dość pewnie",
            "Bardzo pewnie",
            "Całkowicie pewnie",
        ],
        useful5: [
            "Wcale nieprzydatne",
            "Trochę przydatne",
            "Dość przydatne",
            "Bardzo przydatne",
            "Niezwykle przydatne",
        ],
        going5: ["Bardzo źle", "Raczej źle", "Ani dobrze, ani źle", "Raczej dobrze", "Bardzo dobrze"],
        pace5: [
            "O wiele za wolne",
            "Trochę za wolne",
            "W sam raz",
            "Trochę za szybkie",
            "O wiele za szybkie",
        ],
        likely5: [
            "Wcale nie jest prawdopodobne",
            "Mało prawdopodobne",
            "Dość prawdopodobne",
            "Bardzo prawdopodobne",
            "Na pewno",
        ],
        share5: ["Żaden z nich", "Kilku", "Około połowy", "Większość", "Wszyscy"],
    },
    weekdays: ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"],
    months: [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ],
};
