"""One function per verb: JSON, form and command line are thin doors to these."""
