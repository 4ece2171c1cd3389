"""PSPP converts answers.sav to CSV without a warning, and the cells are those of answers.csv."""

import csv
import subprocess

from cells import FOLDER, expected, same

out = FOLDER / "by_pspp.csv"
run = subprocess.run(["pspp-convert", FOLDER / "answers.sav", out], capture_output=True, text=True, check=False)
said = (run.stdout + run.stderr).strip()
assert run.returncode == 0 and not said, said
with open(out, encoding="utf-8", newline="") as file:
    _, *rows = csv.reader(file)
GROUPS = {"1": "school", "2": "other"}


def text(heading, cell):
    """A cell as answers.csv has it: PSPP writes a space for no number, and days by the month."""
    if heading == "day":
        # A code is some seconds before the calendar began, which PSPP does not print.
        month, day, year = cell.split("/") if cell.strip() else ("", "", "")
        return f"{year}-{month}-{day}" if year else "-9"
    return GROUPS.get(cell, cell.strip()) if heading == "group" else cell


headings, _ = expected()
same([[text(heading, cell) for heading, cell in zip(headings, row)] for row in rows], "PSPP")
