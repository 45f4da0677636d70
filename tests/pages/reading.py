"""Reading a page as its visitor would: text, headings, forms with what they hold."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_VOID = frozenset({"input", "meta", "link", "br", "path", "circle", "rect", "img", "hr"})


@dataclass
class FormSeen:
    """A form: where it goes, and what it would send if nothing more was typed."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def sent(self, **typed: str | list[str]) -> dict[str, Any]:
        """The fields as a browser would send them, with what is typed."""
        said: dict[str, Any] = {}
        for name, value in self.fields:
            said.setdefault(name, []).append(value)
        return said | typed


class Page(HTMLParser):
    """One page, taken apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.forms: list[FormSeen] = []
        self.texts: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self._inside: list[str] = []
        self._select = self._textarea = ""
        self.feed(html)

    @property
    def text(self) -> str:
        return re.sub(r"[\s\u00a0\u202f]+", " ", " ".join(self.texts))

    @property
    def ids(self) -> list[str]:
        return [at["id"] or "" for _, at in self.tags if "id" in at]

    @property
    def links(self) -> list[str]:
        return [at.get("href") or "" for tag, at in self.tags if tag == "a"]

    def form(self, action: str) -> FormSeen:
        """The form that goes there; fragments do not count."""
        return next(form for form in self.forms if form.action == action)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        self.tags.append((tag, at))
        if tag not in _VOID:
            self._inside.append(tag)
        if tag == "form":
            self.forms.append(FormSeen(at.get("action") or "", at.get("method") or "get"))
        elif re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        elif tag == "select":
            self._select = at.get("name") or ""
        elif tag == "textarea":
            self._textarea = at.get("name") or ""
            self._hold(self._textarea, "")
        elif tag == "option" and "selected" in at:
            self._hold(self._select, at.get("value") or "")
        elif tag == "input":
            self._input(at)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass
        if tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            name, value = self.forms[-1].fields[-1]
            self.forms[-1].fields[-1] = name, value + data.removeprefix("\n")
            return
        self.texts.append(data)
        if self._inside and re.fullmatch("h[1-6]", self._inside[-1]):
            level, said = self.headings[-1]
            self.headings[-1] = level, said + data

    def _input(self, at: dict[str, str | None]) -> None:
        if at.get("type") in ("radio", "checkbox") and "checked" not in at:
            return
        self._hold(at.get("name") or "", at.get("value") or "")

    def _hold(self, name: str, value: str) -> None:
        if self.forms and name:
            self.forms[-1].fields.append((name, value))
