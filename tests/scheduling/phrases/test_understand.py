"""Events typed as one says them: a table of examples, and what holds for any sentence."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.scheduling.rules.phrase import Named, Understood, understand
from interco.scheduling.rules.recurrence import days_of

#: Monday 7 December 2026, 14:32.
TODAY, NOW = date(2026, 12, 7), time(14, 32)
ROOMS = (Named(1, "Salle A"), Named(2, "Salle du conseil"), Named(3, "Vidéoprojecteur"), Named(4, "Salle A bis"))
PEOPLE = (Named(10, "Rosalie Gommier"), Named(11, "Odette Filao"), Named(12, "Gaspard Fromager"))
DAY = 1440


def said(text: str) -> Understood:
    return understand(text, today=TODAY, now=NOW, rooms=ROOMS, people=PEOPLE)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("CODIR mardi 8h30 salle A 2h30",
         {"title": "CODIR", "first_on": date(2026, 12, 8), "at": time(8, 30), "minutes": 150, "rooms": (1,)}),
        ("déjeuner avec Rosalie Gommier jeudi 12h30",
         {"title": "Déjeuner avec Rosalie Gommier", "kind": "appointment", "first_on": date(2026, 12, 10), "at": time(12, 30),
          "minutes": 90, "people": (10,)}),
        ("absence du 3 au 7 mai", {"title": "Absence", "kind": "absence", "first_on": date(2027, 5, 3), "minutes": 5 * DAY}),
        ("tous les lundis 9h point DGA 1h",
         {"title": "Point DGA", "rule": "FREQ=WEEKLY;BYDAY=MO", "first_on": date(2026, 12, 14), "at": time(9), "minutes": 60}),
        ("Point budget demain de 9h à 11h15",
         {"title": "Point budget", "first_on": date(2026, 12, 8), "at": time(9), "minutes": 135}),
        ("Point budget demain 9h-10h", {"title": "Point budget", "first_on": date(2026, 12, 8), "at": time(9), "minutes": 60}),
        ("Revue le 12/01 à 14:30 pendant 2 heures",
         {"title": "Revue", "first_on": date(2027, 1, 12), "at": time(14, 30), "minutes": 120}),
        ("Revue le 2027-01-12 à midi 45 min", {"title": "Revue", "first_on": date(2027, 1, 12), "at": time(12), "minutes": 45}),
        ("congés du 28 décembre au 3 janvier",
         {"title": "Congés", "kind": "absence", "first_on": date(2026, 12, 28), "minutes": 7 * DAY}),
        ("un mardi sur deux 10h comité foncier",
         {"title": "Comité foncier", "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "first_on": date(2026, 12, 8), "at": time(10)}),
        ("comité foncier le premier jeudi du mois à 9h jusqu’au 30 juin",
         {"title": "Comité foncier", "rule": "FREQ=MONTHLY;BYDAY=1TH", "first_on": date(2027, 1, 7), "at": time(9),
          "until_on": date(2027, 6, 30)}),
        ("point presse vendredi matin", {"title": "Point presse", "first_on": date(2026, 12, 11), "at": time(9), "minutes": 180}),
        ("séminaire le 15 janvier toute la journée", {"title": "Séminaire", "first_on": date(2027, 1, 15), "minutes": DAY}),
        ("lundi 10h revue", {"title": "Revue", "first_on": date(2026, 12, 14), "at": time(10)}),
        ("revue mardi en huit 10h", {"title": "Revue", "first_on": date(2026, 12, 15), "at": time(10)}),
        ("revue mardi 15 à 10h", {"title": "Revue", "first_on": date(2026, 12, 15), "at": time(10)}),
        ("16h appel avec Odette Filao et Gaspard Fromager",
         {"title": "Appel avec Odette Filao et Gaspard Fromager", "kind": "appointment", "first_on": TODAY, "at": time(16),
          "people": (11, 12)}),
        ("13h appel", {"title": "Appel", "kind": "appointment", "first_on": date(2026, 12, 8), "at": time(13)}),
        ("réunion en salle des fêtes jeudi 9h",
         {"title": "Réunion", "first_on": date(2026, 12, 10), "at": time(9), "place": "Salle des fêtes"}),
        ("SALLE A BIS et vidéoprojecteur jeudi 9h formation",
         {"title": "Et formation", "first_on": date(2026, 12, 10), "at": time(9), "rooms": (3, 4)}),
        ("tous les quarante jours", {"title": "Tous les quarante jours", "first_on": None}),
        ("point tous les quinze jours 9h", {"title": "Point", "rule": "FREQ=WEEKLY;INTERVAL=2", "first_on": TODAY, "at": time(9)}),
        ("chaque lundi et jeudi 8h accueil",
         {"title": "Accueil", "rule": "FREQ=WEEKLY;BYDAY=MO,TH", "first_on": date(2026, 12, 10), "at": time(8)}),
        ("revue le 31 février à 9h", {"title": "Revue le 31 février", "first_on": date(2026, 12, 8), "at": time(9)}),
        ("bilan 2026", {"title": "Bilan 2026", "first_on": None}),
        ("", {"title": "", "first_on": None}),
    ],
)  # fmt: skip
def test_a_sentence_is_understood(text: str, understood: dict[str, Any]) -> None:
    found = said(text)
    expected = {
        "kind": "meeting",
        "at": None,
        "rule": "",
        "until_on": None,
        "place": "",
        "rooms": (),
        "people": (),
    } | understood
    if expected["at"] is not None:
        expected.setdefault("minutes", 60)
    assert {name: getattr(found, name) for name in expected} | {"rooms": tuple(sorted(found.rooms))} == expected


@given(text=st.text(max_size=400))
def test_no_sentence_fails_and_none_grows(text: str) -> None:
    found = said(text)
    assert len(found.title) <= len(text) + 1
    assert 5 <= found.minutes <= 31 * DAY
    assert found.first_on is None or found.first_on >= TODAY or found.first_on.year > 1999
    if found.rule and found.first_on:
        days_of(found.rule, first=found.first_on, last=found.first_on + timedelta(days=30))


WORDS = st.lists(
    st.sampled_from(
        ["tous les", "chaque", "du", "au", "31", "12/13", "29 février", "à", "de", "99h", "24h", "9h", "mardi", "lundis",
         "jusqu’au", "premier", "mois", "salle", "2h30", "0 min", "avec", "en huit", "2027-02-30", "minuit", "la journée", "\n",
         "dans 999 jours"]
    ),
    max_size=12,
)  # fmt: skip


@given(words=WORDS)
def test_the_words_it_knows_in_any_order_never_make_it_fail(words: list[str]) -> None:
    found = said(" ".join(words))
    assert found.minutes >= 5
    assert found.rule == "" or found.first_on is not None


@given(
    away=st.integers(1, 7), hour=st.integers(0, 23), quarter=st.sampled_from([0, 15, 30, 45]),
    minutes=st.integers(1, 9).map(lambda n: n * 30), room=st.sampled_from(ROOMS[:2]),
    title=st.sampled_from(["Revue", "Atelier eau"]),
)  # fmt: skip
def test_the_order_of_the_parts_does_not_matter(
    away: int, hour: int, quarter: int, minutes: int, room: Named, title: str
) -> None:
    day = TODAY + timedelta(days=away)
    name = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")[day.weekday()]
    at, length = f"{hour}h{quarter:02}", f"{minutes // 60}h{minutes % 60:02}"
    for text in (f"{title} {name} {at} {room.name} {length}", f"{name} {at} {title} {length} {room.name}"):
        found = said(text)
        assert (found.title, found.first_on, found.at, found.minutes, found.rooms) == (
            title, day, time(hour, quarter), minutes, (room.key,),
        )  # fmt: skip
