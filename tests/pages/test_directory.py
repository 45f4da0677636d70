from tests.pages.conftest import Place, Visitor


async def test_a_search_minds_neither_accents_nor_capitals(
    nadia: Visitor, place: Place
) -> None:
    page = await nadia.get(f"/annuaire?q=LOCALE+d’eveil+{place.mark}")

    assert [f"/annuaire/{place.mission}"] == [
        link for link in page.links if link.startswith("/annuaire/")
    ]
    fiche = await nadia.get(f"/annuaire/{place.mission}")
    assert f"/orientations/nouvelle?vers={place.mission}" in fiche.links


async def test_nothing_found_says_what_to_try(nadia: Visitor) -> None:
    for query in ("zzzz", "%00", "%ED%A0%80", "a" * 5_000, "%25", "_"):
        page = await nadia.get(f"/annuaire?q={query}&apres=%00/x")
        assert "Essayez un seul mot" in page.text or "Partenaires" in page.text


async def test_an_unknown_partner_is_not_found(nadia: Visitor) -> None:
    await nadia.get(f"/annuaire/{nadia.agent}", 404)
    await nadia.get("/annuaire/zzz", 404)


async def test_nobody_refers_to_their_own_service(nadia: Visitor) -> None:
    page = await nadia.get(f"/annuaire/{nadia.partner}")

    assert not [link for link in page.links if "vers=" in link]
