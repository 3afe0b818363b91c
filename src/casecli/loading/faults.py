"""Problems that know their path in the data; the line is looked up at the edge."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from casecli.nouns import NamedTuple

Path = tuple[str | int, ...]
NEAR_PHRASE = 0.7
"""How alike ids or titles of several words are before one is suggested: more than for single words."""


class Fault(NamedTuple):
    """One thing wrong at a path; ``on_key`` points at the key instead of the value."""

    path: Path
    code: str
    message: str
    hint: str | None = None
    on_key: bool = False
    level: str = "error"


class Faults(list[Fault]):
    """Collects what is wrong while a reader goes on reading."""

    def add(  # noqa: PLR0913 - the fields of a Fault
        self,
        path: Path,
        code: str,
        message: str,
        hint: str | None = None,
        *,
        on_key: bool = False,
        level: str = "error",
    ) -> None:
        """Note a fault."""
        self.append(Fault(path, code, message, hint, on_key, level))


def did_you_mean(word: object, known: Iterable[object]) -> str | None:
    """A hint that names what is near; None where nothing is."""
    near = get_close_matches(str(word), [str(k) for k in known], n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else None


def did_you_mean_one_of(word: str, titles: Mapping[str, str]) -> str | None:
    """The same for ids with their titles: near either, or having all its words; the hint names ids."""
    wanted = _as_words(word)
    known = {_as_words(name): name for name in titles} | {_as_words(title): name for name, title in titles.items()}
    if wanted in known:
        return f"did you mean {known[wanted]}?"
    near = [known[x] for x in get_close_matches(wanted, known, n=3, cutoff=NEAR_PHRASE)]
    parts = set(wanted.split())
    holding = [name for text, name in known.items() if parts and parts <= set(text.split())]
    found = list(dict.fromkeys([*near, *holding]))[:3]
    return f"did you mean {' or '.join(found)}?" if found else None


def _as_words(text: str) -> str:
    return text.lower().replace("_", " ").replace("-", " ")


def listed(words: Iterable[object], most: int = 12) -> str:
    """Words for a sentence: `a, b or c`; long lists are cut."""
    texts = [spelled(w) for w in words]
    if len(texts) > most:
        texts = [*texts[:most], f"{len(texts) - most} more"]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}" if texts else "nothing"


def spelled(value: object) -> str:
    """A value as a case file spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - a line's worth


def dotted(path: Sequence[str | int]) -> str:
    """A path as people write it: facts.consent.value."""
    return ".".join(str(p) for p in path)
