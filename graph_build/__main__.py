"""`python -m graph_build` is the command `ctkg`."""

from graph_build.cli import main

main()
