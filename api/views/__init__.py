"""What a reader needs, gathered once for the API, the pages and the command line."""
