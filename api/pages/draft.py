"""A referral being written: from what the form says to what is asked, or what is missing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from api.commands.referrals import NewReferral
from api.pages.forms import Faults, Form, illegible, read
from domain import codes
from domain.codes import Entry

NEW = "nouvelle"
_NOT_RECORDED = "not-recorded"
_BANDS = (
    (2, "0-2"), (10, "3-10"), (17, "11-17"), (25, "18-25"), (39, "26-39"), (59, "40-59"),
    (74, "60-74"),
)  # fmt: skip


class Accord(NamedTuple):
    """What allows the sharing, as a sentence that the worker confirms."""

    code: str
    sentence: str
    agreement: str
    sharing_ground: str
    informed: str | None


WITH_AGREEMENT: Sequence[Accord] = (
    Accord(
        "oral", "La personne en est d’accord : elle me l’a dit.", "oral", "consent", "orally"
    ),
    Accord(
        "written", "La personne en est d’accord, par écrit.", "written", "consent", "in-writing"
    ),
    Accord(
        "representative", "La personne qui la représente en est d’accord.", "representative",
        "consent", "through-representative",
    ),
)  # fmt: skip
WITHOUT_AGREEMENT: Sequence[Accord] = (
    Accord(
        "child", "Un enfant est à protéger : je ne transmets que ce qui est strictement "
        "nécessaire.", "not-required", "casf-l226-2-2", None,
    ),
    Accord(
        "care", "Nous soignons ou accompagnons ensemble la personne, qui le sait et ne s’y "
        "oppose pas.", "not-required", "csp-l1110-4", None,
    ),
    Accord(
        "coordination", "Le maire a confié à l’un de nous la coordination de cette situation.",
        "not-required", "casf-l121-6-2", None,
    ),
)  # fmt: skip
_ACCORDS: Mapping[str, Accord] = {
    each.code: each for each in (*WITH_AGREEMENT, *WITHOUT_AGREEMENT)
}
FAMILIES: Mapping[str, str] = {
    "choisir-un-metier": "Choisir un métier",
    "creer-une-entreprise": "Créer une entreprise",
    "difficultes-administratives-ou-juridiques": "Difficultés administratives ou juridiques",
    "difficultes-financieres": "Difficultés financières",
    "equipement-et-alimentation": "Équipement et alimentation",
    "famille": "Famille",
    "lecture-ecriture-calcul": "Lecture, écriture, calcul",
    "logement-hebergement": "Logement et hébergement",
    "mobilite": "Mobilité",
    "numerique": "Numérique",
    "preparer-sa-candidature": "Préparer sa candidature",
    "remobilisation": "Remobilisation",
    "sante": "Santé",
    "se-former": "Se former",
    "souvrir-a-linternational": "S’ouvrir à l’international",
    "trouver-un-emploi": "Trouver un emploi",
}
"""data·inclusion writes the family before "--" in a theme's code."""

_FIELDS = {"new_person": "personne", "person": "personne", "case": "personne"}
_REFUSED = _FIELDS | {"sharing_ground": "accord"}


def themes_by_family() -> Mapping[str, Sequence[Entry]]:
    """The themes as the form shows them."""
    found: dict[str, list[Entry]] = {}
    for code, entry in codes.THEMES.items():
        family = code.partition("--")[0]
        found.setdefault(FAMILIES.get(family, family), []).append(entry)
    return found


def accord_of(agreement: str, ground: str) -> str:
    """The sentence that an earlier referral was sent by."""
    for each in _ACCORDS.values():
        if (each.agreement, each.sharing_ground) == (agreement, ground):
            return each.code
    return ""


def band_of(born: date, today: date) -> str:
    """The age band of somebody born that day."""
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return next((band for most, band in _BANDS if age <= most), "75-plus")


def drafted(form: Form, today: date) -> tuple[NewReferral | None, Faults]:
    """What the form asks for, or what is missing in it."""
    accord = _ACCORDS.get(form["accord"])
    asked: dict[str, Any] = {"kind": "referral", "urgency": "ordinary"}
    asked |= form.said("addressee", "kind", "urgency", "danger", "request", "reason")
    named = not _of_nobody(form)
    who, faults = _who(form, asked) if named else ({}, {})
    asked |= who | (_agreed(form, accord) if named else {})
    asked["themes"] = [theme for theme in dict.fromkeys(form.all("themes")) if theme]
    asked["coarse"] = _coarse(form, today)
    ask, wrong = read(NewReferral, asked)
    faults |= {_FIELDS.get(name, name): said for name, said in wrong.items()}
    if "addressee" in faults:
        faults["addressee"] = "Choisissez un partenaire dans la liste."
    faults |= (_doubts(form, accord) if named else {}) | illegible(form)
    for name in ("agreement", "sharing_ground", "" if accord else "informed"):
        faults.pop(name, None)
    return (None if faults else ask), _in_order(faults)


def _of_nobody(form: Form) -> bool:
    """Advice or contact details for somebody whose name is not asked."""
    light = form["kind"] in codes.KINDS and not codes.expects_answer(form["kind"])
    names = form.said("family_name", "given_name", "situation")
    return light and not names and form["personne"] in ("", NEW)


def _who(form: Form, asked: Mapping[str, Any]) -> tuple[dict[str, Any], Faults]:
    faults = {} if "reason" in asked else {"reason": "Ce champ est à remplir."}
    case, _, person = form["personne"].partition("/")
    if person:
        return {"case": case, "person": person}, faults
    said: dict[str, Any] = {}
    if case not in ("", NEW):
        said["case"] = case
    names = ("family_name", "given_name", "birth_date", "phone", "mail", "address")
    said["new_person"] = form.said(*names)
    return said, faults


def _agreed(form: Form, accord: Accord | None) -> dict[str, str]:
    informed = form["informed"] or (accord.informed if accord else None)
    said = {"informed": informed} if informed else {}
    if accord is None:
        return said
    return said | {"agreement": accord.agreement, "sharing_ground": accord.sharing_ground}


def at_fields(faults: Faults) -> Faults:
    """What a refusal names, at the field of the form that asked for it."""
    return {_REFUSED.get(name, name): said for name, said in faults.items()}


def _doubts(form: Form, accord: Accord | None) -> Faults:
    """What the fields say together that cannot be."""
    if form["situation"] and not form["personne"]:
        return {"personne": "Dites pour qui, dans cette situation."}
    if accord is None:
        return {"accord": "Dites ce qui vous permet de partager ces informations."}
    informed = form["informed"] or accord.informed
    if informed is None:
        return {
            "informed": "Dites si la personne a été informée, ou pourquoi elle ne l’a pas été."
        }
    if accord.informed and informed.startswith(("not-", "interest-", "to-be-")):
        return {"informed": "Une personne qui n’a pas été informée ne peut pas être d’accord."}
    return {}


def _coarse(form: Form, today: date) -> dict[str, str]:
    band = form["age_band"]
    if not band or band == _NOT_RECORDED:
        try:
            band = band_of(date.fromisoformat(form["birth_date"]), today)
        except ValueError:
            band = _NOT_RECORDED
    return {
        "age_band": band, "sex": form["sex"] or "unknown",
        "household": form["household"] or _NOT_RECORDED, "quartier": _NOT_RECORDED,
        "geography_version": _NOT_RECORDED,
        "language_need": form["language_need"] or _NOT_RECORDED,
        "channel": form["channel"] or "visit",
    }  # fmt: skip


ORDER = (
    "", "addressee", "personne", "family_name", "given_name", "birth_date", "phone", "mail",
    "address", "request", "reason", "themes", "urgency", "danger", "kind",
    "accord", "informed",
)  # fmt: skip
LABELS: Mapping[str, str] = {
    "addressee": "Partenaire", "personne": "Personne", "family_name": "Nom",
    "given_name": "Prénom", "birth_date": "Date de naissance", "phone": "Téléphone",
    "mail": "Courriel", "address": "Adresse", "request": "Ce que demande la personne",
    "reason": "Motif", "themes": "Thème", "urgency": "Délai",
    "danger": "Face au danger", "kind": "Forme",
    "accord": "Ce qui permet ce partage", "informed": "Information de la personne",
    "age_band": "Âge", "sex": "Sexe", "household": "Ménage", "language_need": "Langue",
    "channel": "Accueil", "cherche": "Recherche du partenaire",
}  # fmt: skip


def _in_order(faults: Faults) -> Faults:
    """As the fields stand on the page, so that the summary reads from top to bottom."""
    known = {name: faults[name] for name in ORDER if name in faults}
    return known | faults
