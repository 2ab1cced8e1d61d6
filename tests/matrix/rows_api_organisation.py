"""Rows of the API on the organisation: who reads and who keeps it are those of the pages."""

from tests.matrix.principals import COMMUNES, EVERYBODY, KEEPERS, SIGNED_IN, STAFF
from tests.matrix.rows import Row

READERS = STAFF | COMMUNES | {"elected_reader", "dpo"}
OF_COMMUNE_A = STAFF | {"dpo", "commune_a"}
UNIT = {"name": "Cellule qualité", "kind": "cell", "parent": "@unit"}
UNIT_NOW = {"name": "Ressources humaines", "kind": "service"}
POST = {"title": "Chargée de mission", "unit": "@unit"}
QUOTA = {"kind": "holder", "quota": 0.8, "starts_on": "2025-01-01", "version": 1}
PERSON = {"first_name": "Aimée", "last_name": "Fictive"}
PERSON_NOW = {
    **PERSON, "kind": "agent", "gender": "f", "email": "", "phone": "", "mandate": "", "matricule": "",
    "starts_on": "2025-01-01", "version": 1,
}  # fmt: skip
ORDER: dict[str, object] = {
    "order_reference": "2026-041",
    "scope": "Les marchés de moins de 40 000 €.",
    "starts_on": "2026-01-01",
}
COMMUNE = {"name": "Ville", "is_member": True, "starts_on": "2025-01-01"}
END: dict[str, object] = {"day": "2027-03-01", "version": 1}
#: What no token opens: the feed token of the matrix is an unknown one, refused before any policy.
WITHOUT_TOKEN = frozenset({"feed_token"})


def reading(route: str, may: frozenset[str] = READERS, state: str = "", *arguments: str) -> Row:
    """A reading."""
    return Row(route, may, state=state, arguments=arguments, json={})


def writing(route: str, method: str, arguments: tuple[str, ...], json: dict[str, object]) -> Row:
    """A gesture of those who keep the organisation."""
    return Row(route, KEEPERS, method, arguments=arguments, json=json)


ROWS = (
    Row("openapi", EVERYBODY - WITHOUT_TOKEN, json={}),
    Row("api_reference", SIGNED_IN),
    reading("api_collectivities"),
    reading("api_chart"),
    reading("api_units"),
    reading("api_unit", READERS, "", "@unit"),
    reading("api_unit", OF_COMMUNE_A, "of commune A", "@unit_of_commune_a"),
    reading("api_posts"),
    reading("api_post", READERS, "", "@post"),
    reading("api_post", OF_COMMUNE_A, "of commune A", "@post_of_commune_a"),
    reading("api_people"),
    reading("api_person", READERS, "", "@person"),
    reading("api_person", OF_COMMUNE_A, "of commune A", "@person_of_commune_a"),
    reading("api_assignments"),
    writing("api_units", "POST", (), {**UNIT, "starts_on": "2027-01-01"}),
    writing("api_unit_change", "POST", ("@unit",), {**UNIT_NOW, "day": "2027-03-01", "version": 1}),
    writing("api_unit_correct", "PUT", ("@unit", "2025-01-01"), {**UNIT_NOW, "starts_on": "2025-01-01", "version": 1}),
    writing("api_unit_close", "POST", ("@unit",), {"day": "2027-03-01", "with_posts": True, "version": 1}),
    writing("api_posts", "POST", (), {**POST, "starts_on": "2027-01-01"}),
    writing("api_post_change", "POST", ("@post",), {**POST, "day": "2027-03-01", "version": 1}),
    writing("api_post_correct", "PUT", ("@post", "2025-01-01"), {**POST, "starts_on": "2025-01-01", "version": 1}),
    writing("api_post_close", "POST", ("@post",), END),
    writing(
        "api_assign",
        "POST",
        ("@post",),
        {"person": "@person_of_commune_a", "kind": "interim", "starts_on": "2027-01-01"},
    ),
    writing("api_assignment", "PUT", ("@assignment",), QUOTA),
    writing("api_assignment_end", "POST", ("@assignment",), END),
    reading("api_delegations"),
    writing("api_delegate", "POST", ("@person",), ORDER),
    writing("api_delegation", "PUT", ("@delegation",), {**ORDER, "version": 1}),
    writing("api_delegation_withdraw", "POST", ("@delegation",), END),
    writing("api_people", "POST", (), {**PERSON, "collectivity": "@commune", "starts_on": "2027-01-01"}),
    writing("api_person", "PUT", ("@person",), PERSON_NOW),
    writing("api_person_leave", "POST", ("@person",), END),
    writing("api_collectivities", "POST", (), {"name": "Agence", "kind": "other", "starts_on": "2027-01-01"}),
    writing("api_collectivity_change", "POST", ("@commune",), {"name": "Ville", **END}),
    writing("api_collectivity_correct", "PUT", ("@commune", "2025-01-01"), {**COMMUNE, "version": 1}),
    writing("api_collectivity_close", "POST", ("@commune",), END),
)
