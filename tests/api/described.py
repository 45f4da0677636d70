"""Every answer that a test gets is held against the API's own description."""

import re
from functools import cached_property
from typing import Any

import httpx2
import jsonschema_rs
from fastapi import FastAPI

Said = dict[str, Any]


class Described:
    """A hook of the tests' client: what is answered must be what is described."""

    def __init__(self, app: FastAPI) -> None:
        self._app, self._validators = app, dict[str, jsonschema_rs.Validator]()

    @cached_property
    def said(self) -> Said:
        return self._app.openapi()

    @cached_property
    def _doors(self) -> list[tuple[re.Pattern[str], Said]]:
        return [
            (re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), methods)
            for path, methods in self.said["paths"].items()
        ]

    async def __call__(self, answer: httpx2.Response) -> None:
        await answer.aread()
        asked = answer.request
        for path, methods in self._doors:
            method = {"HEAD": "get"}.get(asked.method, asked.method.lower())
            if path.fullmatch(asked.url.path) and method in methods:
                self.ensure(methods[method], answer)

    def ensure(self, operation: Said, answer: httpx2.Response) -> None:
        """Raises AssertionError where status, headers, type or body is not as described."""
        where, status = operation["operationId"], str(answer.status_code)
        assert status in operation["responses"], f"{where}: {status} is not described"
        said = self.resolved(operation["responses"][status])
        for name, header in said.get("headers", {}).items():
            if self.resolved(header).get("required"):
                assert name in answer.headers, f"{where}: {status} without {name}"
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind in said["content"], f"{where}: {status} as {kind}"
        if kind.endswith("json") and answer.content:
            self.validator(said["content"][kind]["schema"]["$ref"]).validate(answer.json())

    def resolved(self, said: Said) -> Said:
        if (ref := said.get("$ref")) is None:
            return said
        _, part, name = ref.removeprefix("#/").split("/")
        return dict(self.said["components"][part][name])

    def validator(self, ref: str) -> jsonschema_rs.Validator:
        if ref not in self._validators:
            schema = {"$ref": ref, "components": self.said["components"]}
            self._validators[ref] = jsonschema_rs.validator_for(schema, validate_formats=True)
        return self._validators[ref]
