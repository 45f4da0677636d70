"""What a person agrees to, objects to and asks for, folded from what was said of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar

from domain.person import Person
from domain.person_requests import GRANTED, LIMITATION
from domain.values import Code, PartnerId
from store.facts import Event

T = TypeVar("T")


@dataclass(frozen=True)
class Word:
    """The person's last word on sharing for that purpose; no partner: with whichever."""

    scope: Code
    partner: PartnerId | None
    said: Literal["given", "refused", "withdrawn"]
    how: Code | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.said == "given" and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Opposition:
    """Undecided until ``decide_by`` at the latest, or ``upheld``."""

    received_on: date
    decide_by: date
    upheld: bool = False


@dataclass(frozen=True)
class RightsRequest:
    right: Code
    received_on: date
    answer_by: date


@dataclass(frozen=True)
class Agreed:
    """``limited``: they obtained that their data is only kept (RGPD, article 18)."""

    words: Sequence[Word] = ()
    oppositions: Sequence[Opposition] = ()
    requests: Sequence[RightsRequest] = ()
    limited: bool = False

    def told_to(self, partner: PartnerId | None) -> "Agreed":
        """What a service learns that only reads the case: what binds it, no more."""
        bind = tuple(word for word in self.words if word.partner in (None, partner))
        return Agreed(bind, self.oppositions, limited=self.limited)

    def but_on(self, day: date) -> list[Word]:
        """The words that no longer, or never, allow what they are about."""
        return [word for word in self.words if not word.holds_on(day)]


def heard(it: Agreed, fact: Event) -> Agreed:
    """What stands after one more fact, as ``domain.person_rights`` decides by it."""
    match fact:
        case Person.ConsentGiven(scope=scope, partner=partner, how=how, until=until):
            return _after(it, Word(scope, partner, "given", how, until))
        case Person.ConsentRefused(scope=scope, partner=partner):
            return _after(it, Word(scope, partner, "refused"))
        case Person.ConsentWithdrawn(scope=scope, partner=partner):
            return _after(it, Word(scope, partner, "withdrawn"))
        case Person.RightsRequestAnswered(right=right, answer=answer) if (
            right == LIMITATION and answer == GRANTED
        ):
            kept = tuple(word for word in it.words if word.said != "given")
            it = replace(it, words=kept, limited=True)
        case Person.LimitationLifted():
            return replace(it, limited=False)
    return replace(it, oppositions=_objections(it, fact), requests=_requests(it, fact))


def _objections(it: Agreed, fact: Event) -> Sequence[Opposition]:
    match fact:
        case Person.OppositionRaised(received_on=received_on, decide_by=decide_by):
            return (Opposition(received_on, decide_by),)
        case Person.OppositionUpheld():
            return tuple(replace(each, upheld=True) for each in it.oppositions)
        case Person.OppositionRejected() | Person.OppositionTakenBack():
            return ()
    return it.oppositions


def _requests(it: Agreed, fact: Event) -> Sequence[RightsRequest]:
    match fact:
        case Person.RightsRequestReceived(right=right, received_on=day, answer_by=answer_by):
            return (*it.requests, RightsRequest(right, day, answer_by))
        case Person.RightsRequestAnswered(right=right):
            return tuple(each for each in it.requests if each.right != right)
    return it.requests


def together(them: Iterable[Agreed]) -> Agreed:
    """What was said of one human being under several records."""
    it = Agreed()
    for other in them:
        it = Agreed(
            _both(it.words, other.words),
            _both(it.oppositions, other.oppositions),
            _both(it.requests, other.requests),
            it.limited or other.limited,
        )
    return it


def _both(ours: Sequence[T], theirs: Sequence[T]) -> Sequence[T]:
    return tuple(dict.fromkeys((*ours, *theirs)))


def _after(it: Agreed, word: Word) -> Agreed:
    """A refusal for any partner undoes every yes; a yes for any, no refusal of one."""
    for_any = word.said != "given" and word.partner is None
    kept = (
        earlier
        for earlier in it.words
        if earlier.scope != word.scope or not (for_any or earlier.partner == word.partner)
    )
    return replace(it, words=(*kept, word))
