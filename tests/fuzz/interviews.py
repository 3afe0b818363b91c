"""Every library case, with all its responses, by interview: the same report as by its full file."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
sys.path.append(str(Path(__file__).parents[1] / "questions"))

from test_interviews import check_whole_cases

from casecli.loading.library import Library

if __name__ == "__main__":
    library = Library()
    check_whole_cases(library, library.rulebook, library.case_ids)
    print(f"{len(library.case_ids)} cases by interview")
