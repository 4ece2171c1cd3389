"""The cells of answers.csv in a folder, as other files are held against them."""

import csv
import pathlib
import sys

FOLDER = pathlib.Path(sys.argv[1])
CODES = {"-1", "-2", "-7", "-8", "-9"}


def expected():
    """The headings, and the rows as lists of text."""
    with open(FOLDER / "answers.csv", encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    return headings, rows


def same(found, what):
    """Holds rows of text against those of the CSV file."""
    headings, rows = expected()
    assert len(found) == len(rows), f"{what}: {len(found)} rows, not {len(rows)}"
    for number, (row, wanted) in enumerate(zip(found, rows), 1):
        for heading, cell, want in zip(headings, row, wanted, strict=True):
            assert cell == want, f"{what}, row {number}, {heading}: {cell!r}, not {want!r}"


def plain(number):
    """A number as the CSV file has it."""
    return str(int(number)) if float(number).is_integer() else repr(float(number))
