"""The intercommunalities are found by whatever a newcomer types."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interco.organisation.rules.reference import epci_by_siren, fold, is_acronym, reference, search_epci
from interco.organisation.rules.time_zones import department_of, zone_of_department

CACEM = "249720061"


def test_the_reference_holds_every_intercommunality_with_its_licence() -> None:
    assert len(reference().epcis) == 1255
    assert reference().vintage == 2026
    assert "Licence Ouverte" in reference().attribution


@pytest.mark.parametrize(
    ("siren", "communes", "inhabitants"),
    [(CACEM, 4, 150_323), ("200067106", 158, 325_721), ("200054807", 92, 1_922_626)],
)
def test_known_intercommunalities_have_their_communes_and_inhabitants(
    siren: str, communes: int, inhabitants: int
) -> None:
    epci = epci_by_siren(siren)
    assert epci is not None
    assert len(epci.members) == communes
    assert epci.municipal == inhabitants == sum(member.municipal for member in epci.members)


def test_the_four_communes_of_the_cacem_carry_codes_that_are_text() -> None:
    epci = epci_by_siren("249 720 061")
    assert epci is not None
    assert [(member.insee, member.name, member.municipal) for member in epci.members] == [
        ("97209", "Fort-de-France", 75_165),
        ("97213", "Le Lamentin", 39_346),
        ("97224", "Saint-Joseph", 16_470),
        ("97229", "Schœlcher", 19_342),
    ]
    assert (epci.kind_name, epci.regime, epci.time_zone) == ("Communauté d’agglomération", "FPU", "America/Martinique")


@pytest.mark.parametrize(
    "typed",
    [
        "schoelcher",
        "Schœlcher",
        "SCHŒLCHER",
        "cacem",
        "Martinique centre",
        "249720061",
        "2497 2006",
        "fort de france",
        "lament",
    ],
)
def test_the_cacem_is_the_first_answer(typed: str) -> None:
    assert search_epci(typed)[0].siren == CACEM


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("amp", "Métropole d'Aix-Marseille-Provence"),
        ("capb", "CA du Pays Basque"),
        ("pays basque", "CA du Pays Basque"),
        ("metropole st etienne", "Saint-Étienne Métropole"),
    ],
)
def test_acronyms_and_abbreviations_are_understood(typed: str, name: str) -> None:
    assert search_epci(typed)[0].name == name


def test_a_commune_of_corsica_keeps_its_letter() -> None:
    ajaccio = search_epci("ajaccio")[0]
    assert "2A004" in [member.insee for member in ajaccio.members]
    assert ajaccio.time_zone == "Europe/Paris"


@pytest.mark.parametrize("typed", ["", " ", "a", "\x00", "%", "zzzz", "999"])
def test_nothing_is_answered_to_nothing(typed: str) -> None:
    assert search_epci(typed) == []


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_an_answer_of_at_most_ten(typed: str) -> None:
    assert len(search_epci(typed)) <= 10


@given(st.sampled_from(reference().epcis))
@settings(max_examples=150, deadline=None)
def test_every_intercommunality_is_found_by_its_own_name(epci: object) -> None:
    assert epci in search_epci(epci.name, limit=30)  # type: ignore[attr-defined]


def test_a_search_takes_less_than_five_milliseconds() -> None:
    search_epci("martinique")
    texts = ["sa", "saint", "cacem", "metropole", "pays de la loire", "ca"] * 5
    start = time.process_time()
    for text in texts:
        search_epci(text)
    assert (time.process_time() - start) / len(texts) < 0.005


def test_folding_leaves_words_without_case_accents_or_ligatures() -> None:
    assert fold("Schœlcher, L’Île-d’Yeu & St-Gilles") == "schoelcher l ile d yeu saint gilles"


@pytest.mark.parametrize(
    ("letters", "words", "expected"),
    [
        ("cacem", ("ca", "centre", "martinique"), True),
        ("amp", ("metropole", "aix", "marseille", "provence"), True),
        ("ca", ("ca",), False),
        ("cam", ("ca", "centre", "martinique"), False),
    ],
)
def test_an_acronym_takes_the_beginning_of_every_word(letters: str, words: tuple[str, ...], expected: bool) -> None:
    assert is_acronym(letters, words) is expected


@pytest.mark.parametrize(
    ("insee", "zone"),
    [
        ("97209", "America/Martinique"), ("97105", "America/Guadeloupe"), ("97302", "America/Cayenne"),
        ("97411", "Indian/Reunion"), ("97611", "Indian/Mayotte"), ("97502", "America/Miquelon"),
        ("98735", "Pacific/Tahiti"), ("2A004", "Europe/Paris"), ("01053", "Europe/Paris"),
    ],
)  # fmt: skip
def test_the_time_zone_follows_the_department(insee: str, zone: str) -> None:
    assert zone_of_department(department_of(insee)) == zone
