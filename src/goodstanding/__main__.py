"""`python -m goodstanding` is the command `goodstanding`."""

from goodstanding.interfaces.cli.main import main

main()
