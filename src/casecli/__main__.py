"""`python -m casecli`."""

from casecli.cli.main import main

main()
