"""The command line: ``maillage``. Every module but the work itself imports nothing heavy."""
