"""`python -m duban_cli`."""

from duban_cli.main import run

run()
