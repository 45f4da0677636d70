"""The command line, as its user meets it: its exit code and its words."""
