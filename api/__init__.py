"""The doors: HTTP, pages and command line, thin over one command function per verb."""
