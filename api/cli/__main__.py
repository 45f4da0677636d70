"""``python -m api.cli`` is ``maillage``."""

from api.cli.main import main

main()
