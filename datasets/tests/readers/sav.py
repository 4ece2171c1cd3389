"""pyreadstat finds in answers.sav the cells, labels, missing values and sets of the CSV file."""

import datetime
import math

import pyreadstat
from cells import FOLDER, expected, plain, same

table, meta = pyreadstat.read_sav(str(FOLDER / "answers.sav"), user_missing=True)
headings, _ = expected()
assert list(meta.column_labels) == [f"Label of {heading}" for heading in headings], meta.column_labels
names = [heading.replace("/", "_") for heading in headings]
names[headings.index("with")] = "with_"
assert list(table.columns) == names, list(table.columns)
assert meta.file_encoding == "UTF-8", meta.file_encoding
assert meta.variable_value_labels["bring_flexibility"][5] == "A great deal"
assert meta.missing_ranges["with_"] == [{"lo": -9.0, "hi": -1.0}], meta.missing_ranges
GROUPS = {1: "school", 2: "other"}
# From the first day of the Gregorian calendar.
BEGIN = datetime.date(1582, 10, 14)


def text(name, value):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if name == "day":
        if isinstance(value, datetime.date):
            # A code is seconds before the calendar began.
            return value.isoformat() if value > BEGIN else "-9"
        return plain(value)
    if name == "group":
        return GROUPS[int(value)]
    return plain(value) if isinstance(value, (int, float)) else value


same([[text(name, value) for name, value in zip(names, row)] for row in table.itertuples(index=False)], "SPSS")
sets = meta.mr_sets
assert list(sets) == ["reached"] or list(sets) == ["$reached"], sets
(found,) = sets.values()
assert found["label"] == "What reached – pwy" and found["counted_value"] in (1, "1"), found
assert [name.lower() for name in found["variable_list"]] == ["reached_visits", "reached_other"], found
