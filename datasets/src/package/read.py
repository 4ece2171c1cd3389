"""Reads answers.csv with the labels of codebook.csv, in the folder of this file: from read import answers, codebook"""

from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
CODES = {"-1", "-2", "-7", "-8", "-9"}


def read_cells(name):
    return pd.read_csv(HERE / name, dtype=str, keep_default_na=False, encoding="utf-8")


def column(cells, name, rows):
    """The cells of a column: days, numbers, categories with their labels, or words."""
    kind = rows["kind"].iloc[0] if len(rows) else "id"
    if kind == "id":
        return cells
    cells = cells.mask(cells.isin(CODES | {""}))
    if name.endswith("/text") or kind in ("short_text", "long_text"):
        return cells
    if kind == "date":
        return cells.map(pd.Timestamp, na_action="ignore").astype("datetime64[s]")
    if kind in ("single_choice", ""):
        values = rows[(rows["value"] != "") & ~rows["value"].isin(CODES)]
        labels = dict(zip(values["value"], values["meaning"]))
        return pd.Categorical(cells.map(labels), categories=list(dict.fromkeys(labels.values())))
    return pd.to_numeric(cells)


codebook = read_cells("codebook.csv")
_raw = read_cells("answers.csv")
answers = pd.DataFrame({
    name: column(_raw[name], name, codebook[codebook["column"] == name]) for name in _raw.columns
})
