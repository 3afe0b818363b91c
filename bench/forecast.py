"""How well the record alone ranks later vetoes: the record up to a year against the three years after it.

For every year and every topic on which a draft had been stopped by then, each permanent member's veto risk is worked
out with nothing known but topic and region. Printed is the share of pairs (one that vetoed on the topic in the three
years after, one that did not) in which the former had the higher level, ties counting half. Its limits: the record
has no drafts that were adopted or never tabled, new topics are left out, and what members say is not used.
"""

import datetime as dt
from bisect import bisect_left, bisect_right

from casecli.engine.assess import evaluator_for
from casecli.engine.record import DRAFT
from casecli.loading.cases import build
from casecli.loading.library import Library

FIRST, LAST, AHEAD = 1970, 2022, 3


def level_ranks(rulebook, topic, region, day):
    """The lowest level of each member that the record leaves possible."""
    form = {"id": "x", "title": "x", "topic": topic, "region": region, "date": day.isoformat(), "facts": {}}
    case = build(form, rulebook.facts, None)
    evaluator = evaluator_for(rulebook, case, case.options[0])
    risk = rulebook.levels["veto_risk"]
    return {m: (mask := evaluator.level(own)) & -mask for m, own in risk.members}


def outcomes(rulebook):
    """(rank, whether a veto followed) of every year, known topic and member."""
    drafts = [v for v in rulebook.vetoes if v.kind == DRAFT]
    for year in range(FIRST, LAST + 1):
        day = dt.date(year, 12, 31)
        regions = {v.topic: v.region for v in drafts if v.date <= day}
        later = [v for v in drafts if day < v.date <= dt.date(year + AHEAD, 12, 31)]
        for topic, region in regions.items():
            ranks = level_ranks(rulebook, topic, region, day)
            vetoed = {m for v in later if v.topic == topic for m in v.by}
            yield from ((rank, member in vetoed) for member, rank in ranks.items())


def concordance(pairs):
    """The share of (followed, not followed) pairs ranked rightly, ties counting half; how many of each."""
    yes = sorted(rank for rank, followed in pairs if followed)
    no = sorted(rank for rank, followed in pairs if not followed)
    right = sum(bisect_left(no, r) + (bisect_right(no, r) - bisect_left(no, r)) / 2 for r in yes)
    return right / (len(yes) * len(no)), len(yes), len(no)


def main():
    """Measure and print."""
    share, yes, no = concordance(list(outcomes(Library().rulebook)))
    print(f"veto risk from the record to a year: {share:.2f} of pairs ranked rightly (0.50 is chance)")
    print(f"  {yes} member-topic-years with a veto within {AHEAD} years, {no:,} without; {FIRST}-{LAST}")


if __name__ == "__main__":
    main()
