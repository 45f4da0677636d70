"""Where the API begins, and whether it serves."""

from typing import Literal

from api.http.shapes.shape import Shape


class Health(Shape):
    status: Literal["alive", "ready"]


class Root(Shape):
    """Où tout commence."""

    name: str
    version: str
    description: str
    docs: str
    territory: str
