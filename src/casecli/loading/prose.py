"""A narrative as sentences of words that know their place: plain text or Markdown.

Headings, code, tables, front matter and markup are no prose and give no sentence. What stands in quotation marks is
marked, since it is somebody's words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from casecli.loading.phrases import ARTICLES, normal, word_set
from casecli.nouns import NamedTuple

SPAN_LIMIT = 240
TITLE_WORDS = 12
MOST_WORDS = 200
"""Longer sentences are cut: no prose, and slow to search."""
QUOTED_WORDS = 8
"""Quotations of more words are speech; shorter ones are terms, such as a phrase of a resolution."""

_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,})\s*$")
_RULE = re.compile(r"^ {0,3}(?:[-*_]\s*){3,}$")
_QUOTE = re.compile(r" {0,3}>[ >]*")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)]|\([a-z0-9]{1,3}\))\s+")
_MARKUP = re.compile(
    r"<!--.*?-->|</?[A-Za-z][^<>\n]{0,200}>|!?\[(?=[^\]\n]{0,300}\]\([^()\s]{0,500}\))|(?<=\])\([^()\s]{0,500}\)"
    r"|\[\^?\d{1,3}\]|[*`]+|(?<!\w)_+|_+(?!\w)",
    re.DOTALL,
)
_TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?!\w)"  # a day
    r"|\d{1,3}[-\u2013]\d{1,3}[-\u2013]\d{1,3}(?!\w)"  # a vote
    r"|[AS]/(?:\w+/)*\w+(?:\.\d+)?"  # the symbol of a document
    r"|(?:[A-Za-z]\.){2,}"
    r"|\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?(?!\w)|\d{1,3}(?: \d{3})+(?![\d,.]*\w)"
    r"|\d+(?:\.\d+)?(?:\s?%|[a-z]{0,3})"
    r"|[^\W\d_]+(?:['\u2019][^\W\d_]+)*"
)
_END = re.compile(r"[.!?]+[\"'\u201d\u2019)\]]*(?=\s+[\"'\u201c\u2018(\[]*[A-Z0-9])|;|\x0c")
_CLOSING = re.compile(r"[)\]\"'\u201d\u2019.!?]+")
ABBREVIATIONS = word_set(
    "mr mrs ms dr prof gen lt col maj capt sgt gov sen rep st no nos art arts para paras res vol ch sec fig vs etc cf "
    "approx ca est al eds ed inc ltd jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e"
)


class Token(NamedTuple):
    """A word or figure: as written, as compared, where it stands, and what stands between it and the one before."""

    text: str
    norm: str
    start: int
    end: int
    before: str
    quoted: bool


class Sentence(NamedTuple):
    """A sentence; ``asks`` where it is a question, ``cited`` where it is set off as a quotation."""

    tokens: tuple[Token, ...]
    asks: bool
    cited: bool


class Prose(NamedTuple):
    """A narrative: its raw text, its first heading, its sentences and the offsets of its lines."""

    text: str
    title: str | None
    sentences: tuple[Sentence, ...]
    lines: tuple[int, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """(line, column) of an offset, from 1."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The words between two offsets on one line, as written."""
        return " ".join(self.text[start:end].split())

    def around(self, sentence: Sentence, start: int, end: int) -> str:
        """The sentence that holds a span, cut to a line or three around it."""
        first, last = sentence.tokens[0].start, sentence.tokens[-1].end
        closing = _CLOSING.match(self.text, last)
        last = closing.end() if closing else last
        whole = self.quote(first, last)
        if len(whole) <= SPAN_LIMIT:
            return whole
        span = self.quote(start, end)
        room = max(0, SPAN_LIMIT - len(span)) // 2
        left, right = self.quote(first, start), self.quote(end, last)
        before = f"...{left[-room:]}" if len(left) > room else left
        after = f"{right[:room]}..." if len(right) > room else right
        return " ".join(x for x in (before, span, after) if x)


def read_prose(text: str) -> Prose:
    """The sentences of a narrative."""
    lines = tuple(m.start() + 1 for m in re.finditer(r"\n", text))
    kept, title = _body(text)
    found = tuple(s._replace(cited=_is_cited(text, s.tokens[0].start)) for s in _sentences(kept))
    return Prose(text, title, found, (0, *lines))


def _is_cited(text: str, offset: int) -> bool:
    """Whether the line of an offset is marked as a quotation."""
    return bool(_QUOTE.match(text, text.rfind("\n", 0, offset) + 1))


class _Body:
    """The text with everything that is no prose blanked out, so that offsets stay; form feeds part paragraphs."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.title: str | None = None

    def blank(self, line: str) -> None:
        """A line that is no prose, and the end of a paragraph."""
        self.kept.append("\f" + " " * (len(line) - 1) if line else "")

    def heading(self, line: str) -> None:
        """A heading: the first is the title."""
        words = _MARKUP.sub("", line).strip("# \t\r\n")
        self.title = self.title or words or None
        self.blank(line)


def _body(text: str) -> tuple[str, str | None]:
    """(the text without what is no prose, its first heading)."""
    body = _Body()
    lines = text.splitlines(keepends=True)
    fence = _front_matter(lines)
    in_code = False
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if i < fence or in_code or _FENCE.match(line):
            in_code ^= i >= fence and bool(_FENCE.match(line))
            body.blank(line)
        elif not line.strip() or _RULE.match(line) or _UNDERLINE.match(line) or line.lstrip().startswith("|"):
            body.blank(line)
        elif _HEADING.match(line) or (_stands_alone(lines, i) and _is_underlined(line, following)):
            body.heading(line)
        else:
            body.kept.append(_prose_line(line))
    return _MARKUP.sub(lambda m: " " * len(m[0]), "".join(body.kept)), body.title


def _front_matter(lines: list[str]) -> int:
    """How many lines a block of settings at the top takes."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((i + 1 for i, line in enumerate(lines[1:200], 1) if line.strip() in ("---", "...")), 0)


def _stands_alone(lines: list[str], i: int) -> bool:
    """Whether a line begins a paragraph that is not the last."""
    return (i == 0 or not lines[i - 1].strip()) and any(line.strip() for line in lines[i + 1 :])


def _is_underlined(line: str, following: str) -> bool:
    """Whether a line is a heading by the line under it: a rule, or a blank one where it reads as a title."""
    return bool(_UNDERLINE.match(following)) or (not following.strip() and _is_title(line))


def _is_title(line: str) -> bool:
    """Whether a line reads as a heading: short, without a full stop, its longer words with capitals."""
    words = line.split()
    long = [w for w in words if len(w) > len("with") and w[0].isalpha()]
    if not words or len(words) > TITLE_WORDS or line.rstrip()[-1] in ".!?;,":
        return False
    return bool(long) and all(w[0].isupper() for w in long)


def _prose_line(line: str) -> str:
    """A line of prose with its marks of lists and quotations blanked; a list item begins a paragraph."""
    cited = _QUOTE.match(line)
    if cited:
        line = " " * cited.end() + line[cited.end() :]
    item = _ITEM.match(line)
    return "\f" + " " * (item.end() - 1) + line[item.end() :] if item else line


def _sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for found in _END.finditer(text):
        if found[0][0] == "." and _is_short_form(text[start : found.start()]):
            continue
        yield from _sentence(text, start, found.end(), asks="?" in found[0])
        start = found.end()
    yield from _sentence(text, start, len(text), asks=text.rstrip().endswith("?"))


def _is_short_form(before: str) -> bool:
    """Whether a full stop after this ends a short form and no sentence."""
    word = before.rsplit(None, 1)[-1].lstrip("(\"'\u201c") if before.strip() else ""
    return word.casefold() in ABBREVIATIONS or bool(re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word))


def _sentence(text: str, start: int, end: int, *, asks: bool) -> Iterable[Sentence]:
    tokens = _without_terms(tuple(_tokens(text, start, end)))
    pieces = (tokens[i : i + MOST_WORDS] for i in range(0, len(tokens), MOST_WORDS))
    return (Sentence(piece, asks, cited=False) for piece in pieces)


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    inside, last = False, start
    for found in _TOKEN.finditer(text, start, end):
        before = text[last : found.start()]
        for mark in before:
            inside = {"\u201c": True, "\u201d": False, '"': not inside}.get(mark, inside)
        yield Token(found[0], normal(found[0]), found.start(), found.end(), before, inside)
        last = found.end()


def _without_terms(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with short quotations taken as terms: only longer ones are somebody's speech."""
    out = list(tokens)
    i = 0
    while i < len(out):
        end = i
        while end < len(out) and out[end].quoted:
            end += 1
        if 0 < end - i <= QUOTED_WORDS:
            out[i:end] = [t._replace(quoted=False) for t in out[i:end]]
        i = max(end, i + 1)
    return tuple(out)


def counts(token: Token) -> bool:
    """Whether a token is compared at all: articles are not."""
    return token.norm not in ARTICLES
