"""Rows of the organisation: everybody of the territory reads it, but for the people and units of another commune."""

from tests.matrix.principals import COMMUNES, KEEPERS, STAFF
from tests.matrix.rows import Row

READERS = STAFF | COMMUNES | {"elected_reader", "dpo"}

READING = (
    Row("chart", READERS),
    Row("chart_svg", READERS),
    Row("chart_pdf", READERS),
    Row("people", READERS),
    Row("posts", READERS),
    Row("collectivities", READERS),
    Row("unit", READERS, arguments=("@unit",)),
    Row("unit", STAFF | {"dpo", "commune_a"}, state="of commune A", arguments=("@unit_of_commune_a",)),
    Row("post", READERS, arguments=("@post",)),
    Row("post", STAFF | {"dpo", "commune_a"}, state="of commune A", arguments=("@post_of_commune_a",)),
    Row("person", READERS, arguments=("@person",)),
    Row("person", STAFF | {"dpo", "commune_a"}, state="of commune A", arguments=("@person_of_commune_a",)),
)

#: Gestures of those who keep the organisation: name of the route and its arguments.
GESTURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("unit_create", ()),
    ("unit_change", ("@unit",)),
    ("unit_correct", ("@unit", "2025-01-01")),
    ("unit_close", ("@unit",)),
    ("post_create", ()),
    ("post_change", ("@post",)),
    ("post_correct", ("@post", "2025-01-01")),
    ("post_close", ("@post",)),
    ("assign", ("@post",)),
    ("assignment_correct", ("@assignment",)),
    ("assignment_end", ("@assignment",)),
    ("person_create", ()),
    ("person_correct", ("@person",)),
    ("person_leave", ("@person",)),
    ("delegation_create", ("@person",)),
    ("delegation_correct", ("@delegation",)),
    ("delegation_withdraw", ("@delegation",)),
    ("collectivity_create", ()),
    ("collectivity_change", ("@commune",)),
    ("collectivity_correct", ("@commune", "2025-01-01")),
    ("collectivity_close", ("@commune",)),
)

DAY = {"day": "2027-03-01"}
ROWS = (
    *READING,
    *(
        Row(name, KEEPERS, method=method, arguments=arguments, body=DAY if method == "POST" else {})
        for name, arguments in GESTURES
        for method in ("GET", "POST")
    ),
)
