"""What a YAML file is, by its mark: read from its first bytes, so that a folder may hold files of every kind."""

import re
from pathlib import Path

RULES, TESTS, SUPPRESSIONS = "rules", "tests", "suppressions"
MARK = re.compile(rf"""^(?:\s*["']|[{{]\s*["']?)?casecli_({RULES}|{TESTS}|{SUPPRESSIONS})["']?\s*:""", re.MULTILINE)
FIRST = 65_536


def kind_of(path: Path) -> str | None:
    """Rules, tests or suppressions where a file bears that mark; None for any other: it is taken as cases."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            start = file.read(FIRST).decode("utf-8", "replace")
    except OSError:  # said where the file is read
        return None
    found = MARK.search(start.replace("\r", "\n").removeprefix("\ufeff"))
    return found[1] if found else None
