"""PSPP converts answers.sav to CSV without a warning, and the cells are those of answers.csv."""

import csv
import subprocess

from cells import FOLDER, same

out = FOLDER / "by_pspp.csv"
run = subprocess.run(
    ["pspp-convert", "--recode", str(FOLDER / "answers.sav"), str(out)], capture_output=True, text=True, check=False
)
if run.returncode:
    # Older versions know no --recode.
    run = subprocess.run(["pspp-convert", str(FOLDER / "answers.sav"), str(out)], capture_output=True, text=True, check=False)
assert run.returncode == 0 and not run.stderr.strip() and not run.stdout.strip(), run.stdout + run.stderr
with open(out, encoding="utf-8", newline="") as file:
    headings, *rows = csv.reader(file)
print(headings, rows)
