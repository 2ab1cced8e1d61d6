"""What cannot be is told in one JSON sentence, and changes nothing."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.api.application import Api
from interco.foundation.core.api.operations import Operations
from interco.foundation.core.policies import signed_in
from interco.foundation.core.routes import require_policies
from interco.organisation.models import Unit
from tests.config.api.program import Program, program
from tests.matrix.principals import BACKEND

pytestmark = pytest.mark.django_db
UNIT = {"name": "Cellule", "kind": "cell", "starts_on": "2027-01-01"}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "", "au moins 1"), ("name", "   ", "nécessaire"), ("name", "x" * 201, "200"),
        ("name", "a\u202eb", "invisibles"), ("name", "a\x00b", "invisibles"), ("name", 3, "texte"),
        ("kind", "cellule", "parmi"), ("starts_on", "2027-02-30", "date"), ("starts_on", 20270101, "date"),
        ("starts_on", "1066-10-14", "calendrier"), ("rank", -1, "Au moins 0"), ("rank", 10**30, "Au plus"),
        ("rank", "un", "entier"), ("parent", "inconnue", "n’existe pas"), ("parent", "pas une clé", "forme"),
        ("nom", "Cellule", "n’existe pas"), ("starts_on", None, "date"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_its_sentence(field: str, value: object, told: str, cast: Built) -> None:
    with program(cast, "secretariat") as ask:
        before = Unit.objects.count(), Entry.objects.count()
        status, answer = ask("POST", "unites", {**UNIT, field: value})
        assert status == 422
        assert told in answer["fields"][field]
        assert answer["detail"]
        assert (Unit.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        ("{", "application/json", 400), ("[" * 100_000, "application/json", 400), ("\xff", "application/json", 400),
        ("a=1", "application/x-www-form-urlencoded", 415), ("x", "text/plain", 415),
        ("--x\r\n", "multipart/form-data; boundary=x", 415), ("[]", "application/json", 422), ("null", "application/json", 422),
        ('"\\ud800"', "application/json", 422), ('{"name": "\\ud800", "kind": "cell", "starts_on": "2027-01-01"}',
                                                  "application/json", 422),
    ],
)  # fmt: skip
def test_a_body_that_is_not_one_is_refused(content: str, kind: str, status: int, cast: Built) -> None:
    with program(cast, "secretariat") as ask:
        answer = ask.client.generic("POST", "/api/unites", content.encode("latin-1"), kind)
        assert answer.status_code == status
        assert answer.json()["detail"]


def test_a_body_of_ten_megabytes_is_refused(cast: Built) -> None:
    with program(cast, "secretariat") as ask:
        status, answer = ask("POST", "unites", {**UNIT, "name": "x" * 10_000_000})
        assert (status, set(answer["fields"])) == (422, {"name"})


def test_an_unknown_address_or_method_answers_in_json(cast: Built) -> None:
    with program(cast, "secretariat") as ask:
        assert ask("GET", "rien")[0] == 404
        assert ask("GET", "unites/%00")[0] == 400
        status, answer = ask("DELETE", "unites")
        assert status == 405
        assert "GET, HEAD, POST" in answer["detail"]
        assert ask.client.head("/api/unites").status_code == 200


def test_nothing_is_overwritten_by_whoever_does_not_say_what_they_read(cast: Built) -> None:
    with program(cast, "secretariat") as ask:
        unit = cast.units["rh"]
        change = {"name": "Ressources humaines", "kind": "service", "day": "2027-03-01"}
        status, answer = ask("POST", f"unites/{unit.public_id}/changer", change)
        assert (status, "que vous avez lue" in answer["fields"]["version"]) == (422, True)
        assert unit.versions.count() == 1


def test_a_key_has_one_effect_and_one_answer(cast: Built) -> None:
    with program(cast, "secretariat") as ask:
        before = Unit.objects.count()
        first = ask("POST", "unites", UNIT, key="une-clef")
        again = ask("POST", "unites", UNIT, key="une-clef")
        assert first == again
        assert first[0] == 201
        assert Unit.objects.count() == before + 1
        other = ask("POST", "unites", {**UNIT, "name": "Autre"}, key="une-clef")
        assert other[0] == 409
        wrong = ask("POST", "unites", {**UNIT, "rank": -1}, key="autre-clef")
        mended = ask("POST", "unites", UNIT, key="autre-clef")
        assert (wrong[0], mended[0]) == (422, 201)


def test_the_languages_of_a_refusal_follow_the_reader(cast: Built) -> None:
    with program(cast, "secretariat") as ask:
        assert ask("GET", "rien")[1]["detail"].startswith("Cette adresse")


def test_an_operation_without_a_policy_stops_the_start_up() -> None:
    room = Operations("Essai")

    @room.get("essai", policy=signed_in, name="x", answer=dict[str, str], summary="Essayer")
    def fine(request: HttpRequest) -> dict[str, str]:
        return {}

    @room.router.post("essai")
    def forgotten(request: HttpRequest) -> dict[str, str]:
        return {}

    with pytest.raises(ImproperlyConfigured, match="POST essai"):
        require_policies(Api(title="x", version="1", description="", rooms=[room]).routes())


def test_the_reference_loads_nothing_and_says_every_operation(client: Client, cast: Built) -> None:
    client.force_login(cast.users["dost"], backend=BACKEND)
    answer = client.get("/api/docs", headers={"accept-language": "fr"})
    page = answer.content.decode()
    described = client.get("/api/openapi.json").json()
    for path, methods in described["paths"].items():
        assert f"<code>{path}</code>" in page
        for operation in methods.values():
            assert f'id="op-{operation["operationId"]}"' in page
    for name in described["components"]["schemas"]:
        assert f'id="corps-{name}"' in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert page.count("<script") == 1, "only the script of every page"
    assert Client().get("/api/docs").headers["Location"].startswith("/compte/")


def test_two_programs_are_two_accounts(cast: Built) -> None:
    with program(cast, "secretariat", "dgs_schoelcher") as programs:
        keeper, commune = programs
        assert isinstance(keeper, Program)
        there = commune("GET", "unites")[1]["count"]
        everywhere = keeper("GET", "unites")[1]["count"]
        assert 0 < there < everywhere
