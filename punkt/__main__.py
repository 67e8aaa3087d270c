"""`python -m punkt`."""

from punkt.command import main

main()
