"""The file of suppressions: results that are set aside, each with a reason."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from casecli.loading.days import day
from casecli.loading.documents import insist, line_finder, read_document
from casecli.loading.faults import Faults, did_you_mean
from casecli.loading.shapes import IDENTIFIER, Choice, Day, Field, ListOf, Record, Text
from casecli.model.policy import RESULTS, Suppression

FORMAT = 1
MARK, LIST = "casecli_suppressions", "suppressions"
TEXT = Text()
ENTRIES = ListOf(
    Record(
        {
            "criterion": Field(TEXT, required=True, says=f"the id of a criterion or fact, or {', '.join(RESULTS)}"),
            "case": Field(IDENTIFIER, required=True, says="the id of the case"),
            "option": Field(IDENTIFIER, says="only this response of the case"),
            "reason": Field(TEXT, required=True, says="why it is set aside: whoever reads the report will ask"),
            "by": Field(TEXT, says="who decided it"),
            "expires": Field(Day(), says="the last day on which it holds"),
        },
        "suppression",
    )
)
WHOLE = Record(
    {MARK: Field(Choice((FORMAT,)), required=True), LIST: Field(ENTRIES, required=True)}, "file of suppressions"
)


def read_suppressions(path: Path, known: Iterable[str]) -> tuple[Suppression, ...]:
    """The suppressions of a file: a list of entries, or a mapping with its format and that list.

    ``known`` are the ids of criteria and facts. Raises Unusable with every problem.
    """
    document = read_document(path, path.as_posix())
    faults = Faults()
    bare = isinstance(document.plain, list)
    (ENTRIES if bare else WHOLE).check(document.plain, (), faults)
    start: tuple[str, ...] = () if bare else (LIST,)
    entries: list[dict[str, Any]] = [] if faults else document.plain if bare else document.plain[LIST]
    names = {*known, *RESULTS}
    for i, entry in enumerate(entries):
        if entry["criterion"] not in names:
            message = f"no criterion, fact or result has the id {entry['criterion']!r}"
            hint = did_you_mean(entry["criterion"], names) or "see `casecli criteria` and `casecli facts`"
            faults.add((*start, i, "criterion"), "unknown-criterion", message, hint)
    insist(faults, document)
    line = line_finder(document)
    return tuple(_entry(e, document.name, line((*start, i))) for i, e in enumerate(entries))


def _entry(form: dict[str, Any], file: str, line: int | None) -> Suppression:
    texts = {k: form.get(k) for k in ("option", "by")}
    return Suppression(
        form["criterion"],
        form["case"],
        form["reason"],
        texts["option"],
        texts["by"],
        day(form.get("expires")),
        file,
        line,
    )
