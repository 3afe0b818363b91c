"""The HTML page: valid, self-contained, in order, for every reader, and never more than text where a file speaks."""

import base64
import hashlib
import re
from functools import cache
from itertools import pairwise

import html5lib
import pytest
from hostile import NAMES, STRINGS

from casecli.engine.assess import assess
from casecli.loading.rulebook_shape import STATUSES
from casecli.reports import html
from casecli.reports.layout import lay_out
from casecli.reports.sheet import HIDDEN, clean
from casecli.reports.words import STATUSES as LOOKS
from helpers import case_of

LOADING = {"script", "link", "iframe", "object", "embed", "img", "image", "use", "form", "base", "audio", "video"}


KINDS = (*NAMES, "several", "contents", "hostile")
every_page = pytest.mark.parametrize("kind", KINDS)


@cache
def tree(page):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def elements(page):
    return [x for x in tree(page).iter() if isinstance(x.tag, str)]


def tag(element):
    return element.tag.rpartition("}")[2]


def text_of(element):
    return " ".join("".join(element.itertext()).split())


@every_page
def test_it_is_valid_html(pages, kind):
    assert tag(tree(pages[kind])) == "html"


@every_page
def test_it_loads_nothing_and_runs_nothing(pages, kind):
    for x in elements(pages[kind]):
        assert tag(x) not in LOADING
        assert not [
            a for a in x.attrib if a in {"style", "src", "srcset", "action", "background"} or a.startswith("on")
        ]
        href = x.get("href")
        assert href is None or re.fullmatch(r"#[\w-]+|[\w-]+\.html", href), href


@every_page
def test_its_policy_admits_its_own_style_and_nothing_else(pages, kind):
    found = elements(pages[kind])
    [style] = [x.text for x in found if tag(x) == "style"]
    [policy] = [x.get("content") for x in found if x.get("http-equiv") == "Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|expression", style)


@every_page
def test_every_link_and_label_has_its_target_and_every_id_is_one(pages, kind):
    found = elements(pages[kind])
    ids = [x.get("id") for x in found if x.get("id")]
    assert len(set(ids)) == len(ids)
    for x in found:
        for attribute in ("href", "aria-labelledby"):
            name = (x.get(attribute) or "").removeprefix("#")
            assert not name or name.endswith(".html") or name in ids


@every_page
def test_people_who_listen_find_their_way(pages, kind):
    found = elements(pages[kind])
    tags = [tag(x) for x in found]
    assert [tags.count(t) for t in ("main", "footer", "h1")] == [1, 1, 1]
    levels = [int(t[1]) for t in tags if re.fullmatch("h[1-6]", t)]
    assert all(b <= a + 1 for a, b in pairwise(levels))
    for x in found:
        children = [tag(y) for y in x]
        assert tag(x) != "table" or children[0] == "caption"
        assert tag(x) != "th" or x.get("scope")
        assert tag(x) != "details" or children[0] == "summary"
        assert tag(x) != "svg" or (children[0] == "title" and x.get("role") == "img")
        assert tag(x) != "section" or x.get("aria-labelledby")


@pytest.mark.parametrize("name", NAMES)
def test_the_verdict_and_its_reason_stand_first(law, pages, results, name):
    found = elements(pages[name])
    cards = [text_of(x) for x in found if x.get("class") == "card"]
    for option, card in zip(results[name].options, cards, strict=True):
        assert LOOKS[option.legal.status].word in card.lower()
        assert lay_out(results[name], option, law).verdict.why in card


@pytest.mark.parametrize("name", NAMES)
def test_every_option_keeps_the_order_of_all_formats(pages, name):
    order = ["Legality", "Responsibility to protect", "Veto risk", "Legitimacy", "Readiness", "Classes"]
    order += ["What to fix first", "What is not known", "Presumed"]
    options = [x for x in elements(pages[name]) if x.get("class") == "option"]
    assert options
    for option in options:
        headings = [text_of(x) for x in option.iter() if tag(x) == "h3"]
        kept = [h for h in headings if h in order]
        assert len(kept) >= 3
        assert kept == sorted(kept, key=order.index)


def test_options_stand_side_by_side(pages, results):
    [table] = [x for x in elements(pages["case-kosovo-1999"]) if x.get("class") == "cards"]
    said = text_of(table)
    for option in results["case-kosovo-1999"].options:
        assert option.title in said
    assert "contested, leaning unlawful" in said
    assert "best" in said


def test_the_numbers_of_every_chart_stand_in_a_table(pages, results):
    found = elements(pages["case-libya-2011"])
    rows = [[text_of(c) for c in x] for x in found if tag(x) == "tr"]
    radars = [x for x in found if tag(x) == "svg" and x.get("class") == "radar"]
    options = results["case-libya-2011"].options
    for radar, option in zip(radars, options, strict=True):
        told = re.findall(r"(?:: |, )([A-Z][^,]*?) ((?:\d+ to )?\d+)(?=,|$)", text_of(radar[0]))
        assert len(told) == sum(g.score.low is not None for g in option.legitimacy.groups)
        for name, span in told:
            assert any(row[0].startswith(name) and row[1] == span for row in rows), (name, span)


def test_the_tree_of_grounds_unfolds_down_to_facts_and_authorities(pages):
    found = elements(pages["case-kosovo-1999"])
    basis = next(x for x in found if x.get("class") == "basis" and x.get("open") is not None)
    assert tag(basis) == "details"
    said = text_of(basis)
    assert "Did the Council determine a threat to the peace" in said
    assert "Found: threat to peace (SC Res 1199 and 1203 (1998))" in said
    assert any((x.get("href") or "").startswith("#source-") for x in basis.iter())


def test_gaps_stand_before_what_is_earned(pages):
    order = ["no", "open", "earned", "not_asked"]
    groups = [x for x in elements(pages["case-kosovo-1999"]) if x.get("class") == "group"]
    kinds = [[x.get("class") for x in g.iter() if x.get("class") in order] for g in groups]
    assert any(len(set(k)) >= 3 for k in kinds)
    assert all(k == sorted(k, key=order.index) for k in kinds)


def test_gaps_presumptions_open_facts_and_tensions_are_told(pages):
    said = text_of(tree(pages["case-kosovo-1999"]))
    for part in (
        "no full plan for the time after",
        "post-conflict plan: full",
        "no recommendation by the Assembly",
        "Is the money for the whole planned time secured?",
        "No draft to authorise force was put to a vote",
        "position of China: opposes",
    ):
        assert part in said


def test_hostile_text_is_shown_as_it_is_and_nothing_hidden_is_left(pages):
    page = pages["hostile"]
    said = text_of(tree(page))
    for text in STRINGS:
        assert " ".join(clean(text).split()) in said
    assert not HIDDEN.search(page.replace("\n", ""))


def test_the_same_results_give_the_same_bytes(law, results, pages):
    again = html.render([results["case-libya-2011"]], law)
    assert again == pages["case-libya-2011"]


def test_every_weight_of_a_source_is_explained():
    assert set(html.WEIGHTS) == set(STATUSES)


def contrast(one, other):
    def light(colour):
        digits = colour.lstrip("#")
        digits = digits if len(digits) == 6 else "".join(2 * d for d in digits)
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_stands_out_in_light_in_dark_and_on_paper():
    style = (html.TEMPLATES / "style.css").read_text()
    schemes = [
        dict(re.findall(r"--([a-z]+): (#[0-9a-f]+)", block)) for block in re.findall(r":root \{([^}]*)\}", style)
    ]
    assert len(schemes) == 3
    for scheme in schemes:
        for ground in ("paper", "card"):
            for ink in ("ink", "soft", "link", "good", "bad", "open", "calm"):
                assert contrast(scheme[ink], scheme[ground]) >= 4.5, (ink, ground, scheme)
        assert contrast(scheme["sure"], scheme["track"]) >= 3


def test_what_a_reader_must_type_and_what_is_assumed_stand_on_the_page(law):
    facts = {"uses_force": True, "peaceful_means": "under_way", "power_balance": "even"}
    page = html.render([assess(law, case_of(law, facts))], law)
    codes = {text_of(x) for x in elements(page) if tag(x) == "code"}
    assert {"peaceful_means=failed", "civilian_harm_expected", "armed_attack"} <= codes
    [about] = [x for x in elements(page) if (x.get("aria-labelledby") or "").endswith("-input")]
    assert "no domain is given" in text_of(about)
    assert "power_balance" in text_of(about)
