"""Writes tests/it/stories/commands/report/: two files of answers, and what scipy and statsmodels make of comparing them.

    python3 -m venv /tmp/fixture && /tmp/fixture/bin/pip install scipy statsmodels
    /tmp/fixture/bin/python scripts/report-fixture.py

Nothing here calls the program: the test runs `common-ground report` on the two files and compares every column.
"""

import csv
import importlib
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

exact_p = importlib.import_module("scipy-fixture").exact_p
OUT = pathlib.Path(__file__).parent.parent / "tests" / "it" / "stories" / "commands" / "report"
MISSING = [-1, -7, -8, -9]
# What people lean towards on each side, and how many of the expecting side answer: two clear gaps, no gap, more than
# asked, a possible gap, level, undecided, one that three people answer, perhaps more than asked, a small but certain gap.
ITEMS = {
    "wait": ([1, 4, 4, 2, 1], [0, 1, 2, 5, 6], 38),
    "tone": ([2, 3, 4, 2, 1], [1, 1, 3, 4, 3], 38),
    "hours": ([1, 2, 4, 3, 1], [1, 2, 4, 3, 2], 38),
    "price": ([0, 1, 3, 5, 4], [2, 4, 4, 1, 0], 38),
    "books": ([1, 3, 5, 3, 1], [0, 2, 4, 5, 2], 38),
    "rooms": ([0, 0, 20, 1, 0], [0, 1, 20, 0, 0], 38),
    "ways": ([3, 1, 1, 1, 3], [2, 1, 1, 2, 4], 12),
    "rare": ([1, 1, 1, 1, 1], [1, 1, 1, 1, 1], 3),
    "walks": ([2, 3, 4, 3, 2], [1, 3, 5, 3, 1], 38),
    "doors": ([0, 1, 30, 1, 0], [0, 0, 24, 8, 0], 38),
}
COLUMNS = (
    "key,label,n_offer,mean_offer,sd_offer,n_expect,mean_expect,sd_expect,gap,ci_low,ci_high,p_welch,"
    "p_mann_whitney,p_holm,p_bh,cliffs_delta,verdict,suppressed"
).split(",")


def answers(rng, side, people):
    """One column for each item: values with a few missing codes, and empty cells where fewer people answer."""
    table = {}
    for key, (offer, expect, most) in ITEMS.items():
        weights = np.array((offer, expect)[side], dtype=float)
        values = rng.choice(np.arange(1, 6), people, p=weights / weights.sum()).astype(object)
        asked = people if side == 0 else min(most, people)
        missing = rng.choice(asked, 3, replace=False) if asked > 20 else []
        for at in missing:
            values[at] = int(rng.choice(MISSING))
        values[asked:] = ""
        table[key] = values
    return table


def write_answers(name, table):
    with open(OUT / name, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["response_id", "group", *table])
        for at, row in enumerate(zip(*table.values())):
            rows.writerow([f"r{at + 1}", "", *row])


def valid(column):
    return np.array([value for value in column if value != "" and value > 0], dtype=float)


def verdict(gap, low, high, holm, bh):
    if holm < 0.05 and abs(gap) >= 0.5:
        return "more than asked" if gap > 0 else "clear gap"
    if holm < 0.05 and abs(gap) >= 0.2:
        return "small but certain"
    if bh < 0.05 and abs(gap) >= 0.3:
        return "perhaps more than asked" if gap > 0 else "possible gap"
    return "about level" if -0.5 <= low and high <= 0.5 else "not sure yet"


def compare(key, x, y):
    row = {"key": key, "label": key, "n_offer": len(x), "mean_offer": x.mean(), "sd_offer": x.std(ddof=1)}
    if len(y) < 5:
        return row | {"verdict": "too few answers", "suppressed": 1}
    test = stats.ttest_ind(x, y, equal_var=False)
    low, high = test.confidence_interval()
    ranks = stats.mannwhitneyu(x, y, method="asymptotic", use_continuity=True)
    u = ranks.statistic
    p_ranks = exact_p(x, y) if len(x) + len(y) <= 60 else ranks.pvalue
    return row | {
        "n_expect": len(y), "mean_expect": y.mean(), "sd_expect": y.std(ddof=1), "gap": x.mean() - y.mean(),
        "ci_low": low, "ci_high": high, "p_welch": test.pvalue, "p_mann_whitney": p_ranks,
        "cliffs_delta": 2 * u / (len(x) * len(y)) - 1,
        "suppressed": 0,
    }


def main():
    rng = np.random.default_rng(11)
    offers, expects = answers(rng, 0, 44), answers(rng, 1, 38)
    OUT.mkdir(exist_ok=True)
    write_answers("offers.csv", offers)
    write_answers("expects.csv", expects)
    rows = [compare(key, valid(offers[key]), valid(expects[key])) for key in ITEMS]
    tested = [row for row in rows if "p_welch" in row]
    p_values = [max(row["p_welch"], row["p_mann_whitney"]) for row in tested]
    holm, bh = (multipletests(p_values, method=method)[1] for method in ("holm", "fdr_bh"))
    for row, row["p_holm"], row["p_bh"] in zip(tested, holm, bh):
        row["verdict"] = verdict(row["gap"], row["ci_low"], row["ci_high"], row["p_holm"], row["p_bh"])
    with open(OUT / "expected.csv", "w", newline="") as file:
        out = csv.DictWriter(file, COLUMNS)
        out.writeheader()
        for row in rows:
            out.writerow({name: repr(float(v)) if isinstance(v, float) else v for name, v in row.items()})
    print(f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}")


if __name__ == "__main__":
    main()
