"""R reads the package with the script in it: numbers, days, labels and words in any letters."""

import subprocess

from cells import FOLDER

CHECKS = """
source("read.R")
stopifnot(
  nrow(answers) == 3, ncol(answers) == 11,
  as.character(answers$group[1]) == "A school", is.na(answers$group[3]),
  answers$bring_flexibility[1] == 5, is.na(answers$bring_flexibility[2]),
  answers$with[1] == 2.25, is.na(answers$with[2]),
  answers$day[1] == as.Date("2026-05-14"), answers$day[3] == as.Date("1871-11-05"),
  attr(answers$bring_flexibility, "label") == "Label of bring_flexibility",
  startsWith(answers$one_change[1], "Llyfrgell M\\u00f4n"), answers$one_change[3] == "'-8"
)
"""
for language in ("C.UTF-8", "C"):
    run = subprocess.run(
        ["Rscript", "-e", CHECKS],
        cwd=FOLDER / "package",
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": language},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0 and "Warning" not in run.stderr, f"{language}: {run.stderr}"
