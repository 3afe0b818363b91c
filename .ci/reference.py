"""Writes docs/commands.md: the help of every verb, as it is printed. A test holds the page equal to it."""

import os
import sys
from pathlib import Path

os.environ["COLUMNS"] = "100"
PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
OPENING = """# Commands

What `casecli VERB --help` prints. Written by `make reference`; a test holds it equal to the program.

| exit code | meaning, the same in every format |
|---|---|
| 0 | done; every gate asked for was passed |
| 1 | done; a gate, a test or a comparison failed |
| 2 | the command line, an input or a rulebook is wrong: it is said, and what is right is still reported |
| 3 | a fault in casecli itself; with `CASECLI_DEBUG=1` it shows where |
| 130 | interrupted |

Defaults of options can stand in a file or in the environment: [Settings](pipelines.md#settings).

With `casecli --install-completion`, the tab key completes verbs, options, ids of cases and facts, and their values
after `--set`, in bash, zsh and fish. `_CASECLI_COMPLETE=source_zsh casecli` prints the script instead.
"""


def page() -> str:
    """The page as it should be."""
    from typer.main import get_command  # noqa: PLC0415 - after the width is set
    from typer.testing import CliRunner  # noqa: PLC0415

    from casecli.cli.main import VERBS, build  # noqa: PLC0415

    def shown(*words: str) -> str:
        printed = CliRunner().invoke(build([*words, "--help"]), [*words, "--help"], prog_name="casecli").output
        text = "\n".join(line.rstrip() for line in printed.strip().splitlines())
        return f"## {' '.join(words) or 'casecli'}\n\n```\n{text}\n```\n"

    parts = [OPENING, shown()]
    for verb in VERBS:
        parts.append(shown(verb))
        names = getattr(get_command(build([verb])).commands[verb], "commands", {})
        parts += [shown(verb, name) for name in names]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(None if PAGE.write_text(page(), encoding="utf-8") else 1)
