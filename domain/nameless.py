"""Nameless (sans nom): public words stay in clear for ever, and so are about nobody."""

import re
from unicodedata import combining, normalize

from domain.aggregate import Refusal

_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(
    r"(?:\+|00)[1-9](?:[\s.\-/()]*\d){8,13}|(?<!\d)0[1-9](?:[\s.\-/]*\d{2}){4}(?!\d)"
)
_DAY = re.compile(r"(?<!\d)\d{2}([./-])\d{2}\1(?:19|20)\d{2}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_PARTICLES = frozenset({"del", "den", "der", "des", "dos", "las", "les", "los", "van", "von"})


class NamesSomebody(Refusal):
    """Ce texte sera public : il ne peut garder ni courriel, ni téléphone, ni nom d’auteur·e."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def ensure_nameless(text: str, author: str | None = None, field: str = "text") -> None:
    """Refuses a mail address, a phone number, or any word of its author’s name.

    ``author``: the name as it was given. Accents and case count for nothing. ``field``:
    the one that holds the text.
    """
    if _MAIL.search(text) or _PHONE.search(_DAY.sub("…", text)):
        raise NamesSomebody(field)
    names = {word for word in _words(author or "") if len(word) >= _SHORTEST} - _PARTICLES
    if names & _words(text):
        raise NamesSomebody(field)


def ensure_all_nameless(**texts: str | None) -> None:
    """Each by the name of its field; nothing is said of one that is None."""
    for field, text in texts.items():
        if text is not None:
            ensure_nameless(text, field=field)


def _words(text: str) -> set[str]:
    bare = "".join(each for each in normalize("NFD", text.lower()) if not combining(each))
    return set(_WORD.findall(bare))
