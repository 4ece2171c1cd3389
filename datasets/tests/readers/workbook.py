"""openpyxl finds in answers.xlsx the cells of the CSV files, and no formula."""

import csv
import datetime

import openpyxl
from cells import FOLDER, expected, plain, same

book = openpyxl.load_workbook(FOLDER / "answers.xlsx")
sheet = book["Answers"]
headings, *rows = sheet.iter_rows()
assert [cell.value for cell in headings] == expected()[0]
assert sheet.freeze_panes == "A2", sheet.freeze_panes


def text(cell):
    assert cell.data_type != "f", cell.coordinate
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return plain(value) if isinstance(value, (int, float)) else value


same([[text(cell) for cell in row] for row in rows], "Excel")
words = [[cell.value for cell in row] for row in book["In words"].iter_rows()]
assert words[0][2] == "Label of bring_flexibility" and words[1][2] == "A great deal", words
assert book["Codebook"].max_row > 20


def figures(name, file):
    """Holds a sheet of figures against its CSV file: numbers are numbers, and nothing is nothing."""
    with open(FOLDER / file, encoding="utf-8", newline="") as lines:
        wanted = list(csv.reader(lines))
    found = [[cell for cell in row] for row in book[name].iter_rows()]
    assert len(found) == len(wanted), (name, len(found), len(wanted))
    for row, want in zip(found, wanted):
        for cell, text in zip(row, want, strict=True):
            assert cell.data_type != "f", (name, cell.coordinate)
            value = cell.value
            if isinstance(value, (int, float)):
                assert value == float(text), (name, cell.coordinate, value, text)
            else:
                assert (value or "") == text, (name, cell.coordinate, value, text)


figures("Figures", "figures.csv")
figures("Comparison", "comparison.csv")
about = [row[0].value for row in book["About"].iter_rows()]
assert "What is published." in about, about
