"""What a rehearsed service keeps its data in: a file in its folder, or a PostgreSQL of its own on loopback (scripts/postgres).
Rehearsals look into it past the service, and put rows in many at a time, as years of work would have left them."""

import contextlib
import csv
import io
import os
import socket
import sqlite3
import subprocess
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("sqlite", "postgresql")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def begin(kind, folder):
    """A database of this kind for a service with this data folder; it is empty."""
    return Sqlite(folder) if kind == "sqlite" else PostgreSQL(Server(), "rehearsal")


class Sqlite:
    """The file in a data folder."""

    name = "SQLite"
    # What makes an id inside a statement.
    RANDOM_ID = "randomblob(16)"
    # Where the service looks by itself.
    settings = {}

    def __init__(self, folder):
        self.file = Path(folder) / "common-ground.db"

    def beside(self, folder):
        """The database of another data folder."""
        return Sqlite(folder)

    def clear(self):
        """The file goes with its folder."""

    def busy(self):
        """How many others work on it."""
        return 0

    def tables(self):
        if not self.file.exists():
            return 0
        return int(self.ask("SELECT count(*) FROM sqlite_master WHERE type = 'table'")[0][0])

    @contextlib.contextmanager
    def opened(self):
        database = sqlite3.connect(self.file, timeout=60, isolation_level=None)
        try:
            yield database
        finally:
            database.close()

    def ask(self, sql):
        """The rows that a statement finds, as text."""
        text = lambda value: str(uuid.UUID(bytes=value)) if isinstance(value, bytes) and len(value) == 16 else str(value)
        with self.opened() as database:
            return [tuple(map(text, row)) for row in database.execute(sql)]

    def change(self, sql):
        with self.opened() as database:
            database.execute(sql)

    def literal(self, id):
        return f"X'{id.hex}'"

    def insert(self, table, columns, rows):
        """Puts rows in, in one transaction. The index of names is left out of it: the SQLite of Python may be older than the one that
        the service brings along, and `check --repair` makes that index again."""
        value = lambda one: one.bytes if isinstance(one, uuid.UUID) else one
        places = ", ".join("?" * len(columns))
        with self.opened() as database:
            database.execute("BEGIN IMMEDIATE")
            kept = database.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
            ).fetchall()
            for name, _ in kept:
                database.execute(f"DROP TRIGGER {name}")
            database.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", (tuple(map(value, row)) for row in rows)
            )
            for _, sql in kept:
                database.execute(sql)
            database.execute("COMMIT")

    def settle(self):
        """What a database does by itself some time after many rows were put in."""

    def end(self):
        pass


class Server:
    """A throw-away PostgreSQL, on the disk."""

    def __init__(self):
        quiet = "-c client_min_messages=warning"
        self.env = os.environ | {"TEST_POSTGRES_PORT": str(free_port()), "ON_DISK": "1", "PGOPTIONS": quiet}
        self.url = self.told("start").strip().rsplit("/", 1)[0]

    def told(self, what):
        return subprocess.run(
            [ROOT / "scripts/postgres", what], env=self.env, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def psql(self, database, *words):
        port = self.env["TEST_POSTGRES_PORT"]
        return ["psql", "-h", "127.0.0.1", "-p", port, "-U", "postgres", "-d", database, "-qtXv", "ON_ERROR_STOP=1", *words]

    def ask(self, database, sql):
        psql = self.psql(database, "--csv", "-c", sql)
        done = subprocess.run(psql, env=self.env, check=True, stdout=subprocess.PIPE, text=True)
        return [tuple(row) for row in csv.reader(io.StringIO(done.stdout))]


class PostgreSQL:
    """A database on a server of the rehearsal's own."""

    name = "PostgreSQL"
    RANDOM_ID = "gen_random_uuid()"

    def __init__(self, server, database):
        self.server, self.database = server, database
        self.settings = {"database_url": f"{server.url}/{database}"}
        self.clear()

    def beside(self, _folder):
        """Another database on the same server."""
        return PostgreSQL(self.server, "beside")

    def clear(self):
        self.server.ask("postgres", f"DROP DATABASE IF EXISTS {self.database}")
        self.server.ask("postgres", f"CREATE DATABASE {self.database}")

    def busy(self):
        """How many others work on it."""
        others = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{self.database}' AND pid <> pg_backend_pid()"
        return int(self.server.ask("postgres", others)[0][0])

    def tables(self):
        return int(self.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")[0][0])

    def ask(self, sql):
        """The rows that a statement finds, as text."""
        return self.server.ask(self.database, sql)

    def change(self, sql):
        self.server.ask(self.database, sql)

    def literal(self, id):
        return f"'{id}'::uuid"

    def insert(self, table, columns, rows):
        """Puts rows in, in one transaction."""
        copy = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        psql = self.server.psql(self.database, "-c", copy)
        psql = subprocess.Popen(psql, env=self.server.env, stdin=subprocess.PIPE, text=True)
        for row in rows:
            psql.stdin.write("\t".join(map(copied, row)) + "\n")
        psql.stdin.close()
        if psql.wait() != 0:
            raise SystemExit(f"{table} could not be filled")

    def settle(self):
        """What a database does by itself some time after many rows were put in."""
        self.change("ANALYZE")

    def end(self):
        self.server.told("stop")


def copied(value):
    """A value as COPY reads it."""
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    return str(value).replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")
