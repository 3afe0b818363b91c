"""What a person meets who has never used casecli: wrong words, near words, and a report that says what to type."""

import pytest

FORCE = """casecli: 1
id: enclave
title: An enclave
facts:
  uses_force: true
  primary_purpose: civilian_protection
  crimes_against_humanity: credible
  peaceful_means: under_way
"""
TALKS = """casecli: 1
id: scholars
title: Scholars meet
domain: [track2]
date: 2026-02-10
facts: {participants: unofficial, holds_workshops: true}
"""


@pytest.fixture
def case(tmp_path):
    def write(text, name="mine.yaml"):
        (tmp_path / name).write_text(text)
        return name

    return write


def flat(data):
    return " ".join(data.decode().split())


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("uses_force: yes", "write true"),
        ("uses_force: Off", "write false"),
        ("uses_force: 1", "write true"),
        ('civilian_deaths: "10,000"', "write 10000"),
        ("civilian_deaths: 1,234,567", "write 1234567"),
        ("civilian_deaths: 200-300", "write {from: 200, to: 300}"),
        ("civilian_deaths: many", "digits alone"),
        ("post_conflict_plan: Partial", "did you mean partial?"),
        ("expected civilian harm: low", "did you mean civilian_harm_expected?"),
        ("Uses-Force: true", "did you mean uses_force?"),
        ("zzzz: true", "casecli facts --search"),
    ],
)
def test_a_wrong_word_gets_the_right_one(casecli, case, line, hint):
    ran = casecli("check", case(f"casecli: 1\nid: a\ntitle: A\nfacts:\n  {line}\n"))
    assert ran.returncode == 2
    assert hint in flat(ran.stderr)


def test_a_file_that_is_wrong_throughout_is_refused_without_long_thought(casecli, case):
    lines = "".join(f"  expected civilian harms {i}: true\n" for i in range(5000))
    ran = casecli("check", case(f"casecli: 1\nid: a\ntitle: A\nfacts:\n{lines}"))
    assert ran.returncode == 2
    assert 0 < ran.stderr.count(b"did you mean civilian_harm_expected") < 100


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("domain: mediation", "write [mediation]"),
        ("domain: track 2", "write it in brackets; did you mean track2?"),
        ("domain: peace", "write it in brackets; expected intervention, negotiation"),
        ("id: Talks of 2026!", "such as talks-of-2026"),
        ("id: '!!'", "is not an id"),
    ],
)
def test_a_wrong_head_is_shown_as_it_should_be(casecli, case, line, hint):
    ident = "" if line.startswith("id") else "id: a\n"
    ran = casecli("check", case(f"casecli: 1\n{ident}title: A\n{line}\n"))
    assert ran.returncode == 2
    assert hint in flat(ran.stderr)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("facts", "expected civilian harm"), "did you mean civilian_harm_expected?"),
        (("facts", "safe space"), "did you mean participants_safe?"),
        (("facts", "qqqq"), "--search WORD"),
        (("explain", "case-kosovo-1999", "self defence"), "did you mean self_defence?"),
        (("explain", "case-kosovo-1999", "qqqq"), "chapter_vii"),
        (("assess", "case-kosovo-1999", "--set", "post-conflict plan=full"), "did you mean post_conflict_plan?"),
        (("assess", "case-kosovo-1999", "--set", "qqqq=full"), "casecli facts --search"),
    ],
)
def test_a_title_leads_to_its_id(casecli, arguments, hint):
    ran = casecli(*arguments)
    assert ran.returncode == 2
    assert hint in flat(ran.stderr)


def test_a_word_that_is_near_nothing_gets_no_wild_guess(casecli):
    assert "did you mean" not in flat(casecli("facts", "nonsense").stderr)


def test_a_kind_that_is_not_there_gets_the_kinds(casecli):
    assert "crisis fact, authority fact or response fact" in flat(casecli("facts", "--kind", "qqqq").stdout)


def test_the_report_says_what_is_assumed_and_what_to_type(casecli, case):
    said = flat(casecli("assess", case(FORCE)).stdout)
    assert "No domain is given: taken as intervention" in said
    assert "No date is given: judged by the law of" in said
    assert "peaceful means exhausted before force" in said
    assert "peaceful_means=failed" in said
    assert "What if? casecli whatif mine.yaml --set peaceful_means=failed" in said
    assert "(armed_attack)" in said
    assert "threshold not met: peaceful means are not shown to be inadequate" in said
    assert "(open)" not in said


def test_what_the_report_says_to_type_can_be_typed(casecli, case):
    name = case(FORCE, "my first case.yaml")
    lines = casecli("assess", name).stdout.decode().replace("\n   ", " ").splitlines()
    [why] = [line for line in lines if line.startswith(" Why? ")]
    assert why == " Why? casecli explain 'my first case.yaml' consent"
    assert casecli("explain", name, "consent").returncode == 0


def test_where_no_force_is_in_question_the_weakest_checklist_is_explained(casecli, case):
    name = case(TALKS)
    [why] = [x for x in casecli("assess", name).stdout.decode().splitlines() if x.startswith(" Why? ")]
    group = why.split()[-1]
    assert group.startswith("track2-")
    assert casecli("explain", name, group).returncode == 0


def test_a_case_from_standard_input_is_named_as_a_shell_takes_it(casecli):
    said = casecli("assess", "-", given=TALKS.encode()).stdout.decode()
    assert "casecli explain - " in said
    assert "standard input" not in said
    assert "< FILE" in said


def test_a_pathway_to_lawful_is_no_question_where_no_force_is_described(casecli, case):
    said = flat(casecli("pathways", case(TALKS)).stdout)
    assert "no basis for force is needed" in said
    assert "No set of" not in said


def test_track_1_5_is_not_asked_of_a_table_without_officials(casecli, case):
    assert "Track 1.5" not in casecli("assess", case(TALKS)).stdout.decode()
    mixed = casecli("assess", case(TALKS), "--set", "participants=mixed").stdout.decode()
    assert "Track 1.5" in mixed


def test_no_pattern_of_outcome_is_named_before_the_outcome_is_known(casecli, case):
    name = case(FORCE + "  acted_early: early\n")
    assert "Pattern of outcome" not in casecli("assess", name).stdout.decode()
    told = casecli("assess", name, "--set", "mass_violence_after=ended").stdout.decode()
    assert "Controversial success" in told


def test_whatif_says_titles_and_not_ids(casecli, case):
    said = casecli("whatif", case(TALKS), "--set", "ngos_take_part=true", "--set", "inclusion=some_groups")
    assert "Non-governmental organisations" in flat(said.stdout)
    assert "t2 ngos" not in flat(said.stdout)
    assert "open -> earned" in flat(said.stdout)


def test_explain_tells_a_title_and_a_rule_once(casecli, case):
    said = casecli("explain", case(FORCE), "--depth", "30").stdout.decode()
    assert said.count("An enclave") == 1
    assert "the response described" in said
    assert "as above" in said
    why = "A wide position is a claim about what states accept"
    assert flat(said.encode()).count(why) == 1
