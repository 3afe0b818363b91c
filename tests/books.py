"""Small rulebooks for the tools of authors: a sound one, and ways to spoil it."""

from copy import deepcopy

from casecli.loading.compile import compile_rulebook
from casecli.loading.faults import Faults

SOURCE = [{"id": "s"}]


def fact(name, kind="boolean", **more):
    return {
        "id": name,
        "title": name,
        "kind": kind,
        "scope": "response",
        "question": "?",
        "changed_by": "others",
        **more,
    }


def criterion(name, met_when, **more):
    form = {"id": name, "title": name, "question": "?", "met_when": met_when, "sources": SOURCE, "examples": {}}
    return form | more


def item(name, met_when, **more):
    return criterion(name, met_when, weight=1, **more)


def indicator(name, met_when, **more):
    return {"id": name, "title": name, "met_when": met_when, **more}


SOUND = {
    "id": "sound",
    "version": "1.0.0",
    "as_of": "2026-01-01",
    "facts": [
        fact("force"),
        fact("asked"),
        fact("care"),
        fact("harm", "scale", values=["none", "some", "grave"]),
        fact("who", "choice", values=["one", "two", "three"]),
        fact("dead", "number", unit="people"),
    ],
    "number_bounds": {"dead": [10.0, 100.0]},
    "contested": [
        {
            "id": "point",
            "title": "point",
            "question": "?",
            "positions": [
                {"id": "narrow", "title": "n", "says": ".", "support": "substantial", "sources": SOURCE},
                {"id": "wide", "title": "w", "says": ".", "support": "prevailing", "sources": SOURCE},
            ],
        }
    ],
    "engaged_when": {"force": True},
    "bases": [
        {
            "id": "basis",
            "title": "Basis",
            "sources": SOURCE,
            "elements": [
                criterion("request", {"by": {"point": {"narrow": {"asked": True}, "wide": {"who": "two"}}}}),
                criterion("measure", {"harm": {"at_most": "some"}}, unless={"dead": {"above": 100}}),
            ],
        }
    ],
    "levels": [
        {
            "id": "danger",
            "title": "danger",
            "sources": SOURCE,
            "values": ["low", "high"],
            "when": {"low": "always", "high": {"dead": {"at_least": 10}}},
        }
    ],
    "scores": [
        {
            "id": "readiness",
            "title": "Readiness",
            "bands": {"weak": 0, "strong": 50},
            "groups": [
                {"id": "plan", "title": "plan", "items": [item("careful", {"care": True}), item("few", {"who": "one"})]}
            ],
        }
    ],
    "taxonomies": [
        {
            "id": "kind",
            "title": "kind",
            "question": "?",
            "origin": "stated",
            "exclusive": True,
            "sources": SOURCE,
            "classes": [
                {"id": f"class_{x}", "title": x, "indicators": [indicator(f"is_{x}", {"who": x}, defining=True)]}
                for x in ("one", "two", "three")
            ],
        }
    ],
    "sources": [{"id": "s", "title": "s", "short": "s", "status": "binding"}],
}


def spoiled(change):
    """The sound rulebook after a change to its plain data."""
    plain = deepcopy(SOUND)
    change(plain)
    return plain


def compiled(plain):
    """The rulebook of some plain data, whatever is wrong with its presumptions."""
    faults = Faults()
    rulebook = compile_rulebook(plain, faults)
    assert not [f for f in faults if f.code != "no-source"], faults
    return rulebook
