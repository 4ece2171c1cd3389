"""Long work beside people who answer, in a programme of a whole country: an import, a mailbox of bounces, each about another
email, a check, a backup and erasures of people who answered confidentially, which are commands; a list of contacts that somebody
imports on the page; and what the service does by itself: very many summaries that are due at one moment, one of them with very many
readers, a wave of reminders, and answers that were kept long enough."""

import sys
import time

from country import CONFIDENTIAL, REMINDED, Country, address_of, marked, row_id
from rehearsal import ANSWER, Answering, Log, Person, Service, arguments, many_answers, many_contacts, rehearsal_survey

BOUNCE = """From MAILER-DAEMON Thu May 21 10:00:00 2026
From: MAILER-DAEMON@mx.example.org
To: bounce+{letter}.{mark}@library.example.org
Subject: Undelivered
Message-ID: <{at}@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; nobody{at}@example.org
Action: failed
Status: 5.1.1 (no such user)
--b--

"""


# How long the service may take over what it does by itself.
PATIENCE = 1800
# Seconds that a command which can be repeated goes on at least.
ENOUGH = 10


def mailbox_of(service, emails):
    """A report about each of these emails, with the mark that only the key makes."""
    mark = lambda id: marked(service, b"bounce", id.bytes).hexdigest()[:10]
    return "".join(BOUNCE.format(at=at, letter=id.hex, mark=mark(id)) for at, id in enumerate(emails))


class Beside:
    """What is done beside people who answer, and what they wait for it."""

    def __init__(self, service, log, answering, limit):
        self.service, self.database, self.log = service, service.database, log
        self.answering, self.limit = answering, limit

    def told(self, what, since, until):
        self.log.say(f"{what} took {until - since:.1f} s; meanwhile " + self.answering.told(since, until))
        late = self.answering.between(since, until)[2]
        words = f"forms take no longer than {self.limit} ms at the 99th percentile beside {what} ({late:.0f} ms)"
        self.log.expect(words, late <= self.limit)

    def command(self, *words, what="", times=1, at_least=0):
        """A command, or several that are alike but for their last word: so many, and for so many seconds."""
        since, at = time.monotonic(), 0
        while at < times or time.monotonic() < since + at_least:
            last = [words[-1](at)] if callable(words[-1]) else [words[-1]]
            _, status, said = self.service.command(*words[:-1], *last, check=False)
            # What a check finds is not what is looked at here.
            if status != 0 and words[0] != "check":
                self.log.expect(f"`{words[0]}` ends well", False)
                self.log.say(said.strip())
            at += 1
        what = what or (f"`{words[0]}`" if at == 1 else f"`{words[0]}` {at} times")
        self.told(what, since, time.monotonic())
        self.log.say(said.strip().splitlines()[-1] if said.strip() else "it said nothing")

    def page(self, what, act):
        """What somebody does on a page."""
        since = time.monotonic()
        came = act()
        self.told(what, since, time.monotonic())
        return came

    def by_itself(self, what, due, left):
        """Makes something due, and waits until the service has seen to it: until a statement counts nothing more."""
        count = lambda: int(self.database.ask(left)[0][0])
        at_first = count()
        self.database.change(due)
        began = last = time.monotonic()
        while count() == at_first and time.monotonic() < began + PATIENCE:
            last = time.monotonic()
            time.sleep(0.5)
        while count() > 0 and time.monotonic() < began + PATIENCE:
            time.sleep(0.5)
        self.log.expect(f"the service has seen to {what}", at_first > 0 and count() == 0)
        # Half a minute may pass until the service looks at the clock, which tells nothing.
        self.told(what, last - 2, time.monotonic())

    def watch(self, what, seconds):
        since = time.monotonic()
        time.sleep(seconds)
        self.told(what, since, time.monotonic())


def long_ago(into):
    """The statement by which a round has closed so long ago that its answers were kept long enough."""
    then = int(time.time() * 1000) - 1100 * 24 * 60 * 60 * 1000
    return f"UPDATE round SET opens_at = {then - 1000}, closes_at = {then} WHERE code = '{into}'"


def commands(beside, wish, into, country, emails):
    folder, count = beside.service.folder, lambda sql: int(beside.database.ask(sql)[0][0])
    answers, mailbox = folder / "answers.csv", folder / "mbox"
    many_answers(answers, wish.rows)
    mailbox.write_text(mailbox_of(beside.service, emails))
    beside.command("import", "responses", "--round", into, str(answers))
    bounces = "SELECT count(*) FROM bounce"
    before = count(bounces)
    beside.command("bounces", str(mailbox))
    beside.log.expect("each report counts", count(bounces) == before + len(emails))
    # What is soon over is done again, so that enough forms come meanwhile to tell of.
    beside.command("check", at_least=ENOUGH)
    beside.command("backup", "--out", lambda at: str(folder / f"backup-{at}.tar"), at_least=ENOUGH)
    # People at the end of the list, each of whom answered confidentially, so that all answers are counted again.
    email = lambda at: address_of(wish.contacts - 1 - at)
    responses = f"SELECT count(*) FROM response WHERE round_id = {beside.database.literal(row_id(CONFIDENTIAL, 0))}"
    beside.command("person", "erase", "--programme", country.slug, "--email", email, what="erasures", times=wish.erasures)
    beside.log.expect("what they answered is gone, and nothing else", count(responses) == wish.confidential - wish.erasures)


def list_of_contacts(beside, wish, trainer):
    """Somebody sends a list, looks at what it would do, and imports it."""
    page, contacts = f"{trainer.home}/partners/import", many_contacts(wish.lines, wish.partners)
    count = lambda: int(beside.database.ask("SELECT count(*) FROM contact WHERE email LIKE 'imported%'")[0][0])
    upload = lambda: trainer.upload(page, "list", "contacts.csv", contacts)
    preview = beside.page(f"sending a list of {wish.lines} contacts, with its preview", upload)
    beside.page("another look at the preview", lambda: trainer.get(preview))
    beside.page("importing the list", lambda: trainer.send(preview))
    new = sum(1 for at in range(wish.lines) if at % 10 != 1)
    beside.log.expect(f"{new} new contacts are there", count() == new)


def by_itself(beside, wish, trainer, into):
    now = int(time.time() * 1000)
    beside.by_itself(
        f"{wish.summaries} summaries, one of them to {wish.readers} readers,",
        f"UPDATE course SET summary_at = {now} WHERE title LIKE 'Due course %'",
        "SELECT (SELECT count(*) FROM course WHERE state = 'planned' AND title LIKE 'Due course %') + "
        "(SELECT count(*) FROM outbox WHERE kind = 'summary' AND state = 'queued')",
    )
    told = beside.database.ask("SELECT count(DISTINCT reader_id) FROM delivery WHERE reader_id IS NOT NULL")[0][0]
    beside.log.expect(f"{wish.readers} readers were sent it", int(told) == wish.readers)
    round = beside.database.literal(row_id(REMINDED, 0))
    beside.by_itself(
        f"{wish.reminders} reminders", f"UPDATE mailing SET at = {now} WHERE kind = 'reminder' AND round_id = {round}",
        f"SELECT count(*) FROM mailing WHERE state = 'planned' AND round_id = {round}",
    )
    beside.watch("a minute in which reminders leave", 60)
    queued, left = beside.database.ask(
        "SELECT count(*), sum(CASE WHEN state = 'sent' THEN 1 ELSE 0 END) FROM outbox WHERE kind = 'reminder' "
        f"AND queued_at >= {now - 1000}"
    )[0]
    beside.log.say(f"{left} of {queued} reminders have left")
    beside.log.expect("everybody is reminded once", int(queued) == wish.reminders)
    trainer.post(f"{trainer.home}/rounds/{into}/close")
    beside.by_itself(
        f"{wish.rows} answers that were kept long enough", long_ago(into),
        "SELECT count(*) FROM response JOIN round ON round.id = response.round_id "
        f"WHERE round.code = '{into}'",
    )


def main():
    wish = arguments(
        __doc__, rows=(20_000, "rows of the import"), bounces=(5_000, "reports in the mailbox"), rate=(50, "forms a second"),
        limit=(100, "ms that the 99th percentile of forms may take"), summaries=(372, "summaries due at one moment"),
        readers=(2_000, "managers who get one of them"), lines=(5_000, "lines of the list to import"),
        confidential=(20_000, "people who answered confidentially"),
        reminders=(5_000, "people to remind"), erasures=(10, "people to erase"), courses=(2_000, "courses"),
        partners=(5_000, "partners"), contacts=(50_000, "contacts"), emails=(80_000, "emails that left"),
    )
    log = Log("long-commands", wish.log)
    service = Service(
        wish.program, log, wish.database, bounce_address="bounce@library.example.org", mail_per_minute=600, mail_per_domain=600,
    )
    try:
        country = Country(service)
        country.fill(wish.courses, wish.partners, wish.contacts, wish.emails)
        country.courses_to_sum_up(wish.summaries, wish.readers)
        country.people_to_remind(wish.reminders)
        emails = country.people_who_moved(wish.bounces, after=wish.reminders)
        country.confidential_answers(wish.confidential, wish.contacts)
        country.settle()
        log.say(f"{wish.courses} courses, {wish.partners} partners, {wish.contacts} contacts and {wish.emails} emails are there")
        service.start()
        trainer = Person(service, "trainer")
        survey = rehearsal_survey(trainer)
        into = trainer.ask(survey)
        answering = Answering(service, trainer.ask(survey), ANSWER, wish.rate)
        time.sleep(10)
        log.say("before, " + answering.told(0, time.monotonic()))
        beside = Beside(service, log, answering, wish.limit)
        commands(beside, wish, into, country, emails)
        list_of_contacts(beside, wish, trainer)
        by_itself(beside, wish, trainer, into)
        log.expect("no form was refused", not answering.failed)
        answering.end()
    finally:
        service.end()
    return log.end()


sys.exit(main())
