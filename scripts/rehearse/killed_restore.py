#!/usr/bin/env python3
"""A restore into PostgreSQL is killed at several moments: nothing is left behind, and the next restore works. It starts a
PostgreSQL of its own on loopback (scripts/postgres) and stops it again."""

import os
import shutil
import signal
import subprocess
import sys
import time

from rehearsal import ROOT, Log, Person, Service, arguments, free_port, many_answers, rehearsal_survey


class Server:
    """A throw-away PostgreSQL."""

    def __init__(self):
        self.env = os.environ | {"TEST_POSTGRES_PORT": str(free_port())}
        self.url = self.told("start").strip().rsplit("/", 1)[0]

    def told(self, what):
        return subprocess.run(
            [ROOT / "scripts/postgres", what], env=self.env, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def ask(self, database, sql):
        psql = ["psql", "-h", "127.0.0.1", "-p", self.env["TEST_POSTGRES_PORT"], "-U", "postgres", "-d", database, "-Atc", sql]
        return subprocess.run(psql, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def kill_all(process):
    """As `kill -9` of the command alone does: what it started goes on as it likes."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def main():
    wish = arguments(__doc__, answers=(200_000, "answers in the backup"), kills=(4, "how often a restore is killed"))
    log = Log("killed-restore", wish.log)
    server = Server()
    service = None
    try:
        server.ask("postgres", "CREATE DATABASE rehearsal")
        service = Service(wish.program, log, database=f"{server.url}/rehearsal")
        service.start()
        trainer = Person(service, "trainer")
        code = trainer.ask(rehearsal_survey(trainer))
        answers = service.folder / "answers.csv"
        many_answers(answers, wish.answers)
        service.command("import", "responses", "--round", code, str(answers))
        backup = service.folder / "backup.tar"
        took, _, said = service.command("backup", "--out", str(backup))
        log.say(f"a backup in {took:.1f} s, {backup.stat().st_size >> 20} MB: {said.strip().splitlines()[0]}")

        place = {"data_dir": service.folder / "restored", "database_url": f"{server.url}/restored"}
        server.ask("postgres", "CREATE DATABASE restored")
        whole, _, _ = service.command("restore", str(backup), **place)
        rows = server.ask("restored", "SELECT count(*) FROM response")
        log.say(f"undisturbed a restore takes {whole:.1f} s, and puts back {rows} answers")
        for at in range(wish.kills):
            server.ask("postgres", "DROP DATABASE restored")
            server.ask("postgres", "CREATE DATABASE restored")
            shutil.rmtree(place["data_dir"])
            restore = service.begin("restore", str(backup), **place)
            # Most of the time it counts what was put back.
            moment = whole / 3 * (at + 1) / (wish.kills + 1)
            time.sleep(moment)
            kill_all(restore)
            log.say(f"killed after {moment:.1f} s")
            for _ in range(100):
                active = server.ask(
                    "postgres", "SELECT count(*) FROM pg_stat_activity WHERE datname = 'restored' AND pid <> pg_backend_pid()"
                )
                if active == "0":
                    break
                time.sleep(0.1)
            log.expect("within ten seconds nobody works on the database", active == "0")
            tables = server.ask("restored", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            there = server.ask("restored", "SELECT count(*) FROM response") if tables != "0" else "0"
            log.expect(f"it has nothing or everything: {tables} tables, {there} answers", there in {"0", rows})
            left = place["data_dir"] / "restore.work"
            if left.exists():
                shutil.rmtree(left)
            words = ["restore", str(backup)] + ([] if tables == "0" else ["--replace"])
            _, status, said = service.command(*words, check=False, **place)
            log.expect("the next restore works" + ("" if tables == "0" else ", with --replace"), status == 0)
            if status != 0:
                log.say(said.strip())
    finally:
        if service:
            service.end()
        server.told("stop")
    return log.end()


sys.exit(main())
