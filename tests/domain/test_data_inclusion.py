"""Records of data·inclusion: what is read, and what is refused without an echo."""

from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.data_inclusion import BadRecord, Fiche, Service, read_record, what_is_new
from domain.partner import Partner
from tests.domain.people import CCAS
from tests.story import fact, given

RECORD: dict[str, Any] = {
    "source": "emplois-de-linclusion",
    "id": "emplois-de-linclusion--5af9a6ca",
    "nom": "MISSION LOCALE - AUBERVILLIERS",
    "date_maj": "2020-04-09",
    "description": None,
    "commune": "AUBERVILLIERS",
    "code_postal": "93300",
    "code_insee": None,
    "adresse": "62 AVENUE DE LA REPUBLIQUE",
    "complement_adresse": "",
    "longitude": 2.386393,
    "latitude": 48.909247,
    "courriel": "prenom.nom@exemple.fr",
    "site_web": "https://exemple.fr",
    "reseaux_porteurs": ["mission-locale"],
}


def read(**given: Any) -> Fiche:
    fiche = read_record(RECORD | given)
    assert isinstance(fiche, Fiche)
    return fiche


def known(fiche: Fiche) -> Partner:
    joined = fact(
        Partner.Joined,
        source=fiche.source,
        reference=fiche.reference,
        description=fiche.description,
    )
    return given(Partner, joined).so()


def test_a_record_becomes_a_public_description() -> None:
    fiche = read()
    assert fiche.source == "emplois-de-linclusion"
    assert fiche.description.name == "MISSION LOCALE - AUBERVILLIERS"
    assert fiche.description.kind == "mission-locale"
    assert fiche.description.city == "AUBERVILLIERS"
    assert fiche.description.address_more is None


def test_mail_addresses_which_may_name_somebody_are_dropped() -> None:
    assert "prenom.nom" not in repr(read())


@pytest.mark.parametrize(
    ("networks", "kind"),
    [
        (None, "other"),
        ([], "other"),
        (["wimoov"], "other"),
        (["wimoov", "ccas-cias"], "ccas"),
        (["maisons-des-solidarites", "departements"], "departement-district"),
    ],
)
def test_the_kind_of_a_partner_is_read_from_its_networks(networks: Any, kind: str) -> None:
    assert read(reseaux_porteurs=networks).description.kind == kind


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", None),
        ("source", "DORA !"),
        ("id", ""),
        ("id", 7),
        ("nom", None),
        ("nom", "   "),
        ("nom", "a\x00b"),
        ("nom", "\ud800"),
        ("nom", "x" * 1_000_000),
        ("description", ["x"]),
        ("code_postal", "9330"),
        ("code_insee", "clichy"),
        ("latitude", "48.9"),
        ("latitude", 91.0),
        ("longitude", float("nan")),
        ("site_web", "javascript:alert(1)"),
        ("reseaux_porteurs", "mission-locale"),
        ("reseaux_porteurs", ["cirque"]),
        ("reseaux_porteurs", [None]),
        ("reseaux_porteurs", ["wimoov"] * 51),
    ],
)
def test_a_bad_record_is_refused_by_its_field_and_never_echoed(field: str, value: Any) -> None:
    with pytest.raises(BadRecord) as refused:
        read(**{field: value})
    assert refused.value.field == field
    assert refused.value.reason
    if isinstance(value, str) and value.strip():
        assert value not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("raw", [None, [], "fiche", 7, {}])
def test_what_is_no_record_is_refused(raw: Any) -> None:
    with pytest.raises(BadRecord):
        read_record(raw)


SERVICE: dict[str, Any] = {
    "source": "dora",
    "id": "dora--aide-aux-impayes",
    "structure_id": "dora--ccas",
    "nom": "Aide aux impayés de loyer",
    "description": "Sur rendez-vous, avec les trois dernières quittances.",
    "thematiques": ["logement-hebergement--reduire-les-impayes-de-loyer"],
    "publics": None,
    "frais": "gratuit",
    "modes_accueil": ["en-presentiel"],
    "contact_nom_prenom": "Camille Fictif",
}


def test_a_service_is_what_its_structure_offers() -> None:
    service = read_record(SERVICE)
    assert isinstance(service, Service)
    fiche = read(source="dora", id="dora--ccas")
    assert service.partner("93014") == fiche.partner("93014")
    assert service.offer.themes == ("logement-hebergement--reduire-les-impayes-de-loyer",)
    assert (service.offer.fees, service.offer.reception) == ("gratuit", ("en-presentiel",))
    assert "Camille" not in repr(service)


@pytest.mark.parametrize("field", ["thematiques", "publics", "frais", "modes_accueil"])
def test_a_service_with_a_code_of_no_list_is_refused_by_its_field(field: str) -> None:
    wrong = "cirque" if field == "frais" else ["cirque"]
    with pytest.raises(BadRecord) as refused:
        read_record(SERVICE | {field: wrong})
    assert refused.value.field == field
    assert "cirque" not in str(refused.value)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@forall(st.sampled_from(sorted(RECORD)), anything)
def test_any_value_in_any_field_is_read_or_refused(field: str, value: Any) -> None:
    try:
        fiche = read(**{field: value})
    except BadRecord as refused:
        assert refused.field == field  # noqa: PT017 - most values are refused, some are not
    else:
        assert fiche.description.name


def test_importing_twice_adds_nothing_and_a_changed_record_one_fact() -> None:
    fiche = read()
    assert what_is_new(fiche, None) == "joined"
    assert what_is_new(fiche, known(fiche)) is None
    assert what_is_new(read(date_maj="2026-01-01"), known(fiche)) is None
    assert what_is_new(read(adresse="1 RUE NEUVE"), known(fiche)) == "described"


def test_a_partner_that_left_does_not_come_back_by_an_import() -> None:
    partner = known(read())
    partner.leave(still_open=0)
    assert what_is_new(read(adresse="1 RUE NEUVE"), partner) is None


def test_the_partner_of_a_record_is_its_territorys_own() -> None:
    assert read().partner("93014") == read(nom="Autre nom").partner("93014")
    assert read().partner("93014") != read().partner("93015")
    assert read().partner("93014") != CCAS
