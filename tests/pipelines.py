"""Cases as files for the tests of the formats that pipelines read: read, assessed and gated as `check` does."""

import json

from casecli.engine.assess import UNADVISED, assess
from casecli.loading import nodes
from casecli.loading.case_files import cases_in
from casecli.loading.documents import document, line_finder
from casecli.model.policy import NO_POLICY
from casecli.questions.gates import gate
from casecli.reports.results import Run

GRAB = """casecli: 1
id: grab
title: A grab of land
facts:
  uses_force: true
  primary_purpose: territorial_gain
  armed_attack: none
  consent:
    value: refused
    source: A letter
  genocide: none
  war_crimes: none
  ethnic_cleansing: none
  crimes_against_humanity: none
options:
  - id: march
    pleas: [consent]
  - id: talks
    facts:
      uses_force: false
"""
HOSTILE = '<b>&"\u202e]]> [x](http://evil) {0} %0A::error::pwn ##[error]pwn @team | =1+1 <!-- \u2028'


def ran(law, *texts, policy=NO_POLICY, **keys):
    """(assessments, run) of some case files by their text."""
    lines, results = {}, []
    for i, text in enumerate(texts):
        name = f"cases/{chr(97 + i)}.yaml"
        read = document(nodes.read(text.encode(), name), name)
        lines[name] = line_finder(read)
        results += [assess(law, case, UNADVISED) for case in cases_in(read, law.facts)[0]]
    return results, Run(gated=gate(results, law, policy), lines=lines, **keys)


def hostile():
    """A case whose every text would be markup somewhere."""
    return GRAB.replace("A grab of land", json.dumps(HOSTILE)).replace("A letter", json.dumps(HOSTILE))
