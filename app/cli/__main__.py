"""`python -m app.cli`: the command, for processes that start one another."""

from app.cli import main

main()
