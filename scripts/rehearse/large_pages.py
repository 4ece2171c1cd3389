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
from rehearsal import ANSWER, Answering, Log, Person, Service, arguments, rehearsal_survey


def load(person, path, many):
    """So many loads of a page at once: how often each status came, and the longest time."""
    cookie = "; ".join(f"{one.name}={one.value}" for one in jar(person))
    found, lock, longest = {}, threading.Lock(), [0.0]

    def once():
        began = time.monotonic()
        request = urllib.request.Request(person.url + path, headers={"Cookie": cookie})
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


def main():
    wish = arguments(
        __doc__, courses=(2_000, "courses"), partners=(5_000, "partners"), contacts=(50_000, "contacts"),
        loads=(40, "loads of each page at once"), memory=(128, "MB that the service may use"), rate=(10, "forms a second"),
    )
    log = Log("large-pages", wish.log)
    service = Service(wish.program, log, wish.database)
    try:
        country = Country(service)
        country.fill(wish.courses, wish.partners, wish.contacts)
        country.settle()
        log.say(f"{wish.courses} courses, {wish.partners} partners and {wish.contacts} contacts are there")
        service.start()
        trainer = Person(service, "trainer")
        code = trainer.ask(rehearsal_survey(trainer))
        answering = Answering(service, code, ANSWER, wish.rate)
        log.say(f"memory at first {service.memory():.0f} MB")
        pages = [f"{trainer.home}{page}" for page in ("", "/courses", "/results", "/partners", "/partners/list.csv")]
        since = time.monotonic()
        for page in pages:
            found, longest = load(trainer, page, wish.loads)
            memory = f"memory {service.memory():.0f} MB, {service.memory('VmHWM'):.0f} MB at most so far"
            log.say(f"{page}: {found}, the longest {longest:.1f} s, {memory}")
            log.expect("each answers with the page, or asks to come back", set(found) <= {200, 503})
        with ThreadPoolExecutor(len(pages)) as together:
            all_at_once = list(together.map(lambda page: load(trainer, page, wish.loads), pages))
        for page, (found, longest) in zip(pages, all_at_once):
            log.say(f"{page} with all others: {found}, the longest {longest:.1f} s")
            log.expect("each answers with the page, or asks to come back", set(found) <= {200, 503})
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
