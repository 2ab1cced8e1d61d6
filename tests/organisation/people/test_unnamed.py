"""Somebody of a commune on a post of the intercommunality: the agents of another commune read that the post is held."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from interco.config.demo.organisation import Built
from interco.organisation.indexing import UnitsProvider
from interco.organisation.models import Assignment, SignatureDelegation
from tests.matrix.principals import BACKEND

pytestmark = pytest.mark.django_db
OTHER = "agent d’une autre collectivité"
START = date(2026, 11, 1)


@pytest.fixture
def world(cast: Built) -> Built:
    """The DGS of Le Lamentin holds the post of human resources, stands in on that of the communes, and signs."""
    person = cast.people["dgs_lamentin"]
    for key, kind in (("rh", "holder"), ("communes", "interim")):
        Assignment.objects.filter(post=cast.posts[key]).delete()
        Assignment.objects.create(
            post=cast.posts[key], person=person, kind=kind, quota=Decimal("0.25"), starts_on=START
        )  # fmt: skip
    SignatureDelegation.objects.create(
        post=cast.posts["rh"], person=person, order_reference="2026-17", scope="Congés", starts_on=START
    )
    return cast


def browser(cast: Built, key: str) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(cast.users[key], backend=BACKEND)
    return client


def read(client: Client, address: str) -> str:
    """What a page, a JSON or a PDF says, on one line."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    if answer["Content-Type"] == "application/pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    return str(answer.json()) if "json" in answer["Content-Type"] else answer.content.decode()


def addresses(cast: Built) -> list[str]:
    """Every read that names who is on a post of the intercommunality."""
    chart = "/organisation/organigramme"
    places = [f"/organisation/services/{cast.units[key].public_id}/" for key in ("rh", "communes")]
    places += [f"/organisation/postes/{cast.posts[key].public_id}/" for key in ("rh", "communes")]
    places += [f"{chart}?vue=liste", f"{chart}?compare=2026-10-01", f"{chart}.pdf", "/organisation/postes/"]
    places += [f"/api/unites/{cast.units[key].public_id}" for key in ("rh", "communes")]
    return [*places, "/api/organigramme", "/api/postes?taille=200"]


def test_no_read_of_a_commune_names_the_staff_of_another(world: Built) -> None:
    inside, outside, home = (browser(world, key) for key in ("dost", "dgs_schoelcher", "dgs_lamentin"))
    key = world.people["dgs_lamentin"].public_id
    for address in addresses(world):
        told = read(outside, address)
        assert "Giraumon" not in told, address
        assert key not in told, address
        assert OTHER in told, address
        for reader in (inside, home):
            assert "Giraumon" in read(reader, address), address


def test_a_post_held_by_somebody_unnamed_is_not_vacant(world: Built) -> None:
    outside, post = browser(world, "dgs_schoelcher"), world.posts["rh"]
    sheet = read(outside, f"/organisation/postes/{post.public_id}/")
    assert "vacant" not in sheet
    assert "Personne n’a encore tenu ce poste" not in sheet
    assert "2026-17" not in sheet
    unit = outside.get(f"/api/unites/{world.units['rh'].public_id}").json()
    told = next(line for line in unit["posts"] if line["key"] == post.public_id)
    assert told["holders"] == [{"key": "", "name": OTHER}]
    assert outside.get(f"/api/postes/{post.public_id}").json()["assignments"] == []


def test_the_name_does_not_find_the_unit(world: Built) -> None:
    unit = world.units["rh"]
    (content,) = UnitsProvider().contents([unit.pk], day=date(2026, 12, 7))
    assert "Giraumon" not in content.body


def test_the_list_of_posts_costs_the_same_whoever_reads(world: Built) -> None:
    counts = set()
    for key in ("dgs_schoelcher", "dgs_lamentin"):
        client = browser(world, key)
        client.get("/organisation/postes/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/organisation/postes/")
        counts.add(len(queries))
    assert len(counts) == 1
