"""The lines over an answer about one response."""

from casecli.model.case import Case, Option
from casecli.reports.sheet import Segment, Sheet

UNTITLED = "the response described"


def response_title(case: str, option: str) -> str:
    """How a response is called under the title of its case: by its own title, where it has one."""
    return option if option != case else UNTITLED


def head(case: Case, option: Option, question: str, sheet: Sheet) -> None:
    """The lines that every answer begins with: the case, the response, and what is asked of it."""
    sheet.pair(Segment(case.title, "bold"), question)
    sheet.pair(Segment(response_title(case.title, option.title)), option.kind or "")
    sheet.rule()
