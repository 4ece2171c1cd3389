"""openpyxl finds in answers.xlsx the cells of the CSV file, and no formula."""

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
