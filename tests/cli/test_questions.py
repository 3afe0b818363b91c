"""`sensitivity`, `pathways`, `whatif` and `diff` as processes."""

import json

OPEN = ("--set", "council_authorization=unknown", "--set", "consent=none|given", "--set", "mandate_compliance=unknown")


def test_sensitivity_counts_the_ways_and_names_what_decides(casecli):
    ran = casecli("sensitivity", "case-kosovo-1999", "--option", "air-campaign", *OPEN, "-f", "json")
    [found] = json.loads(ran.stdout)
    answer = found["sensitivity"]
    assert answer["exact"]
    assert abs(sum(answer["shares"].values()) - 1) < 1e-9
    assert answer["facts"][0]["fact"] == "council_authorization"


def test_a_point_that_carries_the_status_is_named(casecli):
    said = casecli("sensitivity", "case-libya-2011", "--option", "nato-operation").stdout.decode()
    assert "going beyond a mandate" in said


def test_pathways_say_who_can_make_the_change(casecli):
    said = casecli("pathways", "case-kosovo-1999", "--option", "air-campaign", "--to", "lawful").stdout.decode()
    assert "Council authorisation: explicit (the Council)" in said
    away = casecli("pathways", "case-libya-2011", "--option", "within-mandate", "--away").stdout.decode()
    assert "not lawful" in away
    assert casecli("pathways", "case-libya-2011", "--to", "nice").returncode == 2


def test_whatif_shows_only_what_changed(casecli):
    said = casecli(
        "whatif", "case-kosovo-1999", "--option", "air-campaign", "--set", "council_authorization=explicit"
    ).stdout.decode()
    assert "contested -> lawful" in said
    assert "no armed attack" not in said
    assert casecli("whatif", "case-kosovo-1999").returncode == 2


def test_diff_of_a_response_with_itself_is_empty(casecli):
    assert "Nothing differs" in casecli("diff", "case-libya-2011", "case-libya-2011").stdout.decode()
    found = json.loads(
        casecli("diff", "case-libya-2011:nato-operation", "case-libya-2011:within-mandate", "-f", "json").stdout
    )
    assert {"kind": "result", "id": "legal.status", "before": "contested", "after": "lawful"} in found
