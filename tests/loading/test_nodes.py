"""YAML text to nodes: the same from both parsers, bounded, every problem with its place."""

import pytest

from casecli.loading import nodes

BOTH = sorted(nodes.PARSERS)


def problems(text, parser=nodes.FASTEST):
    data = text if isinstance(text, bytes) else text.encode()
    return nodes.read(data, "f", parser).problems


@pytest.mark.parametrize("parser", BOTH)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", "no"),
        ("a: yes", "yes"),
        ("a: 1e3", 1000.0),
        ("a: 0x1f", 31),
        ("a: 0o17", 15),
        ("a: 017", 17),
        ("a: ~", None),
        ("a: 'true'", "true"),
        ("a: true", True),
        ("a: 2026-02-10", __import__("datetime").date(2026, 2, 10)),
        ("a: .5", 0.5),
        ("a: 1_000", "1_000"),
        ("a: |\n  x\n  y\n", "x\ny\n"),
        ('{"a": [1, {"b": "c"}]}', [1, {"b": "c"}]),
    ],
)
def test_scalars_follow_the_core_schema(parser, text, value):
    read = nodes.read(text.encode(), "f", parser)
    assert not read.problems
    assert nodes.plain(read.node) == {"a": value}


@pytest.mark.parametrize("parser", BOTH)
@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", (3, 1)),
        ("a: .nan\n", "not-finite", (1, 4)),
        ("a: -.inf\n", "not-finite", (1, 4)),
        ("a: 1e999\n", "not-finite", (1, 4)),
        (f"a: {'9' * 5000}\n", "number-too-large", (1, 4)),
        ("a: 2026-02-30\n", "bad-date", (1, 4)),
        ("a: &x 1\nb: *x\n", "alias", (2, 4)),
        ("a: !!python/object x\n", "tag", (1, 4)),
        ("<<: {a: 1}\n", "bad-key", (1, 1)),
        ("? [a]\n: 1\n", "bad-key", (1, 3)),
        ("a: 1\n---\nb: 2\n", "many-documents", (2, 1)),
        ("a: b\x07c\n", "control-character", (1, 5)),
        ("", "empty", (None, None)),
        ("just a text", "bad-root", (1, 1)),
    ],
)
def test_a_problem_has_its_code_and_place(parser, text, code, place):
    found = problems(text, parser)
    assert (code, place) in [(p.code, (p.line, p.column)) for p in found]


@pytest.mark.parametrize("parser", BOTH)
@pytest.mark.parametrize(
    "text", ["a: [1", "a: {b", "a:\n\t- b", "a: 'b", "a: b: c", "- a\nb: c", "%YAML 9.9\n---\na: 1"]
)
def test_broken_yaml_is_told_in_a_sentence(parser, text):
    found = problems(text, parser)
    assert found
    assert all(p.level == "error" and p.message and p.line for p in found)


@pytest.mark.parametrize("parser", BOTH)
def test_depth_is_bounded_before_a_parser_can_crash(parser):
    for text in (
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 50_000,
        "a:\n" + "\n".join(" " * i + "b:" for i in range(1, 99)),
    ):
        assert [p.code for p in problems(text, parser)][:1] == ["too-deep"]


@pytest.mark.parametrize("parser", BOTH)
def test_alias_bombs_do_not_grow(parser):
    bomb = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    assert {p.code for p in problems(bomb, parser)} == {"alias"}


def test_size_and_number_of_values_are_bounded():
    assert problems(b"x" * (nodes.MAX_BYTES + 1))[0].code == "too-large"
    assert problems("a: [" + "1," * (nodes.MAX_NODES + 1) + "]")[0].code == "too-many"
    assert problems("a: " + "x" * (nodes.MAX_TEXT + 1))[0].code == "too-long"


@pytest.mark.parametrize(
    "data", ["a: ü".encode("latin-1"), "a: 1".encode("utf-16"), "a: 1".encode("utf-32"), b"\x00\x01"]
)
def test_what_is_not_utf8_is_refused(data):
    assert problems(data)[0].code in ("not-utf8", "control-character")


def test_many_problems_are_cut_with_a_note():
    found = problems("\n".join("a: 1" for _ in range(500)))
    assert len(found) == nodes.MAX_PROBLEMS + 1
    assert found[-1].level == "note"


def test_an_excerpt_shows_the_place_and_hides_what_a_terminal_obeys():
    line, caret = nodes.excerpt("a: \x1b[31mred" + "x" * 500, 4).split("\n")
    assert "\x1b" not in line
    assert len(line) <= nodes.WIDTH
    assert caret == "   ^"


def test_a_byte_order_mark_shifts_no_column():
    read = nodes.read("﻿a: 1".encode(), "f")
    assert (read.node.value["a"][0].line, read.node.value["a"][0].column) == (1, 1)
