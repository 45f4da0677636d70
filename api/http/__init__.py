"""The HTTP API: ``/api/v1/territories/{insee}/…``, JSON in, JSON or problem details out."""
