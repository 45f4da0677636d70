"""A thumb on a phone: taps and keys in a real browser, counted, and timed at a human pace."""

import json
from dataclasses import dataclass

from tests.pages.browser import Tab

TAP, KEY = 1.0, 0.2
"""Seconds, assumed: to look, scroll and tap; to press one key of a phone's keyboard."""


@dataclass
class Thumb:
    """What was asked of the worker so far; a field is one that they filled or chose in."""

    tab: Tab
    fields: int = 0
    taps: int = 0
    keys: int = 0

    @property
    def seconds(self) -> float:
        return self.taps * TAP + self.keys * KEY

    async def types(self, selector: str, text: str) -> None:
        """Tap a field, then its keys one by one."""
        await self._touches(selector)
        await self.tab.ask("Input.insertText", text=text)
        self.fields += 1
        self.keys += len(text)

    async def picks(self, selector: str) -> None:
        """One tap on a radio."""
        await self._touches(f"{selector} + label")
        self.fields += 1

    async def chooses(self, selector: str, value: str) -> None:
        """Open a list, and tap a line of it: the phone's own wheel is no part of the page."""
        said = json.dumps(value)
        await self.tab.tell(f"document.querySelector({json.dumps(selector)}).value = {said}")
        self.fields += 1
        self.taps += 2

    async def goes(self, selector: str) -> None:
        """Tap what leads to another page."""
        self.tab.loading()
        await self._touches(selector)
        await self.tab.loaded()

    async def _touches(self, selector: str) -> None:
        """Where the finger really lands: what covers the place gets the tap."""
        found = await self.tab.tell(
            f"(() => {{ const it = document.querySelector({json.dumps(selector)});"
            "if (!it) return null; it.scrollIntoView({block: 'center'});"
            "const at = it.getBoundingClientRect();"
            "return [at.x + at.width / 2, at.y + at.height / 2] })()"
        )
        assert found is not None, selector
        for kind in ("mousePressed", "mouseReleased"):
            await self.tab.ask(
                "Input.dispatchMouseEvent", type=kind, x=found[0], y=found[1],
                button="left", clickCount=1,
            )  # fmt: skip
        self.taps += 1
