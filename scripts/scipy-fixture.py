"""Writes reports/tests/scipy.json: random tables with what scipy and statsmodels make of them.

    python3 -m venv /tmp/fixture && /tmp/fixture/bin/pip install scipy statsmodels
    /tmp/fixture/bin/python scripts/scipy-fixture.py [--cases 60] [--seed 1]
"""

import argparse
import json
import math
import pathlib
import warnings

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

VALUES = np.arange(1, 6)
OUT = pathlib.Path(__file__).parent.parent / "reports" / "tests" / "scipy.json"


def random_counts(rng, case):
    """Counts of 1 to 5: mostly small groups, every tenth case large."""
    size = int(rng.integers(200, 20_000)) if case % 10 == 9 else int(rng.integers(2, 45))
    return rng.multinomial(size, rng.dirichlet(np.full(5, 0.8)))


def group(counts):
    answers = np.repeat(VALUES, counts)
    spread = answers.std(ddof=1)
    interval = stats.ttest_1samp(answers, 0).confidence_interval() if spread > 0 else None
    return {
        "counts": counts.tolist(),
        "mean": answers.mean(),
        "sd": spread,
        "quartiles": np.quantile(answers, [0.25, 0.5, 0.75]).tolist(),
        "interval": list(interval) if interval else None,
    }


def welch(x, y):
    if x.std() == 0 and y.std() == 0:
        return None
    test = stats.ttest_ind(x, y, equal_var=False)
    low, high = test.confidence_interval()
    return {"t": test.statistic, "df": test.df, "p": test.pvalue, "low": low, "high": high}


def exact_p(x, y):
    """The exact Mann-Whitney p-value with ties, in whole numbers."""
    n1, n2 = len(x), len(y)
    ties = [int((x == v).sum() + (y == v).sum()) for v in VALUES]
    ways = {(0, 0): 1}  # (first group so far, 2U) -> ways
    seen = 0
    for tied in ties:
        longer = {}
        for (first, u2), count in ways.items():
            for taken in range(tied + 1):
                key = (first + taken, u2 + taken * (2 * (seen - first) + tied - taken))
                longer[key] = longer.get(key, 0) + count * math.comb(tied, taken)
        ways, seen = longer, seen + tied
    observed = int(sum(2 * (y < v).sum() + (y == v).sum() for v in x))
    far = sum(c for (first, u2), c in ways.items() if first == n1 and abs(u2 - n1 * n2) >= abs(observed - n1 * n2))
    return far / math.comb(n1 + n2, n1)


def mann_whitney(x, y):
    if len(set(x) | set(y)) == 1:
        return None
    test = stats.mannwhitneyu(x, y, method="asymptotic", use_continuity=True)
    exact = exact_p(x, y) if len(x) + len(y) <= 60 else None
    return {"u": test.statistic, "p": test.pvalue, "p_exact": exact}


def paired(rng, case):
    """A table of (then, now) pairs with its t and sign tests."""
    size = int(rng.integers(200, 5_000)) if case % 10 == 9 else int(rng.integers(2, 40))
    then = rng.choice(VALUES, size, p=rng.dirichlet(np.full(5, 1.5)))
    now = np.clip(then + rng.choice([-1, 0, 1, 2], size, p=rng.dirichlet(np.ones(4))), 1, 5)
    change = now - then
    up, down = int((change > 0).sum()), int((change < 0).sum())
    cells = [[int(((then == a) & (now == b)).sum()) for b in VALUES] for a in VALUES]
    found = {"cells": cells, "p_sign": stats.binomtest(up, up + down).pvalue if up + down else 1.0}
    if change.std() > 0:
        test = stats.ttest_rel(now, then)
        low, high = test.confidence_interval()
        found["t"] = {"t": test.statistic, "p": test.pvalue, "low": low, "high": high}
    return found


def family(rng):
    p_values = rng.beta(0.5, 2, int(rng.integers(1, 24))).round(int(rng.integers(2, 6)))
    holm, bh = (multipletests(p_values, method=method)[1].tolist() for method in ("holm", "fdr_bh"))
    return {"p": p_values.tolist(), "holm": holm, "bh": bh}


def one_case(rng, case):
    first, second = random_counts(rng, case), random_counts(rng, case)
    x, y = np.repeat(VALUES, first), np.repeat(VALUES, second)
    return {
        "first": group(first),
        "second": group(second),
        "welch": welch(x, y),
        "mann_whitney": mann_whitney(x, y),
        "paired": paired(rng, case),
        "family": family(rng),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # scipy warns of small groups, which are the point here
    rng = np.random.default_rng(asked.seed)
    made_by = f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}, seed {asked.seed}"
    cases = [one_case(rng, case) for case in range(asked.cases)]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    OUT.write_text(f'{{"made_by": "{made_by}", "cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
