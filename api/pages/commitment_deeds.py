"""The forms by which a commitment begins and goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from api.commands.commitment_verbs import COMMITMENTS
from api.pages.blanks import ANY, DUE, Action, Ready, ready
from domain import rights
from domain.commitment import Commitment
from domain.commitment_terms import Terms
from domain.policies import Asker, NotAllowed
from domain.values import PartnerId

_TERMS = Terms("other", "—")
_LATEST = date(2100, 12, 31)


def _taken_up(it: Commitment) -> Mapping[str, Any]:
    return {"debtor": it.debtor or ANY, "terms": _TERMS, "deadline": DUE}


def _later(it: Commitment) -> Mapping[str, Any]:
    return {"deadline": replace(it.deadline or DUE, due=_LATEST)}


ACTIONS: Sequence[Ready] = tuple(
    ready(COMMITMENTS, action)
    for action in (
        Action(
            "making", "Prendre cet engagement", "L’engagement est pris.", trial=_taken_up
        ),
        Action("refusal", "Ne pas s’engager", "Votre réponse est enregistrée."),
        Action(
            "kept-confirmation", "Oui, il est tenu", "L’engagement est tenu, et confirmé."
        ),
        Action(
            "kept-contestation", "Contester",
            "La contestation est enregistrée\u00a0: l’engagement est de nouveau à tenir.",
        ),
        Action("keeping", "Déclarer tenu", "L’engagement est déclaré tenu."),
        Action("progress", "Enregistrer l’avancement", "L’avancement est enregistré."),
        Action(
            "confirmation", "Les termes sont bien ceux convenus",
            "Les termes sont confirmés.",
        ),
        Action(
            "rescheduling", "Reporter l’échéance", "L’échéance est reportée.", "more", _later
        ),
        Action(
            "part-keeping", "Déclarer tenu en partie",
            "L’engagement est déclaré tenu en partie.", "more",
        ),
        Action(
            "failure", "Il ne sera pas tenu", "C’est enregistré, avec la raison.", "more"
        ),
        Action("release", "Lever", "L’engagement est levé.", "more"),
        Action(
            "error", "C’était une erreur",
            "L’engagement est signalé comme saisi par erreur.", "more",
        ),
    )
)  # fmt: skip
UNDERTAKING, REQUEST = (
    ready(COMMITMENTS, action)
    for action in (
        Action("undertaking", "Prendre cet engagement", "L’engagement est pris.", adds=True),
        Action("requests", "Demander cet engagement", "La demande est enregistrée.", adds=True),
    )
)
_PUBLIC = "Accord donné\u00a0: l’engagement est public dès que les deux côtés l’ont donné."


def publication(side: PartnerId | None) -> Ready:
    """The word of that side; its rules depend on whose it is."""
    action = Action(
        "publication",
        "Accepter la publication",
        _PUBLIC,
        "publication",
        lambda _: {"side": side},
    )
    return ready(COMMITMENTS, action)


BY_CODE: Mapping[str, Ready] = {
    each.code: each for each in (*ACTIONS, UNDERTAKING, REQUEST, publication(None))
}


def may_undertake(asker: Asker) -> bool:
    return asker.partner is not None and _may(
        asker, Commitment(id=ANY, debtor=asker.partner, beneficiary=None, terms=_TERMS,
                          deadline=DUE, signed_by="other"),
    )  # fmt: skip


def may_request(asker: Asker, side: PartnerId | None) -> bool:
    it = Commitment(id=ANY, debtor=None, beneficiary=side, terms=_TERMS)
    return _may(asker, it)


def _may(asker: Asker, new: Commitment) -> bool:
    try:
        rights.decide(Commitment, asker, new)
    except NotAllowed:
        return False
    return True
