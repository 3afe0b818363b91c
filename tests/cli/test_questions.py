"""`sensitivity`, `pathways`, `whatif` and `diff` as processes."""

import json

import jsonschema

OPEN = ("--set", "council_authorization=unknown", "--set", "consent=none|given", "--set", "mandate_compliance=unknown")


def test_sensitivity_counts_the_ways_and_names_what_decides(casecli):
    ran = casecli("sensitivity", "case-kosovo-1999", "--option", "air-campaign", *OPEN, "-f", "json")
    [found] = json.loads(ran.stdout)
    answer = found["sensitivity"]["legal"]["spread"]
    assert answer["exact"]
    assert abs(sum(answer["shares"].values()) - 1) < 1e-9
    assert answer["facts"][0]["fact"] == "council_authorization"


def test_sensitivity_tells_what_weights_do_and_fits_its_schema(casecli):
    ran = casecli("sensitivity", "case-libya-2011", "--option", "nato-operation", "-f", "json")
    jsonschema.Draft7Validator(json.loads(casecli("schema", "sensitivity").stdout)).validate(json.loads(ran.stdout))
    [legitimacy, readiness] = json.loads(ran.stdout)[0]["sensitivity"]["scores"]
    assert legitimacy["bands"] == ["high", "very_high"]
    assert legitimacy["weights"]["groups"][0]["up"]["bands"] == ["high"]
    assert readiness["weights"]["capped"] == "weak"
    said = casecli("sensitivity", "case-libya-2011", "--option", "nato-operation").stdout.decode()
    assert "of all weightings of its 8 groups keep it (worked out exactly)" in said
    assert "blockers cap it, whatever anything weighs" in " ".join(said.split())


def test_a_point_that_carries_the_status_is_named(casecli):
    said = casecli("sensitivity", "case-libya-2011", "--option", "nato-operation").stdout.decode()
    assert "going beyond a mandate" in said


def test_pathways_say_who_can_make_the_change(casecli):
    said = casecli("pathways", "case-kosovo-1999", "--option", "air-campaign", "--to", "lawful").stdout.decode()
    assert "Council authorisation: explicit (the Council)" in said
    away = casecli("pathways", "case-libya-2011", "--option", "within-mandate", "--away").stdout.decode()
    assert "not lawful" in away
    assert casecli("pathways", "case-libya-2011", "--to", "nice").returncode == 2


def test_pathways_to_a_band_fit_their_schema(casecli):
    ran = casecli(
        "pathways", "case-kosovo-1999", "--option", "air-campaign", "--to", "legitimacy=very_high", "-f", "json"
    )
    jsonschema.Draft7Validator(json.loads(casecli("schema", "pathways").stdout)).validate(json.loads(ran.stdout))
    [answer] = json.loads(ran.stdout)
    assert answer["pathways"]["size"] == 2
    assert {"fact": "council_authorization", "to": "explicit", "by": "council"} in [
        change for pathway in answer["pathways"]["found"] for change in pathway["changes"]
    ]


def test_pathways_say_where_no_number_of_changes_helps(casecli):
    said = casecli("pathways", "use-hungary-1956", "--to", "legitimacy=high").stdout.decode()
    assert "Nothing that anyone can still change reaches legitimacy high" in said


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


def test_a_sweep_shows_few_combinations_and_counts_many(casecli):
    few = casecli("sweep", "case-kosovo-1999", "--option", "air-campaign", "--vary", "council_authorization,consent")
    said = few.stdout.decode()
    assert "12 combinations" in said
    assert "contested, leaning" in said
    many = casecli("sweep", "case-kosovo-1999", "--option", "air-campaign", "--vary", MANY, "-f", "json")
    [found] = json.loads(many.stdout)
    assert found["sweep"]["combinations"] == sum(x["combinations"] for x in found["sweep"]["counts"])
    assert found["sweep"]["rows"] is None


MANY = (
    "council_authorization,consent,armed_attack,attacker,host_unwilling_or_unable,response_necessary,uses_force,"
    "genocide,war_crimes"
)


def test_a_sweep_is_a_table_with_a_row_for_each_combination(casecli, tmp_path):
    path = tmp_path / "table.csv"
    given = "council_authorization=none|explicit,consent=none|given"
    ran = casecli("sweep", "case-kosovo-1999", "--option", "air-campaign", "--vary", given, "-o", str(path))
    assert ran.returncode == 0
    head, *rows = path.read_text().splitlines()
    assert head.startswith("case,option,council_authorization,consent,status,lean,")
    assert [row.split(",")[2:4] for row in rows] == [[a, c] for a in ("none", "explicit") for c in ("none", "given")]
    lines = casecli("sweep", "case-kosovo-1999", "--vary", given, "-f", "jsonl").stdout.decode().splitlines()
    assert len(lines) == 4 * len({json.loads(line)["option"] for line in lines})


def test_a_sweep_says_what_is_wrong_with_its_facts(casecli):
    for word, said in (
        ("consentt", "did you mean consent"),
        ("consent=maybe", "consent takes"),
        ("consent=unknown", "each value is one that the fact takes"),
        (MANY + ",displaced_people,civilian_deaths,region_of_trouble", "no fact has the id"),
    ):
        ran = casecli("sweep", "case-kosovo-1999", "--vary", word)
        assert ran.returncode == 2
        assert said in ran.stderr.decode()
