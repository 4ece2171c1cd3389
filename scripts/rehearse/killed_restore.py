#!/usr/bin/env python3
"""A restore is killed at several moments: nothing is left behind, and the next restore works."""

import shutil
import signal
import sys
import time

from rehearsal import Log, Person, Service, arguments, many_answers, rehearsal_survey


class Elsewhere:
    """Where a backup is put back: a folder, and a database of its own."""

    def __init__(self, service):
        self.folder = service.folder / "restored"
        self.database = service.database.beside(self.folder)
        self.settings = {"data_dir": self.folder} | self.database.settings

    def clear(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.database.clear()

    def answers(self):
        return self.database.ask("SELECT count(*) FROM response")[0][0]


def kill_all(process):
    """As `kill -9` of the command alone does: what it started goes on as it likes."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def main():
    wish = arguments(__doc__, answers=(200_000, "answers in the backup"), kills=(4, "how often a restore is killed"))
    log = Log("killed-restore", wish.log)
    service = Service(wish.program, log, wish.database)
    try:
        service.start()
        trainer = Person(service, "trainer")
        code = trainer.ask(rehearsal_survey(trainer))
        answers = service.folder / "answers.csv"
        many_answers(answers, wish.answers)
        service.command("import", "responses", "--round", code, str(answers))
        backup = service.folder / "backup.tar"
        took, _, said = service.command("backup", "--out", str(backup))
        log.say(f"a backup in {took:.1f} s, {backup.stat().st_size >> 20} MB: {said.strip().splitlines()[0]}")

        place = Elsewhere(service)
        whole, _, _ = service.command("restore", str(backup), **place.settings)
        rows = place.answers()
        log.say(f"undisturbed a restore takes {whole:.1f} s, and puts back {rows} answers")
        for at in range(wish.kills):
            place.clear()
            restore = service.begin("restore", str(backup), **place.settings)
            # Early rather than late: most of the time it counts what was put back.
            moment = whole / 2 * ((at + 1) / (wish.kills + 1)) ** 2
            time.sleep(moment)
            kill_all(restore)
            log.say(f"killed after {moment:.2f} s")
            for _ in range(100):
                busy = place.database.busy()
                if busy == 0:
                    break
                time.sleep(0.1)
            log.expect("within ten seconds nobody works on the database", busy == 0)
            tables = place.database.tables()
            there = place.answers() if tables else "0"
            log.expect(f"it has nothing or everything: {tables} tables, {there} answers", there in {"0", rows})
            left = place.folder / "restore.work"
            if left.exists():
                shutil.rmtree(left)
            words = ["restore", str(backup)] + (["--replace"] if tables else [])
            _, status, said = service.command(*words, check=False, **place.settings)
            log.expect("the next restore works" + (", with --replace" if tables else ""), status == 0)
            if status != 0:
                log.say(said.strip())
    finally:
        service.end()
    return log.end()


sys.exit(main())
