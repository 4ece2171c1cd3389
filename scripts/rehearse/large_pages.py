#!/usr/bin/env python3
"""Many large pages at once, of a programme with very many courses, partners and contacts: whoever answers is served as usual, and
the service stays within its memory."""

import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from country import Country
from rehearsal import (
    ANSWER, Answering, Log, Person, Service, arguments, closed_for_good, many_answers, many_contacts, rehearsal_survey,
)


def load(person, path, many, token):
    """So many loads of a page at once: how often each status came, and the longest time."""
    cookie = "; ".join(f"{one.name}={one.value}" for one in jar(person))
    shows = {"Authorization": f"Bearer {token}"} if path.startswith("/odata/") else {"Cookie": cookie}
    found, lock, longest = {}, threading.Lock(), [0.0]

    def once():
        began = time.monotonic()
        request = urllib.request.Request(person.url + path, headers=shows)
        try:
            with urllib.request.urlopen(request, timeout=300) as reply:
                reply.read()
                status = reply.status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            status = 0
        with lock:
            found[status] = found.get(status, 0) + 1
            longest[0] = max(longest[0], time.monotonic() - began)

    threads = [threading.Thread(target=once) for _ in range(many)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found, longest[0]


def jar(person):
    return next(handler.cookiejar for handler in person.browser.handlers if hasattr(handler, "cookiejar"))


def feed_of_answers(service, trainer, slug, survey, answers):
    """The address at which a spreadsheet reads so many answers of a survey that has closed."""
    code, file = trainer.ask(survey), service.folder / "answers.csv"
    many_answers(file, answers)
    service.command("import", "responses", "--round", code, str(file))
    trainer.post(f"{trainer.home}/rounds/{code}/close")
    until = time.monotonic() + 600
    while not closed_for_good(trainer, code) and time.monotonic() < until:
        time.sleep(1)
    return f"/odata/{slug}/{code}.svc/Answers"


def main():
    wish = arguments(
        __doc__, courses=(2_000, "courses"), partners=(5_000, "partners"), contacts=(50_000, "contacts"),
        invited=(20_000, "people invited to one survey"), answers=(20_000, "answers that a spreadsheet reads"),
        lines=(5_000, "lines of the list to import"), loads=(40, "loads of each page at once"),
        memory=(128, "MB that the service may use"), rate=(10, "forms a second"),
    )
    log = Log("large-pages", wish.log)
    service = Service(wish.program, log, wish.database)
    try:
        country = Country(service)
        country.fill(wish.courses, wish.partners, wish.contacts)
        country.people_to_remind(min(wish.invited, wish.contacts))
        country.settle()
        log.say(f"{wish.courses} courses, {wish.partners} partners and {wish.contacts} contacts are there")
        service.start()
        trainer = Person(service, "trainer")
        survey = rehearsal_survey(trainer)
        feed = feed_of_answers(service, trainer, country.slug, survey, wish.answers)
        token = trainer.token("figures:read", "answers:read")
        contacts = many_contacts(wish.lines, wish.partners)
        preview = trainer.upload(f"{trainer.home}/partners/import", "list", "contacts.csv", contacts)
        answering = Answering(service, trainer.ask(survey), ANSWER, wish.rate)
        log.say(f"memory at first {service.memory():.0f} MB")
        pages = ("", "/courses", "/results", "/partners", "/partners/list.csv", "/rounds/REMIND/invitations/send")
        pages = [*(f"{trainer.home}{page}" for page in pages), preview, feed]
        since = time.monotonic()
        for page in pages:
            found, longest = load(trainer, page, wish.loads, token)
            memory = f"memory {service.memory():.0f} MB, {service.memory('VmHWM'):.0f} MB at most so far"
            log.say(f"{page}: {found}, the longest {longest:.1f} s, {memory}")
            log.expect("each answers with the page, or asks to come back", 200 in found and set(found) <= {200, 503})
        with ThreadPoolExecutor(len(pages)) as together:
            all_at_once = [*together.map(lambda page: load(trainer, page, wish.loads, token), pages)]
        for page, (found, longest) in zip(pages, all_at_once):
            log.say(f"{page} with all others: {found}, the longest {longest:.1f} s")
            log.expect("each answers with the page, or asks to come back", 200 in found and set(found) <= {200, 503})
        until = time.monotonic()
        answering.end()
        log.say("meanwhile " + answering.told(since, until))
        log.expect("no form was refused", not answering.failed)
        most = service.memory("VmHWM")
        log.expect(f"the service uses no more than {wish.memory} MB ({most:.0f} MB)", most <= wish.memory)
    finally:
        service.end()
    return log.end()


sys.exit(main())
