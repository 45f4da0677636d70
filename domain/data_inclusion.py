"""Records of data·inclusion (schema v1): a structure is a partner's fiche, a service an offer.

https://github.com/gip-inclusion/data-inclusion-schema. Contact persons and mail addresses,
which often name somebody, are dropped; so is ``date_maj``, which is not about the partner.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from domain import codes
from domain.aggregate import Refusal
from domain.partner import Description, Offer, Partner, partner_id
from domain.values import Code, Line, PartnerId, TerritoryId, Text

M = TypeVar("M", bound=BaseModel)


class BadRecord(Refusal):
    """Cette fiche est incomplète ou mal formée."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field} : {reason}")
        self.field, self.reason = field, reason


@dataclass(frozen=True)
class Fiche:
    """A validated record: where it comes from, and what it says of the partner."""

    source: Code
    reference: str
    description: Description

    def partner(self, territory: TerritoryId) -> PartnerId:
        return partner_id(territory, self.source, self.reference)


@dataclass(frozen=True)
class Service:
    """A validated record of a service: which structure offers it, and what it is."""

    source: Code
    reference: str
    structure: str
    offer: Offer

    def partner(self, territory: TerritoryId) -> PartnerId:
        return partner_id(territory, self.source, self.structure)


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


BlankIsNone = BeforeValidator(_blank_is_none)
MaybeLine = Annotated[Line | None, BlankIsNone]
Postcode = Annotated[str, Field(pattern=r"^\d{5}$")]
Website = Annotated[Line, Field(pattern=r"^https?://[!-~]+$")]
Insee = Annotated[str, Field(pattern=r"^\d[\dAB]\d{3}$")]


class _Structure(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True)

    source: Code
    id: Line
    nom: Line
    description: Annotated[Text | None, BlankIsNone] = None
    adresse: MaybeLine = None
    complement_adresse: MaybeLine = None
    code_postal: Annotated[Postcode | None, BlankIsNone] = None
    commune: MaybeLine = None
    code_insee: Annotated[Insee | None, BlankIsNone] = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    telephone: MaybeLine = None
    site_web: Annotated[Website | None, BlankIsNone] = None
    reseaux_porteurs: Annotated[list[str], Field(max_length=50)] | None = None


Codes = Annotated[list[str], Field(max_length=100)] | None


class _Service(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True)

    source: Code
    id: Line
    structure_id: Line
    nom: Line
    description: Annotated[Text | None, BlankIsNone] = None
    thematiques: Codes = None
    publics: Codes = None
    frais: Annotated[str | None, BlankIsNone] = None
    modes_accueil: Codes = None


REASONS: Mapping[str, str] = {
    "missing": "champ manquant",
    "string_type": "doit être un texte",
    "string_too_short": "ne peut pas être vide",
    "string_too_long": "trop long",
    "string_pattern_mismatch": "n’a pas la forme attendue",
    "string_unicode": "contient un caractère invalide",
    "value_error": "contient un caractère invalide",
    "float_type": "doit être un nombre",
    "list_type": "doit être une liste",
    "too_long": "trop de valeurs",
}


def read_record(raw: object) -> Fiche | Service:
    """Reads one record of the file; raises ``BadRecord``, which never echoes a value."""
    if not isinstance(raw, Mapping):
        raise BadRecord("fiche", "doit être un objet")
    if "structure_id" in raw:
        return _offered(_validated(_Service, raw))
    structure = _validated(_Structure, raw)
    return Fiche(structure.source, structure.id, _describe(structure))


def _validated(model: type[M], raw: object) -> M:
    try:
        return model.model_validate(raw)
    except ValidationError as invalid:
        problem = invalid.errors(include_url=False, include_input=False)[0]
        field = str(problem["loc"][0])
        raise BadRecord(field, REASONS.get(problem["type"], "valeur invalide")) from None


def _offered(service: _Service) -> Service:
    fees = _known(codes.FEES, frais=[service.frais] if service.frais else None)
    offer = Offer(
        name=service.nom,
        themes=_known(codes.THEMES, thematiques=service.thematiques),
        publics=_known(codes.PUBLICS, publics=service.publics),
        presentation=service.description,
        fees=fees[0] if fees else None,
        reception=_known(codes.RECEPTION_MODES, modes_accueil=service.modes_accueil),
    )
    return Service(service.source, service.id, service.structure_id, offer)


def _known(among: codes.CodeList, **said: list[str] | None) -> tuple[Code, ...]:
    [(field, values)] = said.items()
    found = tuple(values or ())
    if not among.keys() >= set(found):
        raise BadRecord(field, "code inconnu")
    return found


def _describe(structure: _Structure) -> Description:
    networks = _known(codes.NETWORKS, reseaux_porteurs=structure.reseaux_porteurs)
    return Description(
        name=structure.nom,
        kind=codes.kind_of_partner(networks),
        networks=networks,
        presentation=structure.description,
        address=structure.adresse,
        address_more=structure.complement_adresse,
        postcode=structure.code_postal,
        city=structure.commune,
        insee=structure.code_insee,
        latitude=structure.latitude,
        longitude=structure.longitude,
        phone=structure.telephone,
        website=structure.site_web,
    )


def what_is_new(fiche: Fiche, partner: Partner | None) -> Literal["joined", "described"] | None:
    """Which fact the fiche adds to what is known; None when it adds nothing."""
    if partner is None:
        return "joined"
    if partner.left or partner.description == fiche.description:
        return None
    return "described"
