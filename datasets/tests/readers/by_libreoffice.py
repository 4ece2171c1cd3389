"""LibreOffice makes CSV of every sheet of answers.xlsx, and the cells are those of the CSV files."""

import csv
import pathlib
import subprocess
import tempfile

from cells import FOLDER, expected, same

# Separator, quotes, UTF-8, from the first line, cells as they are stored, and every sheet in a file of its own.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"

with tempfile.TemporaryDirectory() as profile:
    run = subprocess.run(
        ["soffice", f"-env:UserInstallation={pathlib.Path(profile).as_uri()}", "--headless", "--convert-to", FILTER,
         "--outdir", FOLDER / "by_libreoffice", FOLDER / "answers.xlsx"],
        capture_output=True, text=True, check=False, timeout=300,
    )
assert run.returncode == 0, run.stdout + run.stderr


def sheet(name):
    with open(FOLDER / "by_libreoffice" / f"answers-{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def same_cell(found, wanted):
    """A number may be written in another way."""
    if found == wanted:
        return True
    try:
        return abs(float(found) - float(wanted)) <= 1e-9
    except ValueError:
        return False


headings, *rows = sheet("Answers")
assert headings == expected()[0], headings
same(rows, "LibreOffice")
for name, file in [("Figures", "figures.csv"), ("Comparison", "comparison.csv")]:
    with open(FOLDER / file, encoding="utf-8", newline="") as lines:
        wanted = list(csv.reader(lines))
    found = sheet(name)
    assert len(found) == len(wanted), (name, len(found), len(wanted))
    for number, (row, want) in enumerate(zip(found, wanted), 1):
        assert all(same_cell(cell, text) for cell, text in zip(row, want, strict=True)), (name, number, row, want)
