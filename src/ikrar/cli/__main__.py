"""`python -m ikrar.cli`: the command line, where no `ikrar` is on the path."""

from ikrar.cli import main

main()
