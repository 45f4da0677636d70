"""The people of the API tests, for those who erase their data."""

from tests.api.conftest import administrator, ccas, http, mission

__all__ = ["administrator", "ccas", "http", "mission"]
