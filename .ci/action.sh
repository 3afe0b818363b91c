#!/usr/bin/env bash
# What action.yml runs. Its inputs are variables of the environment; each line of a list is a word, whatever it holds.
set -euo pipefail

python -m venv "$RUNNER_TEMP/casecli"
tool="$RUNNER_TEMP/casecli/bin"
"$tool/python" -m pip install --quiet --disable-pip-version-check "$ACTION"

# Lists may be empty, which old shells take for unset: hence `${x[@]+"${x[@]}"}`.
paths=() gates=() outputs=(-f github)
while IFS= read -r line; do [[ -n $line ]] && paths+=("$line"); done <<<"$PATHS"
while IFS= read -r line; do [[ -n $line ]] && gates+=("--fail-on=$line"); done <<<"$FAIL_ON"
while IFS= read -r line; do [[ -n $line ]] && gates+=("--fail-under=$line"); done <<<"$FAIL_UNDER"
rules=() config=()
[[ -n $RULES ]] && rules=("--rules=$RULES")
[[ -n $SUPPRESSIONS ]] && gates+=("--suppressions=$SUPPRESSIONS")
[[ -n $SARIF ]] && outputs+=("--format=sarif=$SARIF")
[[ -n $JUNIT ]] && outputs+=("--format=junit=$JUNIT")
[[ $CONFIG == false ]] && config=(--no-config)

code=0
"$tool/casecli" ${config[@]+"${config[@]}"} check "${outputs[@]}" ${rules[@]+"${rules[@]}"} ${gates[@]+"${gates[@]}"} -- ${paths[@]+"${paths[@]}"} || code=$?
if [[ $EXPECTATIONS == true && $code != 2 ]]; then
  tested=0
  "$tool/casecli" ${config[@]+"${config[@]}"} test ${rules[@]+"${rules[@]}"} -- ${paths[@]+"${paths[@]}"} || tested=$?
  ((tested > code)) && code=$tested
fi
echo "code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
