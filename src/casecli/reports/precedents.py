"""Precedents as text: what past cases settle, which are nearest, what each side argues, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casecli.model.rulebook import Rulebook
from casecli.questions.arguments import Argument, Citation, Distinction
from casecli.questions.constraint import Clash, Forcing, Standing
from casecli.questions.likeness import Likeness
from casecli.questions.precedents import Base, Consistency, Listed, Past, Precedents, Response, Settled, Span
from casecli.reports.grounds import cite
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import both, words

MOST_CLASHES, MOST_DOUBTFUL, MOST_OPEN = 12, 3, 4
INDENT, HANG = 3, 2
MODELS = {"result": "On results alone", "reason": "On stated reasons"}
RELATIONS = {
    "more_on_point": "which shares more",
    "as_on_point": "which shares the same",
    "less_on_point": "which shares less",
    "otherwise": "which shares something else",
}
WHERE = {"only_there": "only there", "only_here": "only here", "weaker_here": "differs"}


def write_precedents(found: Precedents, rulebook: Rulebook, sheet: Sheet) -> None:
    """Every response with what past cases say on it, then the case base; its factors too where nothing was asked."""
    for response in found.responses:
        _Told(found.base, response, sheet).write()
    _write_base(found.base, sheet)
    if not found.responses:
        _write_factors(found.base, rulebook, sheet)


class _Told:
    """Writes what past cases say on one response."""

    def __init__(self, base: Base, response: Response, sheet: Sheet) -> None:
        self.base, self.here, self.sheet = base, response, sheet
        self.titles = {f.id: f.title for f in base.factors}
        self.past = {p.id: p for p in base.cases}
        self.places = {p.dimension: _place(p) for p in response.shown.places}
        self.told: set[str] = set()

    def write(self) -> None:
        """What it shows, what is settled, what is nearest, and both arguments."""
        self.sheet.pair(Segment(self.here.title, "bold"), self.base.title)
        if self.here.option_title != self.here.title:
            self.sheet.pair(Segment(self.here.option_title), self.here.kind or "")
        self.sheet.rule()
        if not self.here.asked:
            self._text("The law of these factors is not engaged here, so past cases are not asked.")
            self.sheet.blank()
        else:
            self._shown()
            self._settled(self.here.settled)
            self._nearest()
            for argument in self.here.arguments:
                self._argument(argument)

    def _shown(self) -> None:
        shown = self.here.shown
        for side, factors in shown.for_side.items():
            self._text(f"speaks for {words(side)}: {self._list(factors) or 'no factor'}")
        if shown.places:
            self._text(f"more or less: {self._list(self.places)}")
        if shown.open:
            self._text(f"not known: {self._list(shown.open)}")
        if self.here.on_record:
            self._text(f"its own outcome on record, {words(self.here.on_record)}, is not used")
        self.sheet.blank()

    # ---- what is settled --------------------------------------------------------------------------------

    def _settled(self, settled: Sequence[Settled]) -> None:
        """What is settled under each model; once where they agree."""
        self._head("A FORTIORI")
        alike = len({tuple((s.word, s.by) for s in one.sides) for one in settled}) == 1
        for one in settled[-1:] if alike else settled:
            self._text(("" if alike else f"{MODELS[one.model]}: ") + _verdict(one.sides), "bold")
            for standing in one.sides:
                self._forcing(standing)
        self.sheet.blank()

    def _forcing(self, standing: Standing) -> None:
        side = words(standing.side)
        doubtful = [one for one in standing.by if not one.certain]
        for one in standing.by:
            if one.certain:
                self._text(f"{self._named(one.case)} forces it: {self._why(one.case, side)}.")
        for one in doubtful[:MOST_DOUBTFUL]:
            self._text(f"{self._named(one.case)} would force {side}, depending on what is not known: {self._open(one)}")
        if len(doubtful) > MOST_DOUBTFUL:
            self._text(f"{len(doubtful) - MOST_DOUBTFUL} more would force {side}, depending on what is not known.")

    def _why(self, case: str, side: str) -> str:
        reason = self.past[case].reason
        if reason is None:
            return f"the case here is at least as strong for {side}"
        return f"its stated reason is here too ({self._list(reason)}), and nothing more speaks against {side}"

    def _open(self, one: Forcing) -> str:
        more = len(one.open) - MOST_OPEN
        names = [self.titles[x] for x in one.open[:MOST_OPEN]]
        return "; ".join([*names, f"{more} more"] if more > 0 else names) + "."

    # ---- what is nearest --------------------------------------------------------------------------------

    def _nearest(self) -> None:
        self._head("NEAREST")
        if not self.here.nearest:
            self._text("No past case with an outcome on record shares a factor with this one.")
        for like in self.here.nearest:
            self._text(self._named(like.case), "bold")
            for said in self._compared(like):
                self.sheet.wrapped(said, INDENT + HANG, hang=HANG)
        self.sheet.blank()

    def _compared(self, like: Likeness) -> Iterable[str]:
        there = self._places_of(like.case)
        parts = (
            ("shared", self._list(like.shared)),
            ("only there", self._list(like.only_there, there)),
            ("only here", self._list(like.only_here)),
            ("differs", "; ".join(self._both_places(name, there) for name in like.unequal)),
            ("not known", "; ".join(self.titles[name] for name in like.open)),
        )
        return (f"{label}: {text}" for label, text in parts if text)

    # ---- arguments --------------------------------------------------------------------------------------

    def _argument(self, argument: Argument) -> None:
        self._head(f"FOR {words(argument.side).upper()}")
        cited, counter = argument.cited, argument.counter
        if cited is None:
            self._text("No past case decided so can be cited: none shares a factor that speaks for this side.")
        else:
            self._text(self._citation(cited, argument.as_good))
            said = self._distinctions(cited)
            self._text(f"answer: {f'it differs ({said})' if said else 'it cannot be distinguished on these factors'}.")
        if counter and argument.relation:
            shares = f": {self._list(counter.shared)}" if counter.shared else ""
            self._text(f"against it: {self._short(counter.case)}, {RELATIONS[argument.relation]}{shares}.")
        for said in self._rebuttal(argument):
            self._text(f"rebuttal: {said}.")
        self.sheet.blank()

    def _citation(self, cited: Citation, as_good: Sequence[str]) -> str:
        shares = f" It shares: {self._list(cited.shared)}." if cited.shared else ""
        more = f" Stronger here: {'; '.join(self.titles[x] for x in cited.stronger)}." if cited.stronger else ""
        equal = f" As good: {both([self._short(x) for x in as_good])}." if as_good else ""
        return f"cite: {self._named(cited.case)}.{shares}{more}{equal}"

    def _rebuttal(self, argument: Argument) -> Iterable[str]:
        if argument.counter and (said := self._distinctions(argument.counter)):
            yield f"{self.past[argument.counter.case].title} differs ({said})"
        for found in argument.cited.distinctions if argument.cited else ():
            if found.made_up_by:
                there, here = ("there", "here") if found.where != "only_here" else ("here", "there")
                instead = self._list(found.made_up_by)
                yield f"on the same concern, instead of {self.titles[found.id]} {there}, {here}: {instead}"

    def _distinctions(self, cited: Citation) -> str:
        """Differences by where they are, the certain ones first."""
        there = self._places_of(cited.case)
        groups: dict[str, list[str]] = {}
        for found in sorted(cited.distinctions, key=lambda d: not d.certain):
            label = WHERE[found.where] if found.certain else f"perhaps {WHERE[found.where]}"
            groups.setdefault(label, []).append(self._distinction(found, there))
        return "; ".join(f"{label}: {', '.join(names)}" for label, names in groups.items())

    def _distinction(self, found: Distinction, there: dict[str, str]) -> str:
        if found.where == "weaker_here":
            return self._both_places(found.id, there)
        return self._item(found.id, there if found.where == "only_there" else self.places)

    # ---- words ------------------------------------------------------------------------------------------

    def _both_places(self, name: str, there: dict[str, str]) -> str:
        return f"{self.titles[name]} {there.get(name, 'none')} there, {self.places.get(name, 'none')} here"

    def _places_of(self, case: str) -> dict[str, str]:
        return {p.dimension: _place(p) for p in self.past[case].shown.places}

    def _named(self, case: str) -> str:
        """A past case with who decided it and when; in short where that has been told."""
        if case in self.told:
            return self._short(case)
        self.told.add(case)
        past = self.past[case]
        later = "later practice" if past.date and self.here.day and past.date > self.here.day else None
        about = "; ".join(x for x in (past.by, past.date, later) if x)
        return f"{past.title} ({_outcome(past)}{f'; {about}' if about else ''})"

    def _short(self, case: str) -> str:
        return f"{self.past[case].title} ({_outcome(self.past[case])})"

    def _list(self, names: Iterable[str], places: dict[str, str] | None = None) -> str:
        return "; ".join(self._item(name, self.places if places is None else places) for name in names)

    def _item(self, name: str, places: dict[str, str]) -> str:
        return f"{self.titles[name]}: {places[name]}" if name in places else self.titles[name]

    def _head(self, text: str) -> None:
        self.sheet.line(Segment(text, "bold"), indent=1)

    def _text(self, text: str, style: str = "") -> None:
        self.sheet.wrapped(text, INDENT, style, hang=HANG)


def _verdict(sides: Sequence[Standing]) -> str:
    """What is settled, in a sentence."""
    for standing in sides:
        if standing.word == "forced":
            return f"{words(standing.side)} is forced."
        if standing.word == "torn":
            return "torn: past cases that contradict each other force both."
    return "open: no past case forces a result, so either is consistent with all of them."


def _outcome(past: Past) -> str:
    return f"decided {words(past.outcome)}" if past.side else words(past.outcome)


def _place(span: Span) -> str:
    if span.low == span.high:
        return words(span.low) if span.low is not None else "not known"
    if span.low is None or span.high is None:
        return f"at least {span.low}" if span.high is None else f"at most {span.high}"
    return f"{words(span.low)} to {words(span.high)}"


def _write_base(base: Base, sheet: Sheet) -> None:
    """How many cases there are, what weight they have, and every pair that clashes."""
    sheet.pair(Segment(base.title, "bold"), f"{len(base.cases)} past cases")
    sheet.rule()
    counts = [f"{sum(p.side == s for p in base.cases)} decided {words(s)}" for s in base.sides]
    neither = sum(p.side is None for p in base.cases)
    titles = {p.id: f"{p.title} ({_outcome(p)})" for p in base.cases}
    counts += [f"{neither} that count for neither side"] if neither else []
    said = [base.note, f"{both(counts)}."]
    result, reason = base.consistency
    for one in (reason,) if result.clashes == reason.clashes else (result, reason):
        start = "" if one.clashes == result.clashes == reason.clashes else f"{MODELS[one.model]}: "
        said += _consistency(start, one, titles)
    for text in (*said, *base.remarks):
        sheet.wrapped(text, INDENT, hang=HANG)


def _consistency(start: str, one: Consistency, titles: dict[str, str]) -> Iterable[str]:
    certain = [c for c in one.clashes if c.certain]
    pairs = "one pair clashes" if len(certain) == 1 else f"{len(certain)} pairs clash"
    yield f"{start}{'Consistent: no two of them clash' if one.consistent else f'Not consistent: {pairs}'}."
    yield from (_clash(pair, titles) for pair in certain[:MOST_CLASHES])
    if len(certain) > MOST_CLASHES:
        yield f"{len(certain) - MOST_CLASHES} more pairs: -f json lists them all."
    if doubtful := len(one.clashes) - len(certain):
        yield f"{doubtful} {'pair' if doubtful == 1 else 'pairs'} may clash, depending on what is not known of them."


def _clash(pair: Clash, titles: dict[str, str]) -> str:
    return f"- {titles[pair.first]} and {titles[pair.second]}: what decided each is outranked in the other."


def _write_factors(base: Base, rulebook: Rulebook, sheet: Sheet) -> None:
    """The factors of a case base by side, each with its authority."""
    titles = {f.id: f.title for f in base.factors}
    heads = [(f"SPEAKS FOR {words(s).upper()}", "plain", s) for s in base.sides]
    heads += [(f"MORE SPEAKS FOR {words(s).upper()}", "dimension", s) for s in base.sides]
    for head, kind, side in [*heads, ("EXPLAINS ONLY", "intermediate", None)]:
        listed = [f for f in base.factors if f.kind == kind and f.favours == side]
        if listed:
            sheet.blank()
            sheet.line(Segment(head, "bold"), indent=1)
        for factor in listed:
            sheet.wrapped(_listed(factor, titles, rulebook), INDENT, hang=HANG)


def _listed(factor: Listed, titles: dict[str, str], rulebook: Rulebook) -> str:
    of = f": {'; '.join(titles[x] for x in factor.of)}" if factor.of else ""
    authority = "; ".join(f"{cite(rulebook, r)}{f' ({r.note})' if r.note else ''}" for r in factor.sources)
    return f"{factor.title}{of}{f' [{authority}]' if authority else ''}"
