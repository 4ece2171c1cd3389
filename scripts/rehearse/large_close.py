#!/usr/bin/env python3
"""A round of very many answers closes while people answer another: nobody waits for long, and a service that is killed in
between finishes what is left."""

import http.client
import sys
import threading
import time

from rehearsal import (
    ANSWER, Answering, Log, Person, Service, arguments, closed_for_good, many_answers, rehearsal_survey,
)


def fill(service, trainer, survey, answers, log):
    code = trainer.ask(survey)
    took, _, said = service.command("import", "responses", "--round", code, str(answers))
    log.say(f"filled {code} in {took:.1f} s: {said.strip().splitlines()[-1]}")
    return code


def close_and_break_off(trainer, code):
    """Closes a round on its page, which never answers: the service is killed."""

    def ask():
        try:
            trainer.post(f"{trainer.home}/rounds/{code}/close")
        except (OSError, http.client.HTTPException):
            pass

    threading.Thread(target=ask, daemon=True).start()


def main():
    wish = arguments(__doc__, answers=(100_000, "answers of the round that closes"), rate=(50, "forms a second"))
    log = Log("large-close", wish.log)
    service = Service(wish.program, log, wish.database)
    try:
        service.start()
        trainer = Person(service, "trainer")
        survey = rehearsal_survey(trainer)
        answers = service.folder / "answers.csv"
        many_answers(answers, wish.answers)
        first, second = (fill(service, trainer, survey, answers, log) for _ in range(2))

        answering = Answering(service, trainer.ask(survey), ANSWER, wish.rate)
        time.sleep(10)
        log.say("before the close, " + answering.told(0, time.monotonic()))
        since = time.monotonic()
        trainer.post(f"{trainer.home}/rounds/{first}/close")
        until = time.monotonic()
        log.say(f"the close took {until - since:.1f} s; meanwhile " + answering.told(since, until))
        while not closed_for_good(trainer, first) and time.monotonic() < until + 600:
            time.sleep(1)
        gone = time.monotonic()
        log.say(f"its traces were gone {gone - until:.1f} s later")
        log.expect("the round is closed for good", closed_for_good(trainer, first))
        late = answering.between(since, gone)[2]
        log.expect(f"forms take no longer than 100 ms at the 99th percentile ({late:.0f} ms)", late <= 100)
        log.expect("no form was refused", not answering.failed)

        answering.end()
        close_and_break_off(trainer, second)
        time.sleep(min(2.0, (until - since) / 2))
        service.kill()
        log.say("killed in the middle of the close of the second round")
        service.start()
        again = time.monotonic()
        page = f"{trainer.home}/rounds/{second}"
        if "/close" in trainer.get(page):
            log.say("it had not closed yet, and is closed once more")
            trainer.post(f"{page}/close")
        while not closed_for_good(trainer, second) and time.monotonic() < again + 600:
            time.sleep(1)
        log.expect("the second round is closed for good after the restart", closed_for_good(trainer, second))
        _, status, said = service.command("check", check=False)
        log.say(said.strip())
        log.expect("`check` finds no tally wrong", "agree with their" in said)
    finally:
        service.end()
    return log.end()


sys.exit(main())
