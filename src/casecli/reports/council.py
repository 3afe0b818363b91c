"""Votes and the record of vetoes as text."""

from __future__ import annotations

from collections.abc import Iterable

from casecli.model.council import Veto
from casecli.model.facts import SourceRef
from casecli.model.rulebook import Rulebook
from casecli.questions.votes import Explained, Record
from casecli.reports.grounds import cite
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import OUTCOMES, both, words

BLOCKS = " ▁▂▃▄▅▆▇█"


def write_votes(votes: Iterable[Explained], rulebook: Rulebook, sheet: Sheet) -> None:
    """Each vote: what it means first, the numbers, and what the law and the practice say."""
    for vote in votes:
        result, look = vote.result, OUTCOMES[vote.result.outcome]
        sign = look.sign if sheet.fancy else look.plain
        by = f" by {both([name_of(rulebook, m) for m in result.vetoed_by])}" if result.vetoed_by else ""
        sheet.pair(
            Segment(f"{sign} {look.word}{by}", f"bold {look.colour}"), f"{vote.draft or 'the vote'}, {vote.date}"
        )
        absent = f", {result.absent} absent" if result.absent else ""
        counts = f"{result.votes_for} for, {result.against} against, {result.abstain} abstaining{absent}"
        sheet.wrapped(f"{counts}; {result.majority} of {result.members} votes were needed.", 3)
        for remark in vote.says:
            refs = [SourceRef(r["id"], r.get("at"), r.get("note")) for r in remark["sources"]]
            sheet.wrapped(f"{remark['says']} ({'; '.join(cite(rulebook, r) for r in refs)})", 3, hang=2)
        sheet.blank()


def name_of(rulebook: Rulebook, member: str) -> str:
    """A member's name."""
    return next((s["title"] for s in rulebook.notes["states"] if s["id"] == member), words(member))


def write_record(found: Record, rulebook: Rulebook, sheet: Sheet, by: str, most: int) -> None:
    """The record: counts, the years as a small chart, and the entries, latest first."""
    amendments = f" and {found.amendments} amendments" if found.amendments else ""
    sheet.line(Segment(f"{found.drafts} drafts{amendments} stopped", "bold"), indent=1)
    single = sum(v.records == 1 for v in found.vetoes)
    rests = f" {single} of {len(found.vetoes)} entries rest on one list alone." if single else ""
    sheet.wrapped(f"{found.counting_rule}{rests}", 1, "bright_black")
    sheet.blank()
    counts = [(name_of(rulebook, k) if by == "member" else k, n) for k, n in found.counted.items()]
    most_votes = max((n for _, n in counts), default=1)
    block = "█" if sheet.fancy else "#"
    rows = [(Segment(k), Segment(f"{n:>4}"), Segment(block * max(1, n * 30 // most_votes))) for k, n in counts]
    sheet.table(rows, indent=1)
    _chart(found.by_year, sheet)
    sheet.blank()
    latest = sorted(found.vetoes, key=lambda v: v.date, reverse=True)
    sheet.table([_entry(v, rulebook) for v in latest[:most]], indent=1)
    if len(latest) > most:
        sheet.wrapped(f"{len(latest) - most} more: --all shows them, -f json too", 1, "bright_black")


def _entry(veto: Veto, rulebook: Rulebook) -> tuple[Segment, ...]:
    by = both([name_of(rulebook, m) for m in veto.by])
    doubt = f"; {veto.doubt}" if veto.doubt else ""
    kind = "" if veto.kind == "draft" else f" ({veto.kind})"
    return Segment(veto.date.isoformat()), Segment(veto.draft), Segment(by), Segment(f"{veto.topic}{kind}{doubt}")


def _chart(by_year: dict[int, int], sheet: Sheet) -> None:
    """Drafts stopped a year as a line of bars, as many years a column as the page asks."""
    if len(by_year) < 2:  # noqa: PLR2004 - a chart takes two
        return
    years = list(by_year)
    step = -(-len(years) // (sheet.width - 4))
    sums = [sum(by_year[y] for y in years[i : i + step]) for i in range(0, len(years), step)]
    top = max(sums)
    bars = "".join(_bar(n, top, fancy=sheet.fancy) for n in sums)
    sheet.blank()
    sheet.line(Segment(bars), indent=1)
    ends = f"{years[0]}{' ' * max(1, len(bars) - 8)}{years[-1]}" if len(bars) > 9 else f"{years[0]}-{years[-1]}"  # noqa: PLR2004
    sheet.line(Segment(ends, "bright_black"), indent=1)
    each = f"{step} years" if step > 1 else "year"
    sheet.wrapped(f"Drafts stopped each {each}; the highest column is {top}.", 1, "bright_black")


def _bar(count: int, top: int, *, fancy: bool) -> str:
    if not fancy:
        return "." if not count else str(min(9, count))
    return BLOCKS[0] if not count else BLOCKS[max(1, count * (len(BLOCKS) - 1) // top)]
