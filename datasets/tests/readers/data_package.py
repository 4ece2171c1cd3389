"""frictionless holds every cell of the package against its description; read.py puts the labels on."""

import sys

import frictionless
from cells import FOLDER, expected

report = frictionless.validate(str(FOLDER / "package" / "datapackage.json"))
assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
assert report.stats["tasks"] == 2, report.stats

sys.path.insert(0, str(FOLDER / "package"))
from read import answers, codebook  # noqa: E402

headings, rows = expected()
assert list(answers.columns) == headings
assert len(answers) == len(rows) and len(codebook) > 20
first, second, third = (answers.iloc[row] for row in range(3))
assert first["group"] == "A school" and first["bring_flexibility"] == 5 and first["with"] == 2.25
assert first["day"].date().isoformat() == "2026-05-14" and third["day"].date().isoformat() == "1871-11-05"
assert second[["bring_flexibility", "with", "day", "reached/visits"]].isna().all()
assert third["one_change"] == "'-8" and third["reached/other/text"] == rows[2][5]
