"""What all shapes are, pages of any of them, and errors."""

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Every field is always there; one that is not known is null."""

    model_config = ConfigDict(extra="forbid")


class Page(Shape):
    """Une page. `next` : la valeur d’`after` pour la suivante, nul à la fin."""

    next: str | None


class ErrorField(Shape):
    """Un champ en cause, et pourquoi ; jamais sa valeur."""

    field: str
    reason: str
    line: int | None = Field(None, description="Dans un tableau : la ligne, depuis 1.")


class ProblemDetails(Shape):
    """Une erreur (RFC 9457). `type` est stable ; `title` et `detail` sont des phrases."""

    type: str = Field(pattern=r"^urn:maillage:problem:[a-z0-9-]+$")
    title: str
    status: int = Field(ge=400, le=599)
    detail: str | None = Field(None, description="Ce qui est refusé, et que faire.")
    errors: list[ErrorField] | None = None
