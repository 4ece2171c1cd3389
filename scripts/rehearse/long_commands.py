#!/usr/bin/env python3
"""Long commands beside people who answer: an import, a mailbox of bounces and a check. The reports are about the emails of the
demonstration, so that each of them comes in very often, and counts once."""

import hashlib
import hmac
import sqlite3
import sys
import time

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


def letters(service):
    """The emails that people were invited by, each with the mark that only the key makes."""
    database = sqlite3.connect(f"file:{service.folder}/data/common-ground.db?mode=ro", uri=True)
    found = database.execute("SELECT id FROM outbox WHERE kind IN ('invitation', 'reminder') AND address <> ''").fetchall()
    database.close()
    key = service.env["COMMON_GROUND_SECRET_KEY"].encode()
    mark = lambda id: hmac.new(key, b"bounce\0" + id, hashlib.sha256).hexdigest()[:10]
    return [(id.hex(), mark(id)) for (id,) in found]


def mailbox_of(service, reports):
    about = letters(service)
    report = lambda at: BOUNCE.format(at=at, letter=about[at % len(about)][0], mark=about[at % len(about)][1])
    return "".join(report(at) for at in range(reports))


def main():
    wish = arguments(
        __doc__, rows=(20_000, "rows of the import"), bounces=(5_000, "reports in the mailbox"), rate=(50, "forms a second")
    )
    log = Log("long-commands", wish.log)
    service = Service(wish.program, log, bounce_address="bounce@library.example.org")
    try:
        service.start()
        trainer = Person(service, "trainer")
        survey = rehearsal_survey(trainer)
        answers, mailbox = service.folder / "answers.csv", service.folder / "mbox"
        many_answers(answers, wish.rows)
        mailbox.write_text(mailbox_of(service, wish.bounces))
        into = trainer.ask(survey)
        answering = Answering(service, trainer.ask(survey), ANSWER, wish.rate)
        time.sleep(10)
        log.say("before, " + answering.told(0, time.monotonic()))
        for words in (
            ("import", "responses", "--round", into, str(answers)), ("bounces", str(mailbox)), ("check",),
        ):
            since = time.monotonic()
            _, status, said = service.command(*words, check=False)
            until = time.monotonic()
            log.say(f"`{words[0]}` took {until - since:.1f} s; meanwhile " + answering.told(since, until))
            log.say(said.strip().splitlines()[-1] if said.strip() else "it said nothing")
            late = answering.between(since, until)[2]
            log.expect(f"forms take no longer than 250 ms at the 99th percentile beside `{words[0]}`", late <= 250)
            if words[0] != "check":
                log.expect(f"`{words[0]}` ends well", status == 0)
        log.expect("no form was refused", not answering.failed)
        answering.end()
    finally:
        service.end()
    return log.end()


sys.exit(main())
