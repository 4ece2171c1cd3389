"""Long work beside people who answer, in a programme of a whole country: an import, a mailbox of bounces, a check, a backup and
erasures, which are commands; and what the service does by itself: very many summaries that are due at one moment, a wave of
reminders, and answers that were kept long enough. The bounces are about the emails of the demonstration, so that each of them
comes in very often, and counts once."""

import hashlib
import hmac
import sys
import time

from country import REMINDED, Country, row_id
from rehearsal import ANSWER, Answering, Log, Person, Service, arguments, many_answers, rehearsal_survey

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


def letters(service):
    """The emails that people of the demonstration were invited by, each with the mark that only the key makes."""
    found = service.database.ask(
        "SELECT id FROM outbox WHERE kind IN ('invitation', 'reminder') AND address <> '' AND unique_key NOT LIKE 'rehearsed%'"
    )
    key = service.env["COMMON_GROUND_SECRET_KEY"].encode()
    ids = [id.replace("-", "") for (id,) in found]
    mark = lambda id: hmac.new(key, b"bounce\0" + bytes.fromhex(id), hashlib.sha256).hexdigest()[:10]
    return [(id, mark(id)) for id in ids]


def mailbox_of(service, reports):
    about = letters(service)
    report = lambda at: BOUNCE.format(at=at, letter=about[at % len(about)][0], mark=about[at % len(about)][1])
    return "".join(report(at) for at in range(reports))


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


def commands(beside, wish, into, slug):
    folder = beside.service.folder
    answers, mailbox = folder / "answers.csv", folder / "mbox"
    many_answers(answers, wish.rows)
    mailbox.write_text(mailbox_of(beside.service, wish.bounces))
    beside.command("import", "responses", "--round", into, str(answers))
    beside.command("bounces", str(mailbox))
    # What is soon over is done again, so that enough forms come meanwhile to tell of.
    beside.command("check", at_least=ENOUGH)
    beside.command("backup", "--out", lambda at: str(folder / f"backup-{at}.tar"), at_least=ENOUGH)
    # People at the end of the list, who are library contacts of nothing else.
    email = lambda at: f"person{wish.contacts - 1 - at}@town{(wish.contacts - 1 - at) % 700}.example.org"
    beside.command("person", "erase", "--programme", slug, "--email", email, what="erasures", times=wish.erasures)


def by_itself(beside, wish, trainer, into):
    now = int(time.time() * 1000)
    beside.by_itself(
        f"{wish.summaries} summaries", f"UPDATE course SET summary_at = {now} WHERE title LIKE 'Due course %'",
        "SELECT (SELECT count(*) FROM course WHERE state = 'planned' AND title LIKE 'Due course %') + "
        "(SELECT count(*) FROM outbox WHERE kind = 'summary' AND state = 'queued')",
    )
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
        country.courses_to_sum_up(wish.summaries)
        country.people_to_remind(wish.reminders)
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
        commands(beside, wish, into, country.slug)
        by_itself(beside, wish, trainer, into)
        log.expect("no form was refused", not answering.failed)
        answering.end()
    finally:
        service.end()
    return log.end()


sys.exit(main())
